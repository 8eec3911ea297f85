import { shipmentHeld } from './model-money.ts'
import { isCovered, type Item, type Order, type Part, type Shipment, sumOf, sumsOf } from './model.ts'
import type { Minor } from './wish.ts'

const money = (amount: Minor) => ({ amount, currency: 'CNY' })
const left = (item: Item) => item.quantity - item.shipped - item.cancelled

/** How far an order, or one merchant's part of it, has come. */
function stateOf(order: Order, merchant: string): string {
  if (order.closing !== null) return order.closing
  const of = (one: Readonly<{ merchant: string }>) => merchant === 'all' || one.merchant === merchant
  const [items, shipments] = [order.items.filter(of), order.shipments.filter(of)]
  const allTaken = items.every((item) => left(item) === 0)
  if (order.paidAt === null && shipments.length === 0)
    return isCovered(order) ? 'authorized' : 'awaiting_payment'
  if (shipments.length === 0) return allTaken ? 'cancelled' : 'paid'
  if (!allTaken) return 'partly_shipped'
  if (shipments.every((one) => shipmentHeld(one) === 0))
    return shipments.some(({ everReleased }) => everReleased) ? 'completed' : 'refunded'
  const there = (one: Shipment) => shipmentHeld(one) === 0 || one.state === 'delivered'
  return shipments.every(there) ? 'delivered' : 'shipped'
}

function whereabouts(parts: readonly Part[]) {
  const sums = parts.map(sumsOf)
  const of = (name: keyof (typeof sums)[number]) => money(sumOf(sums.map((one) => one[name])))
  return {
    paid: of('paid'),
    held: of('held'),
    released: of('released'),
    commission: of('commission'),
    refunded: of('refunded'),
    frozen: of('frozen'),
    chargedBack: of('chargedBack')
  }
}

/** A shipment as it is to be shown. */
export function shipmentBody(shipment: Shipment) {
  const { value, released, refunded, refundedLater, state, everReleased } = shipment
  const settled = state !== 'claimed' && shipmentHeld(shipment) === 0
  return {
    state: settled ? (everReleased ? 'released' : 'refunded') : state,
    value: money(value),
    held: money(shipmentHeld(shipment)),
    released: money(released),
    refunded: money(refunded + refundedLater)
  }
}

/** An order as it is to be shown, as far as the model says anything of it. */
export function orderBody(order: Order) {
  return {
    reference: order.name,
    state: stateOf(order, 'all'),
    total: money(sumOf(order.parts.map(({ due }) => due))),
    money: whereabouts(order.parts),
    parts: order.parts.map((part) => ({
      total: money(part.due),
      shipping: money(part.shipping),
      money: whereabouts([part]),
      items: order.items
        .filter(({ merchant }) => merchant === part.merchant)
        .map(({ quantity, shipped, cancelled, commission }) => ({
          quantity,
          shipped,
          cancelled,
          commission: money(commission)
        }))
    }))
  }
}

/** The same with all that has an id, for whoever knows which is which. */
export function orderDetails(order: Order) {
  return {
    shipments: new Map(order.shipments.map((one) => [one.name, shipmentBody(one)])),
    disputes: new Map(
      order.disputes.map((one) => [
        one.name,
        {
          state: one.state,
          amount: money(one.amount),
          toBuyer: money(one.toBuyer),
          toMerchant: money(one.toMerchant)
        }
      ])
    ),
    returns: new Map(
      order.returns.map(({ name, state, amount }) => [name, { state, amount: money(amount) }])
    ),
    payments: new Map(
      order.payments.map(({ name, amount, captured, refunded, contested }) => [
        name,
        {
          amount: money(amount),
          captured: money(captured),
          chargedBack: money(contested === 'lost' ? captured : 0),
          back: refunded
        }
      ])
    )
  }
}
