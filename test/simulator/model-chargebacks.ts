import { freeIn, recover, refundHeld, refundOf, shipmentHeld } from './model-money.ts'
import {
  book,
  dayMs,
  type Model,
  missing,
  type Order,
  type Part,
  type Payment,
  type Shipment,
  shareOut,
  sumOf,
  sumsOf,
  type Taken
} from './model.ts'
import type { Minor } from './wish.ts'

const lostAfterMs = 20 * dayMs
const wonAfterMs = 30 * dayMs

/** When the buyer's bank acts next, so that Kontor must hear of it; null: never. */
export function contestDueAt({ token, state, contested, acts }: Payment): number | null {
  if (state !== 'captured') return null
  if (contested === 'not') return token.startsWith('tok_chargeback') ? acts + lostAfterMs : null
  return contested === 'lost' && token === 'tok_chargeback_reversed' ? acts + wonAfterMs : null
}

/** Splits by weights, as far as they reach. */
function shareUpTo(whole: Minor, weights: readonly Minor[]): Minor[] {
  const most = Math.min(whole, sumOf(weights))
  return most === 0 ? weights.map(() => 0) : shareOut(most, weights)
}

const byId = (model: Model) => (a: Readonly<{ name: string }>, b: Readonly<{ name: string }>) =>
  (model.ids.get(a.name) ?? a.name) < (model.ids.get(b.name) ?? b.name) ? -1 : 1

/** The parts in the order of their ids: it decides who gets a unit that nobody has a better right to. */
function partsOf(model: Model, order: Order): Part[] {
  const named = order.parts.map((part) => ({ part, name: `${order.name}.part.${part.merchant ?? 'fee'}` }))
  return named.toSorted(byId(model)).map(({ part }) => part)
}

/** The buyer's bank takes all of a payment back: frozen money first, then of each part by what it has. */
export function chargeBack(model: Model, order: Order, payment: Payment): void {
  payment.contested = 'lost'
  const parts = partsOf(model, order)
  const sums = parts.map(sumsOf)
  const frozen = shareUpTo(
    payment.captured,
    sums.map((one) => one.frozen)
  )
  const left = payment.captured - sumOf(frozen)
  const rest = shareUpTo(
    left,
    sums.map((one) => one.paid - one.refunded - one.frozen)
  )
  const loss = left - sumOf(rest)
  book(model, 'loss', loss)
  const taken = parts.map((part, i) => takeOf(model, order, part, frozen[i] ?? 0, rest[i] ?? 0))
  order.chargebacks = [...order.chargebacks, { payment: payment.name, loss, taken }]
}

function takeOf(model: Model, order: Order, part: Part, frozen: Minor, rest: Minor): Taken {
  const { released, commission } = sumsOf(part)
  const held = Math.min(rest, freeIn(part))
  const [net = 0] = rest === held ? [0] : shareOut(rest - held, [released, commission])
  const taken: Taken = { frozen, held, net, commission: rest - held - net }
  addTaken(model, part, taken, 1)
  if (part.merchant === null) return taken
  recover(model, part.merchant, net)
  loseHeld(model, order, part, frozen, held)
  return taken
}

/** Moves what a chargeback took: away, or back again. */
function addTaken(model: Model, part: Part, { frozen, held, net, commission }: Taken, sign: 1 | -1): void {
  const all = sign * (frozen + held + net + commission)
  const back = { refunded: all, chargedBack: all, released: -sign * net, commission: -sign * commission }
  part.movements.push(sign === 1 ? { ...back, frozen: -frozen } : back)
  book(model, part.merchant === null ? 'fee' : 'commission', -sign * commission)
  if (part.merchant === null) return
  if (sign === 1) book(model, `owed:${part.merchant}`, net)
  else book(model, `merchant:${part.merchant}`, net)
}

const shipmentsOf = (model: Model, order: Order, part: Part): Shipment[] =>
  order.shipments.filter(({ merchant }) => merchant === part.merchant).toSorted(byId(model))

const openDisputesOf = (order: Order, part: Part) => {
  const own = new Set(
    order.shipments.filter(({ merchant }) => merchant === part.merchant).map(({ name }) => name)
  )
  return order.disputes.filter(({ shipment, state }) => own.has(shipment) && state !== 'decided')
}

/** Disputes lose first, the oldest first, and are closed when nothing is left; then the shipments in their order. */
function loseHeld(model: Model, order: Order, part: Part, frozen: Minor, held: Minor): void {
  let rest = frozen
  for (const found of openDisputesOf(order, part)) {
    const minor = Math.min(rest, found.amount)
    rest -= minor
    const shipment = order.shipments.find(({ name }) => name === found.shipment) ?? missing(found.shipment)
    shipment.lost += minor
    if (minor < found.amount) found.amount -= minor
    else Object.assign(found, { state: 'decided', dueAt: null, decidedBy: 'chargeback' })
  }
  let more = held
  for (const shipment of shipmentsOf(model, order, part)) {
    const inDispute = openDisputesOf(order, part).filter((one) => one.shipment === shipment.name)
    const unfrozen = shipmentHeld(shipment) - sumOf(inDispute.map(({ amount }) => amount))
    const minor = Math.min(more, unfrozen)
    more -= minor
    shipment.lost += minor
  }
}

/** The bank gives it back: to where it was taken from. */
export function reverseChargeback(model: Model, order: Order, payment: Payment): void {
  payment.contested = 'won'
  const found = order.chargebacks.find((one) => one.payment === payment.name) ?? missing(payment.name)
  order.chargebacks = order.chargebacks.filter((one) => one !== found)
  book(model, 'loss', -found.loss)
  partsOf(model, order).forEach((part, i) => {
    const taken = found.taken[i] ?? missing('a part')
    addTaken(model, part, taken, -1)
    if (part.merchant === null) return
    if (taken.net > 0) recover(model, part.merchant, Infinity)
    freezeAgain(order, part, taken.frozen)
    let back = taken.frozen + taken.held
    for (const shipment of shipmentsOf(model, order, part)) {
      const minor = Math.min(back, shipment.lost)
      back -= minor
      shipment.lost -= minor
    }
  })
  if (order.chargebacks.length === 0) giveSurplus(model, order)
  for (const shipment of order.shipments.toSorted(byId(model)))
    if (shipment.state === 'claimed') refundOf(model, order, shipment, shipmentHeld(shipment))
}

/** What is in dispute still is in dispute as a whole again. */
function freezeAgain(order: Order, part: Part, frozen: Minor): void {
  let rest = frozen
  for (const found of openDisputesOf(order, part)) {
    const minor = Math.min(rest, found.asked - found.amount)
    rest -= minor
    found.amount += minor
    part.movements.push({ frozen: minor })
  }
}

/** What was cancelled, claimed or decided on while the money was gone goes where it would have gone then. */
function giveSurplus(model: Model, order: Order): void {
  for (const part of partsOf(model, order)) {
    const surplus = sumsOf(part).held - expectedIn(order, part)
    if (surplus <= 0) continue
    if (part.merchant !== null || order.feeOutcome !== 'released')
      refundHeld(model, order, part.merchant, surplus)
    else {
      part.movements.push({ commission: surplus })
      book(model, 'fee', surplus)
    }
  }
}

/** What a part would hold if no chargeback had been: of what is not shipped and not cancelled, and of its shipments. */
function expectedIn(order: Order, part: Part): Minor {
  if (order.closing !== null) return 0
  if (part.merchant === null) return order.feeOutcome === null ? part.due : 0
  const own = order.shipments.filter(({ merchant }) => merchant === part.merchant)
  const gone = part.cancelledWorth + sumOf(own.map(({ released, refunded }) => released + refunded))
  return part.due - gone
}
