import { Link, useParams } from '@tanstack/react-router'
import type { Order } from '../../api/index.ts'
import { readAt, useRead } from '../../api/index.ts'
import { useMay } from '../../app/me.tsx'
import { OrderBadge } from '../../components/badges.tsx'
import { Facts } from '../../components/facts.tsx'
import { Identifier } from '../../components/identifier.tsx'
import { Loading } from '../../components/loading.tsx'
import { Moment } from '../../components/moment.tsx'
import { MoneyWay } from '../../components/money-way.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { Amount } from '../../components/amount.tsx'
import { useWords } from '../../text/index.ts'
import { Journal } from './journal.tsx'
import { OrderActs } from './order-acts.tsx'
import style from './order-page.module.css'
import { OtherMatters } from './other-matters.tsx'
import { Part } from './part.tsx'
import { Reasons } from './reasons.tsx'
import { Story } from './story.tsx'

/** One order: where its money is and why, everything that happened, what comes next, and what can be done. */
export function OrderPage() {
  const { orderId = '' } = useParams({ strict: false })
  const { t } = useWords()
  const found = useRead('/v1/orders/{orderId}', { path: { orderId }, query: { include: 'merchant' } })
  if (found.data === undefined)
    return (
      <Page title={t.order.title} eyebrow={orderId}>
        {found.error === null ? (
          <Loading lines={9} />
        ) : (
          <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
        )}
      </Page>
    )
  return <OrderView key={found.data.id} order={found.data} at={readAt(found)} />
}

function OrderView({ order, at }: Readonly<{ order: Order; at: string | null }>) {
  const { t } = useWords()
  const may = useMay()
  const parts = order.parts.filter((part) => part.merchantId !== null || part.total.amount > 0)
  return (
    <Page
      title={order.reference}
      at={at}
      eyebrow={t.order.title}
      lead={<OrderBadge state={order.state} />}
      actions={<OrderActs order={order} />}
    >
      <div className={style.columns}>
        <div className={style.main}>
          <WhereItIs order={order} />
          {parts.map((part) => (
            <Part key={part.id} order={order} part={part} isOnly={parts.length === 1} />
          ))}
          <OtherMatters order={order} />
          <Reasons order={order} />
          {may('ledger.read') ? <Journal order={order} /> : null}
        </div>
        <div className={style.side}>
          <Story order={order} />
          <About order={order} />
        </div>
      </div>
    </Page>
  )
}

function WhereItIs({ order }: Readonly<{ order: Order }>) {
  const { t } = useWords()
  return (
    <Section title={t.order.whereMoneyIs} counted={t.order.counted}>
      {order.money.paid.amount === 0 ? (
        <p className={style.nothing}>{t.order.nothingPaid}</p>
      ) : (
        <MoneyWay money={order.money} caption={t.order.wayCaption} />
      )}
    </Section>
  )
}

function About({ order }: Readonly<{ order: Order }>) {
  const { t } = useWords()
  const moments: readonly (readonly [string, string | null])[] = [
    [t.order.created, order.createdAt],
    [t.order.paidAt, order.paidAt],
    [t.order.deliverBy, order.deliverBy],
    [t.order.endedAt, order.endedAt]
  ]
  return (
    <Section title={t.order.about} counted={[[t.orders.total, t.counted.orderTotal]]}>
      <Facts
        facts={[
          [t.order.id, <Identifier key="id" id={order.id} />],
          [t.orders.total, <Amount key="total" of={order.total} />],
          ...moments.flatMap(([name, at]) =>
            at === null ? [] : [[name, <Moment key={name} at={at} />] as const]
          ),
          [
            t.orders.buyerId,
            <span key="buyer">
              <Identifier id={order.buyerId} />{' '}
              <Link to="/orders" search={{ buyerId: order.buyerId }}>
                {t.order.ofBuyer}
              </Link>
            </span>
          ]
        ]}
      />
    </Section>
  )
}
