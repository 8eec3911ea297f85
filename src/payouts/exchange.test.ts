import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { type Currency, day, type Id, later, minute, newId } from '../kernel/index.ts'
import { balances, openAccounts, post } from '../ledger/index.ts'
import { createMerchant, merchantAccount, openAccountsOfMerchants } from '../merchants/index.ts'
import { checks } from './checks.ts'
import { createQuote, executeQuote } from './exchange.ts'
import { loadRates } from './load-rates.ts'
import { type NewQuote, NewRate } from './quote.ts'
import { sandboxSettings as settings } from './settings.ts'

const db = await testDatabase()
afterAll(() => db.drop())

let made = 0
async function merchant(minor: bigint, currency: Currency): Promise<Id<'mer'>> {
  return db.transaction(async (tx) => {
    const reference = `x${++made}`
    const { id } = await createMerchant(tx, { reference, displayName: reference, payoutCurrency: 'CNY' })
    await openAccountsOfMerchants(tx, [{ merchantId: id, currency, book: 'main' }])
    const [debit, credit] = [`provider:test:${currency}`, merchantAccount(id, currency)] as const
    await openAccounts(tx, [{ id: debit, side: 'debit', floor: null }])
    const leg = { id: tx.newId('trf'), type: 'plain', code: 'test', debit, credit, minor } as const
    await post(tx, { id: tx.newId('txn'), legs: [leg] })
    return id
  })
}

const load = (base: Currency, quote: Currency, rate: string, at = db.clock.now()) =>
  db.transaction((tx) => loadRates(tx, [{ base, quote, rate, source: 'test', at }]))
const ask = (wanted: NewQuote) => db.transaction((tx) => createQuote(tx, wanted, settings))
const execute = (quoteId: Id<'quo'>, asker: Id<'mer'> | null = null) =>
  db.transaction((tx) => executeQuote(tx, quoteId, asker))
const held = (id: Parameters<typeof balances>[1][number]) =>
  db.transaction(async (tx) => (await balances(tx, [id])).get(id)?.posted ?? 0n)
const usd = (minor: bigint) => ({ minor, currency: 'USD' as const })
const cny = (minor: bigint) => ({ minor, currency: 'CNY' as const })

test('a quote has an id, a rate, a margin and an expiry', async () => {
  await load('USD', 'CNY', '7.1034')
  expect(await ask({ sell: usd(10_000n), buyCurrency: 'CNY' })).toMatchObject({
    id: expect.stringMatching(/^quo_/),
    rate: '7.1034',
    marginBasisPoints: 50,
    effectiveRate: '7.067883',
    sell: usd(10_000n),
    buy: cny(70_678n),
    expiresAt: later(db.clock.now(), 15 * minute)
  })
})

test('what is to be bought can be named instead', async () => {
  const quote = await ask({ buy: cny(70_678n), sellCurrency: 'USD' })
  expect(quote).toMatchObject({ sell: usd(10_000n), buy: cny(70_678n) })
})

test('a rate serves in both directions, exactly', async () => {
  const quote = await ask({ sell: cny(71_034n), buyCurrency: 'USD' })
  expect(quote).toMatchObject({ rate: '0.14077765577', buy: usd(9950n) })
})

test('the newest rate by its own time is used', async () => {
  await load('EUR', 'USD', '1.1', later(db.clock.now(), -minute))
  await load('EUR', 'USD', '1.2', later(db.clock.now(), -2 * minute))
  expect(await ask({ sell: { minor: 100n, currency: 'EUR' }, buyCurrency: 'USD' })).toMatchObject({
    rate: '1.1'
  })
  await load('USD', 'EUR', '0.5')
  expect(await ask({ sell: { minor: 100n, currency: 'EUR' }, buyCurrency: 'USD' })).toMatchObject({
    rate: '2'
  })
})

test('fifty executions at once exchange once, and the rate is kept in the ledger', async () => {
  const merchantId = await merchant(10_000n, 'USD')
  const quote = await ask({ merchantId, sell: usd(10_000n), buyCurrency: 'CNY' })
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => execute(quote.id, merchantId)))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(execute(quote.id)).rejects.toMatchObject({ code: 'payouts.quote_executed' })
  expect(await held(`merchant:${merchantId}:USD`)).toBe(0n)
  expect(await held(`merchant:${merchantId}:CNY`)).toBe(70_678n)
  const [kept] = await db.superuser('select fx from ledger_transaction where fx is not null')
  expect(kept?.['fx']).toEqual({ from: 'USD', to: 'CNY', rate: '7.067883' })
  for (const check of checks) {
    expect(await db.snapshot((tx) => check.run(tx)), check.name).toMatchObject({ differences: [] })
  }
})

test('an execution that finds another one under way waits for it, and is refused', async () => {
  const merchantId = await merchant(20_000n, 'USD')
  const quote = await ask({ merchantId, sell: usd(10_000n), buyCurrency: 'CNY' })
  let commit = () => {}
  const open = new Promise<void>((resolve) => (commit = resolve))
  let executed = () => {}
  const begun = new Promise<void>((resolve) => (executed = resolve))
  const first = db.transaction(async (tx) => {
    await executeQuote(tx, quote.id, merchantId)
    executed()
    await open
  })
  await begun
  const second = expect(execute(quote.id, merchantId)).rejects.toMatchObject({
    code: 'payouts.quote_executed'
  })
  await db.somebodyWaits()
  commit()
  await Promise.all([first, second])
  expect(await held(`merchant:${merchantId}:USD`)).toBe(10_000n)
})

type Refusal = readonly [string, () => Promise<unknown>]
const refusals: readonly Refusal[] = [
  ['payouts.quote_of_itself', () => ask({ sell: usd(1n), buyCurrency: 'USD' })],
  ['payouts.rate_missing', () => ask({ sell: usd(1n), buyCurrency: 'KWD' })],
  ['payouts.quote_too_small', () => ask({ sell: cny(1n), buyCurrency: 'USD' })],
  ['payouts.quote_too_large', () => ask({ sell: usd(9_007_199_254_740_991n), buyCurrency: 'CNY' })],
  [
    'merchants.unknown',
    () => ask({ merchantId: newId('mer', db.clock.now()), sell: usd(1n), buyCurrency: 'CNY' })
  ],
  ['payouts.rate_of_itself', () => load('USD', 'USD', '1')],
  ['payouts.rate_in_the_future', () => load('USD', 'CNY', '7', later(db.clock.now(), 1))],
  ['payouts.quote_unknown', () => execute(newId('quo', db.clock.now()))],
  [
    'payouts.quote_without_merchant',
    async () => execute((await ask({ sell: usd(100n), buyCurrency: 'CNY' })).id)
  ],
  [
    'payouts.quote_unknown',
    async () => {
      const [merchantId, other] = [await merchant(100n, 'USD'), await merchant(100n, 'USD')]
      return execute((await ask({ merchantId, sell: usd(100n), buyCurrency: 'CNY' })).id, other)
    }
  ],
  [
    'ledger.funds_insufficient',
    async () => {
      const merchantId = await merchant(99n, 'USD')
      return execute((await ask({ merchantId, sell: usd(100n), buyCurrency: 'CNY' })).id)
    }
  ]
]

test.each(refusals)('refused: %s', async (code, act) => {
  await expect(act()).rejects.toMatchObject({ code })
})

test('an expired quote is refused, to the millisecond', async () => {
  const merchantId = await merchant(200n, 'USD')
  const [one, two] = [
    await ask({ merchantId, sell: usd(100n), buyCurrency: 'CNY' }),
    await ask({ merchantId, sell: usd(100n), buyCurrency: 'CNY' })
  ]
  db.clock.advance(15 * minute - 1)
  await execute(one.id)
  db.clock.advance(1)
  await expect(execute(two.id)).rejects.toMatchObject({ code: 'payouts.quote_expired' })
})

test('a rate that is too old is none', async () => {
  db.clock.advance(settings.rateDays * day)
  await expect(ask({ sell: usd(100n), buyCurrency: 'CNY' })).rejects.toMatchObject({
    code: 'payouts.rate_missing'
  })
})

test.each(['0', '0.0', '-1', '1e3', '1,5', '1.1234567890123', '', 'NaN', '١'])('"%s" is no rate', (rate) => {
  const given = { base: 'USD', quote: 'CNY', rate, source: 'test', at: '2026-03-02T09:00:00Z' }
  expect(NewRate.safeParse(given).success).toBe(false)
})
