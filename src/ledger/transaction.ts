import type { Id } from '../kernel/index.ts'
import type { AccountId } from './account.ts'

export type TransactionId = Id<'txn'>
export type TransferId = Id<'trf'>

/** What every leg says of itself. `code` is the reason in a word (`capture`, `release`, `commission`), `subject` what it is about. */
type About = Readonly<{ id: TransferId; code: string; subject?: string | null }>

/** Moves an amount out of `debit` into `credit`; `upTo` takes what is available, which may be nothing, and records how much. */
export type Plain = About &
  Readonly<{ type: 'plain'; debit: AccountId; credit: AccountId; minor: bigint; upTo?: boolean }>

/** Sets an amount aside until it is captured, voided, or `expiresAt` has come (null: never). */
export type Hold = About &
  Readonly<{ type: 'hold'; debit: AccountId; credit: AccountId; minor: bigint; upTo?: boolean; expiresAt: Date | null }>

/** Moves a part of what `hold` has left; several captures are possible. `upTo` takes at most what is left. */
export type Capture = About & Readonly<{ type: 'capture'; hold: TransferId; minor: bigint; upTo?: boolean }>

/** Gives back all that `hold` has left. */
export type Void = About & Readonly<{ type: 'void'; hold: TransferId }>

export type Leg = Plain | Hold | Capture | Void

/** Legs that succeed or fail together, in their order. The caller chooses the id, so that a repeat cannot pay twice. */
export type Transaction = Readonly<{
  id: TransactionId
  legs: readonly Leg[]
  /** The transaction that this one undoes; then `legs` is empty, for they follow from the original. */
  reverses?: TransactionId
}>

/** A leg as it was posted: `minor` is what really moved (for `upTo`, maybe less than asked; for a void, what was given back). */
export type PostedLeg = Readonly<{
  id: TransferId
  type: 'plain' | 'hold' | 'capture' | 'void'
  debit: AccountId
  credit: AccountId
  minor: bigint
}>

export type PostedTransaction = Readonly<{ id: TransactionId; at: Date; legs: readonly PostedLeg[] }>
