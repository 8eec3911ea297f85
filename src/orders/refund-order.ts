import assert from 'node:assert/strict'
import type { Tx } from '../db/index.ts'
import { money, smaller } from '../kernel/index.ts'
import { retryRefund as retryShare } from '../payments/index.ts'
import { change } from './act.ts'
import { type Draft, putPart } from './draft.ts'
import { notPaid, refundNotFailed, refundTooLarge, unknown } from './failures.ts'
import { marketplace, type OrderId, type Party } from './order.ts'
import { lockOrders } from './order-store.ts'
import { checkParty, minorIn, partMeant } from './party.ts'
import type { NewRefund, Refund, RefundId } from './refund.ts'
import { findRefunds, updateShare } from './refund-store.ts'
import { type Because, givenInPart, planRefund, refundable, refundHeld, refundShipment } from './settle.ts'

/** A refund by goodwill, of which order. */
export type RefundOrder = NewRefund & Readonly<{ orderId: OrderId }>

/**
 * Sends money of what was shipped back to the buyer, or of the fee: held money first, then what the merchant got,
 * which it may come to owe. Over all payments, by what each has left. Answers one refund for each shipment concerned.
 */
export async function refundOrder(tx: Tx, input: RefundOrder, party: Party = marketplace): Promise<Refund[]> {
  const { result } = await change(tx, 'order', input.orderId, (draft) => {
    checkParty(draft.life, party, 'order', input.orderId)
    if (draft.life.order.paidAt === null) throw notPaid()
    const because: Because = { cause: 'goodwill', reason: input.reason }
    if (input.fee === true && party.merchantId === null) refundFee(draft, input, because)
    else refundGoods(draft, input, party, because)
    return draft.refunds.map((refund) => refund.id)
  })
  return findRefunds(tx, result)
}

function refundGoods(draft: Draft, input: RefundOrder, party: Party, because: Because): void {
  const minor = minorIn(draft, input.amount)
  const narrowed = input.merchantId !== undefined || party.merchantId !== null
  const part = narrowed ? partMeant(draft.life, party, input.merchantId) : null
  const shipments = draft.life.shipments.filter(
    (found) =>
      (part === null || found.partId === part.id) &&
      (input.shipmentId === undefined || found.id === input.shipmentId)
  )
  if (input.shipmentId !== undefined && shipments.length === 0) throw unknown('shipment', input.shipmentId)
  const room = shipments.map((shipment) => refundable(draft, shipment))
  const most = room.reduce((sum, one) => sum + one, 0n)
  if (minor > most) throw refundTooLarge(money(most, draft.life.order.currency))
  let left = minor
  shipments.forEach((shipment, i) => {
    const share = smaller(left, room[i] ?? 0n)
    left -= share
    if (share > 0n) refundShipment(draft, shipment, share, because)
  })
  const planned = draft.refunds.reduce((sum, refund) => sum + refund.minor, 0n)
  if (planned < minor) throw refundTooLarge(money(planned, draft.life.order.currency))
}

function refundFee(draft: Draft, input: RefundOrder, because: Because): void {
  const minor = minorIn(draft, input.amount)
  const fee = draft.life.parts.find((part) => part.merchantId === null)
  const left = fee === undefined || fee.feeOutcome === 'refunded' ? 0n : fee.totalMinor - fee.refundedMinor
  const most = fee?.feeOutcome === 'released' ? smaller(left, givenInPart(draft, fee.id)) : left
  if (fee === undefined || minor > most) throw refundTooLarge(money(most, draft.life.order.currency))
  if (fee.feeOutcome === 'released') planRefund(draft, fee.id, null, minor, 'released', because)
  else if (refundHeld(draft, fee.id, null, minor, because) < minor)
    throw refundTooLarge(money(0n, draft.life.order.currency))
  putPart(draft, { ...fee, refundedMinor: fee.refundedMinor + minor })
}

/** Sends the shares of a refund that failed at the provider again. Their money has waited. */
export async function retryRefund(tx: Tx, refundId: RefundId): Promise<Refund> {
  const [order] = await lockOrders(tx, { by: 'refund', ids: [refundId] })
  const [refund] = await findRefunds(tx, [refundId])
  if (order === undefined || refund === undefined) throw unknown('refund', refundId)
  const failed = refund.shares.filter((share) => share.state === 'failed')
  if (failed.length === 0) throw refundNotFailed()
  for (const share of failed) {
    await retryShare(tx, share.paymentId, share.id)
    await updateShare(tx, share.id, 'pending', null)
  }
  const [again] = await findRefunds(tx, [refundId])
  assert(again !== undefined)
  return again
}
