import assert from 'node:assert/strict'
import { emit, type NewEvent } from '../audit/index.ts'
import type { Attribution, Tx } from '../db/index.ts'
import { Failure, type Money, money } from '../kernel/index.ts'
import {
  createPayments,
  findPayments,
  type NewPayment,
  type Payment,
  type PaymentMethod
} from '../payments/index.ts'
import { type ByWhom, isDone, orFailure } from './each.ts'
import { chargedBack, closed, currencyDiffers, paidAlready, paymentTooMuch, unknown } from './failures.ts'
import { marketplace, type Order, type OrderId, type Party } from './order.ts'
import { lockOrders } from './order-store.ts'

/** A payment for an order. Without amount: all that is missing. */
export type OrderPayment = Readonly<{
  orderId: OrderId
  provider: string
  method: PaymentMethod
  amount?: Money | undefined
  capture?: 'automatic' | 'manual' | undefined
  token?: string | undefined
  instalments?: number | undefined
  /** `refund`: more than is missing may be paid; what the order does not take goes back by itself. Else it is refused. */
  surplus?: 'refund' | undefined
  /** Given where the payment has a name elsewhere, so that a repeat finds the same one. */
  id?: Payment['id'] | undefined
}>

/** Starts a payment for the order. All that is on its way never exceeds what is missing. */
export async function payOrder(tx: Tx, input: OrderPayment, party: Party = marketplace): Promise<Payment> {
  const [payment] = await payEach(tx, [{ ...input, party, by: tx.by }])
  assert(payment !== undefined)
  if (payment instanceof Failure) throw payment
  return payment
}

/** Starts many payments at once, several for one order included, in the order given; all or none. */
export async function payOrders(tx: Tx, inputs: readonly OrderPayment[]): Promise<Payment[]> {
  const started = await payEach(
    tx,
    inputs.map((input) => ({ ...input, party: marketplace, by: tx.by }))
  )
  return started.map((payment) => {
    if (payment instanceof Failure) throw payment
    return payment
  })
}

/** A payment that somebody asks for. */
type AskedPayment = OrderPayment & ByWhom & Readonly<{ party: Party }>

/** The same, each for its own party and refused alone. */
export async function payEach(tx: Tx, inputs: readonly AskedPayment[]): Promise<(Payment | Failure)[]> {
  const ids = [...new Set(inputs.map((input) => input.orderId))]
  const orders = new Map((await lockOrders(tx, { by: 'order', ids })).map((order) => [order.id, order]))
  const payments = await findPayments(tx, ids)
  const known = new Set<string>(payments.map((payment) => payment.id))
  const underway = new Map<OrderId, bigint>()
  for (const payment of payments) {
    const orderId = payment.subject as OrderId
    underway.set(orderId, (underway.get(orderId) ?? 0n) + uncaptured(payment))
  }
  const plan = (input: AskedPayment): NewPayment => {
    const { party } = input
    const order = orders.get(input.orderId)
    if (order === undefined || (party.buyerId ?? order.buyerId) !== order.buyerId)
      throw unknown('order', input.orderId)
    const repeated = input.id !== undefined && known.has(input.id)
    if (!repeated) checkOpen(order)
    const payable = order.totalMinor - order.paidMinor - (underway.get(order.id) ?? 0n)
    const amount = input.amount ?? money(payable, order.currency)
    if (amount.currency !== order.currency) throw currencyDiffers(amount, order.currency)
    const tooMuch = amount.minor > payable && input.surplus !== 'refund'
    if (!repeated && (amount.minor <= 0n || tooMuch)) throw paymentTooMuch(money(payable, order.currency))
    if (!repeated) underway.set(order.id, (underway.get(order.id) ?? 0n) + amount.minor)
    return draftOf(input, order, amount)
  }
  const drafts = inputs.map((input) => orFailure(() => plan(input)))
  const accepted = drafts.filter((draft) => isDone(draft))
  const made = await createPayments(tx, accepted)
  const started = made.flatMap((payment, i) =>
    known.has(payment.id) ? [] : [startedEvent(payment, accepted[i]?.by)]
  )
  await emit(tx, ...started)
  let next = 0
  return drafts.map((draft) => {
    if (draft instanceof Failure) return draft
    const payment = made[next++]
    assert(payment !== undefined)
    return payment
  })
}

function checkOpen(order: Order): void {
  if (order.closing !== null) throw closed(order.closing)
  if (order.paidAt !== null) throw order.chargedBackMinor > 0n ? chargedBack() : paidAlready()
}

/** What of a payment can still be captured, as far as is known. */
export function uncaptured({
  state,
  closed: over,
  capture,
  amount,
  authorizedMinor,
  capturedMinor
}: Payment): bigint {
  if (over || state === 'failed' || state === 'voided' || state === 'expired') return 0n
  if (state === 'captured' && capture === 'automatic') return 0n
  const left = (state === 'pending' ? amount.minor : authorizedMinor) - capturedMinor
  return left > 0n ? left : 0n
}

function draftOf(input: OrderPayment & ByWhom, order: Order, amount: Money): NewPayment {
  const { provider, method, capture = 'automatic', token, instalments, id, by } = input
  return {
    subject: order.id,
    buyerId: order.buyerId,
    provider,
    method,
    amount,
    book: order.book,
    capture,
    by,
    ...(token !== undefined && { token }),
    ...(instalments !== undefined && { instalments }),
    ...(id !== undefined && { id })
  }
}

function startedEvent({ id, subject, amount, method }: Payment, by: Attribution | undefined): NewEvent {
  return {
    by,
    type: 'order.payment_started',
    subject,
    data: { paymentId: id, method, minor: amount.minor, currency: amount.currency }
  }
}
