import { emit, type EventOf } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { chargeBack, chargebackReversed, fundMany, sums } from '../escrow/index.ts'
import { day, later } from '../kernel/index.ts'
import {
  type Allocation,
  type Captured,
  findPayments,
  type Payment,
  type PaymentHooks,
  type PaymentRefund
} from '../payments/index.ts'
import { carryOut, openDrafts } from './act.ts'
import { giveBackHeld, loseHeld } from './charge-back.ts'
import { type Draft, putOrder, soleMerchant } from './draft.ts'
import { missingMinor } from './life.ts'
import type { Order, OrderId } from './order.ts'
import { lockOrders } from './order-store.ts'
import { uncaptured } from './pay-order.ts'
import { findRefundOfShare, updateShare } from './refund-store.ts'

/** What payments tells orders, in the transaction that records the fact. */
export const orderHooks: PaymentHooks = {
  async lock(tx, subjects) {
    await lockOrders(tx, { by: 'order', ids: subjects })
  },
  async authorized(tx, payment) {
    if (payment.capture === 'manual') await withOrder(tx, payment, (draft) => countAuthorized(tx, draft))
  },
  captured: takeCaptures,
  async failed(tx, payment, reason) {
    if (payment.capture === 'manual') await withOrder(tx, payment, (draft) => countAuthorized(tx, draft))
    await emit(tx, {
      type: 'order.payment_failed',
      subject: payment.subject,
      data: { paymentId: payment.id, reason }
    })
  },
  refunded: (tx, payment, refund) => noteRefund(tx, payment, refund, null),
  refundFailed: noteRefund,
  async chargedBack(tx, payment, { id, amount, reason }) {
    return withOrder(tx, payment, async (draft) => {
      const orderId = draft.life.order.id
      const before = await sums(tx, [orderId])
      const taken = await chargeBack(tx, { orderId, chargebackId: id, paymentId: payment.id, amount })
      putOrder(draft, { chargedBackMinor: draft.life.order.chargedBackMinor + amount.minor })
      await loseHeld(tx, draft, before, await sums(tx, [orderId]))
      tellOrder(draft, 'order.charged_back', {
        paymentId: payment.id,
        chargebackId: id,
        minor: amount.minor,
        reason
      })
      return taken
    })
  },
  async chargebackReversed(tx, payment, { id, amount }) {
    return withOrder(tx, payment, async (draft) => {
      const orderId = draft.life.order.id
      const before = await sums(tx, [orderId])
      const given = await chargebackReversed(tx, { orderId, chargebackId: id, paymentId: payment.id, amount })
      putOrder(draft, { chargedBackMinor: draft.life.order.chargedBackMinor - amount.minor })
      await giveBackHeld(tx, draft, before, await sums(tx, [orderId]))
      tellOrder(draft, 'order.chargeback_reversed', {
        paymentId: payment.id,
        chargebackId: id,
        minor: amount.minor
      })
      return given
    })
  }
}

/** Lets something be decided on the order of a payment; what becomes due by it is left to the job. */
async function withOrder<T>(tx: Tx, payment: Payment, decide: (draft: Draft) => Promise<T>): Promise<T> {
  const [draft] = await openDrafts(tx, await lockOrders(tx, { by: 'order', ids: [payment.subject] }))
  if (draft === undefined) throw new Error(`Payment ${payment.id} is for an order that does not exist.`)
  draft.deferred = true
  const result = await decide(draft)
  await carryOut(tx, [draft])
  return result
}

/** The events of payments carry amounts of the whole order, so the merchant of a single part alone is told. */
function tellOrder(draft: Draft, type: EventOf<'order'>, data: Readonly<Record<string, unknown>>): void {
  draft.events.push({ type, subject: draft.life.order.id, owner: soleMerchant(draft.life), data })
}

/** Takes in what each order still misses; a closed or paid order takes nothing, and the rest goes back by itself. */
async function takeCaptures(
  tx: Tx,
  captures: readonly Captured[]
): Promise<(readonly Allocation[] | 'unwanted')[]> {
  const subjects = captures.map(({ payment }) => payment.subject)
  const orders = await lockOrders(tx, { by: 'order', ids: subjects })
  const open = new Map<string, Order>(
    orders
      .filter((order) => order.closing === null && missingMinor(order) > 0n)
      .map((order) => [order.id, order])
  )
  const fundings = captures.flatMap(({ payment, capture }) => {
    const order = open.get(payment.subject)
    return order === undefined ? [] : [{ orderId: order.id, captureId: capture.id, amount: capture.amount }]
  })
  if (fundings.length === 0) return captures.map(() => 'unwanted' as const)
  const funded = await fundMany(tx, fundings, 'return')
  const taken = new Map<string, readonly Allocation[]>()
  for (const [i, { orderId }] of fundings.entries()) {
    const allocations = funded[i] ?? 'unwanted'
    if (allocations !== 'unwanted') taken.set(orderId, allocations)
  }
  await notePaid(tx, captures, [...open.values()], taken)
  return captures.map(({ payment }) => taken.get(payment.subject) ?? 'unwanted')
}

/** Writes down in the orders' own books what the escrow took. */
async function notePaid(
  tx: Tx,
  captures: readonly Captured[],
  orders: readonly Order[],
  taken: ReadonlyMap<string, readonly Allocation[]>
): Promise<void> {
  const payments = new Map(captures.map(({ payment }) => [payment.subject, payment]))
  const drafts = await openDrafts(
    tx,
    orders.filter((order) => taken.has(order.id))
  )
  for (const draft of drafts) {
    const { order } = draft.life
    const payment = payments.get(order.id)
    if (payment === undefined) continue
    const minor = (taken.get(order.id) ?? []).reduce((sum, allocation) => sum + allocation.minor, 0n)
    draft.deferred = true
    putOrder(draft, fieldsAfter(order, minor, tx.now))
    if (payment.capture === 'manual') await countAuthorized(tx, draft)
    tellOrder(draft, 'order.payment_captured', { paymentId: payment.id, minor, currency: order.currency })
  }
  await carryOut(tx, drafts)
}

function fieldsAfter(order: Order, minor: bigint, now: Date): Partial<Order> {
  const paidMinor = order.paidMinor + minor
  if (paidMinor < order.totalMinor) return { paidMinor }
  const deliverBy = later(now, order.policies.deliveryDeadlineDays * day)
  return { paidMinor, paidAt: now, deliverBy }
}

async function countAuthorized(tx: Tx, draft: Draft): Promise<void> {
  const payments = await findPayments(tx, [draft.life.order.id])
  const authorizedMinor = payments
    .filter((payment) => payment.capture === 'manual' && payment.state !== 'pending')
    .reduce((sum, payment) => sum + uncaptured(payment), 0n)
  if (authorizedMinor !== draft.life.order.authorizedMinor) putOrder(draft, { authorizedMinor })
}

/** Notes what the provider said of a share of a refund, and tells it. */
async function noteRefund(tx: Tx, _: Payment, share: PaymentRefund, problem: string | null): Promise<void> {
  const state = problem === null ? 'succeeded' : 'failed'
  if (!(await updateShare(tx, share.id, state, problem))) return
  const refund = await findRefundOfShare(tx, share.id)
  if (refund === undefined) return
  const data = { refundId: refund.id, paymentId: share.paymentId, minor: share.amount.minor, problem }
  await emit(tx, { type: `refund.${state}`, subject: refund.orderId, owner: await ownerOf(tx, refund), data })
}

async function ownerOf(tx: Tx, { orderId, partId }: Readonly<{ orderId: OrderId; partId: string }>) {
  const parts = await sums(tx, [orderId])
  return parts.find((part) => part.partId === partId)?.merchantId ?? null
}
