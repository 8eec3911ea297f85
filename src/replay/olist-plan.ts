import { later, minute } from '../kernel/index.ts'
import type { Olist, OlistItem, OlistOrder, OlistPayment } from './olist-files.ts'

/** What happens to an order, in this order: each is one of the operations that the API offers. */
export type StepKind = 'order' | 'approve' | 'ship' | 'deliver' | 'cancel' | 'refund'
export type Step = Readonly<{ kind: StepKind; at: Date }>

/** The life of one order as the files tell it. */
export type OrderPlan = Readonly<{
  order: OlistOrder
  items: readonly OlistItem[]
  /** In the order of `payment_sequential`; payments of nothing are left out. */
  payments: readonly OlistPayment[]
  buyer: string
  steps: readonly Step[]
}>

/**
 * The steps of every order, each at the time that the files give. Where they contradict each other, a step waits for
 * the one before it, for money cannot be captured before the order exists, nor goods delivered before they are sent.
 * A step whose date is missing is taken together with the one before, except a delivery: without a date there is no
 * proof of it, and without proof nothing is released. A cancellation has no date of its own in the files: it follows
 * the last thing that is known of the order by a minute.
 */
export function planOrders(olist: Olist): OrderPlan[] {
  const seen = new Set<string>()
  return olist.orders.flatMap((order) => {
    if (seen.has(order.order_id)) return []
    seen.add(order.order_id)
    return [planOrder(olist, order)]
  })
}

function planOrder(olist: Olist, order: OlistOrder): OrderPlan {
  const payments = [...(olist.payments.get(order.order_id) ?? [])]
    .filter((payment) => payment.payment_value > 0n)
    .sort((a, b) => globalThis.Number(a.payment_sequential) - globalThis.Number(b.payment_sequential))
  return {
    order,
    items: olist.items.get(order.order_id) ?? [],
    payments,
    buyer: olist.customers.get(order.customer_id) ?? order.customer_id,
    steps: inOrder(stepsOf(order))
  }
}

function stepsOf(order: OlistOrder): { kind: StepKind; at: Date | null }[] {
  const { order_status: status, order_approved_at: approved, order_delivered_carrier_date: carried } = order
  const delivered = order.order_delivered_customer_date
  const gone = carried !== null || status === 'shipped' || status === 'delivered'
  const paid = approved !== null || gone || ['approved', 'processing', 'invoiced'].includes(status)
  const ended = status === 'canceled' || status === 'unavailable'
  return [
    { kind: 'order', at: order.order_purchase_timestamp },
    ...(paid ? [{ kind: 'approve' as const, at: approved }] : []),
    ...(gone ? [{ kind: 'ship' as const, at: carried }] : []),
    ...(gone && delivered !== null ? [{ kind: 'deliver' as const, at: delivered }] : []),
    ...(ended ? [{ kind: gone ? ('refund' as const) : ('cancel' as const), at: null }] : [])
  ]
}

function inOrder(steps: readonly { kind: StepKind; at: Date | null }[]): Step[] {
  let last = new Date(0)
  return steps.map(({ kind, at }) => {
    const ends = kind === 'cancel' || kind === 'refund'
    last = at !== null && at > last ? at : ends ? later(last, minute) : last
    return { kind, at: last }
  })
}
