import assert from 'node:assert/strict'
import type { NewEvent } from '../audit/index.ts'
import type { Attribution, Tx } from '../db/index.ts'
import type { PartSums } from '../escrow/index.ts'
import type { Id } from '../kernel/index.ts'
import type { Dispute, DisputeId } from './dispute.ts'
import type { Life } from './life.ts'
import type { Item, Order, Part, PartId } from './order.ts'
import type { RefundCause, RefundId } from './refund.ts'
import type { ReturnCase } from './return.ts'
import type { Shipment, ShipmentId } from './shipment.ts'

/** Money that is to leave the escrow for the merchant. */
type PlannedRelease = Readonly<{
  partId: PartId
  releaseId: Id
  minor: bigint
  commissionMinor: bigint
}>

/** Money that is to go back to the buyer. */
type PlannedRefund = Readonly<{
  id: RefundId
  partId: PartId
  shipmentId: ShipmentId | null
  minor: bigint
  /** Out of the escrow, or back from the merchant. */
  first: 'held' | 'released'
  cause: RefundCause
  causeId: string | null
  reason: string
}>

/**
 * An order while something is decided about it: its life, which the deciding functions replace piece by piece, and
 * what is to follow. Nothing is written before all is decided.
 */
export type Draft = {
  readonly before: Life
  life: Life
  /** The moment of what is decided. */
  now: Date
  /** Who decides. */
  by: Attribution
  readonly newId: Tx['newId']
  /** Where the parts' money is, when it can be other than the order's own books say: partly paid, or charged back. */
  sums: ReadonlyMap<PartId, PartSums> | null
  readonly events: NewEvent[]
  readonly releases: PlannedRelease[]
  readonly refunds: PlannedRefund[]
  readonly freezes: { partId: PartId; disputeId: DisputeId; minor: bigint }[]
  readonly unfreezes: DisputeId[]
  /** The money that a hook tells of is not there before the hook ends: what is due now is left to the job. */
  deferred: boolean
  /** Ask the providers for the money that is authorized. */
  capture: boolean
  /** Let go of payments that are not captured, for this reason. */
  voidFor: string | null
}

/** A draft in which nothing is decided yet. */
export function openDraft(life: Life, tx: Pick<Tx, 'now' | 'by' | 'newId'>, sums: Draft['sums']): Draft {
  return {
    before: life,
    life,
    now: tx.now,
    by: tx.by,
    newId: tx.newId,
    sums,
    events: [],
    releases: [],
    refunds: [],
    freezes: [],
    unfreezes: [],
    deferred: false,
    capture: false,
    voidFor: null
  }
}

function put<Row extends Readonly<{ id: string }>>(rows: readonly Row[], row: Row): Row[] {
  return rows.some((found) => found.id === row.id)
    ? rows.map((found) => (found.id === row.id ? row : found))
    : [...rows, row]
}

/** Replaces fields of the order. */
export function putOrder(draft: Draft, fields: Partial<Order>): void {
  draft.life = { ...draft.life, order: { ...draft.life.order, ...fields } }
}

/** Replaces a part. */
export function putPart(draft: Draft, part: Part): void {
  draft.life = { ...draft.life, parts: put(draft.life.parts, part) }
}

/** Replaces an item. */
export function putItem(draft: Draft, item: Item): void {
  draft.life = { ...draft.life, items: put(draft.life.items, item) }
}

/** Adds or replaces a shipment. */
export function putShipment<S extends Shipment>(draft: Draft, shipment: S): S {
  draft.life = { ...draft.life, shipments: put<Shipment>(draft.life.shipments, shipment) }
  return shipment
}

/** Adds or replaces a dispute. */
export function putDispute<D extends Dispute>(draft: Draft, dispute: D): D {
  draft.life = { ...draft.life, disputes: put<Dispute>(draft.life.disputes, dispute) }
  return dispute
}

/** Adds or replaces a return. */
export function putReturn<R extends ReturnCase>(draft: Draft, found: R): R {
  draft.life = { ...draft.life, returns: put<ReturnCase>(draft.life.returns, found) }
  return found
}

/** The part of that id; it must be there. */
export function partById(life: Life, partId: PartId): Part {
  const part = life.parts.find((found) => found.id === partId)
  assert(part !== undefined)
  return part
}

/** The shipment of that id; it must be there. */
export function shipmentById(life: Life, shipmentId: ShipmentId): Shipment {
  const shipment = life.shipments.find((found) => found.id === shipmentId)
  assert(shipment !== undefined)
  return shipment
}

/** Tells something of a part of the order, to its merchant too. */
export function tell(
  draft: Draft,
  type: NewEvent['type'],
  partId: PartId | null,
  data: Readonly<Record<string, unknown>> = {}
): void {
  const owner = partId === null ? soleMerchant(draft.life) : partById(draft.life, partId).merchantId
  draft.events.push({
    type,
    subject: draft.life.order.id,
    owner,
    data: partId === null ? data : { partId, ...data }
  })
}

/** The merchant of the order if it has only one. */
export function soleMerchant({ parts }: Pick<Life, 'parts'>): Part['merchantId'] {
  const [first, ...others] = parts.filter((part) => part.merchantId !== null)
  return first !== undefined && others.length === 0 ? first.merchantId : null
}
