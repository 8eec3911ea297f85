import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ActorKind, ApiKey } from '../../api/index.ts'
import { useAct, useList } from '../../api/index.ts'
import { useMay } from '../../app/me.tsx'
import { ActDialog } from '../../components/act-dialog.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { Icon } from '../../components/icon.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Moment } from '../../components/moment.tsx'
import { Section } from '../../components/page.tsx'
import { BuyerField, MerchantField } from '../../components/party-field.tsx'
import { StateBadge } from '../../components/state-badge.tsx'
import { type Text, useWords } from '../../text/index.ts'
import { SecretOnce } from './secret.tsx'

const kinds: readonly ActorKind[] = ['service', 'operator', 'merchant', 'buyer', 'auditor']

const columnsOf = (t: Text, revoke: ((key: ApiKey) => void) | null): readonly Column<ApiKey>[] => [
  { id: 'label', head: t.developers.label, wide: true, cell: ({ label }) => label },
  { id: 'prefix', head: t.developers.key, cell: ({ prefix }) => <code>{prefix}…</code> },
  { id: 'kind', head: t.developers.kind, cell: ({ kind }) => t.words.actors[kind] },
  { id: 'state', head: t.orders.state, cell: (key) => <KeyBadge apiKey={key} /> },
  {
    id: 'used',
    head: t.developers.used,
    align: 'end',
    cell: ({ lastUsedAt }) => (lastUsedAt === null ? t.developers.never : <Moment at={lastUsedAt} relative />)
  },
  ...(revoke === null
    ? []
    : [
        {
          id: 'act',
          head: t.payouts.act,
          align: 'end' as const,
          cell: (key: ApiKey) =>
            key.revokedAt === null ? (
              <Button
                size="xs"
                variant="default"
                onClick={() => revoke(key)}
                aria-label={t.developers.revokeOf(key.label)}
              >
                {t.developers.revoke}
              </Button>
            ) : null
        }
      ])
]

function KeyBadge({ apiKey }: Readonly<{ apiKey: ApiKey }>) {
  const { t } = useWords()
  if (apiKey.revokedAt !== null) return <StateBadge tone="quiet">{t.developers.revoked}</StateBadge>
  return <StateBadge tone="good">{apiKey.test ? t.developers.activeTest : t.developers.active}</StateBadge>
}

/** The keys by which programs sign in. */
export function Keys() {
  const { t } = useWords()
  const may = useMay()
  const list = useList('/v1/api-keys')
  const [open, setOpen] = useState<ApiKey | 'new' | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const close = () => setOpen(null)
  const mayWrite = may('keys.write')
  return (
    <>
      <Section
        title={t.developers.views.keys}
        lead={t.developers.keysLead}
        actions={
          mayWrite ? (
            <Button size="xs" leftSection={<Icon name="plus" size={15} />} onClick={() => setOpen('new')}>
              {t.developers.newKey}
            </Button>
          ) : undefined
        }
        flush
      >
        <ListView
          list={list}
          caption={t.developers.views.keys}
          columns={columnsOf(t, mayWrite ? setOpen : null)}
          keyOf={({ id }) => id}
          empty={<Empty title={t.developers.noKeys}>{t.developers.noKeysHow}</Empty>}
        />
      </Section>
      {open === 'new' ? <NewKey close={close} made={setSecret} /> : null}
      {open === null || open === 'new' ? null : <Revoke apiKey={open} close={close} />}
      {secret === null ? null : (
        <SecretOnce secret={secret} title={t.developers.newKey} close={() => setSecret(null)} />
      )}
    </>
  )
}

function Revoke({ apiKey, close }: Readonly<{ apiKey: ApiKey; close(): void }>) {
  const { t } = useWords()
  const act = useAct('delete', '/v1/api-keys/{keyId}', { keyId: apiKey.id })
  return (
    <ActDialog
      opened
      close={close}
      title={t.developers.revokeTitle}
      what={t.developers.revokeWhat(apiKey.label)}
      confirm={t.developers.revoke}
      isDangerous
      done={t.developers.revokeDone}
      act={act}
      input={{}}
    />
  )
}

function NewKey({ close, made }: Readonly<{ close(): void; made(secret: string): void }>) {
  const { t } = useWords()
  const act = useAct('post', '/v1/api-keys')
  const [label, setLabel] = useState('')
  const [kind, setKind] = useState<ActorKind>('service')
  const [owner, setOwner] = useState<string>()
  const isOwned = kind === 'merchant' || kind === 'buyer'
  const own = kind === 'merchant' ? { merchantId: owner } : kind === 'buyer' ? { buyerId: owner } : {}
  const isReady = label.trim() !== '' && (!isOwned || owner !== undefined)
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
      title={t.developers.newKey}
      what={t.developers.newKeyWhat}
      confirm={t.developers.make}
      done={t.developers.newKeyDone}
      act={sending}
      input={isReady ? { body: { kind, label: label.trim(), ...own } } : null}
    >
      <TextInput
        label={t.developers.label}
        description={t.developers.labelNote}
        required
        maxLength={100}
        value={label}
        onChange={({ currentTarget }) => setLabel(currentTarget.value)}
      />
      <NativeSelect
        label={t.developers.kind}
        value={kind}
        data={kinds.map((each) => ({ value: each, label: t.words.actors[each] }))}
        onChange={({ currentTarget: { value } }) => {
          setKind(kinds.find((each) => each === value) ?? 'service')
          setOwner(undefined)
        }}
      />
      {kind === 'merchant' ? (
        <MerchantField label={t.orders.merchantId} required value={owner} choose={setOwner} />
      ) : null}
      {kind === 'buyer' ? (
        <BuyerField label={t.orders.buyerId} required value={owner} choose={setOwner} />
      ) : null}
    </ActDialog>
  )
}
