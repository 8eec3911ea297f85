import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { WebhookEndpoint } from '../../api/index.ts'
import { useAct, useList, useRead } from '../../api/index.ts'
import { useMay } from '../../app/me.tsx'
import { ActDialog } from '../../components/act-dialog.tsx'
import { EndpointBadge } from '../../components/badges.tsx'
import { Checks } from '../../components/choices.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { Icon } from '../../components/icon.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Section } from '../../components/page.tsx'
import { type Format, type Text, useWords } from '../../text/index.ts'
import { SecretOnce } from './secret.tsx'

const columnsOf = (t: Text, f: Format): readonly Column<WebhookEndpoint>[] => [
  { id: 'url', head: t.developers.url, wide: true, cell: ({ url }) => url },
  { id: 'description', head: t.developers.description, cell: ({ description }) => description },
  { id: 'state', head: t.orders.state, cell: ({ state }) => <EndpointBadge state={state} /> },
  {
    id: 'events',
    head: t.developers.events,
    cell: ({ events }) => (events.length === 0 ? t.developers.allEvents : f.list(events))
  },
  { id: 'failures', head: t.developers.failures, align: 'end', cell: ({ failures }) => f.count(failures) }
]

/** Where events are sent. */
export function Endpoints() {
  const { t, f } = useWords()
  const may = useMay()
  const list = useList('/v1/webhook-endpoints')
  const [isOpen, setOpen] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  return (
    <>
      <Section
        title={t.developers.views.endpoints}
        lead={t.developers.endpointsLead}
        counted={[[t.developers.failures, t.counted.failures]]}
        at={list.at}
        actions={
          may('webhooks.write') ? (
            <Button size="xs" leftSection={<Icon name="plus" size={15} />} onClick={() => setOpen(true)}>
              {t.developers.newEndpoint}
            </Button>
          ) : undefined
        }
        flush
      >
        <ListView
          list={list}
          caption={t.developers.views.endpoints}
          columns={columnsOf(t, f)}
          keyOf={({ id }) => id}
          link={({ id }) => ({ to: '/developers/$endpointId', params: { endpointId: id } })}
          empty={<Empty title={t.developers.noEndpoints}>{t.developers.noEndpointsHow}</Empty>}
        />
      </Section>
      {isOpen ? <NewEndpoint close={() => setOpen(false)} made={setSecret} /> : null}
      {secret === null ? null : (
        <SecretOnce secret={secret} title={t.developers.newEndpoint} close={() => setSecret(null)} />
      )}
    </>
  )
}

function NewEndpoint({ close, made }: Readonly<{ close(): void; made(secret: string): void }>) {
  const { t } = useWords()
  const act = useAct('post', '/v1/webhook-endpoints')
  const [url, setUrl] = useState('')
  const [description, setDescription] = useState('')
  const [nouns, setNouns] = useState<ReadonlySet<string>>(new Set())
  const [events, setEvents] = useState('')
  const { data } = useRead('/v1/event-types')
  const all = new Set((data?.types ?? []).map((type) => `${type.split('.')[0]}.*`))
  const single = events.split(/[\s,，]+/).filter((pattern) => pattern !== '')
  const patterns = [...nouns, ...single]
  const body = {
    url: url.trim(),
    description: description.trim(),
    ...(patterns.length === 0 ? {} : { events: patterns })
  }
  const sending = {
    ...act,
    mutateAsync: async (input: Parameters<typeof act.mutateAsync>[0]) => {
      const { secret } = await act.mutateAsync(input)
      made(secret)
    }
  }
  return (
    <ActDialog
      opened
      close={close}
      title={t.developers.newEndpoint}
      what={t.developers.newEndpointWhat}
      confirm={t.developers.make}
      done={t.developers.newEndpointDone}
      act={sending}
      input={body.url === '' ? null : { body }}
    >
      <TextInput
        label={t.developers.url}
        type="url"
        required
        placeholder="https://"
        value={url}
        onChange={({ currentTarget }) => setUrl(currentTarget.value)}
      />
      <TextInput
        label={t.developers.description}
        value={description}
        maxLength={200}
        onChange={({ currentTarget }) => setDescription(currentTarget.value)}
      />
      <Checks legend={t.developers.events} values={[...all]} chosen={nouns} choose={setNouns} />
      <TextInput
        label={t.developers.singleEvents}
        description={t.developers.eventsNote}
        value={events}
        spellCheck={false}
        onChange={({ currentTarget }) => setEvents(currentTarget.value)}
      />
    </ActDialog>
  )
}
