import type { Dispute } from './dispute.ts'
import type { Item, Order, Part } from './order.ts'
import type { ReturnCase } from './return.ts'
import type { Shipment } from './shipment.ts'

/** An order with everything that was done about it, loaded under the lock of its row: what is decided on. */
export type Life = Readonly<{
  order: Order
  parts: readonly Part[]
  items: readonly Item[]
  shipments: readonly Shipment[]
  disputes: readonly Dispute[]
  returns: readonly ReturnCase[]
}>

const isOpen = (dispute: Dispute) => dispute.state !== 'decided'
const openReturnStates = new Set(['requested', 'authorised', 'shipped_back'])

/** The disputes about this shipment that are not decided. */
export function openDisputes(life: Life, shipment: Shipment): Dispute[] {
  return life.disputes.filter((dispute) => dispute.shipmentId === shipment.id && isOpen(dispute))
}

/** The returns of this shipment that are not over. */
function openReturns(life: Life, shipment: Shipment): ReturnCase[] {
  return life.returns.filter((found) => found.shipmentId === shipment.id && openReturnStates.has(found.state))
}

/** What the escrow still holds for this shipment, frozen amounts included. */
export function heldFor(shipment: Shipment): bigint {
  return shipment.valueMinor - shipment.releasedMinor - shipment.refundedMinor - shipment.lostMinor
}

/** What disputes have frozen of this shipment. */
export function frozenFor(life: Life, shipment: Shipment): bigint {
  return openDisputes(life, shipment).reduce((sum, dispute) => sum + dispute.amountMinor, 0n)
}

/** What may leave the escrow for this shipment now: held, not frozen, and not kept for a return. */
export function freeFor(life: Life, shipment: Shipment): bigint {
  const kept = openReturns(life, shipment).reduce((sum, found) => sum + found.amountMinor, 0n)
  const free = heldFor(shipment) - frozenFor(life, shipment) - kept
  return free > 0n ? free : 0n
}

/** Whether nothing more can happen to the shipment's money by itself: all of it went one way or the other. */
export function isSettled(shipment: Shipment): boolean {
  return shipment.valueMinor === 0n
    ? shipment.releasedAt !== null || shipment.state === 'claimed'
    : heldFor(shipment) === 0n
}

/** Units of an item that were neither shipped nor cancelled. */
export function unitsLeft(item: Item): number {
  return item.quantity - item.shipped - item.cancelled
}

/** What still has to be paid. */
export function missingMinor(order: Order): bigint {
  return order.totalMinor - order.paidMinor
}

/** What the escrow must hold for a part of a paid or closed order, by what was done, if no chargeback took any. */
export function expectedHeld({ order, shipments }: Life, part: Part): bigint {
  if (order.closing !== null) return 0n
  if (part.merchantId === null) return part.feeOutcome === null ? part.totalMinor - part.refundedMinor : 0n
  const gone = shipments
    .filter((shipment) => shipment.partId === part.id)
    .reduce((sum, shipment) => sum + shipment.releasedMinor + shipment.refundedMinor, 0n)
  return part.totalMinor - part.refundedMinor - gone
}
