import type { Dispute, Order, Payment } from '../../api/index.ts'
import { Amount } from '../../components/amount.tsx'
import { DisputeBadge } from '../../components/badges.tsx'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { ShortId } from '../../components/identifier.tsx'
import { Moment } from '../../components/moment.tsx'
import { Section } from '../../components/page.tsx'
import { type Text, useWords } from '../../text/index.ts'
import { Refunds } from './refunds.tsx'
import { Returns } from './returns.tsx'

const disputesOf = (t: Text): readonly Column<Dispute>[] => [
  {
    id: 'reason',
    head: t.disputes.reason,
    wide: true,
    cell: (dispute) => t.words.disputeReasons[dispute.reason]
  },
  { id: 'state', head: t.disputes.state, cell: (dispute) => <DisputeBadge state={dispute.state} /> },
  { id: 'amount', head: t.disputes.amount, align: 'end', cell: (dispute) => <Amount of={dispute.amount} /> },
  { id: 'opened', head: t.disputes.opened, align: 'end', cell: (dispute) => <Moment at={dispute.openedAt} /> }
]

const paymentsOf = (t: Text): readonly Column<Payment>[] => [
  { id: 'id', head: t.order.payment, cell: (payment) => <ShortId id={payment.id} /> },
  {
    id: 'method',
    head: t.order.method,
    cell: (payment) => `${t.words.methods[payment.method]} · ${payment.provider}`
  },
  { id: 'state', head: t.orders.state, wide: true, cell: (payment) => t.words.paymentStates[payment.state] },
  {
    id: 'captured',
    head: t.order.captured,
    align: 'end',
    cell: (payment) => <Amount of={payment.captured} />
  },
  {
    id: 'refunded',
    head: t.words.money.refunded,
    align: 'end',
    cell: (payment) => <Amount of={payment.refunded} />
  }
]

/** What else belongs to an order: its disputes, returns, refunds and payments, as far as there are any. */
export function OtherMatters({ order }: Readonly<{ order: Order }>) {
  const { t } = useWords()
  const { disputes, returns, refunds, payments } = order
  return (
    <>
      {disputes.length === 0 ? null : (
        <Section title={t.order.disputes} counted={[[t.disputes.amount, t.counted.inDispute]]} flush>
          <DataTable
            caption={t.order.disputes}
            columns={disputesOf(t)}
            rows={disputes}
            keyOf={({ id }) => id}
            link={({ id }) => ({ to: '/disputes/$disputeId', params: { disputeId: id } })}
          />
        </Section>
      )}
      {returns.length === 0 ? null : <Returns order={order} />}
      {refunds.length === 0 ? null : <Refunds refunds={refunds} />}
      {payments.length === 0 ? null : (
        <Section
          title={t.order.payments}
          counted={[
            [t.order.captured, t.counted.captured],
            [t.words.money.refunded, t.counted.refundedOf]
          ]}
          flush
        >
          <DataTable
            caption={t.order.payments}
            columns={paymentsOf(t)}
            rows={payments}
            keyOf={({ id }) => id}
          />
        </Section>
      )}
    </>
  )
}
