import type { Dispute, Order, Payment, Refund, Return } from '../../api/index.ts'
import { Amount } from '../../components/amount.tsx'
import { DisputeBadge, RefundBadge, ReturnBadge } from '../../components/badges.tsx'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { ShortId } from '../../components/identifier.tsx'
import { Moment } from '../../components/moment.tsx'
import { Section } from '../../components/page.tsx'
import { type Text, useWords } from '../../text/index.ts'

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

const refundsOf = (t: Text): readonly Column<Refund>[] => [
  {
    id: 'cause',
    head: t.order.refundCause,
    wide: true,
    cell: (refund) => `${t.words.refundCauses[refund.cause]}: ${refund.reason}`
  },
  { id: 'state', head: t.orders.state, cell: (refund) => <RefundBadge state={refund.state} /> },
  { id: 'amount', head: t.disputes.amount, align: 'end', cell: (refund) => <Amount of={refund.amount} /> },
  { id: 'created', head: t.orders.created, align: 'end', cell: (refund) => <Moment at={refund.createdAt} /> }
]

const returnsOf = (t: Text): readonly Column<Return>[] => [
  { id: 'reason', head: t.disputes.reason, wide: true, cell: (goods) => goods.reason },
  { id: 'state', head: t.orders.state, cell: (goods) => <ReturnBadge state={goods.state} /> },
  { id: 'amount', head: t.disputes.amount, align: 'end', cell: (goods) => <Amount of={goods.amount} /> },
  {
    id: 'requested',
    head: t.order.requested,
    align: 'end',
    cell: (goods) => <Moment at={goods.requestedAt} />
  }
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
        <Section title={t.order.disputes} flush>
          <DataTable
            caption={t.order.disputes}
            columns={disputesOf(t)}
            rows={disputes}
            keyOf={({ id }) => id}
            link={({ id }) => ({ to: '/disputes/$disputeId', params: { disputeId: id } })}
          />
        </Section>
      )}
      {returns.length === 0 ? null : (
        <Section title={t.order.returns} flush>
          <DataTable caption={t.order.returns} columns={returnsOf(t)} rows={returns} keyOf={({ id }) => id} />
        </Section>
      )}
      {refunds.length === 0 ? null : (
        <Section title={t.order.refunds} flush>
          <DataTable caption={t.order.refunds} columns={refundsOf(t)} rows={refunds} keyOf={({ id }) => id} />
        </Section>
      )}
      {payments.length === 0 ? null : (
        <Section title={t.order.payments} flush>
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
