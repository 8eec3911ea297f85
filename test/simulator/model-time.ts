import { decideByDeadline } from './model-disputes.ts'
import { releaseAt, settleOrder } from './model-money.ts'
import { capture, close, payWithinMs } from './model-orders.ts'
import { releaseReserve, writeFiles } from './model-payouts.ts'
import { hourMs, type Model, type Order, orderOf } from './model.ts'
import { modelSweep } from '../ledger-model.ts'

/** What a reader saw of an order whose payments were on their way: when it was paid, and where each payment is. */
export type Sight = Readonly<{
  state: string
  paidAt: number | null
  payments: ReadonlyMap<string, string>
}>

/** So long after a buyer acted at the service Kontor must have heard of it, whatever went wrong on the way. */
const hearsWithinMs = 26 * hourMs

type Due = Readonly<{ at: number; happen: () => void }>

/** Lets time pass: everything that is due happens, in the order of its time. What `seen` says of payments must be possible. */
export function pass(model: Model, to: number, seen: ReadonlyMap<string, Sight>): string[] {
  const wrong: string[] = []
  for (;;) {
    const next = nextDue(model, to, seen)
    if (next === undefined) break
    model.now = Math.max(model.now, next.at)
    next.happen()
  }
  model.now = to
  modelSweep(model.ledger, new Date(to))
  for (const [name, sight] of seen) {
    const order = model.orders.get(name)
    for (const payment of order?.payments ?? []) {
      const late = payment.acts + hearsWithinMs < to
      if (payment.state === 'pending' && late && sight.payments.get(payment.name) === 'pending')
        wrong.push(
          `${payment.name}: the buyer acted ${(to - payment.acts) / hourMs} hours ago, and it is still pending`
        )
    }
  }
  return wrong
}

function nextDue(model: Model, to: number, seen: ReadonlyMap<string, Sight>): Due | undefined {
  let first: Due | undefined
  const consider = (at: number, happen: () => void) => {
    if (at <= to && (first === undefined || at < first.at)) first = { at, happen }
  }
  for (const order of model.orders.values()) {
    considerPayments(model, order, seen.get(order.name), consider)
    if (order.paidAt === null && order.closing === null)
      consider(order.createdAt + payWithinMs, () => close(model, orderOf(model, order.name), 'expired'))
    for (const shipment of order.shipments) {
      const at = order.paidAt === null ? null : releaseAt(order, shipment)
      if (at !== null) consider(at, () => settleOrder(model, orderOf(model, order.name)))
    }
    for (const { dueAt, name } of order.disputes)
      if (dueAt !== null)
        consider(dueAt, () => {
          const own = orderOf(model, order.name)
          const found = own.disputes.find((one) => one.name === name)
          if (found !== undefined) decideByDeadline(model, own, found)
        })
  }
  for (const reserve of model.reserves) consider(reserve.at, () => releaseReserve(model, reserve))
  for (const { state, fileAt } of model.payouts)
    if (state === 'planned') consider(fileAt, () => writeFiles(model, fileAt))
  return first
}

const declines = new Set(['tok_declined', 'tok_cancelled'])

/** A payment is captured or declined when the buyer acts, or when Kontor hears of it, which the sight tells. */
function considerPayments(
  model: Model,
  order: Order,
  sight: Sight | undefined,
  consider: (at: number, happen: () => void) => void
): void {
  for (const { name, state, acts, endsAt, token } of order.payments) {
    if (state !== 'pending') continue
    const became = sight?.payments.get(name)
    if (became === 'pending') continue
    if (acts > endsAt) {
      consider(endsAt, () => endUnwanted(orderOf(model, order.name), name, 'voided'))
      continue
    }
    if (order.closing !== null) {
      const ended = became === 'captured' ? 'captured' : 'voided'
      consider(acts, () => endUnwanted(orderOf(model, order.name), name, ended))
      continue
    }
    const heardAt = Math.max(acts, sight?.paidAt ?? 0)
    consider(heardAt, () => {
      const own = orderOf(model, order.name)
      if (!declines.has(token)) capture(own, name, heardAt)
      else for (const payment of own.payments) if (payment.name === name) payment.state = 'failed'
      settleOrder(model, own)
    })
  }
}

/** Money for an order that has ended goes back whole, if it came at all. */
function endUnwanted(order: Order, name: string, state: 'captured' | 'voided'): void {
  for (const payment of order.payments) {
    if (payment.name !== name) continue
    payment.state = state
    if (state === 'captured') payment.captured = payment.refunded = payment.amount
  }
}
