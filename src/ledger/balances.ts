import type { Tx } from '../db/index.ts'
import type { AccountBalance, AccountId } from './account.ts'
import { findBalances } from './account-store.ts'
import { type BookOption, mainBook } from './book.ts'

/** The balances as they are now. Accounts that do not exist are absent. */
export async function balances(
  tx: Tx,
  ids: readonly AccountId[],
  { book = mainBook }: BookOption = {}
): Promise<Map<AccountId, AccountBalance>> {
  if (ids.length === 0) return new Map()
  const found = await findBalances(tx, book, ids)
  return new Map(found.map((balance) => [balance.id, balance]))
}
