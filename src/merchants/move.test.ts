import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { runJobs } from '../api/index.ts'
import { checks as bookChecks, createBook, jobs } from '../books/index.ts'
import { type Currency, newId } from '../kernel/index.ts'
import {
  type AccountId,
  balances,
  checks as ledgerChecks,
  closeAccount,
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
  moveMerchant,
  openAccountsOfMerchants,
  openMerchantAccounts,
  owedAccount,
  planMove,
  reserveAccount
} from './index.ts'
import { merchantBalances } from './balance.ts'

const db = await testDatabase()
afterAll(() => db.drop())
beforeAll(() =>
  db.transaction(async (tx) => {
    await createBook(tx, 'north')
    await createBook(tx, 'south')
  })
)

let merchantId: MerchantId = 'mer_none'
let count = 0
beforeEach(async () => {
  merchantId = await create('north')
})

const create = (book?: string) =>
  db.transaction(async (tx) => {
    const reference = `shop-${count++}`
    return (await createMerchant(tx, { reference, displayName: 'Lin', payoutCurrency: 'CNY', book })).id
  })
const till = (currency: Currency): AccountId => `till:us:${currency}`

/** Gives the merchant a balance in a book. */
const earn = (
  currency: Currency,
  minor: bigint,
  to = merchantAccount(merchantId, currency),
  book = 'north'
) =>
  db.transaction(async (tx) => {
    await openAccountsOfMerchants(tx, [{ merchantId, currency, book }])
    const form = { id: till(currency), side: 'debit', floor: null, managed: false } as const
    await openAccounts(tx, [form], { book })
    const leg = { id: newId('trf', tx.now), type: 'plain', code: 'test', minor } as const
    const [debit, credit] = to.startsWith('owed:') ? [to, till(currency)] : [till(currency), to]
    await post(tx, { id: newId('txn', tx.now), legs: [{ ...leg, debit, credit }] }, { book })
  })
const plan = (sources = {}, book = 'south') => db.transaction((tx) => planMove(tx, merchantId, book, sources))
const move = (book = 'south', sources = {}) =>
  db.transaction((tx) => moveMerchant(tx, merchantId, book, sources))
const posted = async (book: string, id: AccountId) =>
  (await db.transaction((tx) => balances(tx, [id], { book }))).get(id)?.posted
const available = async () =>
  (await db.transaction((tx) => merchantBalances(tx, merchantId, {}))).balances.map(
    (one) => one.available.minor
  )

async function mustBeProven(): Promise<void> {
  for (const check of [...ledgerChecks, ...bookChecks])
    expect(await db.snapshot((tx) => check.run(tx)), check.name).toMatchObject({ differences: [] })
}

test('a merchant is in the book main unless told otherwise, with its accounts there', async () => {
  const other = await create()
  expect(await posted('main', merchantAccount(other, 'CNY'))).toBe(0n)
  expect(await posted('north', merchantAccount(merchantId, 'CNY'))).toBe(0n)
  expect(await posted('main', merchantAccount(merchantId, 'CNY'))).toBeUndefined()
  await expect(create('nowhere')).rejects.toMatchObject({ code: 'books.unknown', kind: 'not_found' })
})

test('the plan of a move says what goes over and what stays, and changes nothing', async () => {
  await earn('CNY', 500n)
  await earn('USD', 70n)
  await earn('USD', 8n, merchantAccount(merchantId, 'USD'), 'main')
  await earn('USD', 3n, reserveAccount(merchantId, 'USD'), 'main')
  const held = { minor: 9n, currency: 'CNY' } as const
  expect(
    await plan({ heldByBook: async () => [{ book: 'north', amount: held }], onItsWay: async () => [held] })
  ).toMatchObject({
    book: 'north',
    toBook: 'south',
    moves: [
      { book: 'north', account: merchantAccount(merchantId, 'CNY'), amount: { minor: 500n } },
      { book: 'north', account: merchantAccount(merchantId, 'USD'), amount: { minor: 70n } }
    ],
    stays: [
      { reason: 'held', book: 'north', amount: held },
      { reason: 'on_its_way', book: 'main', amount: held },
      { reason: 'payable', book: 'main', amount: { minor: 8n } },
      { reason: 'reserve', book: 'main', amount: { minor: 3n } }
    ],
    waits: []
  })
  expect(await posted('north', merchantAccount(merchantId, 'CNY'))).toBe(500n)
})

const sumsOf = (sums: Awaited<ReturnType<typeof plan>>['stays']) =>
  sums.map(({ reason, book, amount }) => `${reason} ${amount.minor} ${amount.currency} in ${book}`).sort()

test('the plan says of each book what is held, on its way, owed and available there, wherever it leads', async () => {
  const cny = (minor: bigint) => ({ minor, currency: 'CNY' as const })
  const sources = {
    heldByBook: async () => [
      { book: 'main', amount: cny(9n) },
      { book: 'south', amount: cny(2n) }
    ],
    onItsWay: async () => [cny(7n)]
  }
  await earn('CNY', 500n)
  await earn('CNY', 40n, merchantAccount(merchantId, 'CNY'), 'main')
  await earn('CNY', 3n, reserveAccount(merchantId, 'CNY'), 'main')
  await earn('CNY', 11n, owedAccount(merchantId, 'CNY'), 'main')
  const everywhere = ['held 2 CNY in south', 'held 9 CNY in main', 'on_its_way 7 CNY in main']
  const paidFromMain = ['payable 40 CNY in main', 'reserve 3 CNY in main']
  const there = await plan(sources)
  expect(there.moves.map(({ book, amount }) => [book, amount.minor])).toEqual([
    ['main', 11n],
    ['north', 500n]
  ])
  expect(sumsOf(there.stays)).toEqual([...everywhere, ...paidFromMain])
  await move('south', sources)
  await runJobs(db, jobs)
  const back = await plan(sources, 'main')
  expect(back.moves.map(({ book, amount }) => [book, amount.minor])).toEqual([
    ['south', 500n],
    ['south', 11n]
  ])
  expect(sumsOf(back.stays)).toEqual([...everywhere, ...paidFromMain])
  const third = await plan(sources, 'north')
  expect(sumsOf(third.stays)).toEqual([...everywhere, ...paidFromMain])
  const elsewhere = 'held 0.09 CNY in main, on_its_way 0.07 CNY in main, payable 0.40 CNY in main'
  for (const asked of [plan(sources), move('south', sources)])
    await expect(asked).rejects.toMatchObject({
      code: 'merchants.book_already',
      message: expect.stringContaining(`Elsewhere stay: ${elsewhere}, reserve 0.03 CNY in main.`)
    })
})

test('what the other book has already is a part of the plan', async () => {
  await earn('CNY', 500n)
  await earn('CNY', 60n, merchantAccount(merchantId, 'CNY'), 'south')
  await earn('CNY', 8n, owedAccount(merchantId, 'CNY'), 'south')
  expect(sumsOf((await plan()).stays)).toEqual(['earned 60 CNY in south', 'owed 8 CNY in south'])
})

test('a move takes balances and debts over, and what comes later enters the new book', async () => {
  await earn('CNY', 500n)
  await earn('USD', 70n, owedAccount(merchantId, 'USD'), 'main')
  await move()
  expect((await available())[0]).toBe(0n)
  await runJobs(db, jobs)
  expect(await posted('north', merchantAccount(merchantId, 'CNY'))).toBe(0n)
  expect(await posted('south', merchantAccount(merchantId, 'CNY'))).toBe(500n)
  expect(await posted('main', owedAccount(merchantId, 'USD'))).toBe(0n)
  expect(await posted('south', owedAccount(merchantId, 'USD'))).toBe(70n)
  await db.transaction((tx) => openMerchantAccounts(tx, merchantId, ['EUR']))
  expect(await posted('south', merchantAccount(merchantId, 'EUR'))).toBe(0n)
  expect(await posted('north', merchantAccount(merchantId, 'EUR'))).toBeUndefined()
  expect(await available()).toEqual([500n, 0n, 0n])
  await mustBeProven()
})

test('the way back is a move too, and what came in late is fetched by moving again', async () => {
  await earn('CNY', 500n)
  await move()
  await runJobs(db, jobs)
  await earn('CNY', 20n)
  await move()
  await runJobs(db, jobs)
  expect(await posted('south', merchantAccount(merchantId, 'CNY'))).toBe(520n)
  await expect(move()).rejects.toMatchObject({ code: 'merchants.book_already' })
  await move('main')
  await runJobs(db, jobs)
  expect(await posted('main', merchantAccount(merchantId, 'CNY'))).toBe(520n)
  await mustBeProven()
})

const setAside = () =>
  db.transaction((tx) => {
    const id = newId('trf', tx.now)
    const debit = merchantAccount(merchantId, 'CNY')
    const leg = { id, type: 'hold', debit, credit: till('CNY'), minor: 9n, expiresAt: null } as const
    const legs = [{ ...leg, code: 'test' }]
    return post(tx, { id: newId('txn', tx.now), legs }, { book: 'north' })
  })
const option = { book: 'north' }
const waiting: [reason: string, prepare: () => Promise<unknown>][] = [
  ['hold', setAside],
  [
    'closed',
    () =>
      db.transaction(async (tx) => {
        await openAccountsOfMerchants(tx, [{ merchantId, currency: 'CNY', book: 'south' }])
        await closeAccount(tx, merchantAccount(merchantId, 'CNY'), { book: 'south' })
      })
  ],
  ['frozen', () => db.transaction((tx) => freezeAccount(tx, merchantAccount(merchantId, 'CNY'), option))]
]

test.each(waiting)('a merchant of whom something waits (%s) stays where it is', async (reason, prepare) => {
  await earn('CNY', 100n)
  await prepare()
  expect((await plan()).waits.map((wait) => wait.reason)).toEqual([reason])
  await expect(move()).rejects.toMatchObject({
    code: 'merchants.move_waits',
    details: { waits: [expect.objectContaining({ reason })] }
  })
  expect(await posted('north', merchantAccount(merchantId, 'CNY'))).toBe(100n)
  if (reason === 'frozen') {
    await db.transaction((tx) => unfreezeAccount(tx, merchantAccount(merchantId, 'CNY'), option))
    await expect(move()).resolves.toMatchObject({ waits: [] })
    await runJobs(db, jobs)
  }
})

test('an account there that is frozen keeps a merchant from being moved, as the plan says', async () => {
  await earn('CNY', 100n, owedAccount(merchantId, 'CNY'))
  await db.transaction((tx) => openAccountsOfMerchants(tx, [{ merchantId, currency: 'CNY', book: 'south' }]))
  const there = { book: 'south' }
  await db.transaction((tx) => freezeAccount(tx, owedAccount(merchantId, 'CNY'), there))
  expect((await plan()).waits).toMatchObject([{ reason: 'frozen', book: 'south' }])
  await expect(move()).rejects.toMatchObject({ code: 'merchants.move_waits' })
  await db.transaction((tx) => unfreezeAccount(tx, owedAccount(merchantId, 'CNY'), there))
  await expect(move()).resolves.toMatchObject({ waits: [] })
  await runJobs(db, jobs)
})

test('a merchant is not moved on before its money has arrived', async () => {
  await earn('CNY', 100n)
  await move()
  await expect(move('main')).rejects.toMatchObject({
    details: { waits: [expect.objectContaining({ reason: 'between_books' })] }
  })
  await runJobs(db, jobs)
  await expect(move('main')).resolves.toMatchObject({ book: 'south', toBook: 'main' })
  await runJobs(db, jobs)
})

test('ten who move the same merchant at once move it once', async () => {
  await earn('CNY', 100n)
  const ended = await Promise.allSettled(Array.from({ length: 10 }, () => move()))
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await runJobs(db, jobs)
  expect(await posted('south', merchantAccount(merchantId, 'CNY'))).toBe(100n)
  await mustBeProven()
})

test('earnings are gathered to the book that pays once a day, less what is owed', async () => {
  await earn('CNY', 100n)
  await earn('CNY', 30n, owedAccount(merchantId, 'CNY'))
  db.clock.advance(25 * 3_600_000)
  await Promise.all([runJobs(db, gatheringJobs), runJobs(db, gatheringJobs)])
  await runJobs(db, jobs)
  expect(await posted('main', merchantAccount(merchantId, 'CNY'))).toBe(70n)
  expect(await posted('north', merchantAccount(merchantId, 'CNY'))).toBe(30n)
  await earn('CNY', 50n)
  await runJobs(db, [...gatheringJobs, ...jobs])
  expect(await posted('main', merchantAccount(merchantId, 'CNY'))).toBe(70n)
  db.clock.advance(24 * 3_600_000)
  await runJobs(db, [...gatheringJobs, ...jobs])
  expect(await posted('main', merchantAccount(merchantId, 'CNY'))).toBe(120n)
  await mustBeProven()
})
