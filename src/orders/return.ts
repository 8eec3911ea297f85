import { z } from 'zod'
import { type Id, PositiveMoney } from '../kernel/index.ts'
import { Line, type PartId, Sentence, TypedReference } from './order.ts'
import type { ShipmentId } from './shipment.ts'

export type ReturnId = Id<'ret'>

/**
 * `requested`: the merchant has to answer by the deadline, or it is authorised by itself. `authorised`: the buyer has
 * to send the goods by the deadline, or it lapses. `shipped_back`: on its way. `received`: over, and refunded.
 */
export const ReturnState = z
  .enum(['requested', 'authorised', 'rejected', 'shipped_back', 'received', 'lapsed'])
  .meta({ id: 'ReturnState' })

/** Goods that go back. Until it is over its amount is not released, as far as it is still held. */
export type ReturnCase = Readonly<{
  id: ReturnId
  partId: PartId
  shipmentId: ShipmentId
  lines: readonly Line[]
  amountMinor: bigint
  reason: string
  state: z.infer<typeof ReturnState>
  dueAt: Date | null
  carrier: string | null
  trackingNumber: string | null
  note: string | null
  refundId: Id<'rfd'> | null
  requestedAt: Date
  endedAt: Date | null
}>

/** What is told of a return. Without lines: the whole shipment. */
export const NewReturn = z
  .strictObject({ lines: z.array(Line).min(1).max(200).optional(), reason: Sentence })
  .meta({ id: 'NewReturn' })
export type NewReturn = z.output<typeof NewReturn>

/** The answer to a request for a return. */
export const ReturnAnswer = z
  .strictObject({ answer: z.enum(['authorise', 'reject']), note: Sentence.optional() })
  .meta({ id: 'ReturnAnswer' })
export type ReturnAnswer = z.output<typeof ReturnAnswer>

/** The goods are on their way back. */
export const ReturnShipment = z
  .strictObject({ carrier: TypedReference.optional(), trackingNumber: TypedReference.optional() })
  .meta({ id: 'ReturnShipment' })

/** The goods have come back. `amount` below the full one needs a note that says why. */
export const ReturnReceipt = z
  .strictObject({ amount: PositiveMoney.optional(), note: Sentence.optional() })
  .meta({ id: 'ReturnReceipt' })
export type ReturnReceipt = z.output<typeof ReturnReceipt>
