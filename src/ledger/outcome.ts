import type { AccountId } from './account.ts'
import type { PostedLeg, TransactionId, TransferId } from './transaction.ts'

/**
 * Why a transaction is refused, in order of precedence: first what concerns the whole transaction, then, leg by leg in
 * their order, what is wrong with a leg. The first that applies is the answer. docs/ledger.md says what each means.
 */
export const refusalCodes = [
  'transaction_differs',
  'reversal_with_legs',
  'transaction_empty',
  'too_many_legs',
  'leg_id_repeated',
  'reversal_unknown',
  'reversed_already',
  'reversal_of_reversal',
  'reversal_of_hold',
  'reversal_of_nothing',
  'code_malformed',
  'subject_malformed',
  'amount_nan',
  'amount_infinite',
  'amount_fractional',
  'amount_not_bigint',
  'amount_negative',
  'amount_zero',
  'amount_too_large',
  'transfer_id_taken',
  'same_account',
  'hold_unknown',
  'account_unknown',
  'account_managed',
  'currency_differs',
  'account_closed',
  'account_frozen',
  'expiry_malformed',
  'expiry_past',
  'hold_expired',
  'hold_settled',
  'capture_exceeds_hold',
  'funds_insufficient',
  'balance_insufficient',
  'sum_overflow'
] as const

export type RefusalCode = (typeof refusalCodes)[number]

/** A refused transaction: nothing of it happened. `leg` counts from 0; null where it is not about one leg. */
export type Refusal = Readonly<{
  code: RefusalCode
  leg: number | null
  account?: AccountId
  transfer?: TransferId
  transaction?: TransactionId
  /** What was asked for, and what would have been possible, in minor units. */
  asked?: bigint
  possible?: bigint
}>

/** What became of a transaction. A repeat with the same body is answered with the outcome of the first time. */
export type Outcome =
  | Readonly<{ result: 'posted'; id: TransactionId; at: Date; legs: readonly PostedLeg[] }>
  | Readonly<{ result: 'refused'; id: TransactionId; at: Date; refusal: Refusal }>
