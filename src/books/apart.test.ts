import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { newId } from '../kernel/index.ts'
import { type AccountId, closeAccount, ledgerJobs, openAccounts, post } from '../ledger/index.ts'
import { createBook } from './index.ts'

const db = await testDatabase()
afterAll(() => db.drop())

const till: AccountId = 'till:us:CNY'
const wallet: AccountId = 'wallet:anna:CNY'
const spare: AccountId = 'till:spare:CNY'

// The same names in both: accounts of two books have nothing to do with each other.
beforeAll(async () => {
  for (const book of ['north', 'south'])
    await db.transaction(async (tx) => {
      await createBook(tx, book)
      const accounts = [
        { id: till, side: 'debit', floor: null, managed: false },
        { id: spare, side: 'debit', floor: null, managed: false },
        { id: wallet, side: 'credit', floor: 0n, managed: false }
      ] as const
      await openAccounts(tx, accounts, { book })
    })
})

const posting = (book: string) => (tx: Parameters<typeof post>[0]) =>
  post(
    tx,
    {
      id: newId('txn', tx.now),
      legs: [
        { id: newId('trf', tx.now), type: 'plain', debit: till, credit: wallet, minor: 5n, code: 'test' }
      ]
    },
    { book }
  )

const acts: [what: string, act: (tx: Parameters<typeof post>[0]) => Promise<unknown>][] = [
  ['posts to the same accounts', posting('north')],
  [
    'closes an account, for which all that is being posted in it must end',
    (tx) => closeAccount(tx, spare, { book: 'north' })
  ]
]

test.each(acts)('a book goes on while a transaction that is still open %s of another', async (_, act) => {
  let end = () => {}
  const ended = new Promise<void>((resolve) => (end = resolve))
  let reached = () => {}
  const there = new Promise<void>((resolve) => (reached = resolve))
  const open = db.transaction(async (tx) => {
    await act(tx)
    await tx.flush()
    reached()
    await ended
  })
  await there
  let waited = true
  const same = db.transaction(posting('north')).then(() => (waited = false))
  await Promise.all(Array.from({ length: 20 }, () => db.transaction(posting('south'))))
  for (const job of ledgerJobs(async () => ['south'])) await job.run(db)
  await setTimeout(50)
  expect(waited).toBe(true) // and in the same book one does wait
  end()
  await Promise.all([open, same])
})
