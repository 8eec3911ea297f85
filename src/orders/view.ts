import { z } from 'zod'
import { Currency, type Currency as Code, idSchema, Money, money, Timestamp } from '../kernel/index.ts'
import { DecidedBy, type Dispute, DisputeOutcome, DisputeReason, DisputeState } from './dispute.ts'
import { Merchant } from '../merchants/index.ts'
import { heldFor, isSettled, type Life } from './life.ts'
import { Line, type PartId } from './order.ts'
import { type Refund, RefundCause } from './refund.ts'
import { type ReturnCase, ReturnState } from './return.ts'
import { ProofKind, type Shipment, TrackingEvent } from './shipment.ts'

/** A shipment on the wire. */
export const ShipmentView = z
  .strictObject({
    id: idSchema('shp'),
    orderId: idSchema('ord'),
    merchantId: idSchema('mer').nullable(),
    state: z.enum(['shipped', 'delivered', 'released', 'refunded', 'claimed']).meta({
      description:
        'released, refunded: nothing is held for it any more. claimed: not delivered in time, refunded.'
    }),
    lines: z.array(Line),
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    value: Money.meta({ description: 'Its items with their exact share of tax and shipping.' }),
    held: Money,
    released: Money.meta({ description: 'Commission included.' }),
    refunded: Money,
    shippedAt: Timestamp,
    deliveredAt: Timestamp.nullable(),
    proof: ProofKind.nullable(),
    proofReference: z.string().nullable(),
    inspectUntil: Timestamp.nullable(),
    confirmedAt: Timestamp.nullable(),
    releaseAt: Timestamp.nullable().meta({ description: 'When it is released by itself.' }),
    releasedAt: Timestamp.nullable(),
    tracking: z.array(TrackingEvent).meta({ description: "The carrier's reports, oldest first." })
  })
  .meta({ id: 'Shipment' })
export type ShipmentView = z.output<typeof ShipmentView>

function shipmentState(shipment: Shipment): ShipmentView['state'] {
  if (shipment.state === 'claimed' || !isSettled(shipment)) return shipment.state
  return shipment.releasedAt === null ? 'refunded' : 'released'
}

const merchantOf = (life: Life, partId: PartId) =>
  life.parts.find((part) => part.id === partId)?.merchantId ?? null

/** The shipment as it is shown. */
export function viewShipment(
  life: Life,
  shipment: Shipment,
  tracking: readonly TrackingEvent[]
): ShipmentView {
  const of = (minor: bigint) => money(minor, life.order.currency)
  const { id, lines, carrier, trackingNumber, proof, proofReference } = shipment
  const { shippedAt, deliveredAt, inspectUntil, confirmedAt, releaseAt, releasedAt } = shipment
  return {
    id,
    orderId: life.order.id,
    merchantId: merchantOf(life, shipment.partId),
    state: shipmentState(shipment),
    lines: [...lines],
    carrier,
    trackingNumber,
    value: of(shipment.valueMinor),
    held: of(heldFor(shipment)),
    released: of(shipment.releasedMinor),
    refunded: of(shipment.refundedMinor + shipment.refundedLaterMinor),
    shippedAt,
    deliveredAt,
    proof,
    proofReference,
    inspectUntil,
    confirmedAt,
    releaseAt,
    releasedAt,
    tracking: [...tracking]
  }
}

/** A dispute on the wire. */
export const DisputeView = z
  .strictObject({
    id: idSchema('dsp'),
    orderId: idSchema('ord'),
    orderReference: z.string().meta({ description: "The marketplace's own id of the order." }),
    shipmentId: idSchema('shp'),
    merchantId: idSchema('mer').nullable(),
    merchant: Merchant.optional().meta({ description: 'In lists, with `?include=merchant`.' }),
    amount: Money.meta({ description: 'What is in dispute, and frozen until it is decided.' }),
    reason: DisputeReason,
    statement: z.string(),
    evidence: z.array(z.string()),
    state: DisputeState,
    dueAt: Timestamp.nullable().meta({
      description: 'open: decided for the buyer then. answered: decided for the merchant then.'
    }),
    response: z.string().nullable(),
    responseEvidence: z.array(z.string()),
    rejoinder: z.string().nullable(),
    outcome: DisputeOutcome.nullable(),
    decidedBy: DecidedBy.nullable(),
    decision: z.string().nullable(),
    toBuyer: Money,
    toMerchant: Money,
    openedAt: Timestamp,
    decidedAt: Timestamp.nullable()
  })
  .meta({ id: 'Dispute' })
export type DisputeView = z.output<typeof DisputeView>

/** The dispute as it is shown. */
export function viewDispute(life: Life, dispute: Dispute): DisputeView {
  const of = (minor: bigint) => money(minor, life.order.currency)
  const { partId, amountMinor, buyerMinor, merchantMinor, evidence, responseEvidence, ...rest } = dispute
  return {
    ...rest,
    orderId: life.order.id,
    orderReference: life.order.reference,
    merchantId: merchantOf(life, partId),
    evidence: [...evidence],
    responseEvidence: [...responseEvidence],
    amount: of(amountMinor),
    toBuyer: of(buyerMinor),
    toMerchant: of(merchantMinor)
  }
}

/** A return on the wire. */
export const ReturnView = z
  .strictObject({
    id: idSchema('ret'),
    orderId: idSchema('ord'),
    shipmentId: idSchema('shp'),
    merchantId: idSchema('mer').nullable(),
    lines: z.array(Line),
    amount: Money.meta({ description: 'What goes back when all of it is received.' }),
    reason: z.string(),
    state: ReturnState,
    dueAt: Timestamp.nullable().meta({
      description:
        'requested: authorised then. authorised: lapses then. shipped_back: counts as received then.'
    }),
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    note: z.string().nullable(),
    refundId: idSchema('rfd').nullable(),
    requestedAt: Timestamp,
    endedAt: Timestamp.nullable()
  })
  .meta({ id: 'Return' })
export type ReturnView = z.output<typeof ReturnView>

/** The return as it is shown. */
export function viewReturn(life: Life, { partId, amountMinor, lines, ...rest }: ReturnCase): ReturnView {
  const amount = money(amountMinor, life.order.currency)
  return { ...rest, orderId: life.order.id, merchantId: merchantOf(life, partId), lines: [...lines], amount }
}

/** A refund on the wire. A merchant is not told of payments. */
export const RefundView = z
  .strictObject({
    id: idSchema('rfd'),
    orderId: idSchema('ord'),
    shipmentId: idSchema('shp').nullable(),
    amount: Money,
    cause: RefundCause,
    causeId: z.string().nullable().meta({ description: 'The dispute or return it came from.' }),
    reason: z.string(),
    state: z.enum(['pending', 'succeeded', 'failed']).meta({
      description: 'failed: the provider refused a share; it can be retried.'
    }),
    createdAt: Timestamp,
    shares: z
      .array(
        z.strictObject({
          id: idSchema('rfd'),
          paymentId: idSchema('pay'),
          amount: Money,
          state: z.enum(['pending', 'succeeded', 'failed']),
          problem: z.string().nullable()
        })
      )
      .meta({ description: 'Through which payments it goes back, and how far each has come.' })
  })
  .meta({ id: 'Refund' })
export type RefundView = z.output<typeof RefundView>

/** The refund as it is shown. */
export function viewRefund(
  { id, orderId, shipmentId, amountMinor, cause, causeId, reason, createdAt, shares }: Refund,
  currency: Code,
  withPayments: boolean
): RefundView {
  const states = shares.map((share) => share.state)
  const state = states.includes('failed') ? 'failed' : states.includes('pending') ? 'pending' : 'succeeded'
  const shown = withPayments ? shares : []
  return {
    id,
    orderId,
    shipmentId,
    amount: money(amountMinor, currency),
    cause,
    causeId,
    reason,
    state,
    createdAt,
    shares: shown.map(({ amountMinor: minor, ...share }) => ({ ...share, amount: money(minor, currency) }))
  }
}

/** Where money is. `paid` is the sum of held, released, commission and refunded, always. */
export const Whereabouts = z
  .strictObject({
    currency: Currency,
    paid: Money,
    held: Money,
    released: Money.meta({ description: 'With the merchants, commission taken off.' }),
    commission: Money.meta({ description: "The marketplace's share: commission, and its own fee." }),
    refunded: Money.meta({ description: 'Back with the buyer, or on the way; charged back included.' }),
    frozen: Money.meta({ description: 'Of what is held: in dispute.' }),
    chargedBack: Money.meta({ description: "Of what is refunded: taken by the buyer's bank." })
  })
  .meta({ id: 'Whereabouts', description: 'paid = held + released + commission + refunded.' })
export type Whereabouts = z.output<typeof Whereabouts>
