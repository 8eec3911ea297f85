import type { Tx } from '../db/index.ts'
import type { AccountId } from './account.ts'
import { type BookOption, mainBook } from './book.ts'
import {
  debitsOf,
  type EntrySum,
  lastDebit,
  type Stretch,
  sumBeside,
  sumEntries
} from './entry-sums-store.ts'
import { lastBalances } from './read-store.ts'
import type { TransactionId } from './transaction.ts'

/** What a limited account came to between two withdrawals, or since it was opened. */
export type Earned = Readonly<{
  stretch: Stretch
  /** What the first withdrawal had left in it. */
  opening: bigint
  /** What came in and went out, by reason. */
  sums: readonly EntrySum[]
  /** What this withdrawal left in it. */
  closing: bigint
}>

/** For which reasons, and about what, the withdrawals were that limit a stretch. */
export type Withdrawals = Readonly<{ codes: readonly string[]; prefix: string }>

/** What came together in a limited account before the transaction took it out; null: it took nothing from there. */
export async function earnedBefore(
  tx: Tx,
  id: AccountId,
  transaction: TransactionId,
  withdrawals: Withdrawals,
  { book = mainBook }: BookOption = {}
): Promise<Earned | null> {
  const own = await debitsOf(tx, book, id, transaction)
  if (own === null) return null
  const after = await lastDebit(tx, book, id, own.first, withdrawals)
  const stretch = { after, before: own.first }
  const opening = after === null ? 0n : (await lastBalances(tx, book, id, after)).posted
  const sums = await sumEntries(tx, book, id, stretch)
  const closing = (await lastBalances(tx, book, id, own.last)).posted
  return { stretch, opening, sums, closing }
}

/** What legs of the reason `beside` moved, in those transactions of the stretch that gave the account something for `given`. */
export function movedBeside(
  tx: Tx,
  id: AccountId,
  stretch: Stretch,
  reasons: Readonly<{ given: string; beside: string }>,
  { book = mainBook }: BookOption = {}
): Promise<bigint> {
  return sumBeside(tx, book, id, stretch, reasons)
}
