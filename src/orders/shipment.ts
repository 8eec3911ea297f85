import { z } from 'zod'
import { type Id, idSchema, Timestamp } from '../kernel/index.ts'
import { Line, type PartId, Reference, TypedReference } from './order.ts'

export type ShipmentId = Id<'shp'>

/** How a delivery was proven. `confirmed`: the buyer said so, which needs no other proof. */
export const ProofKind = z.enum(['signed', 'code', 'carrier_event', 'confirmed']).meta({ id: 'ProofKind' })
export type ProofKind = z.infer<typeof ProofKind>

/** Goods on their way. `claimed`: it was not provably delivered in time and the buyer got the money back. */
export type Shipment = Readonly<{
  id: ShipmentId
  partId: PartId
  lines: readonly Line[]
  carrier: string | null
  trackingNumber: string | null
  /** What the buyer paid for it: its items, and its exact share of their tax and of the part's shipping. */
  valueMinor: bigint
  /** The commission if all of it is released. */
  commissionMinor: bigint
  /** Left the escrow for the merchant, commission included. */
  releasedMinor: bigint
  /** Went back to the buyer out of the escrow. */
  refundedMinor: bigint
  /** Went back to the buyer after it had been released: the merchant gave it, or owes it. */
  refundedLaterMinor: bigint
  /** Was taken out of the escrow by a chargeback. */
  lostMinor: bigint
  state: 'shipped' | 'delivered' | 'claimed'
  /** The delivery code as salted hash; null where none was given out. */
  codeHash: string | null
  shippedAt: Date
  deliveredAt: Date | null
  proof: ProofKind | null
  proofReference: string | null
  inspectUntil: Date | null
  confirmedAt: Date | null
  /** When it is released by itself; null: not by itself, or nothing is left to release. */
  releaseAt: Date | null
  /** When it was first released. */
  releasedAt: Date | null
}>

/** What a carrier can report. */
export const TrackingCode = z
  .enum([
    'announced',
    'picked_up',
    'in_transit',
    'out_for_delivery',
    'attempt_failed',
    'delivered',
    'returned',
    'lost'
  ])
  .meta({ id: 'TrackingCode' })
export type TrackingCode = z.infer<typeof TrackingCode>

/** A carrier's report. `place` is a town or a depot, never an address. */
export const TrackingEvent = z
  .strictObject({
    at: Timestamp,
    code: TrackingCode,
    place: z
      .string()
      .max(100)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, { error: 'must not contain control characters' })
      .default('')
      .meta({ description: 'A town or a depot, never an address.' })
  })
  .meta({ id: 'TrackingEvent' })
export type TrackingEvent = z.output<typeof TrackingEvent>

/** What is told of a shipment that is to be made. Without lines: all that is left of the merchant's part. */
export const NewShipment = z
  .strictObject({
    merchantId: idSchema('mer').optional().meta({
      description: 'Whose part is shipped; may be left out when the order has only one.'
    }),
    lines: z.array(Line).min(1).max(200).optional().meta({ description: 'All that is left if left out.' }),
    carrier: TypedReference.optional(),
    trackingNumber: TypedReference.optional()
  })
  .meta({ id: 'NewShipment' })
export type NewShipment = z.output<typeof NewShipment>

/** Proof of delivery as it is handed in. */
export const Proof = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('signed'),
      reference: TypedReference.meta({ description: 'Where the signed paper is kept.' })
    }),
    z.strictObject({ kind: z.literal('code'), code: z.string().min(1).max(20) }),
    z.strictObject({ kind: z.literal('carrier_event'), reference: Reference })
  ])
  .meta({ id: 'ProofOfDelivery' })
export type Proof = z.output<typeof Proof>
