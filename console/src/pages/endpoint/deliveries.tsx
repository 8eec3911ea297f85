import { Button } from '@mantine/core'
import { useState } from 'react'
import type { WebhookDelivery, WebhookEndpoint } from '../../api/index.ts'
import { useAct, useList } from '../../api/index.ts'
import { useMay } from '../../app/me.tsx'
import { ActDialog } from '../../components/act-dialog.tsx'
import { DeliveryBadge } from '../../components/badges.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { ChoiceFilter, Filters } from '../../components/filters.tsx'
import { IdLink } from '../../components/id-link.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Moment } from '../../components/moment.tsx'
import { Section } from '../../components/page.tsx'
import { useFilters } from '../../components/search.ts'
import { type Format, type Text, useWords } from '../../text/index.ts'

const columnsOf = (
  t: Text,
  f: Format,
  replay: ((delivery: WebhookDelivery) => void) | null
): readonly Column<WebhookDelivery>[] => [
  { id: 'type', head: t.developers.type, cell: ({ type }) => <code>{type}</code>, csv: ({ type }) => type },
  {
    id: 'subject',
    head: t.payouts.about,
    cell: ({ subject }) => <IdLink id={subject} />,
    csv: ({ subject }) => subject
  },
  {
    id: 'state',
    head: t.orders.state,
    cell: (delivery) => <DeliveryState delivery={delivery} />,
    csv: ({ state }) => state
  },
  {
    id: 'answer',
    head: t.endpoint.answer,
    wide: true,
    cell: ({ lastStatus, lastError }) => lastError ?? (lastStatus === null ? '–' : `HTTP ${lastStatus}`),
    csv: ({ lastStatus, lastError }) => lastError ?? (lastStatus === null ? '' : `HTTP ${lastStatus}`)
  },
  {
    id: 'attempts',
    head: t.endpoint.attempts,
    align: 'end',
    cell: ({ attempts }) => f.count(attempts),
    csv: ({ attempts }) => String(attempts)
  },
  {
    id: 'created',
    head: t.order.at,
    align: 'end',
    cell: ({ createdAt }) => <Moment at={createdAt} />,
    csv: ({ createdAt }) => createdAt
  },
  { id: 'event', head: '', hidden: true, cell: () => null, csv: ({ eventId }) => eventId },
  ...(replay === null
    ? []
    : [
        {
          id: 'act',
          head: t.payouts.act,
          align: 'end' as const,
          cell: (delivery: WebhookDelivery) =>
            delivery.state === 'waiting' || delivery.state === 'sending' ? null : (
              <Button size="xs" variant="default" onClick={() => replay(delivery)}>
                {t.endpoint.replay}
              </Button>
            )
        }
      ])
]

/** The state of a delivery, and when one that waits is tried next. */
function DeliveryState({ delivery: { state, dueAt } }: Readonly<{ delivery: WebhookDelivery }>) {
  const { t } = useWords()
  return (
    <>
      <DeliveryBadge state={state} />
      {state === 'waiting' && dueAt !== null ? (
        <div>
          {t.endpoint.triedNext} <Moment at={dueAt} relative />
        </div>
      ) : null}
    </>
  )
}

/** Whether a delivery is on its way, or waits for its first attempt. */
const isSoonSent = ({ state, attempts }: WebhookDelivery) =>
  state === 'sending' || (state === 'waiting' && attempts === 0)

/** What was sent to an endpoint, the newest first. */
export function Deliveries({ endpoint }: Readonly<{ endpoint: WebhookEndpoint }>) {
  const { t, f } = useWords()
  const may = useMay()
  const { filters, set } = useFilters(['state'])
  const state = filters.state as WebhookDelivery['state'] | undefined
  const list = useList(
    '/v1/webhook-endpoints/{endpointId}/deliveries',
    { path: { endpointId: endpoint.id }, query: { state } },
    { whileSome: isSoonSent }
  )
  const [chosen, setChosen] = useState<WebhookDelivery | null>(null)
  return (
    <>
      <Filters clear={null}>
        <ChoiceFilter
          label={t.orders.state}
          any={t.orders.anyState}
          value={filters.state}
          values={Object.entries(t.words.deliveryStates)}
          choose={(value) => set({ state: value })}
        />
      </Filters>
      <Section
        title={t.endpoint.deliveries}
        lead={t.endpoint.deliveriesLead}
        counted={[[t.endpoint.attempts, t.counted.attempts]]}
        at={list.at}
        flush
      >
        <ListView
          list={list}
          caption={t.endpoint.deliveries}
          columns={columnsOf(t, f, may('webhooks.write') ? setChosen : null)}
          keyOf={({ id }) => id}
          csv="deliveries"
          empty={<Empty title={t.endpoint.none}>{t.endpoint.noneHow}</Empty>}
        />
      </Section>
      {chosen === null ? null : <ReplayDialog delivery={chosen} close={() => setChosen(null)} />}
    </>
  )
}

function ReplayDialog({ delivery, close }: Readonly<{ delivery: WebhookDelivery; close(): void }>) {
  const { t } = useWords()
  const act = useAct('post', '/v1/webhook-deliveries/{deliveryId}/replay', { deliveryId: delivery.id })
  return (
    <ActDialog
      opened
      close={close}
      title={t.endpoint.replay}
      what={t.endpoint.replayWhat(delivery.type)}
      confirm={t.endpoint.replay}
      done={t.endpoint.replayDone}
      act={act}
      input={{}}
    />
  )
}
