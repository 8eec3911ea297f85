import type { Payout } from '../../api/index.ts'
import { useList } from '../../api/index.ts'
import { useMe } from '../../app/me.tsx'
import { Amount } from '../../components/amount.tsx'
import { PayoutBadge } from '../../components/badges.tsx'
import { CsvButton } from '../../components/csv-button.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { ChoiceFilter, Filters, TextFilter } from '../../components/filters.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Section } from '../../components/page.tsx'
import { useFilters } from '../../components/search.ts'
import { decimal, type Text, useWords, type Format } from '../../text/index.ts'

const names = ['state', 'merchantId'] as const

const columnsOf = (t: Text, f: Format, isMerchant: boolean): readonly Column<Payout>[] => [
  {
    id: 'endToEndId',
    head: t.payouts.endToEndId,
    cell: (payout) => <code>{payout.endToEndId}</code>,
    csv: (payout) => payout.endToEndId
  },
  {
    id: 'state',
    head: t.orders.state,
    cell: (payout) => <PayoutBadge state={payout.state} />,
    csv: (payout) => payout.state
  },
  ...(isMerchant
    ? []
    : [
        {
          id: 'merchantId',
          head: t.payouts.merchant,
          wide: true,
          cell: (payout: Payout) => payout.merchant?.displayName ?? payout.merchantId,
          csv: (payout: Payout) => payout.merchantId
        }
      ]),
  {
    id: 'amount',
    head: t.disputes.amount,
    align: 'end',
    cell: (payout) => <Amount of={payout.amount} />,
    csv: (payout) => decimal(payout.amount)
  },
  {
    id: 'currency',
    head: t.payouts.why,
    wide: true,
    cell: (payout) => t.problems.said(payout.returnReason ?? ''),
    csv: (payout) => payout.amount.currency
  },
  {
    id: 'executionDate',
    head: t.payouts.executionDate,
    align: 'end',
    cell: (payout) => f.day(payout.executionDate),
    csv: (payout) => payout.executionDate
  }
]

/** Payouts, the newest first. */
export function PayoutList() {
  const { t, f } = useWords()
  const { kind } = useMe()
  const { filters, set } = useFilters([...names, 'view'])
  const list = useList('/v1/payouts', {
    query: {
      state: filters.state as Payout['state'] | undefined,
      merchantId: filters.merchantId,
      include: 'merchant'
    }
  })
  const isFiltered = filters.state !== undefined || filters.merchantId !== undefined
  const columns = columnsOf(t, f, kind === 'merchant')
  return (
    <>
      <Filters clear={isFiltered ? () => set({ state: undefined, merchantId: undefined }) : null}>
        <ChoiceFilter
          label={t.orders.state}
          any={t.orders.anyState}
          value={filters.state}
          values={Object.entries(t.words.payoutStates)}
          choose={(state) => set({ state })}
        />
        {kind === 'merchant' ? null : (
          <TextFilter
            label={t.orders.merchantId}
            value={filters.merchantId}
            placeholder="mer_…"
            choose={(merchantId) => set({ merchantId })}
          />
        )}
      </Filters>
      <Section
        title={t.payouts.title}
        actions={
          list.items.length === 0 ? undefined : (
            <CsvButton name="payouts" columns={columns} rows={list.items} />
          )
        }
        flush
      >
        <ListView
          list={list}
          caption={t.payouts.title}
          columns={columns}
          keyOf={({ id }) => id}
          link={({ id }) => ({ to: '/payouts/$payoutId', params: { payoutId: id } })}
          empty={
            isFiltered ? (
              <Empty title={t.payouts.noneFound}>{t.orders.noneFoundHow}</Empty>
            ) : (
              <Empty title={t.payouts.none}>{t.payouts.noneHow}</Empty>
            )
          }
        />
      </Section>
    </>
  )
}
