import { z } from 'zod'
import { idSchema, PositiveMoney, Timestamp } from '../kernel/index.ts'

const reference = z.string().min(1).max(200)
const key = z.string().max(200).nullable()
const reason = z.string().max(300)

const Fact = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('authorized'), amount: PositiveMoney, expiresAt: Timestamp.nullable() }),
  z.strictObject({ type: z.literal('declined'), reason }),
  z.strictObject({ type: z.literal('captured'), reference, key, amount: PositiveMoney }),
  z.strictObject({ type: z.enum(['voided', 'expired']), reason }),
  z.strictObject({ type: z.literal('refunded'), reference, key, amount: PositiveMoney }),
  z.strictObject({
    type: z.literal('refund_failed'),
    reference: reference.nullable(),
    key,
    amount: PositiveMoney,
    reason
  }),
  z.strictObject({ type: z.literal('charged_back'), reference, amount: PositiveMoney, reason }),
  z.strictObject({ type: z.literal('chargeback_reversed'), reference, amount: PositiveMoney })
])

/** A report as JSON: how webhooks are kept, and how the sandbox speaks. At most a thousand facts. */
export const ReportJson = z.strictObject({
  paymentId: idSchema('pay'),
  reference,
  facts: z.array(Fact).max(1000)
})
