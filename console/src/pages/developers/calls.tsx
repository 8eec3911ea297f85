import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ProviderCall } from '../../api/index.ts'
import { useAct, useList } from '../../api/index.ts'
import { useMay } from '../../app/me.tsx'
import { ActDialog } from '../../components/act-dialog.tsx'
import { Amount } from '../../components/amount.tsx'
import { CallBadge } from '../../components/badges.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { ChoiceFilter, Filters } from '../../components/filters.tsx'
import { ShortId } from '../../components/identifier.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Moment } from '../../components/moment.tsx'
import { Section } from '../../components/page.tsx'
import { useFilters } from '../../components/search.ts'
import { decimal, type Text, useWords } from '../../text/index.ts'

const againColumn = (t: Text, again: (call: ProviderCall) => void): Column<ProviderCall> => ({
  id: 'act',
  head: t.payouts.act,
  align: 'end',
  cell: (call) =>
    call.state === 'done' || call.state === 'failed' ? null : (
      <Button size="xs" variant="default" onClick={() => again(call)}>
        {t.calls.again}
      </Button>
    )
})

const columnsOf = (
  t: Text,
  again: ((call: ProviderCall) => void) | null
): readonly Column<ProviderCall>[] => [
  {
    id: 'kind',
    head: t.calls.kind,
    cell: ({ kind, provider }) => `${t.calls.kinds[kind]} · ${provider}`,
    csv: ({ kind }) => kind
  },
  { id: 'provider', head: '', hidden: true, cell: () => null, csv: ({ provider }) => provider },
  {
    id: 'state',
    head: t.orders.state,
    cell: ({ state }) => <CallBadge state={state} />,
    csv: ({ state }) => state
  },
  {
    id: 'payment',
    head: t.calls.payment,
    cell: ({ paymentId }) => <ShortId id={paymentId} />,
    csv: ({ paymentId }) => paymentId
  },
  {
    id: 'amount',
    head: t.disputes.amount,
    align: 'end',
    cell: ({ amount }) => (amount === null ? '' : <Amount of={amount} />),
    csv: ({ amount }) => (amount === null ? '' : decimal(amount))
  },
  { id: 'currency', head: '', hidden: true, cell: () => null, csv: ({ amount }) => amount?.currency ?? '' },
  {
    id: 'error',
    head: t.calls.error,
    wide: true,
    cell: ({ error }) => error ?? '',
    csv: ({ error }) => error ?? ''
  },
  {
    id: 'at',
    head: t.order.at,
    align: 'end',
    cell: ({ updatedAt }) => <Moment at={updatedAt} />,
    csv: ({ updatedAt }) => updatedAt
  },
  ...(again === null ? [] : [againColumn(t, again)])
]

/** What they are found by; the stuck ones stand first of all. */
const others = ['unknown', 'waiting', 'planned', 'sending', 'failed', 'done'] as const
const states = ['stuck', ...others] as const

/** What was asked of payment providers. What is stuck can be asked again. */
export function Calls() {
  const { t } = useWords()
  const may = useMay()
  const { filters, set } = useFilters(['state', 'view'])
  const [chosen, choose] = useState<ProviderCall | null>(null)
  const state = states.find((each) => each === filters.state) ?? 'stuck'
  const list = useList('/v1/provider-calls', { query: { state } })
  return (
    <>
      <Filters clear={state === 'stuck' ? null : () => set({ state: undefined })}>
        <ChoiceFilter
          label={t.orders.state}
          any={t.calls.states.stuck}
          value={filters.state}
          values={others.map((each) => [each, t.calls.states[each]])}
          choose={(chosenState) => set({ state: chosenState })}
        />
      </Filters>
      <Section
        title={t.developers.views.calls}
        lead={t.calls.lead}
        counted={[[t.disputes.amount, t.counted.callAmount]]}
        at={list.at}
        flush
      >
        <ListView
          list={list}
          caption={t.developers.views.calls}
          columns={columnsOf(t, may('payments.calls.retry') ? choose : null)}
          keyOf={({ id }) => id}
          csv="provider-calls"
          empty={<Empty title={t.calls.none}>{t.calls.noneHow}</Empty>}
        />
      </Section>
      {chosen === null ? null : <AgainDialog call={chosen} close={() => choose(null)} />}
    </>
  )
}

function AgainDialog({ call, close }: Readonly<{ call: ProviderCall; close(): void }>) {
  const { t } = useWords()
  const act = useAct('post', '/v1/provider-calls/{callId}/retry', { callId: call.id })
  return (
    <ActDialog
      opened
      close={close}
      title={t.calls.againTitle}
      what={t.calls.againWhat}
      confirm={t.calls.again}
      done={t.calls.againDone}
      act={act}
      input={{}}
    />
  )
}
