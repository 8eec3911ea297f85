import assert from 'node:assert/strict'
import type { Tx } from '../db/index.ts'
import { type AccountId, floorMin, isAccountId, type NewAccount, partsOf } from './account.ts'
import { insertAccounts } from './account-store.ts'
import { type BookOption, mainBook } from './book.ts'
import { managedKinds } from './chart.ts'
import { accountDiffers } from './failures.ts'

/** Opens accounts. Those open already in the same form stay as they are; in another form it fails with `ledger.account_differs`. */
export async function openAccounts(
  tx: Tx,
  accounts: readonly NewAccount[],
  { book = mainBook }: BookOption = {}
): Promise<void> {
  if (accounts.length === 0) return
  const asked = new Map<AccountId, NewAccount>()
  for (const account of accounts) {
    const { id, floor, side } = account
    assert(isAccountId(id), `${id} is not the name of an account`)
    assert(
      floor === null || (floor <= 0n && floor >= floorMin),
      'a new account has nothing, so its floor is 0 or below, and an overdraft at most 2^52'
    )
    const { kind } = partsOf(id)
    assert(
      account.managed === false || managedKinds.has(kind),
      `${kind} is missing in the chart: src/ledger/chart.ts`
    )
    const twin = asked.get(id)
    const same =
      twin === undefined || (twin.side === side && twin.floor === floor && twin.managed === account.managed)
    if (!same) throw accountDiffers(id)
    asked.set(id, account)
  }
  const [other] = await insertAccounts(tx, book, [...asked.values()])
  if (other !== undefined) throw accountDiffers(other)
}
