import { z } from 'zod'
import { Currency, idSchema } from '../kernel/index.ts'
import { DecidedBy, DisputeOutcome, DisputeReason, DisputeState } from './dispute.ts'
import { Line, OrderState, Policies } from './order.ts'
import { ReturnState } from './return.ts'
import { ProofKind } from './shipment.ts'

const time = z.string().transform((text) => new Date(text))
const minor = z.number().int().transform(BigInt)
const count = z.number().int()
const texts = z.array(z.string())

/** An order as a row of its own. */
export const OrderRow = z.strictObject({
  id: idSchema('ord'),
  reference: z.string(),
  buyerId: idSchema('buy'),
  book: z.string(),
  currency: Currency,
  totalMinor: z.bigint(),
  paidMinor: z.bigint(),
  authorizedMinor: z.bigint(),
  chargedBackMinor: z.bigint(),
  state: OrderState,
  closing: z.enum(['cancelled', 'expired']).nullable(),
  policies: Policies,
  digest: z.string(),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  paidAt: z.date().nullable(),
  deliverBy: z.date().nullable(),
  endedAt: z.date().nullable()
})

const PartJson = z.strictObject({
  id: idSchema('opt'),
  no: count,
  merchantId: idSchema('mer').nullable(),
  shippingMinor: minor,
  totalMinor: minor,
  refundedMinor: minor,
  feeOutcome: z.enum(['released', 'refunded']).nullable()
})

const ItemJson = z.strictObject({
  id: idSchema('itm'),
  partId: idSchema('opt'),
  no: count,
  category: z.string(),
  title: z.string(),
  quantity: count,
  unitMinor: minor,
  taxMinor: minor,
  commissionMinor: minor,
  scheduleId: z.string().nullable(),
  shipped: count,
  cancelled: count
})

const ShipmentJson = z.strictObject({
  id: idSchema('shp'),
  partId: idSchema('opt'),
  lines: z.array(Line),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  valueMinor: minor,
  commissionMinor: minor,
  releasedMinor: minor,
  refundedMinor: minor,
  refundedLaterMinor: minor,
  lostMinor: minor,
  state: z.enum(['shipped', 'delivered', 'claimed']),
  codeHash: z.string().nullable(),
  shippedAt: time,
  deliveredAt: time.nullable(),
  proof: ProofKind.nullable(),
  proofReference: z.string().nullable(),
  inspectUntil: time.nullable(),
  confirmedAt: time.nullable(),
  releaseAt: time.nullable(),
  releasedAt: time.nullable()
})

const DisputeJson = z.strictObject({
  id: idSchema('dsp'),
  partId: idSchema('opt'),
  shipmentId: idSchema('shp'),
  amountMinor: minor,
  reason: DisputeReason,
  statement: z.string(),
  evidence: texts,
  state: DisputeState,
  dueAt: time.nullable(),
  response: z.string().nullable(),
  responseEvidence: texts,
  rejoinder: z.string().nullable(),
  outcome: DisputeOutcome.nullable(),
  decidedBy: DecidedBy.nullable(),
  decision: z.string().nullable(),
  buyerMinor: minor,
  merchantMinor: minor,
  openedAt: time,
  decidedAt: time.nullable()
})

const ReturnJson = z.strictObject({
  id: idSchema('ret'),
  partId: idSchema('opt'),
  shipmentId: idSchema('shp'),
  lines: z.array(Line),
  amountMinor: minor,
  reason: z.string(),
  state: ReturnState,
  dueAt: time.nullable(),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  note: z.string().nullable(),
  refundId: idSchema('rfd').nullable(),
  requestedAt: time,
  endedAt: time.nullable()
})

/** Everything that hangs on an order, as the JSON that the database makes of it. */
export const LifeRow = z.strictObject({
  id: idSchema('ord'),
  parts: z.array(PartJson),
  items: z.array(ItemJson),
  shipments: z.array(ShipmentJson),
  disputes: z.array(DisputeJson),
  returns: z.array(ReturnJson)
})

/** Rows as JSON for `json_populate_recordset`: column names for field names, exact integers for bigints. */
export function recordset(rows: readonly object[]): string {
  const snake = (row: object) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        value
      ])
    )
  return JSON.stringify(rows.map(snake), (_, value: unknown) =>
    typeof value === 'bigint' ? globalThis.Number(value) : value
  )
}
