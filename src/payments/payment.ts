import { z } from 'zod'
import { type Currency, type Id, idSchema, Money, money, Timestamp } from '../kernel/index.ts'
import { accountId, type AccountId } from '../ledger/index.ts'

export type PaymentId = Id<'pay'>
export type CaptureId = Id<'cap'>
export type RefundId = Id<'rfd'>

/** How the buyer pays. A voucher is a prepaid balance: captured at once, refunded to the voucher. */
export const PaymentMethod = z
  .enum(['card', 'bank_transfer', 'wallet', 'voucher'])
  .meta({ id: 'PaymentMethod' })
export type PaymentMethod = z.infer<typeof PaymentMethod>

/**
 * Where a payment stands. It only moves to the right: pending, authorized, then failed (declined), voided or expired,
 * then captured; money that comes after a failure still counts as captured. How much, the amounts say.
 */
export const PaymentState = z
  .enum(['pending', 'authorized', 'failed', 'voided', 'expired', 'captured'])
  .meta({ id: 'PaymentState' })
export type PaymentState = z.infer<typeof PaymentState>

/** One attempt of a buyer to pay for a subject (an order). All amounts are minor units of `amount.currency`. */
export type Payment = Readonly<{
  id: PaymentId
  subject: string
  buyerId: Id<'buy'> | null
  provider: string
  method: PaymentMethod
  state: PaymentState
  amount: Money
  capture: 'automatic' | 'manual'
  instalments: number
  /** The book that its money is in: that of what is paid for. */
  book: string
  /** The provider's own name for it, null until the provider has answered. */
  reference: string | null
  authorizedMinor: bigint
  /** The sum of distinct captures that were posted. */
  capturedMinor: bigint
  /** Refunds that were asked for and are not confirmed: on their way, or failed and to be retried. */
  refundPendingMinor: bigint
  refundedMinor: bigint
  /** Taken back by the buyer's bank and not given back since. */
  chargedBackMinor: bigint
  /** Why it failed, was voided or expired. */
  reason: string | null
  /** What the provider said that does not fit what was asked, if it did. Such money is not posted. */
  mismatch: string | null
  /** True once nothing more can be captured: declined, or the rest was let go. */
  closed: boolean
  /** When it is given up unless it is captured; null: never. */
  expiresAt: Date | null
  createdAt: Date
  updatedAt: Date
}>

/** A payment on the wire. */
export const PaymentView = z
  .strictObject({
    id: idSchema('pay'),
    subject: z.string().meta({ description: 'What is paid for: the order.' }),
    buyerId: idSchema('buy').nullable(),
    provider: z.string(),
    method: PaymentMethod,
    state: PaymentState,
    capture: z.enum(['automatic', 'manual']),
    instalments: z.number().int(),
    book: z.string().meta({ description: 'The book that its money is in.' }),
    reference: z.string().nullable().meta({ description: "The provider's own name for the payment." }),
    amount: Money.meta({ description: 'What was asked for.' }),
    authorized: Money,
    captured: Money,
    refundPending: Money.meta({ description: 'Refunds asked for and not confirmed yet.' }),
    refunded: Money,
    chargedBack: Money,
    reason: z.string().nullable(),
    mismatch: z.string().nullable().meta({
      description: 'What the provider reported that does not fit what was asked. Such money is not posted.'
    }),
    closed: z.boolean().meta({ description: 'True once nothing more can be captured.' }),
    expiresAt: Timestamp.nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp
  })
  .meta({ id: 'Payment' })
export type PaymentView = z.infer<typeof PaymentView>

/** The payment as it is shown. */
export function viewOf(payment: Payment): PaymentView {
  const { authorizedMinor, capturedMinor, refundPendingMinor, refundedMinor, chargedBackMinor, ...rest } =
    payment
  const of = (minor: bigint) => money(minor, payment.amount.currency)
  return {
    ...rest,
    authorized: of(authorizedMinor),
    captured: of(capturedMinor),
    refundPending: of(refundPendingMinor),
    refunded: of(refundedMinor),
    chargedBack: of(chargedBackMinor)
  }
}

/** A capture: asked for by us, or made by the provider itself (automatic capture). */
export type PaymentCapture = Readonly<{
  id: CaptureId
  paymentId: PaymentId
  amount: Money
  state: 'pending' | 'done' | 'failed' | 'mismatched'
  reference: string | null
}>

/** A refund of a payment. `unwanted` ones return money that the order did not take; nobody asked for them. */
export type PaymentRefund = Readonly<{
  id: RefundId
  paymentId: PaymentId
  amount: Money
  origin: 'asked' | 'unwanted'
  state: 'pending' | 'done' | 'failed'
  /** How often it was tried: a failed one can be tried again. */
  attempt: number
  /** How many attempts had been confirmed when the money came back after all. */
  bounces: number
  reason: string
  failure: string | null
  reference: string | null
}>

/** Money that the buyer's bank took back. */
export type Chargeback = Readonly<{
  id: Id<'cbk'>
  paymentId: PaymentId
  amount: Money
  reason: string
  state: 'lost' | 'reversed' | 'mismatched'
  reference: string
}>

/** Our money at a provider. */
export function providerAccount(provider: string, currency: Currency): AccountId {
  return accountId('provider', provider, currency)
}

/** Refunds of a payment on their way to the buyer. It is opened with the first capture. */
export function refundAccount(payment: Readonly<{ id: PaymentId; amount: Money }>): AccountId {
  return accountId('refund', payment.id, payment.amount.currency)
}

/** What can still be refunded: captured, and neither refunded, on its way, nor charged back. Never below zero. */
export function refundableMinor(payment: Payment): bigint {
  const left =
    payment.capturedMinor - payment.refundedMinor - payment.refundPendingMinor - payment.chargedBackMinor
  return left > 0n ? left : 0n
}

const rank: Readonly<Record<PaymentState, number>> = {
  pending: 0,
  authorized: 1,
  failed: 2,
  voided: 2,
  expired: 2,
  captured: 3
}

/** The state after `next` was learnt: facts may come in any order, and a state never moves back. */
export function laterState(now: PaymentState, next: PaymentState): PaymentState {
  return rank[next] > rank[now] ? next : now
}
