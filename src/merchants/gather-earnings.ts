import type { Job } from '../api/index.ts'
import { type NewBookTransfer, sendBetween } from '../books/index.ts'
import type { Tx } from '../db/index.ts'
import { day, later } from '../kernel/index.ts'
import { balances, mainBook } from '../ledger/index.ts'
import { merchantAccount, owedAccount } from './merchant.ts'
import { openAccountsOfMerchants } from './open-accounts.ts'
import { accountsOutside, beginGathering, gathering, type MerchantBookCurrency } from './store.ts'

const merchantsMax = 500

/**
 * Merchants are paid from the book `main`. What they can be paid of their earnings in other books is brought there once a
 * day, in two phases, less what they owe there.
 */
export const gatheringJobs: readonly Job[] = [
  {
    name: 'merchants.gather_earnings',
    everyMs: 60_000,
    run: (db) => db.transaction(gatherEarnings),
    dueAt: async (tx) => {
      const { needed, at } = await gathering(tx)
      if (!needed) return null
      return at === null ? tx.now : later(at, day)
    }
  }
]

/** Brings the earnings of all merchants in other books to `main`, unless that was done within a day. Answers how many steps that took. */
async function gatherEarnings(tx: Tx): Promise<number> {
  if (!(await beginGathering(tx, later(tx.now, -day)))) return 0
  let steps = 1
  for (let after = ''; ; steps++) {
    const accounts = await accountsOutside(tx, after, merchantsMax)
    const last = accounts.at(-1)
    if (last === undefined) return steps
    const sums = await earnings(tx, accounts)
    await openAccountsOfMerchants(
      tx,
      sums.map(({ merchantId, currency }) => ({ merchantId, currency, book: mainBook }))
    )
    await sendBetween(
      tx,
      sums.map(({ merchantId, currency, book, minor }): NewBookTransfer => {
        const account = merchantAccount(merchantId, currency)
        const amount = { minor, currency }
        const [debit, credit] = [account, account]
        const about = { code: 'gather', subject: merchantId }
        return { id: tx.newId('btr'), fromBook: book, toBook: mainBook, debit, credit, amount, ...about }
      })
    )
    after = last.merchantId
  }
}

/** What each of these accounts can spare. */
async function earnings(tx: Tx, accounts: readonly MerchantBookCurrency[]) {
  const found: (MerchantBookCurrency & Readonly<{ minor: bigint }>)[] = []
  for (const [book, those] of Map.groupBy(accounts, (account) => account.book)) {
    const known = await balances(
      tx,
      those.flatMap(({ merchantId, currency }) => [
        merchantAccount(merchantId, currency),
        owedAccount(merchantId, currency)
      ]),
      { book }
    )
    for (const account of those) {
      const own = known.get(merchantAccount(account.merchantId, account.currency))
      const owed = known.get(owedAccount(account.merchantId, account.currency))?.posted ?? 0n
      const minor = own?.state === 'open' ? own.available - owed : 0n
      if (minor > 0n) found.push({ ...account, minor })
    }
  }
  return found
}
