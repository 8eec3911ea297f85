import type { Tx } from '../db/index.ts'
import type { AccountId } from './account.ts'
import { type BookOption, mainBook } from './book.ts'
import { entriesOf, type JournalEntry, transactionsTouching } from './journal-store.ts'
import type { TransactionId } from './transaction.ts'

/** Every posted transaction that touched any of these accounts, whole and oldest first, at most `limit`. */
export async function journalOf(
  tx: Tx,
  accounts: readonly AccountId[],
  limit: number,
  { book = mainBook }: BookOption = {}
): Promise<readonly JournalEntry[]> {
  const ids = await transactionsTouching(tx, book, accounts, limit)
  return ids.length === 0 ? [] : entriesOf(tx, book, ids)
}

/** These posted transactions with all their legs, oldest first. */
export async function transactionsWhole(
  tx: Tx,
  ids: readonly TransactionId[],
  { book = mainBook }: BookOption = {}
): Promise<readonly JournalEntry[]> {
  return ids.length === 0 ? [] : entriesOf(tx, book, [...new Set(ids)])
}
