import type { Check, CheckResult } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { balances } from '../ledger/index.ts'
import { clearingAccount } from './book.ts'
import { type ClearingSum, clearingSums } from './store.ts'

const differencesMax = 100

/** What the books owe each other is what went between them, and nothing is lost on the way. */
export const checks: readonly Check[] = [
  { name: 'books.clearing_equals_transfers', run: lookAtAccounts },
  { name: 'books.clearing_mirrors', run: lookAtMirrors }
]

type Found = Readonly<{ posted: bigint; incoming: bigint; outgoing: bigint }>

const nothing: Found = { posted: 0n, incoming: 0n, outgoing: 0n }

/** The clearing accounts as the ledgers have them, in the order of the sums. */
async function accountsOf(tx: Tx, sums: readonly ClearingSum[]): Promise<readonly Found[]> {
  const found = new Map<ClearingSum, Found>()
  for (const [book, those] of Map.groupBy(sums, (sum) => sum.book)) {
    const accounts = await balances(
      tx,
      those.map(({ other, currency }) => clearingAccount(other, currency)),
      { book }
    )
    for (const sum of those) {
      const account = accounts.get(clearingAccount(sum.other, sum.currency))
      if (account !== undefined)
        found.set(sum, {
          posted: account.posted,
          incoming: account.creditsHeld,
          outgoing: account.debitsHeld
        })
    }
  }
  return sums.map((sum) => found.get(sum) ?? nothing)
}

const nameOf = ({ book, other, currency }: ClearingSum) => `book ${book}, ${clearingAccount(other, currency)}`

/** In each book the clearing account of each other one says what the transfers between them say. */
async function lookAtAccounts(tx: Tx): Promise<CheckResult> {
  const sums = await clearingSums(tx)
  const accounts = await accountsOf(tx, sums)
  const differences = sums.flatMap((sum, i) => {
    const found = accounts[i] ?? nothing
    return (['posted', 'incoming', 'outgoing'] as const).flatMap((what) =>
      found[what] === sum[what]
        ? []
        : [`${nameOf(sum)}: ${what} ${found[what]}, the transfers between the books say ${sum[what]}`]
    )
  })
  return { count: sums.length, differences: differences.slice(0, differencesMax) }
}

/** What one book owes another is what that one has there, but for what has arrived and has not left yet. */
async function lookAtMirrors(tx: Tx): Promise<CheckResult> {
  const sums = await clearingSums(tx)
  const accounts = await accountsOf(tx, sums)
  const pairs = sums.flatMap((sum, i) => {
    const j = sums.findIndex(
      ({ book, other, currency }) =>
        book === sum.other && other === sum.book && currency === sum.currency && book > sum.book
    )
    return j === -1 ? [] : [{ sum, i, j }]
  })
  const differences = pairs.flatMap(({ sum, i, j }) => {
    const together = (accounts[i] ?? nothing).posted + (accounts[j] ?? nothing).posted
    const between = sum.posted + (sums[j]?.posted ?? 0n)
    return together === between
      ? []
      : [`${nameOf(sum)}: with its twin in book ${sum.other} ${together}, ${between} is between them`]
  })
  return { count: pairs.length, differences: differences.slice(0, differencesMax) }
}
