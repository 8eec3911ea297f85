import type { Job } from '../api/index.ts'
import { type NewBookTransfer, sendWhatCan } from '../books/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { day, Failure, later } from '../kernel/index.ts'
import { type AccountBalance, balances } from '../ledger/index.ts'
import { merchantAccount, type MerchantId, owedAccount } from './merchant.ts'
import { openAccountsOfMerchants } from './open-accounts.ts'
import { type Purse, type Way, waysBetween } from './purse.ts'
import {
  accountsOfMerchants,
  gathering,
  type MerchantBookCurrency,
  merchantsOutside,
  noteGathering
} from './store.ts'

const merchantsMax = 500

/**
 * Merchants are paid from the book `main`. Once a day what they can be paid of their earnings in other books is brought
 * there, in two phases; what they owe in one book is paid first, from what they have in the others.
 */
export const gatheringJobs: readonly Job[] = [
  {
    name: 'merchants.gather_earnings',
    everyMs: 60_000,
    run: gatherEarnings,
    dueAt: async (tx) => {
      const { needed, at } = await gathering(tx)
      if (!needed) return null
      return at === null ? tx.now : later(at, day)
    }
  }
]

/**
 * Gathers from all merchants in other books, group by group, unless that was done within a day. It is noted when all of
 * it is done, so that after a crash it begins again; what was sent before is then no longer there to be sent, nor is it
 * where two processes do so at once. Answers how many steps that took.
 */
async function gatherEarnings(db: Db): Promise<number> {
  const begun = await db.transaction(async (tx) => {
    const { at } = await gathering(tx)
    return at === null || later(at, day) <= tx.now ? tx.now : null
  })
  if (begun === null) return 0
  let steps = 1
  for (let after = ''; ; steps++) {
    const ids = await db.transaction((tx) => merchantsOutside(tx, after, merchantsMax))
    const last = ids.at(-1)
    if (last === undefined) break
    await gatherFrom(db, ids)
    after = last
  }
  await db.transaction((tx) => noteGathering(tx, begun))
  return steps
}

/**
 * Gathers from these merchants in one transaction. Whoever is frozen or spends meanwhile is left out by the ledger; where
 * a group is refused as a whole it is halved, until the one that is the reason stands alone and waits for another day.
 */
async function gatherFrom(db: Db, ids: readonly MerchantId[]): Promise<void> {
  try {
    await db.transaction((tx) => send(tx, ids))
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    if (ids.length === 1) return
    const half = Math.ceil(ids.length / 2)
    await gatherFrom(db, ids.slice(0, half))
    await gatherFrom(db, ids.slice(half))
  }
}

async function send(tx: Tx, ids: readonly MerchantId[]): Promise<void> {
  const purses = await readPurses(tx, await accountsOfMerchants(tx, ids))
  const own = Map.groupBy(purses, ({ merchantId, currency }) => `${merchantId} ${currency}`)
  const transfers = [...own.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : waysBetween([first, ...others]).map((way) => ({ ...first, way, id: tx.newId('btr') }))
  )
  await openAccountsOfMerchants(
    tx,
    transfers.map(({ merchantId, currency, way }) => ({ merchantId, currency, book: way.to }))
  )
  await sendWhatCan(tx, transfers.map(transferOf))
}

type Sent = Pick<Purse, 'merchantId' | 'currency'> & Readonly<{ way: Way; id: NewBookTransfer['id'] }>

function transferOf({ id, merchantId, currency, way: { from, to, into, minor } }: Sent): NewBookTransfer {
  const own = merchantAccount(merchantId, currency)
  return {
    id,
    fromBook: from,
    toBook: to,
    debit: own,
    credit: into === 'debt' ? owedAccount(merchantId, currency) : own,
    amount: { minor, currency },
    code: into === 'debt' ? 'recover' : 'gather',
    subject: merchantId
  }
}

async function readPurses(tx: Tx, accounts: readonly MerchantBookCurrency[]): Promise<readonly Purse[]> {
  const purses: Purse[] = []
  for (const [book, those] of Map.groupBy(accounts, (account) => account.book)) {
    const names = those.flatMap(({ merchantId, currency }) => [
      merchantAccount(merchantId, currency),
      owedAccount(merchantId, currency)
    ])
    const known = await balances(tx, names, { book })
    for (const { merchantId, currency } of those) {
      const balance = known.get(merchantAccount(merchantId, currency))
      const debt = known.get(owedAccount(merchantId, currency))
      const sums = { available: balance?.available ?? 0n, owed: debt?.available ?? 0n }
      const states = { isOpen: isOpen(balance), isDebtOpen: isOpen(debt) }
      purses.push({ merchantId, currency, book, ...sums, ...states })
    }
  }
  return purses
}

const isOpen = (balance: AccountBalance | undefined): boolean => balance?.state === 'open'
