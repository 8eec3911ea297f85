import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { runJobs } from '../api/index.ts'
import { checks as bookChecks, createBook, jobs } from '../books/index.ts'
import type { Tx } from '../db/index.ts'
import { day } from '../kernel/index.ts'
import {
  type AccountId,
  balances,
  checks as ledgerChecks,
  freezeAccount,
  openAccounts,
  post,
  unfreezeAccount
} from '../ledger/index.ts'
import {
  createMerchant,
  gatheringJobs,
  type MerchantId,
  merchantAccount,
  openAccountsOfMerchants,
  owedAccount
} from './index.ts'

const db = await testDatabase()
afterAll(() => db.drop())
beforeAll(() =>
  db.transaction(async (tx) => {
    await createBook(tx, 'north')
    await createBook(tx, 'south')
  })
)

let count = 0
const create = () =>
  db.transaction(async (tx) => {
    const draft = { reference: `shop-${count++}`, displayName: 'Lin', book: 'north' }
    return (await createMerchant(tx, { ...draft, payoutCurrency: 'CNY' })).id
  })

const balance = (id: MerchantId) => merchantAccount(id, 'CNY')
const debt = (id: MerchantId) => owedAccount(id, 'CNY')
const till: AccountId = 'till:us:CNY'

const move = async (tx: Tx, book: string, debit: AccountId, credit: AccountId, minor: bigint) => {
  await openAccounts(tx, [{ id: till, side: 'debit', floor: null, managed: false }], { book })
  const leg = { id: tx.newId('trf'), type: 'plain', code: 'test', debit, credit, minor } as const
  await post(tx, { id: tx.newId('txn'), legs: [leg] }, { book })
}
const earn = (merchantId: MerchantId, minor: bigint, book = 'north') =>
  db.transaction(async (tx) => {
    await openAccountsOfMerchants(tx, [{ merchantId, currency: 'CNY', book }])
    await move(tx, book, till, balance(merchantId), minor)
  })
const owe = (merchantId: MerchantId, minor: bigint, book = 'north') =>
  db.transaction(async (tx) => {
    await openAccountsOfMerchants(tx, [{ merchantId, currency: 'CNY', book }])
    await move(tx, book, debt(merchantId), till, minor)
  })
const posted = async (book: string, id: AccountId) =>
  (await db.transaction((tx) => balances(tx, [id], { book }))).get(id)?.posted
/** Balance and debt in a book. */
const have = async (book: string, id: MerchantId) => [
  await posted(book, balance(id)),
  await posted(book, debt(id))
]
const nextDay = async () => {
  db.clock.advance(day)
  await runJobs(db, [...gatheringJobs, ...jobs])
}

afterEach(async () => {
  for (const check of [...ledgerChecks, ...bookChecks])
    expect(await db.snapshot((tx) => check.run(tx)), check.name).toMatchObject({ differences: [] })
})

test('earnings are gathered to the book that pays once a day, less what is owed', async () => {
  const id = await create()
  await earn(id, 100n)
  await owe(id, 30n)
  db.clock.advance(day)
  await Promise.all([runJobs(db, gatheringJobs), runJobs(db, gatheringJobs)])
  await runJobs(db, jobs)
  expect(await have('main', id)).toEqual([70n, 0n])
  expect(await have('north', id)).toEqual([30n, 30n])
  await earn(id, 50n)
  await runJobs(db, [...gatheringJobs, ...jobs])
  expect(await have('main', id)).toEqual([70n, 0n])
  await nextDay()
  expect(await have('main', id)).toEqual([120n, 0n])
})

test('what is owed in one book is paid from what is earned in the others', async () => {
  const id = await create()
  await owe(id, 30n)
  await earn(id, 20n, 'south')
  await earn(id, 100n, 'main')
  await nextDay()
  expect(await have('north', id)).toEqual([0n, 0n])
  expect(await have('south', id)).toEqual([0n, 0n])
  expect(await have('main', id)).toEqual([90n, 0n])
  await owe(id, 95n, 'main')
  await earn(id, 200n)
  await nextDay()
  expect(await have('main', id)).toEqual([90n + 195n, 90n])
})

test('a debt that later sales paid meanwhile is not paid twice: the money goes back', async () => {
  const id = await create()
  await owe(id, 30n)
  await earn(id, 100n, 'main')
  db.clock.advance(day)
  await runJobs(db, gatheringJobs)
  await db.transaction((tx) => move(tx, 'north', till, debt(id), 30n))
  await runJobs(db, jobs)
  expect(await have('main', id)).toEqual([100n, 0n])
  expect(await have('north', id)).toEqual([0n, 0n])
})

test('who is frozen or spends between the look and the hold is left out, and the others are not', async () => {
  const [frozen, spending, other] = [await create(), await create(), await create()]
  for (const id of [frozen, spending, other]) await earn(id, 100n)
  db.clock.advance(day)
  let end = () => {}
  const ended = new Promise<void>((resolve) => (end = resolve))
  const meanwhile = db.transaction(async (tx) => {
    await move(tx, 'north', balance(spending), till, 60n)
    await freezeAccount(tx, balance(frozen), { book: 'north' })
    await tx.flush()
    await ended
  })
  const gathered = runJobs(db, gatheringJobs)
  await db.somebodyWaits()
  end()
  await Promise.all([meanwhile, gathered])
  await runJobs(db, jobs)
  expect(await have('main', other)).toEqual([100n, 0n])
  expect(await have('north', spending)).toEqual([40n, 0n])
  expect(await have('north', frozen)).toEqual([100n, 0n])
  await db.transaction((tx) => unfreezeAccount(tx, balance(frozen), { book: 'north' }))
  await nextDay()
  expect(await have('main', spending)).toEqual([40n, 0n])
  expect(await have('main', frozen)).toEqual([100n, 0n])
})

test('one that refuses its whole group is left alone, and the rest of the group is gathered', async () => {
  const all = [await create(), await create(), await create(), await create(), await create()]
  const odd = all[2] ?? 'mer_none'
  for (const id of all) await earn(id, 100n)
  const form = { id: debt(odd), side: 'credit', floor: null } as const
  await db.transaction((tx) => openAccounts(tx, [form]))
  await nextDay()
  for (const id of all) expect(await posted('main', balance(id))).toBe(id === odd ? undefined : 100n)
  expect(await have('north', odd)).toEqual([100n, 0n])
})
