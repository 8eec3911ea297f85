import {
  partFor,
  refundable,
  refundHeld,
  refundOf,
  refundReach,
  refundShipment,
  settleOrder,
  shipmentHeld
} from './model-money.ts'
import {
  basisPoints,
  dayMs,
  type Expected,
  hourMs,
  isCovered,
  type Item,
  merchantOf,
  missing,
  type Model,
  type Order,
  orderNameOf,
  orderOf,
  partOf,
  shareOut,
  type Shipment,
  sumOf,
  sumsOf
} from './model.ts'
import { orderBody, shipmentBody } from './model-views.ts'
import type { Wish } from './wish.ts'

type Of<D extends Wish['do']> = Extract<Wish, { do: D }>
export const refused = (code: string): Expected => ({ status: 422, code })

export const payWithinMs = 72 * hourMs
const deliverWithinMs = 30 * dayMs

/** An order is made. */
export function place(model: Model, wish: Of<'order'>): Expected {
  if (wish.items.some(({ merchant }) => merchantOf(model, merchant).suspended))
    return refused('merchants.suspended')
  const items = wish.items.map((item): Item => {
    const { terms } = merchantOf(model, item.merchant)
    const price = item.unit * item.quantity
    const charged = basisPoints(price, terms.basisPoints) + terms.fixed
    const capped = terms.cap === null ? charged : Math.min(charged, terms.cap)
    return { ...item, commission: Math.min(price, Math.max(terms.minimum, capped)), shipped: 0, cancelled: 0 }
  })
  const merchants = [...new Set(items.map(({ merchant }) => merchant))]
  const parts: Order['parts'] = merchants.map((merchant) => {
    const shipping = wish.shipping.find((one) => one.merchant === merchant)?.minor ?? 0
    const goods = items.filter((item) => item.merchant === merchant)
    const due = sumOf(goods.map(({ unit, quantity, tax }) => unit * quantity + tax)) + shipping
    return { merchant, due, shipping, cancelledWorth: 0, movements: [] }
  })
  if (wish.fee > 0)
    parts.push({ merchant: null, due: wish.fee, shipping: 0, cancelledWorth: 0, movements: [] })
  const order: Order = {
    name: wish.order,
    buyer: wish.buyer,
    createdAt: model.now,
    inspectionDays: wish.inspectionDays,
    items,
    parts,
    payments: [],
    shipments: [],
    disputes: [],
    returns: [],
    chargebacks: [],
    closing: null,
    paidAt: null,
    shippedUnpaid: false,
    feeOutcome: null
  }
  model.orders.set(wish.order, order)
  model.owned.add(wish.order)
  return { status: 201, names: wish.order, body: orderBody(order) }
}

const dueOf = (order: Order) => sumOf(order.parts.map(({ due }) => due))
const paidOf = (order: Order) => sumOf(order.parts.map((part) => sumsOf(part).paid))

/** What buyers with this token do, and when. */
const habits: Readonly<Record<string, number>> = {
  tok_slow: 10 * 60_000,
  tok_cancelled: 5 * 60_000,
  tok_never_paid: Infinity
}

const underwayStates = new Set(['pending', 'authorized', 'capturing'])

/** A payment begins. */
export function pay(model: Model, wish: Of<'pay'>): Expected {
  const order = orderOf(model, wish.order)
  if (order.closing !== null) return refused('orders.closed')
  if (order.paidAt !== null)
    return refused(order.chargebacks.length > 0 ? 'orders.charged_back' : 'orders.paid_already')
  const underway = sumOf(
    order.payments.filter(({ state }) => underwayStates.has(state)).map(({ amount }) => amount)
  )
  const payable = dueOf(order) - paidOf(order) - underway
  const amount = wish.minor ?? payable
  if (amount <= 0 || amount > payable) return refused('orders.payment_too_much')
  const name = `${order.name}.p${order.payments.length}`
  order.payments.push({
    name,
    amount,
    token: wish.token,
    manual: wish.manual,
    acts: model.now + (habits[wish.token] ?? 0),
    endsAt: model.now + dayMs,
    state: 'pending',
    captured: 0,
    refunded: 0,
    askedBackAt: model.now,
    contested: 'not'
  })
  return { status: 201, names: name, body: { state: 'pending', amount: money(amount) } }
}

/** Minor units as they stand on the wire. */
const money = (amount: number) => ({ amount, currency: 'CNY' })

/** Takes the money of a payment in at this moment; what the order does not take goes back by itself. */
export function capture(order: Order, name: string, at: number): void {
  const payment = order.payments.find((one) => one.name === name) ?? missing(name)
  payment.state = 'captured'
  payment.captured = payment.amount
  const missingOf = order.parts.map((part) => part.due - sumsOf(part).paid)
  const wanted = order.closing === null ? Math.min(payment.amount, sumOf(missingOf)) : 0
  const shares = shareOut(wanted, missingOf)
  order.parts.forEach((part, i) => part.movements.push({ paid: shares[i] ?? 0 }))
  payment.refunded += payment.amount - wanted
  payment.askedBackAt = at
  if (order.closing === null && paidOf(order) === dueOf(order)) order.paidAt = at
}

const left = (item: Item) => item.quantity - item.shipped - item.cancelled

/** What the units taken so far out of a part are worth, if `taken` are gone of each of its items. */
function worth(order: Order, merchant: string, taken: (item: Item) => number) {
  const goods = order.items.filter((item) => item.merchant === merchant)
  const shipping = order.parts.find((part) => part.merchant === merchant)?.shipping ?? 0
  const price = (count: (item: Item) => number) => sumOf(goods.map((item) => item.unit * count(item)))
  const value = sumOf(
    goods.map((item) => item.unit * taken(item) + partOf(item.tax, taken(item), item.quantity))
  )
  return {
    value:
      value +
      partOf(
        shipping,
        price(taken),
        price((item) => item.quantity)
      ),
    commission: sumOf(goods.map((item) => partOf(item.commission, taken(item), item.quantity)))
  }
}

/** Takes units out of a part: what they are worth is the difference before and after. */
function takeUnits(
  order: Order,
  merchant: string,
  counts: ReadonlyMap<Item, number>,
  how: 'shipped' | 'cancelled'
) {
  const gone = (item: Item) => item.shipped + item.cancelled
  const before = worth(order, merchant, gone)
  const after = worth(order, merchant, (item) => gone(item) + (counts.get(item) ?? 0))
  for (const [item, count] of counts) item[how] += count
  return { value: after.value - before.value, commission: after.commission - before.commission }
}

/** Goods are handed to a carrier. */
export function ship(model: Model, wish: Of<'ship'>): Expected {
  const order = orderOf(model, wish.order)
  if (order.closing !== null) return refused('orders.closed')
  if (order.paidAt === null && !isCovered(order)) return refused('orders.not_paid')
  if (order.chargebacks.length > 0) return refused('orders.charged_back')
  const goods = order.items.filter((item) => item.merchant === wish.merchant)
  const wanted = goods.map((item, i) => wish.quantities?.[i] ?? (wish.quantities === null ? left(item) : 0))
  if (sumOf(wanted) === 0) return refused('orders.nothing_left')
  if (goods.some((item, i) => (wanted[i] ?? 0) > left(item))) return refused('orders.units_insufficient')
  const counts = new Map(goods.map((item, i) => [item, wanted[i] ?? 0]))
  const lines = [...counts].map(([item, quantity]) => ({ item: order.items.indexOf(item), quantity }))
  const { value, commission } = takeUnits(order, wish.merchant, counts, 'shipped')
  const shipment: Shipment = {
    name: `${order.name}.s${order.shipments.length}`,
    merchant: wish.merchant,
    lines: lines.filter(({ quantity }) => quantity > 0),
    value,
    commission,
    released: 0,
    refunded: 0,
    lost: 0,
    refundedLater: 0,
    state: 'shipped',
    inspectUntil: null,
    confirmedAt: null,
    everReleased: false
  }
  order.shipments.push(shipment)
  if (order.paidAt === null) order.shippedUnpaid = true
  for (const payment of order.payments)
    if (payment.state === 'authorized') Object.assign(payment, { state: 'capturing', acts: model.now })
  settleOrder(model, order)
  return { status: 201, names: shipment.name, body: shipmentBody(shipment) }
}

export function shipmentOf(order: Order, name: string): Shipment {
  return order.shipments.find((one) => one.name === name) ?? missing(name)
}

/** Proof of delivery is handed in. */
export function deliver(model: Model, wish: Of<'deliver'>): Expected {
  const order = orderOf(model, orderNameOf(wish.shipment))
  const shipment = shipmentOf(order, wish.shipment)
  if (shipment.state === 'claimed') return refused('orders.shipment_claimed')
  if (shipment.state === 'delivered') return refused('orders.delivered_already')
  arrive(model, order, shipment)
  settleOrder(model, order)
  return { status: 201, body: shipmentBody(shipment) }
}

function arrive(model: Model, order: Order, shipment: Shipment): void {
  shipment.state = 'delivered'
  shipment.inspectUntil = model.now + order.inspectionDays * dayMs
}

/** The buyer confirms that everything has arrived. */
export function confirm(model: Model, wish: Of<'confirm'>): Expected {
  const order = orderOf(model, wish.order)
  const open = order.shipments.filter(
    (shipment) => shipment.state !== 'claimed' && shipment.confirmedAt === null && shipmentHeld(shipment) > 0
  )
  if (open.length === 0) return refused('orders.confirmed_already')
  for (const shipment of open) {
    if (shipment.state === 'shipped') arrive(model, order, shipment)
    shipment.confirmedAt = model.now
  }
  settleOrder(model, order)
  return { status: 200, body: orderBody(order) }
}

/** What was not shipped is cancelled. */
export function cancel(model: Model, wish: Of<'cancel'>): Expected {
  const order = orderOf(model, wish.order)
  if (order.closing !== null) return refused('orders.closed')
  const merchants = order.parts.flatMap(({ merchant }) => (merchant === null ? [] : [merchant]))
  if (wish.merchant !== null && merchants.length > 1) {
    if (order.paidAt === null) return refused('orders.cancel_partly_before_paid')
    if (!cancelPart(model, order, wish.merchant)) return refused('orders.nothing_left')
  } else {
    if (order.shipments.length > 0 && (wish.merchant === null || order.paidAt === null))
      return refused('orders.shipped_already')
    if (order.items.every((item) => left(item) === 0)) return refused('orders.nothing_left')
    if (order.paidAt === null) close(model, order, 'cancelled')
    else for (const merchant of merchants) cancelPart(model, order, merchant)
  }
  settleOrder(model, order)
  return { status: 200, body: orderBody(order) }
}

function cancelPart(model: Model, order: Order, merchant: string): boolean {
  const counts = new Map(
    order.items
      .filter((item) => item.merchant === merchant && left(item) > 0)
      .map((item) => [item, left(item)])
  )
  if (counts.size === 0) return false
  const { value } = takeUnits(order, merchant, counts, 'cancelled')
  refundHeld(model, order, merchant, value)
  partFor(order, merchant).cancelledWorth += value
  return true
}

/** An order that was not paid in full ends: what was captured goes back, what is on its way is let go. */
export function close(model: Model, order: Order, closing: 'cancelled' | 'expired'): void {
  order.closing = closing
  for (const part of order.parts) refundHeld(model, order, part.merchant, sumsOf(part).held)
}

/** What was not provably delivered in time goes back. */
export function claim(model: Model, wish: Of<'claim'>): Expected {
  const order = orderOf(model, wish.order)
  if (order.closing !== null) return refused('orders.closed')
  if (order.paidAt === null || order.paidAt + deliverWithinMs > model.now)
    return refused('orders.claim_too_early')
  let any = false
  for (const { merchant } of order.parts) {
    if (merchant === null) continue
    any = cancelPart(model, order, merchant) || any
    for (const shipment of order.shipments) {
      const late =
        shipment.merchant === merchant && shipment.state === 'shipped' && shipmentHeld(shipment) > 0
      if (!late || order.disputes.some((one) => one.shipment === shipment.name && one.state !== 'decided'))
        continue
      refundOf(model, order, shipment, shipmentHeld(shipment))
      shipment.state = 'claimed'
      any = true
    }
  }
  if (!any) return refused('orders.nothing_to_claim')
  settleOrder(model, order)
  return { status: 200, body: orderBody(order) }
}

/** Money is given back by goodwill: of the merchant's shipments in their order, held money first. */
export function refund(model: Model, wish: Of<'refund'>): Expected {
  const order = orderOf(model, wish.order)
  if (order.paidAt === null) return refused('orders.not_paid')
  // What is shipped in the same moment has no id that is known; ids of later things are later in their order.
  const idOf = ({ name }: Shipment) => model.ids.get(name) ?? `~${name}`
  const shipments = order.shipments
    .filter(({ merchant }) => merchant === wish.merchant)
    .toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1))
  const room = shipments.map((shipment) => refundable(order, shipment))
  if (wish.minor > sumOf(room) || refundReach(order, shipments, wish.minor) < wish.minor)
    return refused('orders.refund_too_large')
  let rest = wish.minor
  const amounts: number[] = []
  shipments.forEach((shipment, i) => {
    const share = Math.min(rest, room[i] ?? 0)
    rest -= share
    amounts.push(...refundShipment(model, order, shipment, share))
  })
  settleOrder(model, order)
  // Several stand in the order of their ids, which the model does not know.
  const [only] = amounts
  return amounts.length > 1
    ? { status: 201, body: { items: amounts.map(() => ({})) } }
    : { status: 201, body: { items: [{ amount: money(only ?? 0) }] } }
}
