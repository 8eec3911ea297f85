import type { Merchant, OrderSummary } from '../../api/index.ts'
import { useList } from '../../api/index.ts'
import { useMe } from '../../app/me.tsx'
import { Amount } from '../../components/amount.tsx'
import { OrderBadge } from '../../components/badges.tsx'
import { CsvButton } from '../../components/csv-button.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Moment } from '../../components/moment.tsx'
import { MoneyStrip } from '../../components/money-strip.tsx'
import { Page, Section } from '../../components/page.tsx'
import { useFilters } from '../../components/search.ts'
import { NextThing } from '../../components/upcoming.tsx'
import { decimal, type Text, useWords } from '../../text/index.ts'
import { OrderFilterRow } from './order-filters.tsx'
import style from './orders-page.module.css'
import { filterNames, queryOf } from './query.ts'

function columnsOf(t: Text, isMerchant: boolean): readonly Column<OrderSummary>[] {
  const all: readonly Column<OrderSummary>[] = [
    {
      id: 'reference',
      head: t.orders.order,
      wide: true,
      cell: (order) => order.reference,
      csv: (order) => order.reference
    },
    {
      id: 'state',
      head: t.orders.state,
      cell: (order) => <OrderBadge state={order.state} />,
      csv: (order) => order.state
    },
    {
      id: 'merchants',
      head: t.orders.merchants,
      wide: true,
      cell: (order) => <Merchants merchants={order.merchants ?? []} />,
      csv: (order) => (order.merchants ?? []).map(({ displayName }) => displayName).join(', ')
    },
    {
      id: 'total',
      head: t.orders.total,
      align: 'end',
      cell: (order) => <Amount of={order.total} />,
      csv: (order) => decimal(order.total)
    },
    {
      id: 'held',
      head: t.words.money.held,
      align: 'end',
      cell: (order) => <Held order={order} />,
      csv: (order) => decimal(order.money.held)
    },
    {
      id: 'currency',
      head: '',
      hidden: true,
      cell: () => null,
      csv: (order) => order.total.currency
    },
    { id: 'next', head: t.orders.next, cell: (order) => <NextThing next={order.next} /> },
    {
      id: 'created',
      head: t.orders.created,
      align: 'end',
      cell: (order) => <Moment at={order.createdAt} dayOnly />,
      csv: (order) => order.createdAt
    }
  ]
  return isMerchant ? all.filter(({ id }) => id !== 'merchants') : all
}

function Merchants({ merchants }: Readonly<{ merchants: readonly Merchant[] }>) {
  const { f } = useWords()
  return <>{f.list([...new Set(merchants.map(({ displayName }) => displayName))])}</>
}

function Held({ order }: Readonly<{ order: OrderSummary }>) {
  return (
    <span className={style.held}>
      <Amount of={order.money.held} />
      <MoneyStrip money={order.money} />
    </span>
  )
}

/** All orders, or those of a merchant: filtered, searched, page by page. */
export function OrdersPage() {
  const { t } = useWords()
  const { kind } = useMe()
  const { filters, set } = useFilters(filterNames)
  const isFiltered = Object.keys(filters).some((name) => name !== 'sort')
  const list = useList('/v1/orders', { query: queryOf(filters) })
  const columns = columnsOf(t, kind === 'merchant')
  return (
    <Page title={t.orders.title} lead={t.orders.lead}>
      <OrderFilterRow filters={filters} set={set} />
      <Section
        title={isFiltered ? t.orders.found : t.orders.all}
        lead={<Legend />}
        counted={[
          [t.orders.total, t.counted.orderTotal],
          [t.words.money.held, t.counted.orderHeld]
        ]}
        at={list.at}
        actions={
          list.items.length === 0 ? undefined : (
            <CsvButton name="orders" columns={columns} rows={list.items} />
          )
        }
        flush
      >
        <ListView
          list={list}
          caption={t.orders.title}
          columns={columns}
          keyOf={(order) => order.id}
          link={(order) => ({ to: '/orders/$orderId', params: { orderId: order.id } })}
          empty={
            isFiltered ? (
              <Empty title={t.orders.noneFound}>{t.orders.noneFoundHow}</Empty>
            ) : (
              <Empty title={t.orders.none}>{t.orders.noneHow}</Empty>
            )
          }
        />
      </Section>
    </Page>
  )
}

const tones = ['released', 'commission', 'refunded', 'held'] as const

function Legend() {
  const { t } = useWords()
  return (
    <span className={style.legend}>
      {tones.map((tone) => (
        <span key={tone} data-tone={tone}>
          {t.words.money[tone]}
        </span>
      ))}
    </span>
  )
}
