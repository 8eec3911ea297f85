import { free, freeIn, partFor, refundOf, release, settleOrder } from './model-money.ts'
import { refused, shipmentOf } from './model-orders.ts'
import {
  dayMs,
  type Dispute,
  type Expected,
  missing,
  type Model,
  type Order,
  orderNameOf,
  orderOf,
  sumOf
} from './model.ts'
import type { Minor, Wish } from './wish.ts'

type Of<D extends Wish['do']> = Extract<Wish, { do: D }>

const answerWithinMs = 5 * dayMs
const money = (amount: Minor) => ({ amount, currency: 'CNY' })
const bodyOf = ({ state, amount, toBuyer, toMerchant }: Dispute) => ({
  state,
  amount: money(amount),
  toBuyer: money(toBuyer),
  toMerchant: money(toMerchant)
})

/** What can be put in dispute: held and free, less what a deadline or the buyer gave the merchant before. */
export function disputable(order: Order, name: string): Minor {
  const shipment = shipmentOf(order, name)
  const decided = order.disputes.filter(
    (one) => one.shipment === name && one.state === 'decided' && one.decidedBy !== 'operator'
  )
  const most = free(order, shipment) - sumOf(decided.map(({ toMerchant }) => toMerchant))
  return Math.max(0, Math.min(most, freeIn(partFor(order, shipment.merchant))))
}

/** A buyer disputes a shipment: the amount is frozen. */
export function dispute(model: Model, wish: Of<'dispute'>): Expected {
  const order = orderOf(model, orderNameOf(wish.shipment))
  const most = disputable(order, wish.shipment)
  if (order.closing !== null) return refused('orders.closed')
  if (order.paidAt === null) return refused('orders.not_paid')
  if (most === 0) return refused('orders.nothing_to_dispute')
  const amount = wish.minor ?? most
  if (amount > most) return refused('orders.amount_too_large')
  const opened: Dispute = {
    name: `${order.name}.d${order.disputes.length}`,
    shipment: wish.shipment,
    asked: amount,
    amount,
    state: 'open',
    dueAt: model.now + answerWithinMs,
    decidedBy: null,
    toBuyer: 0,
    toMerchant: 0
  }
  order.disputes.push(opened)
  partFor(order, shipmentOf(order, wish.shipment).merchant).movements.push({ frozen: amount })
  settleOrder(model, order)
  return { status: 201, names: opened.name, body: bodyOf(opened) }
}

const fits = {
  accept: ['open'],
  contest: ['open'],
  withdraw: ['open', 'answered', 'escalated'],
  maintain: ['answered']
} as const

/** One side answers. */
export function answerDispute(model: Model, wish: Of<'answer'>): Expected {
  const order = orderOf(model, orderNameOf(wish.dispute))
  const found = order.disputes.find(({ name }) => name === wish.dispute) ?? missing(wish.dispute)
  if (found.state === 'decided') return refused('orders.dispute_decided')
  const from: readonly string[] = fits[wish.answer]
  if (!from.includes(found.state)) return refused('orders.dispute_answer_unfit')
  if (wish.answer === 'contest')
    Object.assign(found, { state: 'answered', dueAt: model.now + answerWithinMs })
  if (wish.answer === 'maintain') Object.assign(found, { state: 'escalated', dueAt: null })
  if (wish.answer === 'accept') decide(model, order, found, found.amount, 0, 'merchant')
  if (wish.answer === 'withdraw') decide(model, order, found, 0, found.amount, 'buyer')
  settleOrder(model, order)
  return { status: 201, body: bodyOf(found) }
}

/** An operator decides. */
export function decideDispute(model: Model, wish: Of<'decide'>): Expected {
  const order = orderOf(model, orderNameOf(wish.dispute))
  const found = order.disputes.find(({ name }) => name === wish.dispute) ?? missing(wish.dispute)
  if (found.state === 'decided') return refused('orders.dispute_decided')
  if (wish.toBuyer + wish.toMerchant !== found.amount) return { status: 400, code: 'orders.decision_differs' }
  decide(model, order, found, wish.toBuyer, wish.toMerchant, 'operator')
  settleOrder(model, order)
  return { status: 201, body: bodyOf(found) }
}

/** Time is up: for the buyer when the merchant was silent, and the other way round. */
export function decideByDeadline(model: Model, order: Order, found: Dispute): void {
  const forBuyer = found.state === 'open'
  decide(model, order, found, forBuyer ? found.amount : 0, forBuyer ? 0 : found.amount, 'deadline')
  settleOrder(model, order)
}

function decide(
  model: Model,
  order: Order,
  found: Dispute,
  toBuyer: Minor,
  toMerchant: Minor,
  by: string
): void {
  const shipment = shipmentOf(order, found.shipment)
  partFor(order, shipment.merchant).movements.push({ frozen: -found.amount })
  Object.assign(found, { state: 'decided', dueAt: null, decidedBy: by, toBuyer, toMerchant })
  if (toBuyer > 0) refundOf(model, order, shipment, toBuyer)
  if (toMerchant > 0 && by === 'operator') release(model, order, shipment, toMerchant)
}
