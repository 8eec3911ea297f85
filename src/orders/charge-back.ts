import type { Tx } from '../db/index.ts'
import { frozenBy, type PartSums } from '../escrow/index.ts'
import { derivedId, smaller } from '../kernel/index.ts'
import { lessenDispute } from './decide-dispute.ts'
import { type Draft, partById, putDispute, putShipment, shipmentById } from './draft.ts'
import { expectedHeld, frozenFor, heldFor } from './life.ts'
import type { PartId } from './order.ts'
import { planRefund, refundAllHeld } from './settle.ts'

/** How much more `a` holds for each part than `b`. */
function heldMore(a: readonly PartSums[], b: readonly PartSums[]): Map<PartId, bigint> {
  const other = new Map(b.map((part) => [part.partId, part.held]))
  return new Map(a.map((part) => [part.partId, part.held - (other.get(part.partId) ?? 0n)]))
}

/**
 * Notes in the order's books which held money a chargeback took: that in dispute first, as the escrow did, and then of
 * the shipments. A dispute whose money is gone is closed. What it took of unshipped goods, their cancellation finds out.
 */
export async function loseHeld(
  tx: Tx,
  draft: Draft,
  before: readonly PartSums[],
  after: readonly PartSums[]
): Promise<void> {
  const lost = heldMore(before, after)
  for (const dispute of draft.life.disputes) {
    if (dispute.state === 'decided') continue
    const left = (await frozenBy(tx, dispute.id))?.left ?? 0n
    const taken = dispute.amountMinor - left
    if (taken === 0n) continue
    lessenDispute(draft, dispute, left)
    const shipment = shipmentById(draft.life, dispute.shipmentId)
    putShipment(draft, { ...shipment, lostMinor: shipment.lostMinor + taken })
    lost.set(dispute.partId, (lost.get(dispute.partId) ?? 0n) - taken)
  }
  for (const shipment of draft.life.shipments) {
    const free = heldFor(shipment) - frozenFor(draft.life, shipment)
    const taken = smaller(lost.get(shipment.partId) ?? 0n, free)
    if (taken <= 0n) continue
    putShipment(draft, { ...shipment, lostMinor: shipment.lostMinor + taken })
    lost.set(shipment.partId, (lost.get(shipment.partId) ?? 0n) - taken)
  }
}

/** Notes that the money of a chargeback came back: to disputes that are still open, and to shipments that had lost it. */
export async function giveBackHeld(
  tx: Tx,
  draft: Draft,
  before: readonly PartSums[],
  after: readonly PartSums[]
): Promise<void> {
  const gained = heldMore(after, before)
  draft.sums = new Map(after.map((part) => [part.partId, part]))
  for (const dispute of draft.life.disputes) {
    if (dispute.state === 'decided') continue
    const left = (await frozenBy(tx, dispute.id))?.left ?? dispute.amountMinor
    if (left !== dispute.amountMinor) putDispute(draft, { ...dispute, amountMinor: left })
  }
  for (const shipment of draft.life.shipments) {
    const back = smaller(gained.get(shipment.partId) ?? 0n, shipment.lostMinor)
    if (back <= 0n) continue
    putShipment(draft, { ...shipment, lostMinor: shipment.lostMinor - back })
    gained.set(shipment.partId, (gained.get(shipment.partId) ?? 0n) - back)
  }
  if (draft.life.order.chargedBackMinor === 0n) settleSurplus(draft, after)
  // What it had taken of a shipment that was claimed meanwhile is the buyer's when it is there again.
  const because = { cause: 'claim', reason: 'The chargeback of something claimed was reversed.' } as const
  for (const shipment of draft.life.shipments)
    if (shipment.state === 'claimed') refundAllHeld(draft, shipment, because)
}

/** What was decided on while the money was gone, and is there again: it goes where it would have gone then. */
function settleSurplus(draft: Draft, sums: readonly PartSums[]): void {
  for (const { partId, held } of sums) {
    const part = partById(draft.life, partId)
    const surplus = held - expectedHeld(draft.life, part)
    if (surplus <= 0n) continue
    if (part.feeOutcome === 'released') {
      const releaseId = derivedId('rls', partId, 'surplus', draft.now.toISOString())
      draft.releases.push({ partId, releaseId, minor: surplus, commissionMinor: surplus })
    } else {
      const reason = 'The chargeback of something cancelled was reversed.'
      planRefund(draft, partId, null, surplus, 'held', { cause: 'cancellation', reason })
    }
  }
}
