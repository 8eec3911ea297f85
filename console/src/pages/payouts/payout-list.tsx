import type { Payout } from '../../api/index.ts'
import { useList } from '../../api/index.ts'
import { useMe } from '../../app/me.tsx'
import { Amount } from '../../components/amount.tsx'
import { PayoutBadge } from '../../components/badges.tsx'
import { CsvButton } from '../../components/csv-button.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { ChoiceFilter, Filters } from '../../components/filters.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Section } from '../../components/page.tsx'
import { MerchantField } from '../../components/party-field.tsx'
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
  const columns = columnsOf(t, f, kind === 'merchant')
  return (
    <>
      <PayoutFilters filters={filters} set={set} isMerchant={kind === 'merchant'} />
      <Section
        title={t.payouts.title}
        counted={[[t.disputes.amount, t.counted.payout]]}
        at={list.at}
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
            isFiltered(filters) ? (
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

type Found = Partial<Record<(typeof names)[number], string | undefined>>
type FilterProps = Readonly<{ filters: Found; set(changed: Found): void; isMerchant: boolean }>

const isFiltered = ({ state, merchantId }: Found) => state !== undefined || merchantId !== undefined

function PayoutFilters({ filters, set, isMerchant }: FilterProps) {
  const { t } = useWords()
  return (
    <Filters clear={isFiltered(filters) ? () => set({ state: undefined, merchantId: undefined }) : null}>
      <ChoiceFilter
        label={t.orders.state}
        any={t.orders.anyState}
        value={filters.state}
        values={Object.entries(t.words.payoutStates)}
        choose={(state) => set({ state })}
      />
      {isMerchant ? null : (
        <MerchantField
          label={t.orders.merchantId}
          value={filters.merchantId}
          choose={(merchantId) => set({ merchantId })}
        />
      )}
    </Filters>
  )
}
