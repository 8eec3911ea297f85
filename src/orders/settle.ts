import type { EventOf } from '../audit/index.ts'
import { derivedId, hour, type Id, later, smaller } from '../kernel/index.ts'
import { type Draft, putOrder, putPart, putShipment, soleMerchant, tell } from './draft.ts'
import { freeFor, heldFor, isSettled, unitsLeft } from './life.ts'
import type { Part } from './order.ts'
import type { RefundCause } from './refund.ts'
import { commissionOn } from './share.ts'
import type { Shipment } from './shipment.ts'
import { hasEnded, orderState, partState } from './state.ts'

/** What every decision ends with: what is due now is released, timers are set, the fee and the state follow. */
export function settle(draft: Draft): void {
  for (const shipment of draft.life.shipments) scheduleRelease(draft, shipment)
  settleFee(draft)
  const { order } = draft.life
  const state = orderState(draft.life)
  const expiresAt =
    state === 'awaiting_payment' ? later(order.createdAt, order.policies.payWithinHours * hour) : null
  const endedAt = hasEnded(state) ? (order.endedAt ?? draft.now) : null
  if (state !== order.state || expiresAt?.getTime() !== order.expiresAt?.getTime())
    putOrder(draft, { state, expiresAt, endedAt })
  tellStates(draft)
}

/** When the shipment is released by itself, or null; if that is not later than now, it is released. */
function scheduleRelease(draft: Draft, shipment: Shipment): void {
  const { order } = draft.life
  const free = freeFor(draft.life, shipment)
  const open = shipment.valueMinor === 0n ? shipment.releasedAt === null : free > 0n
  const ready = order.paidAt !== null && shipment.state === 'delivered' && open
  const moment = shipment.confirmedAt ?? (order.policies.autoConfirm ? shipment.inspectUntil : null)
  const releaseAt = ready ? moment : null
  if (releaseAt !== null && releaseAt <= draft.now && !draft.deferred) release(draft, shipment, free)
  else if (releaseAt?.getTime() !== shipment.releaseAt?.getTime())
    putShipment(draft, { ...shipment, releaseAt })
}

/** Releases `minor` of a shipment, or what a chargeback has left of it. */
export function release(draft: Draft, shipment: Shipment, minor: bigint, cause?: Id): void {
  const actual = smaller(minor, freeInPart(draft, shipment.partId))
  const commissionMinor = commissionOn(shipment, actual)
  if (actual > 0n) {
    const { id, partId, releasedMinor, releasedAt } = shipment
    const first = releasedAt === null ? id : derivedId('rls', id, String(releasedMinor))
    draft.releases.push({ partId, releaseId: cause ?? first, minor: actual, commissionMinor })
  }
  putShipment(draft, {
    ...shipment,
    releasedMinor: shipment.releasedMinor + actual,
    lostMinor: shipment.lostMinor + minor - actual,
    releasedAt: shipment.releasedAt ?? draft.now,
    releaseAt: null
  })
  tell(draft, 'shipment.released', shipment.partId, {
    shipmentId: shipment.id,
    minor: actual,
    commissionMinor
  })
}

/** What the escrow can still give for this part, planned movements counted. Beyond counting unless it was loaded. */
function freeInPart(draft: Draft, partId: Part['id']): bigint {
  const sums = draft.sums?.get(partId)
  if (sums === undefined) return 2n ** 63n
  const planned =
    draft.releases.filter((one) => one.partId === partId).reduce((sum, one) => sum + one.minor, 0n) +
    draft.refunds
      .filter((one) => one.partId === partId && one.first === 'held')
      .reduce((sum, one) => sum + one.minor, 0n)
  const thawed = draft.before.disputes
    .filter((dispute) => dispute.partId === partId && draft.unfreezes.includes(dispute.id))
    .reduce((sum, dispute) => sum + dispute.amountMinor, 0n)
  return sums.held - sums.frozen + thawed - planned
}

/** What can still be taken back of what this part's merchant got, planned refunds counted; as above. */
export function givenInPart(draft: Draft, partId: Part['id']): bigint {
  const sums = draft.sums?.get(partId)
  if (sums === undefined) return 2n ** 63n
  const planned = draft.refunds
    .filter((one) => one.partId === partId && one.first === 'released')
    .reduce((sum, one) => sum + one.minor, 0n)
  return sums.released + sums.commission - planned
}

/** What of the shipment's money can go back: held and free, or given to the merchant. */
export function refundable(draft: Draft, shipment: Shipment): bigint {
  const { partId, releasedMinor, refundedLaterMinor } = shipment
  const free = smaller(freeFor(draft.life, shipment), freeInPart(draft, partId))
  return free + smaller(releasedMinor - refundedLaterMinor, givenInPart(draft, partId))
}

/** Why a refund is made. */
export type Because = Readonly<{ cause: RefundCause; causeId?: string; reason: string }>

/** Plans a refund of held money of a part, or of what a chargeback has left of it; answers how much. */
export function refundHeld(
  draft: Draft,
  partId: Part['id'],
  shipmentId: Shipment['id'] | null,
  minor: bigint,
  because: Because
): bigint {
  const actual = smaller(minor, freeInPart(draft, partId))
  if (actual > 0n) planRefund(draft, partId, shipmentId, actual, 'held', because)
  return actual
}

/** Sends all that is held for a shipment back, or what a chargeback has left of it; answers how much. */
export function refundAllHeld(draft: Draft, shipment: Shipment, because: Because): bigint {
  const held = heldFor(shipment)
  const refunded = refundHeld(draft, shipment.partId, shipment.id, held, because)
  putShipment(draft, {
    ...shipment,
    refundedMinor: shipment.refundedMinor + refunded,
    lostMinor: shipment.lostMinor + held - refunded
  })
  return refunded
}

/** Plans a refund of a shipment: what is held and free first, then what was released. */
export function refundShipment(draft: Draft, shipment: Shipment, minor: bigint, because: Because): void {
  const wanted = smaller(minor, freeFor(draft.life, shipment))
  const held = refundHeld(draft, shipment.partId, shipment.id, wanted, because)
  const late = smaller(minor - wanted, givenInPart(draft, shipment.partId))
  if (late > 0n) planRefund(draft, shipment.partId, shipment.id, late, 'released', because)
  putShipment(draft, {
    ...shipment,
    refundedMinor: shipment.refundedMinor + held,
    lostMinor: shipment.lostMinor + wanted - held,
    refundedLaterMinor: shipment.refundedLaterMinor + late
  })
}

/** Plans a refund. The books of the part or shipment are the caller's to change. */
export function planRefund(
  draft: Draft,
  partId: Part['id'],
  shipmentId: Shipment['id'] | null,
  minor: bigint,
  first: 'held' | 'released',
  { cause, causeId, reason }: Because
): void {
  const id = draft.newId('rfd')
  draft.refunds.push({ id, partId, shipmentId, minor, first, cause, causeId: causeId ?? null, reason })
  tell(draft, 'refund.created', partId, { refundId: id, minor, cause, ...(shipmentId && { shipmentId }) })
}

/** When all merchants' parts are settled, the fee is earned if any merchant was, and else goes back. */
function settleFee(draft: Draft): void {
  const { order, parts, items, shipments } = draft.life
  const fee = parts.find((part) => part.merchantId === null && part.feeOutcome === null)
  if (fee === undefined || order.paidAt === null || order.closing !== null || draft.deferred) return
  if (!items.every((item) => unitsLeft(item) === 0) || !shipments.every(isSettled)) return
  const rest = smaller(fee.totalMinor - fee.refundedMinor, freeInPart(draft, fee.id))
  if (shipments.some((shipment) => shipment.releasedMinor > 0n)) {
    if (rest > 0n)
      draft.releases.push({ partId: fee.id, releaseId: order.id, minor: rest, commissionMinor: rest })
    putPart(draft, { ...fee, feeOutcome: 'released' })
  } else {
    const cause = shipments.length === 0 ? 'cancellation' : 'fee'
    refundHeld(draft, fee.id, null, rest, { cause, reason: 'Nothing of the order was kept.' })
    putPart(draft, { ...fee, refundedMinor: fee.refundedMinor + rest, feeOutcome: 'refunded' })
  }
}

function tellStates(draft: Draft): void {
  const { before, life } = draft
  const { id: subject, state, paidAt } = life.order
  const told = (type: EventOf<'order'>) =>
    draft.events.push({ type, subject, owner: soleMerchant(life), data: { state } })
  // What was shipped on an authorization is paid later without being in the state "paid" ever.
  if (before.order.paidAt === null && paidAt !== null && state !== 'paid') told('order.paid')
  // Nothing awaits its payment again.
  if (before.order.state !== state && state !== 'awaiting_payment') told(`order.${state}`)
  if (soleMerchant(life) !== null) return
  for (const part of life.parts) {
    const now = partState(life, part)
    if (now === 'awaiting_payment' || part.merchantId === null) continue
    if (partState(before, part) !== now) tell(draft, `order.part_${now}`, part.id, { state: now })
  }
}
