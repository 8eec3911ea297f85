import type { Merchant } from '../../api/index.ts'
import { useList } from '../../api/index.ts'
import { MerchantBadge } from '../../components/badges.tsx'
import { CsvButton } from '../../components/csv-button.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { ChoiceFilter, Filters, TextFilter } from '../../components/filters.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Moment } from '../../components/moment.tsx'
import { Page, Section } from '../../components/page.tsx'
import { useFilters } from '../../components/search.ts'
import { type Text, useWords } from '../../text/index.ts'

const names = ['state', 'search'] as const

const columnsOf = (t: Text): readonly Column<Merchant>[] => [
  {
    id: 'displayName',
    head: t.merchants.name,
    wide: true,
    cell: (merchant) => merchant.displayName,
    csv: (merchant) => merchant.displayName
  },
  {
    id: 'reference',
    head: t.merchants.reference,
    wide: true,
    cell: (merchant) => <code>{merchant.reference}</code>,
    csv: (merchant) => merchant.reference
  },
  {
    id: 'state',
    head: t.orders.state,
    cell: (merchant) => <MerchantBadge state={merchant.state} />,
    csv: (merchant) => merchant.state
  },
  {
    id: 'stateReason',
    head: t.merchants.why,
    wide: true,
    cell: (merchant) => merchant.stateReason ?? '',
    csv: (merchant) => merchant.stateReason ?? ''
  },
  {
    id: 'payoutCurrency',
    head: t.merchants.paidIn,
    cell: (merchant) => merchant.payoutCurrency,
    csv: (merchant) => merchant.payoutCurrency
  },
  {
    id: 'id',
    head: t.order.id,
    hidden: true,
    cell: (merchant) => merchant.id,
    csv: (merchant) => merchant.id
  },
  {
    id: 'createdAt',
    head: t.merchants.since,
    align: 'end',
    cell: (merchant) => <Moment at={merchant.createdAt} dayOnly />,
    csv: (merchant) => merchant.createdAt
  }
]

/** All merchants: found by state, name, reference or id. */
export function MerchantsPage() {
  const { t } = useWords()
  const { filters, set, isFiltered } = useFilters(names)
  const list = useList('/v1/merchants', {
    query: { state: filters.state as Merchant['state'] | undefined, search: filters.search }
  })
  const columns = columnsOf(t)
  return (
    <Page title={t.merchants.title} lead={t.merchants.lead}>
      <Filters clear={isFiltered ? () => set({ state: undefined, search: undefined }) : null}>
        <ChoiceFilter
          label={t.orders.state}
          any={t.merchants.anyState}
          value={filters.state}
          values={Object.entries(t.merchants.states)}
          choose={(state) => set({ state })}
        />
        <TextFilter label={t.merchants.search} value={filters.search} choose={(search) => set({ search })} />
      </Filters>
      <Section
        title={t.merchants.title}
        actions={
          list.items.length === 0 ? undefined : (
            <CsvButton name="merchants" columns={columns} rows={list.items} />
          )
        }
        flush
      >
        <ListView
          list={list}
          caption={t.merchants.title}
          columns={columns}
          keyOf={({ id }) => id}
          link={({ id }) => ({ to: '/merchants/$merchantId', params: { merchantId: id } })}
          empty={
            isFiltered ? (
              <Empty title={t.merchants.noneFound}>{t.merchants.noneFoundHow}</Empty>
            ) : (
              <Empty title={t.merchants.none}>{t.merchants.noneHow}</Empty>
            )
          }
        />
      </Section>
    </Page>
  )
}
