import { decideByDeadline } from './model-disputes.ts'
import { releaseAt, settleOrder } from './model-money.ts'
import { close, payWithinMs } from './model-orders.ts'
import { considerPayments, lateNews, type Sight } from './model-payments.ts'
import { payBySchedule, releaseReserve, writeFiles } from './model-payouts.ts'
import { passReturnDeadline } from './model-returns.ts'
import { isCovered, type Model, orderOf } from './model.ts'
import { modelSweep } from '../ledger-model.ts'

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
  model.resent = []
  modelSweep(model.ledger, new Date(to))
  for (const [name, sight] of seen) wrong.push(...lateNews(model.orders.get(name), sight, to))
  return wrong
}

function nextDue(model: Model, to: number, seen: ReadonlyMap<string, Sight>): Due | undefined {
  let first: Due | undefined
  const consider = (at: number, happen: () => void) => {
    if (at <= to && (first === undefined || at < first.at)) first = { at, happen }
  }
  for (const order of model.orders.values()) {
    considerPayments(model, order, seen.get(order.name), consider)
    if (order.paidAt === null && order.closing === null && order.shipments.length === 0 && !isCovered(order))
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
    for (const { dueAt, name } of order.returns)
      if (dueAt !== null) consider(dueAt, () => passReturnDeadline(model, orderOf(model, order.name), name))
  }
  for (const reserve of model.reserves) consider(reserve.at, () => releaseReserve(model, reserve))
  for (const { name, nextAt } of model.merchants.values())
    if (nextAt !== null) consider(nextAt, () => payBySchedule(model, name))
  for (const { state, fileAt } of model.payouts)
    if (state === 'planned') consider(fileAt, () => writeFiles(model, fileAt))
  return first
}
