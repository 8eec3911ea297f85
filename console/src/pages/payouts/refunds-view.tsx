import type { Refund } from '../../api/index.ts'
import { useList } from '../../api/index.ts'
import { Amount } from '../../components/amount.tsx'
import { RefundBadge } from '../../components/badges.tsx'
import { CsvButton } from '../../components/csv-button.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { ChoiceFilter, Filters } from '../../components/filters.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Moment } from '../../components/moment.tsx'
import { Section } from '../../components/page.tsx'
import { useFilters } from '../../components/search.ts'
import { decimal, type Text, useWords } from '../../text/index.ts'

const columnsOf = (t: Text): readonly Column<Refund>[] => [
  {
    id: 'reason',
    head: t.order.refundCause,
    wide: true,
    cell: ({ cause, reason }) => `${t.words.refundCauses[cause]}: ${t.problems.said(reason)}`,
    csv: ({ reason }) => reason
  },
  {
    id: 'state',
    head: t.orders.state,
    cell: ({ state }) => <RefundBadge state={state} />,
    csv: ({ state }) => state
  },
  {
    id: 'amount',
    head: t.disputes.amount,
    align: 'end',
    cell: ({ amount }) => <Amount of={amount} />,
    csv: ({ amount }) => decimal(amount)
  },
  { id: 'currency', head: '', hidden: true, cell: () => null, csv: ({ amount }) => amount.currency },
  { id: 'orderId', head: '', hidden: true, cell: () => null, csv: ({ orderId }) => orderId },
  {
    id: 'created',
    head: t.orders.created,
    align: 'end',
    cell: ({ createdAt }) => <Moment at={createdAt} />,
    csv: ({ createdAt }) => createdAt
  }
]

/** What goes back to buyers, by how far it has come. Each leads to its order, where a failed one is sent again. */
export function RefundsView() {
  const { t } = useWords()
  const { filters, set } = useFilters(['state', 'view'])
  const state = (Object.keys(t.words.refundStates) as Refund['state'][]).find(
    (each) => each === filters.state
  )
  const list = useList('/v1/refunds', { query: { state } })
  const columns = columnsOf(t)
  return (
    <>
      <Filters clear={state === undefined ? null : () => set({ state: undefined })}>
        <ChoiceFilter
          label={t.orders.state}
          any={t.orders.anyState}
          value={state}
          values={Object.entries(t.words.refundStates)}
          choose={(chosen) => set({ state: chosen })}
        />
      </Filters>
      <Section
        title={t.payouts.views.refunds}
        lead={t.payouts.refundsLead}
        counted={[[t.disputes.amount, t.counted.refund]]}
        at={list.at}
        actions={
          list.items.length === 0 ? undefined : (
            <CsvButton name="refunds" columns={columns} rows={list.items} />
          )
        }
        flush
      >
        <ListView
          list={list}
          caption={t.payouts.views.refunds}
          columns={columns}
          keyOf={({ id }) => id}
          link={({ orderId }) => ({ to: '/orders/$orderId', params: { orderId } })}
          empty={<Empty title={t.payouts.noRefunds}>{t.payouts.noRefundsHow}</Empty>}
        />
      </Section>
    </>
  )
}
