import type { Currency, Id } from '../kernel/index.ts'
import type { AccountId } from './account.ts'

export type TransactionId = Id<'txn'>
export type TransferId = Id<'trf'>

/** The most legs of one transaction. */
export const legsMax = 1000

/** What every leg says of itself. `code` is the reason in a word (`capture`, `release`, `commission`), `subject` what it is about. */
type About = Readonly<{ id: TransferId; code: string; subject?: string | null }>

/** `currency`, where given, must be that of both accounts: a guard for callers that have it from somewhere else. */
type Move = About & Readonly<{ minor: bigint; upTo?: boolean; currency?: Currency }>

/**
 * Moves an amount out of `debit` into `credit`; `upTo` takes what is available, which may be nothing, and records how
 * much. What is available is limited by the floor of the debited account, and by that of a credited debit-side one.
 */
export type Plain = Move & Readonly<{ type: 'plain'; debit: AccountId; credit: AccountId }>

/** Sets an amount aside until it is captured, voided, or `expiresAt` has come (null: never). */
export type Hold = Move &
  Readonly<{ type: 'hold'; debit: AccountId; credit: AccountId; expiresAt: Date | null }>

/** Moves a part of what `hold` has left; several captures are possible. `upTo` takes at most what is left. */
export type Capture = Move & Readonly<{ type: 'capture'; hold: TransferId }>

/** Gives back all that `hold` has left. */
export type Void = About & Readonly<{ type: 'void'; hold: TransferId }>

export type Leg = Plain | Hold | Capture | Void

/** The types of legs, in words. */
export const legTypes = ['plain', 'hold', 'capture', 'void'] as const
export type LegType = (typeof legTypes)[number]

/** The rate that an exchange was made at: one unit of `from` gives `rate` units of `to`, an exact decimal. */
export type Rate = Readonly<{ from: Currency; to: Currency; rate: string }>

/** Legs that succeed or fail together, in their order. The caller chooses the id, so that a repeat cannot pay twice. */
export type Transaction = Readonly<{
  id: TransactionId
  legs: readonly Leg[]
  /** The transaction that this one undoes; then `legs` is empty, for they follow from the original. */
  reverses?: TransactionId
  /** Kept with the transaction where currencies are exchanged. */
  fx?: Rate
}>

/** A leg as it was posted: `minor` is what really moved (for `upTo`, maybe less than asked; for a void, what was given back). */
export type PostedLeg = Readonly<{
  id: TransferId
  type: LegType
  debit: AccountId
  credit: AccountId
  minor: bigint
}>

/** A posted leg without what else is known of it. */
export function postedLeg({ id, type, debit, credit, minor }: PostedLeg): PostedLeg {
  return { id, type, debit, credit, minor }
}

export type PostedTransaction = Readonly<{ id: TransactionId; at: Date; legs: readonly PostedLeg[] }>
