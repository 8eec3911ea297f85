import {
  balance,
  book,
  type Item,
  missing,
  type Model,
  type Order,
  type Part,
  partOf,
  type Return,
  type Shipment,
  shareOut,
  sumOf,
  sumsOf
} from './model.ts'
import type { Minor } from './wish.ts'

/** What is still held for a shipment, disputed money included. */
export const shipmentHeld = ({ value, released, refunded, lost }: Shipment) =>
  value - released - refunded - lost

const isUnderway = ({ state }: Return) =>
  state === 'requested' || state === 'authorised' || state === 'shipped_back'

/** What of a shipment is held, not in dispute, and not kept for goods that are to come back. */
export function free(order: Order, shipment: Shipment): Minor {
  const open = order.disputes.filter((one) => one.shipment === shipment.name && one.state !== 'decided')
  const kept = order.returns.filter((one) => one.shipment === shipment.name && isUnderway(one))
  const bound = sumOf([...open, ...kept].map(({ amount }) => amount))
  return Math.max(0, shipmentHeld(shipment) - bound)
}

/** What of a shipment's money can go back to the buyer: held and free, or given to the merchant. */
export function refundable(order: Order, shipment: Shipment): Minor {
  const part = partFor(order, shipment.merchant)
  const later = Math.min(shipment.released - shipment.refundedLater, givenIn(part))
  return Math.min(free(order, shipment), freeIn(part)) + later
}

/** What of a part's money can leave it: a chargeback may have left less than its shipments should have. */
export function freeIn(part: Part): Minor {
  const { held, frozen } = sumsOf(part)
  return held - frozen
}

/** What of a part the two sides have got. */
function givenIn(part: Part): Minor {
  const { released, commission } = sumsOf(part)
  return released + commission
}

/** How much of an amount can really be given back of these shipments of one merchant, one after the other. */
export function refundReach(order: Order, shipments: readonly Shipment[], minor: Minor): Minor {
  const [first] = shipments
  if (first === undefined) return 0
  const part = partFor(order, first.merchant)
  let [rest, held, given, reach] = [minor, freeIn(part), givenIn(part), 0]
  for (const shipment of shipments) {
    const share = Math.min(rest, refundable(order, shipment))
    rest -= share
    const wanted = Math.min(share, free(order, shipment))
    const [now, later] = [Math.min(wanted, held), Math.min(share - wanted, given)]
    held -= now
    given -= later
    reach += now + later
  }
  return reach
}

/** Gives held money of a shipment back, or what a chargeback has left of it. */
export function refundOf(model: Model, order: Order, shipment: Shipment, minor: Minor): Minor {
  const actual = refundHeld(model, order, shipment.merchant, minor)
  shipment.refunded += actual
  shipment.lost += minor - actual
  return actual
}

/** Gives money of a shipment back, what is held and free first. Answers the refunds that it makes. */
export function refundShipment(model: Model, order: Order, shipment: Shipment, minor: Minor): Minor[] {
  const wanted = Math.min(minor, free(order, shipment))
  const held = refundOf(model, order, shipment, wanted)
  const later = Math.min(minor - wanted, givenIn(partFor(order, shipment.merchant)))
  if (later > 0) takeBack(model, order, shipment.merchant, later)
  shipment.refundedLater += later
  return [held, later].filter((one) => one > 0)
}

/** The part of this merchant, or of the fee. */
export function partFor(order: Order, merchant: string | null): Part {
  return order.parts.find((part) => part.merchant === merchant) ?? missing('a part')
}

/** Held money goes back to the buyer, or what a chargeback has left of it, over all payments by what each has left. */
export function refundHeld(model: Model, order: Order, merchant: string | null, minor: Minor): Minor {
  const part = partFor(order, merchant)
  const actual = Math.min(minor, freeIn(part))
  if (actual === 0) return 0
  part.movements.push({ refunded: actual })
  payBack(model, order, actual)
  return actual
}

const leftOf = ({ captured, refunded, contested }: Order['payments'][number]) =>
  contested === 'lost' ? 0 : captured - refunded

function payBack(model: Model, order: Order, minor: Minor): void {
  const idOf = (name: string) => model.ids.get(name) ?? name
  const payments = order.payments
    .filter((payment) => leftOf(payment) > 0)
    .toSorted((a, b) => (idOf(a.name) < idOf(b.name) ? -1 : 1))
  const shares = shareOut(minor, payments.map(leftOf))
  payments.forEach((payment, i) => {
    payment.refunded += shares[i] ?? 0
    payment.askedBackAt = model.now
  })
}

/** Released money goes back: the merchant's share first as a debt, paid at once as far as it has it; and the commission in it. */
function takeBack(model: Model, order: Order, merchant: string, minor: Minor): void {
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
export function recover(model: Model, merchant: string, most: Minor): void {
  const minor = Math.min(most, balance(model, `owed:${merchant}`), balance(model, `merchant:${merchant}`))
  book(model, `merchant:${merchant}`, -minor)
  book(model, `owed:${merchant}`, -minor)
}

/** Held money of a shipment goes to its merchant, the commission taken off. */
export function release(model: Model, order: Order, shipment: Shipment, minor: Minor): void {
  const upTo = (count: Minor) => partOf(shipment.commission, count, shipment.value)
  const part = partFor(order, shipment.merchant)
  const actual = Math.min(minor, freeIn(part))
  const commission = upTo(shipment.released + actual) - upTo(shipment.released)
  shipment.released += actual
  shipment.lost += minor - actual
  shipment.everReleased = true
  part.movements.push({ released: actual - commission, commission })
  book(model, `merchant:${shipment.merchant}`, actual - commission)
  book(model, 'commission', commission)
  if (actual > commission) recover(model, shipment.merchant, Infinity)
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
  if (order.shipments.some(({ released }) => released > 0)) {
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
