import { isSettled, type Life, missingMinor, unitsLeft } from './life.ts'
import type { Item, Order, OrderState, Part } from './order.ts'
import type { Shipment } from './shipment.ts'

/** How far the order has come. Follows from the facts alone. */
export function orderState(life: Life): OrderState {
  return life.order.closing ?? progress(life.order, life.items, life.shipments)
}

/** How far one part has come, as if it were an order of its own. */
export function partState(life: Life, part: Part): OrderState {
  const { order } = life
  if (order.closing !== null) return order.closing
  if (part.merchantId === null) {
    if (part.feeOutcome === null) return unpaidState(order) ?? 'paid'
    return part.feeOutcome === 'released' ? 'completed' : 'refunded'
  }
  return progress(
    order,
    life.items.filter((item) => item.partId === part.id),
    life.shipments.filter((shipment) => shipment.partId === part.id)
  )
}

function unpaidState(order: Order): OrderState | null {
  if (order.paidAt !== null) return null
  return order.authorizedMinor > 0n && order.authorizedMinor >= missingMinor(order)
    ? 'authorized'
    : 'awaiting_payment'
}

/** Whether goods may be shipped: all is paid, or authorized and only to be captured. */
export function isPayable(order: Order): boolean {
  return unpaidState(order) !== 'awaiting_payment'
}

function progress(order: Order, items: readonly Item[], shipments: readonly Shipment[]): OrderState {
  const allTaken = items.every((item) => unitsLeft(item) === 0)
  if (shipments.length === 0) return unpaidState(order) ?? (allTaken ? 'cancelled' : 'paid')
  if (!allTaken) return 'partly_shipped'
  if (shipments.every(isSettled))
    return shipments.some((shipment) => shipment.releasedMinor > 0n || shipment.releasedAt !== null)
      ? 'completed'
      : 'refunded'
  return shipments.every((shipment) => isSettled(shipment) || shipment.state === 'delivered')
    ? 'delivered'
    : 'shipped'
}

const ended: ReadonlySet<OrderState> = new Set(['completed', 'refunded', 'cancelled', 'expired'])

/** Whether nothing more is expected to happen. */
export function hasEnded(state: OrderState): boolean {
  return ended.has(state)
}
