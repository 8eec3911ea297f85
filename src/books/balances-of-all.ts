import type { Tx } from '../db/index.ts'
import { type AccountId, balances } from '../ledger/index.ts'
import { bookNames } from './store.ts'

/** What accounts of one name have in all books together, in minor units; `posted` on the account's own side. */
export type Together = Readonly<{ posted: bigint; debitsPosted: bigint; creditsPosted: bigint }>

/** Adds accounts of the same name up over all books. Those that are in none are absent. */
export async function balancesOfAll(
  tx: Tx,
  ids: readonly AccountId[]
): Promise<ReadonlyMap<AccountId, Together>> {
  const sums = new Map<AccountId, Together>()
  for (const book of await bookNames(tx))
    for (const [id, { posted, debitsPosted, creditsPosted }] of await balances(tx, ids, { book })) {
      const before = sums.get(id) ?? { posted: 0n, debitsPosted: 0n, creditsPosted: 0n }
      sums.set(id, {
        posted: before.posted + posted,
        debitsPosted: before.debitsPosted + debitsPosted,
        creditsPosted: before.creditsPosted + creditsPosted
      })
    }
  return sums
}
