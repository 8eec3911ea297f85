import type { Tx } from '../db/index.ts'
import type { Money } from '../kernel/index.ts'
import type { AccountId } from '../ledger/index.ts'
import type { CaptureId, Chargeback, Payment, PaymentRefund } from './payment.ts'

/** A share of money that comes in (the account is credited) or is taken back (the account is debited). */
export type Allocation = Readonly<{ account: AccountId; minor: bigint; code: string; subject: string }>

/** A capture of a payment. */
export type Captured = Readonly<{
  payment: Payment
  capture: Readonly<{ id: CaptureId; amount: Money }>
}>

/**
 * What payments tells those who asked for them, in the transaction that records the fact. A hook that throws leaves
 * the fact unrecorded and it is told again later. The payment given is as it stands after the fact.
 */
export type PaymentHooks = Readonly<{
  /** Locks what the other hooks will decide on (the orders of these subjects, in id order), before payments are locked. */
  lock(tx: Tx, subjects: readonly string[]): Promise<void>
  authorized(tx: Tx, payment: Payment): Promise<void>
  /**
   * Which accounts the money of each capture enters, in the order given; no two are of one subject. What the allocations
   * leave over (all of it for 'unwanted') goes into the refund account of the payment, and back to the buyer by itself.
   */
  captured(tx: Tx, captures: readonly Captured[]): Promise<readonly (readonly Allocation[] | 'unwanted')[]>
  /** Declined, expired or voided before any capture. */
  failed(tx: Tx, payment: Payment, reason: string): Promise<void>
  /** The provider confirmed a refund that was asked for (not called for unwanted money). */
  refunded(tx: Tx, payment: Payment, refund: PaymentRefund): Promise<void>
  /** The money stays in the refund account, and the refund can be retried (not called for unwanted money). */
  refundFailed(tx: Tx, payment: Payment, refund: PaymentRefund, reason: string): Promise<void>
  /** Which accounts a chargeback is taken from; they must sum to its amount. */
  chargedBack(tx: Tx, payment: Payment, chargeback: Chargeback): Promise<readonly Allocation[]>
  /** Which accounts get the money of a reversed chargeback; they must sum to its amount. */
  chargebackReversed(tx: Tx, payment: Payment, chargeback: Chargeback): Promise<readonly Allocation[]>
}>
