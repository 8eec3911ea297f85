import type { Tx } from '../db/index.ts'
import type { AccountBalance, AccountId } from './account.ts'
import { findBalances, ownersWithMoney } from './account-store.ts'
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

/**
 * Who has more than nothing in credit accounts of this kind, which are limited ones, and since when there is such an
 * account; those of `but` left out, at most `limit` accounts.
 */
export function ownersStanding(
  tx: Tx,
  kind: string,
  but: readonly string[],
  limit: number,
  { book = mainBook }: BookOption = {}
): Promise<readonly Readonly<{ owner: string; openedAt: Date }>[]> {
  return ownersWithMoney(tx, book, kind, but, limit)
}
