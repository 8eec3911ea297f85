import { z } from 'zod'
import { Currency, idSchema, type Money, PositiveMoney, Timestamp } from '../kernel/index.ts'
import { PaymentMethod } from '../payments/index.ts'

const Minor = z.codec(z.string(), z.bigint(), { decode: BigInt, encode: String })

const Timer = z.strictObject({
  at: Timestamp,
  act: z.enum(['pay', 'capture', 'expire', 'refund', 'refund_fail', 'chargeback', 'reverse']),
  about: z.string().nullable()
})
export type Timer = z.infer<typeof Timer>

/** A payment as the sandbox keeps it. */
export const Payment = z.strictObject({
  reference: z.string(),
  paymentId: idSchema('pay'),
  method: PaymentMethod,
  token: z.string().nullable(),
  minor: Minor,
  currency: Currency,
  capture: z.enum(['automatic', 'manual']),
  state: z.enum(['pending', 'authorized', 'captured', 'declined', 'voided', 'expired']),
  closed: z.boolean(),
  reason: z.string().nullable(),
  authorized: Minor,
  expiresAt: Timestamp.nullable(),
  captures: z.array(
    z.strictObject({ reference: z.string(), key: z.string().nullable(), minor: Minor, currency: Currency })
  ),
  refunds: z.array(
    z.strictObject({
      reference: z.string(),
      key: z.string(),
      minor: Minor,
      state: z.enum(['pending', 'done', 'failed'])
    })
  ),
  refundsRefused: z.number(),
  chargebacks: z.array(
    z.strictObject({ reference: z.string(), minor: Minor, state: z.enum(['lost', 'reversed']) })
  ),
  timers: z.array(Timer)
})
export type Payment = z.infer<typeof Payment>

/** A request that changes a payment, whichever it is; what a kind does not need is null. */
export type Request = Readonly<{
  kind: 'authorize' | 'capture' | 'void' | 'refund'
  key: string
  /** Null to begin a payment. */
  reference: string | null
  amount: Money | null
  begin: Begin | null
}>

/** What begins a payment. */
export const Begin = z.strictObject({
  paymentId: idSchema('pay'),
  method: PaymentMethod,
  amount: PositiveMoney,
  capture: z.enum(['automatic', 'manual']),
  token: z.string().max(100).nullable(),
  instalments: z.number().int().min(1).max(36)
})
export type Begin = z.infer<typeof Begin>

/** A movement in the sandbox's own books; what it costs us is negative. */
export type Entry = Readonly<{
  reference: string
  kind: 'capture' | 'refund' | 'refund_return' | 'chargeback' | 'chargeback_reversal'
  paymentId: Payment['paymentId']
  currency: Money['currency']
  gross: bigint
  fee: bigint
}>
