import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { type Currency, day, type Id, later, newId } from '../kernel/index.ts'
import { balances, openAccounts, post } from '../ledger/index.ts'
import { merchantBalances } from './balance.ts'
import { changeMerchantDetails, changeMerchantState } from './change-merchant.ts'
import { commissionOf, type CommissionTerms, noCommission } from './commission.ts'
import { createMerchant, ensureMerchants } from './create-merchant.ts'
import { merchantAccount } from './merchant.ts'
import { openAccountsOfMerchants } from './open-accounts.ts'
import { addCommissionSchedule, commissionTerms } from './set-commission.ts'
import { findMerchants, listMerchants } from './store.ts'

const db = await testDatabase()
afterAll(() => db.drop())

let made = 0
const merchant = (payoutCurrency: Currency = 'CNY') =>
  db.transaction((tx) =>
    createMerchant(tx, { reference: `shop-${++made}`, displayName: `Shop ${made}`, payoutCurrency })
  )
const terms = (given: Partial<CommissionTerms>): CommissionTerms => ({ ...noCommission, ...given })

test.each([
  ['2.5 % of 100.00', 10_000n, { basisPoints: 250 }, 250n],
  ['half a unit is rounded up', 20n, { basisPoints: 250 }, 1n],
  ['less than half is rounded down', 19n, { basisPoints: 250 }, 0n],
  ['plus a fixed amount', 10_000n, { basisPoints: 250, fixedMinor: 30n }, 280n],
  ['at least the minimum', 1000n, { basisPoints: 100, minimumMinor: 50n }, 50n],
  ['at most the cap', 1_000_000n, { basisPoints: 500, capMinor: 20_000n }, 20_000n],
  ['the minimum never exceeds the amount', 30n, { minimumMinor: 50n }, 30n],
  ['the fixed amount never exceeds the amount', 30n, { fixedMinor: 50n }, 30n],
  ['all of it at 100 %', 777n, { basisPoints: 10_000, fixedMinor: 1n }, 777n],
  ['nothing of nothing', 0n, { basisPoints: 250, fixedMinor: 30n, minimumMinor: 50n }, 0n],
  ['nothing without a schedule', 10_000n, {}, 0n],
  ['exactly at the largest amount', 9_007_199_254_740_991n, { basisPoints: 1 }, 900_719_925_474n]
] as const)('commission: %s', (_, minor, given, expected) => {
  expect(commissionOf(minor, terms(given))).toBe(expected)
})

test('a merchant has three accounts in its payout currency from the beginning', async () => {
  const { id } = await merchant('JPY')
  const found = await db.transaction((tx) =>
    balances(tx, [`merchant:${id}:JPY`, `owed:${id}:JPY`, `reserve:${id}:JPY`])
  )
  expect([...found.values()].map(({ side, floor, posted }) => [side, floor, posted])).toEqual([
    ['credit', 0n, 0n],
    ['debit', 0n, 0n],
    ['credit', 0n, 0n]
  ])
})

test('fifty requests for the same reference make one merchant', async () => {
  const draft = { reference: 'the-one', displayName: 'The one', payoutCurrency: 'CNY' as const }
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, () => db.transaction((tx) => createMerchant(tx, draft)))
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const refused = results.find((result) => result.status === 'rejected')
  expect(refused?.reason).toMatchObject({ code: 'merchants.reference_taken', kind: 'conflict' })
})

test('loading merchants again finds the ones that are there', async () => {
  const drafts = ['b', 'a', 'b', 'c'].map((reference) => ({
    reference: `load-${reference}`,
    displayName: reference,
    payoutCurrency: 'CNY' as const
  }))
  const first = await db.transaction((tx) => ensureMerchants(tx, drafts))
  const second = await db.transaction((tx) => ensureMerchants(tx, drafts))
  expect(first.map(({ reference }) => reference)).toEqual(['load-b', 'load-a', 'load-b', 'load-c'])
  expect(second).toEqual(first)
})

test.each([
  ['pot%', ['pots-2']],
  ['POTS', ['pots-1', 'pots-2']],
  ['keramik', ['pots-1']],
  ['陶', ['pots-1']],
  ['ots-1', []],
  ['no such', []]
])('merchants are found by %s in the name or at the beginning of the reference', async (search, expected) => {
  const drafts = [
    { reference: 'pots-1', displayName: 'Müller Keramik 陶', payoutCurrency: 'EUR' as const },
    { reference: 'pots-2', displayName: '100 Pot% off', payoutCurrency: 'EUR' as const }
  ]
  const found = await db.transaction(async (tx) => {
    await ensureMerchants(tx, drafts)
    return listMerchants(tx, { search }, '', 10)
  })
  expect(found.map(({ reference }) => reference).toSorted()).toEqual(expected)
  const [first] = await db.transaction((tx) => listMerchants(tx, { search: 'pots-1' }, '', 10))
  expect(await db.transaction((tx) => listMerchants(tx, { search: first?.id ?? '' }, '', 10))).toEqual([
    first
  ])
})

test('a merchant is suspended with a reason and reinstated', async () => {
  const { id } = await merchant()
  const suspended = await db.transaction((tx) => changeMerchantState(tx, id, 'suspended', 'Fakes were sold.'))
  expect(suspended).toMatchObject({ state: 'suspended', stateReason: 'Fakes were sold.' })
  await expect(
    db.transaction((tx) => changeMerchantState(tx, id, 'suspended', 'Again.'))
  ).rejects.toMatchObject({ code: 'merchants.state_already' })
  await db.transaction((tx) => changeMerchantState(tx, id, 'active', 'They were real.'))
  expect(await db.transaction((tx) => findMerchants(tx, [id]))).toMatchObject([
    { state: 'active', stateReason: null }
  ])
})

test('an unknown merchant is refused by name', async () => {
  await expect(
    db.transaction((tx) => changeMerchantDetails(tx, newId('mer', tx.now), { displayName: 'Nobody' }))
  ).rejects.toMatchObject({ code: 'merchants.unknown', kind: 'not_found' })
})

test('the balance shows what each room knows, by currency', async () => {
  const { id } = await merchant('CNY')
  await db.transaction(async (tx) => {
    await openAccountsOfMerchants(
      tx,
      (['USD', 'CNY'] as const).map((currency) => ({ merchantId: id, currency, book: 'main' }))
    )
    await openAccounts(tx, [{ id: 'bank:main:CNY', side: 'debit', floor: null }])
    const leg = { id: tx.newId('trf'), code: 'test', debit: 'bank:main:CNY', minor: 700n } as const
    const legs = [{ ...leg, type: 'plain' as const, credit: merchantAccount(id, 'CNY') }]
    await post(tx, { id: tx.newId('txn'), legs })
  })
  const { balances: shown } = await db.transaction((tx) =>
    merchantBalances(tx, id, { held: async () => [{ minor: 55n, currency: 'EUR' }] })
  )
  expect(shown.map(({ currency, available, held }) => [currency, available.minor, held.minor])).toEqual([
    ['CNY', 700n, 0n],
    ['EUR', 0n, 55n],
    ['USD', 0n, 0n]
  ])
})

test('the most specific schedule wins: merchant, then category, then currency', async () => {
  const [one, other] = [await merchant(), await merchant()]
  const add = (
    basisPoints: number,
    scope: { merchantId?: Id<'mer'>; category?: string; currency?: Currency }
  ) => db.transaction((tx) => addCommissionSchedule(tx, { basisPoints, ...scope }))
  await add(1, {})
  await add(2, { currency: 'CNY' })
  await add(3, { category: 'toys' })
  await add(4, { category: 'toys', currency: 'CNY' })
  await add(5, { merchantId: one.id })
  await add(6, { merchantId: one.id, category: 'toys' })
  const sales = [
    { merchantId: other.id, category: null, currency: 'USD' as const },
    { merchantId: other.id, category: null, currency: 'CNY' as const },
    { merchantId: other.id, category: 'toys', currency: 'USD' as const },
    { merchantId: other.id, category: 'toys', currency: 'CNY' as const },
    { merchantId: one.id, category: 'books', currency: 'CNY' as const },
    { merchantId: one.id, category: 'toys', currency: 'CNY' as const }
  ]
  const found = await db.transaction((tx) => commissionTerms(tx, sales))
  expect(found.map(({ basisPoints }) => basisPoints)).toEqual([1, 2, 3, 4, 5, 6])
})

test('a schedule applies from its date, and the last one that became valid applies', async () => {
  const { id } = await merchant()
  const sale = { merchantId: id, category: null, currency: 'CNY' as const }
  const points = async () => (await db.transaction((tx) => commissionTerms(tx, [sale])))[0]?.basisPoints
  await db.transaction((tx) => addCommissionSchedule(tx, { merchantId: id, basisPoints: 100 }))
  await db.transaction((tx) =>
    addCommissionSchedule(tx, { merchantId: id, basisPoints: 200, validFrom: later(tx.now, day) })
  )
  expect(await points()).toBe(100)
  db.clock.advance(day - 1)
  expect(await points()).toBe(100)
  db.clock.advance(1)
  expect(await points()).toBe(200)
})

const cny = (minor: bigint) => ({ minor, currency: 'CNY' as const })
test.each([
  ['an amount for any currency', { basisPoints: 0, fixed: cny(1n) }, 'merchants.commission_currency_missing'],
  [
    'an amount in another currency',
    { basisPoints: 0, currency: 'USD', minimum: cny(1n) },
    'merchants.commission_currency_differs'
  ],
  [
    'a cap below the minimum',
    { basisPoints: 0, currency: 'CNY', minimum: cny(9n), cap: cny(8n) },
    'merchants.commission_cap_below_minimum'
  ],
  [
    'a beginning in the past',
    { basisPoints: 0, validFrom: new Date('2020-01-01T00:00:00Z') },
    'merchants.commission_in_the_past'
  ],
  [
    'an unknown merchant',
    { basisPoints: 0, merchantId: 'mer_01h455vb4pex5vsknk084sn02q' },
    'merchants.unknown'
  ]
] as const)('a schedule with %s is refused', async (_, draft, code) => {
  await expect(db.transaction((tx) => addCommissionSchedule(tx, draft))).rejects.toMatchObject({ code })
})
