import type { Tx } from '../db/index.ts'
import { day, later, money, smaller } from '../kernel/index.ts'
import { change } from './act.ts'
import type { Dispute, NewDispute } from './dispute.ts'
import { type Draft, partById, putDispute, shipmentById, tell } from './draft.ts'
import { amountTooLarge, closed, notPaid, nothingToDispute } from './failures.ts'
import { freeFor, type Life } from './life.ts'
import { marketplace, type Party } from './order.ts'
import { checkParty, linesOf, minorIn } from './party.ts'
import { valueWithin } from './share.ts'
import type { Shipment, ShipmentId } from './shipment.ts'

/** A dispute to be opened, about which shipment. */
export type OpenDispute = NewDispute & Readonly<{ shipmentId: ShipmentId }>

/** Opens a dispute before the release: its amount is frozen, and nothing else is. */
export async function openDispute(
  tx: Tx,
  input: OpenDispute,
  party: Party = marketplace
): Promise<Readonly<{ result: Dispute; life: Life }>> {
  return change(tx, 'shipment', input.shipmentId, (draft) => open(draft, input, party))
}

function open(draft: Draft, input: OpenDispute, party: Party): Dispute {
  const { order } = draft.life
  const shipment = shipmentById(draft.life, input.shipmentId)
  checkParty(draft.life, party, 'shipment', shipment.id, partById(draft.life, shipment.partId))
  if (order.closing !== null) throw closed(order.closing)
  if (order.paidAt === null) throw notPaid()
  const most = disputable(draft, shipment)
  if (most === 0n) throw nothingToDispute()
  const amountMinor = amountOf(draft, shipment, input, most)
  if (amountMinor > most) throw amountTooLarge(money(most, order.currency))
  if (amountMinor === 0n) throw nothingToDispute()
  const dispute = putDispute(draft, {
    id: draft.newId('dsp'),
    partId: shipment.partId,
    shipmentId: shipment.id,
    amountMinor,
    reason: input.reason,
    statement: input.statement,
    evidence: input.evidence,
    state: 'open',
    dueAt: later(draft.now, order.policies.disputeResponseDays * day),
    response: null,
    responseEvidence: [],
    rejoinder: null,
    outcome: null,
    decidedBy: null,
    decision: null,
    buyerMinor: 0n,
    merchantMinor: 0n,
    openedAt: draft.now,
    decidedAt: null
  })
  draft.freezes.push({ partId: shipment.partId, disputeId: dispute.id, minor: amountMinor })
  tell(draft, 'dispute.opened', shipment.partId, {
    disputeId: dispute.id,
    shipmentId: shipment.id,
    minor: amountMinor,
    reason: input.reason
  })
  return dispute
}

/** What can be put in dispute: held and free, less what was decided for the merchant before. Nothing is tried twice. */
function disputable(draft: Draft, shipment: Shipment): bigint {
  const decided = draft.life.disputes
    .filter(
      (found) =>
        found.shipmentId === shipment.id && found.state === 'decided' && found.decidedBy !== 'operator'
    )
    .reduce((sum, found) => sum + found.merchantMinor, 0n)
  const sums = draft.sums?.get(shipment.partId)
  const free = freeFor(draft.life, shipment) - decided
  const most = sums === undefined ? free : smaller(free, sums.held - sums.frozen)
  return most > 0n ? most : 0n
}

function amountOf(draft: Draft, shipment: Shipment, { amount, lines }: OpenDispute, most: bigint): bigint {
  if (lines === undefined) return amount === undefined ? most : minorIn(draft, amount)
  const items = draft.life.items.filter((item) => shipment.lines.some((line) => line.itemId === item.id))
  for (const { line, item } of linesOf(items, lines)) {
    const within = shipment.lines.find((found) => found.itemId === item.id)
    if (within === undefined || line.quantity > within.quantity) throw nothingToDispute()
  }
  const worth = valueWithin(shipment, items, lines)
  if (amount === undefined) return smaller(worth, most)
  const minor = minorIn(draft, amount)
  if (minor > worth) throw amountTooLarge(money(worth, draft.life.order.currency))
  return minor
}
