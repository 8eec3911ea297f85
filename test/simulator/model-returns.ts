import { refundable, refundShipment, settleOrder } from './model-money.ts'
import { refused, shipmentOf } from './model-orders.ts'
import {
  dayMs,
  type Expected,
  missing,
  type Model,
  type Order,
  orderNameOf,
  orderOf,
  type Return,
  type Shipment,
  sumOf
} from './model.ts'
import type { Minor, Wish } from './wish.ts'

type Of<D extends Wish['do']> = Extract<Wish, { do: D }>

const answerWithinMs = 5 * dayMs
const sendWithinMs = 14 * dayMs
const arriveWithinMs = 30 * dayMs
const bodyOf = ({ state, amount }: Return) => ({ state, amount: { amount, currency: 'CNY' } })

/** What one line weighs in its shipment: its price with tax, times 12, so that it is whole for 1, 2, 3 and 4 ordered. */
function weight(order: Order, item: number, units: number): bigint {
  const { unit, tax, quantity } = order.items[item] ?? missing('an item')
  return BigInt(unit * quantity + tax) * BigInt(units) * (12n / BigInt(quantity))
}

/** The exact share of some units in what their shipment is worth, rounded down. */
function shareOf(order: Order, shipment: Shipment, units: readonly number[]): Minor {
  const sum = (count: (line: number, all: number) => number) =>
    shipment.lines.reduce(
      (whole, { item, quantity }, i) => whole + weight(order, item, count(i, quantity)),
      0n
    )
  const all = sum((_, quantity) => quantity)
  return Number((BigInt(shipment.value) * sum((i) => units[i] ?? 0)) / all)
}

/** The buyer wants to send goods back. Until it is over, their money is not released. */
export function requestReturn(model: Model, wish: Of<'return'>): Expected {
  const order = orderOf(model, orderNameOf(wish.shipment))
  const shipment = shipmentOf(order, wish.shipment)
  if (order.paidAt === null) return refused('orders.not_paid')
  if (shipment.state !== 'delivered') return refused('orders.not_delivered')
  const units = wish.units ?? shipment.lines.map(({ quantity }) => quantity)
  const others = order.returns.filter(
    ({ shipment: of, state }) => of === shipment.name && state !== 'rejected' && state !== 'lapsed'
  )
  const tooMany = shipment.lines.some(({ quantity }, i) => {
    const wanted = units[i] ?? 0
    return wanted > 0 && wanted + sumOf(others.map((other) => other.units[i] ?? 0)) > quantity
  })
  const amount = Math.min(shareOf(order, shipment, units), refundable(order, shipment))
  if (tooMany || amount === 0) return refused('orders.nothing_to_return')
  const asked: Return = {
    name: `${order.name}.r${order.returns.length}`,
    shipment: shipment.name,
    units,
    amount,
    state: 'requested',
    dueAt: model.now + answerWithinMs
  }
  order.returns.push(asked)
  settleOrder(model, order)
  return { status: 201, names: asked.name, body: bodyOf(asked) }
}

function returnOf(order: Order, name: string): Return {
  return order.returns.find((one) => one.name === name) ?? missing(name)
}

const end = (found: Return, state: Return['state']) => Object.assign(found, { state, dueAt: null })
const authorise = (found: Return, now: number) =>
  Object.assign(found, { state: 'authorised', dueAt: now + sendWithinMs })

/** The merchant authorises or rejects, and the buyer sends the goods. */
export function answerReturn(model: Model, wish: Of<'back'>): Expected {
  const order = orderOf(model, orderNameOf(wish.back))
  const found = returnOf(order, wish.back)
  if (found.state !== (wish.act === 'ship' ? 'authorised' : 'requested'))
    return refused('orders.return_unfit')
  if (wish.act === 'authorise') authorise(found, model.now)
  if (wish.act === 'reject') end(found, 'rejected')
  if (wish.act === 'ship') Object.assign(found, { state: 'shipped_back', dueAt: model.now + arriveWithinMs })
  settleOrder(model, order)
  return { status: 200, body: bodyOf(found) }
}

/** The goods have come back: the full amount, or less with a note that says why. */
export function receiveReturn(model: Model, wish: Of<'receive'>): Expected {
  const order = orderOf(model, orderNameOf(wish.back))
  const found = returnOf(order, wish.back)
  if (found.state !== 'authorised' && found.state !== 'shipped_back') return refused('orders.return_unfit')
  const minor = wish.minor ?? found.amount
  if (minor > found.amount) return refused('orders.amount_too_large')
  if (minor < found.amount && !wish.noted) return { status: 400, code: 'orders.note_missing' }
  receive(model, order, found, minor)
  settleOrder(model, order)
  return { status: 200, body: bodyOf(found) }
}

/** Gives the money back, as far as it is still there. */
function receive(model: Model, order: Order, found: Return, minor: Minor): void {
  end(found, 'received')
  const shipment = shipmentOf(order, found.shipment)
  refundShipment(model, order, shipment, Math.min(minor, refundable(order, shipment)))
}

/** Silence of the merchant authorises, or counts as receipt; silence of the buyer ends it. */
export function passReturnDeadline(model: Model, order: Order, name: string): void {
  const found = returnOf(order, name)
  if (found.state === 'requested') authorise(found, model.now)
  else if (found.state === 'authorised') end(found, 'lapsed')
  else receive(model, order, found, found.amount)
  settleOrder(model, order)
}
