import { z } from 'zod'
import { type Id, idSchema, PositiveMoney } from '../kernel/index.ts'
import { type OrderId, type PartId, Sentence } from './order.ts'
import type { ShipmentId } from './shipment.ts'

export type RefundId = Id<'rfd'>

/** Why money goes back to the buyer. `goodwill`: the merchant or the marketplace chose to. */
export const RefundCause = z
  .enum(['cancellation', 'expiry', 'claim', 'dispute', 'return', 'goodwill', 'fee'])
  .meta({ id: 'RefundCause' })
export type RefundCause = z.infer<typeof RefundCause>

/** A part of a refund that goes back through one payment. */
type RefundShare = Readonly<{
  id: RefundId
  paymentId: Id<'pay'>
  amountMinor: bigint
  state: 'pending' | 'succeeded' | 'failed'
  problem: string | null
}>

/** Money of one part of an order on its way back to the buyer, through one or several payments. */
export type Refund = Readonly<{
  id: RefundId
  orderId: OrderId
  partId: PartId
  shipmentId: ShipmentId | null
  amountMinor: bigint
  cause: RefundCause
  /** The dispute or return that it came from. */
  causeId: string | null
  reason: string
  createdAt: Date
  shares: readonly RefundShare[]
}>

/** A refund by goodwill. Without shipment: over all that was shipped; `merchantId` narrows it to one part. */
export const NewRefund = z
  .strictObject({
    amount: PositiveMoney,
    shipmentId: idSchema('shp').optional(),
    merchantId: idSchema('mer').optional(),
    fee: z.boolean().optional().meta({ description: "True: of the marketplace's own fee." }),
    reason: Sentence
  })
  .meta({ id: 'NewRefund' })
export type NewRefund = z.output<typeof NewRefund>
