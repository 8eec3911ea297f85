import {
  balance,
  book,
  type Item,
  missing,
  type Model,
  type Order,
  type Part,
  partOf,
  type Shipment,
  shareOut,
  sumOf,
  sumsOf
} from './model.ts'
import type { Minor } from './wish.ts'

/** What is still held for a shipment, disputed money included. */
export const shipmentHeld = ({ value, released, refunded }: Shipment) => value - released - refunded

/** What of a shipment is held and not in dispute. */
export function free(order: Order, shipment: Shipment): Minor {
  const open = order.disputes.filter((one) => one.shipment === shipment.name && one.state !== 'decided')
  return shipmentHeld(shipment) - sumOf(open.map(({ amount }) => amount))
}

/** The part of this merchant, or of the fee. */
export function partFor(order: Order, merchant: string | null): Part {
  return order.parts.find((part) => part.merchant === merchant) ?? missing('a part')
}

/** Held money goes back to the buyer, over all payments by what each has left. */
export function refundHeld(model: Model, order: Order, merchant: string | null, minor: Minor): void {
  if (minor === 0) return
  partFor(order, merchant).movements.push({ refunded: minor })
  payBack(model, order, minor)
}

function payBack(model: Model, order: Order, minor: Minor): void {
  const idOf = (name: string) => model.ids.get(name) ?? name
  const payments = order.payments
    .filter(({ captured, refunded }) => captured > refunded)
    .toSorted((a, b) => (idOf(a.name) < idOf(b.name) ? -1 : 1))
  const shares = shareOut(
    minor,
    payments.map(({ captured, refunded }) => captured - refunded)
  )
  payments.forEach((payment, i) => (payment.refunded += shares[i] ?? 0))
}

/** Released money goes back: the merchant's share first as a debt, paid at once as far as it has it; and the commission in it. */
export function takeBack(model: Model, order: Order, merchant: string, minor: Minor): void {
  const part = partFor(order, merchant)
  const { released, commission } = sumsOf(part)
  const [net = 0] = shareOut(minor, [released, commission])
  part.movements.push({ refunded: minor, released: -net, commission: net - minor })
  book(model, 'commission', net - minor)
  book(model, `owed:${merchant}`, net)
  recover(model, merchant, net)
  payBack(model, order, minor)
}

/** What a merchant owes is taken from what it has, at most so much. */
function recover(model: Model, merchant: string, most: Minor): void {
  const minor = Math.min(most, balance(model, `owed:${merchant}`), balance(model, `merchant:${merchant}`))
  book(model, `merchant:${merchant}`, -minor)
  book(model, `owed:${merchant}`, -minor)
}

/** Held money of a shipment goes to its merchant, the commission taken off. */
export function release(model: Model, order: Order, shipment: Shipment, minor: Minor): void {
  const upTo = (count: Minor) => partOf(shipment.commission, count, shipment.value)
  const commission = upTo(shipment.released + minor) - upTo(shipment.released)
  shipment.released += minor
  shipment.everReleased = true
  partFor(order, shipment.merchant).movements.push({ released: minor - commission, commission })
  book(model, `merchant:${shipment.merchant}`, minor - commission)
  book(model, 'commission', commission)
  if (minor > commission) recover(model, shipment.merchant, Infinity)
}

const open = (item: Item) => item.quantity - item.shipped - item.cancelled

/** What follows of itself at this moment: what is due is released, and the fee when nothing else is held. */
export function settleOrder(model: Model, order: Order): void {
  if (order.paidAt === null || order.closing !== null) return
  for (const shipment of order.shipments) {
    const due = releaseAt(order, shipment)
    if (due !== null && due <= model.now) release(model, order, shipment, free(order, shipment))
  }
  const fee = order.parts.find(({ merchant }) => merchant === null)
  if (fee === undefined || order.feeOutcome !== null) return
  if (order.items.some((item) => open(item) > 0) || order.shipments.some((one) => shipmentHeld(one) > 0))
    return
  const { held } = sumsOf(fee)
  if (order.shipments.some(({ everReleased }) => everReleased)) {
    order.feeOutcome = 'released'
    fee.movements.push({ commission: held })
    book(model, 'fee', held)
  } else {
    order.feeOutcome = 'refunded'
    refundHeld(model, order, null, held)
  }
}

/** When a shipment is released by itself; null: not by itself, or nothing is left to release. */
export function releaseAt(order: Order, shipment: Shipment): number | null {
  if (shipment.state !== 'delivered' || free(order, shipment) === 0) return null
  return shipment.confirmedAt ?? shipment.inspectUntil
}
