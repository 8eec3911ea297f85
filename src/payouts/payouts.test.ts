import { inspect } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { nextDue, passTime, runJobs } from '../api/index.ts'
import { type Currency, day, type Id, later, newId } from '../kernel/index.ts'
import { balances, openAccounts, post } from '../ledger/index.ts'
import {
  changeMerchantState,
  createMerchant,
  ensureMerchants,
  merchantAccount,
  openAccountsOfMerchants
} from '../merchants/index.ts'
import { findDocument, listFiles } from './bank-store.ts'
import { checks } from './checks.ts'
import { cancelPayout, rejectPayout } from './end-payout.ts'
import { payoutJobs } from './jobs.ts'
import { loadRates } from './load-rates.ts'
import { requestPayouts } from './make-payouts.ts'
import { nextPayout } from './next-payout.ts'
import type { NewPayoutProfile } from './profile.ts'
import { readPain } from './sandbox-bank.ts'
import { setPayoutProfile, setPayoutProfiles, showProfile } from './set-profile.ts'
import { sandboxSettings as settings } from './settings.ts'
import { findPayout, listPayouts } from './store.ts'
import { markBankFileSent, writeBankFiles } from './write-bank-file.ts'

// Monday, 2 March 2026, nine o'clock.
const db = await testDatabase()
afterAll(() => db.drop())
const jobs = payoutJobs(settings)

let made = 0
const demand = { schedule: { every: 'demand' } } as const
const account = { holder: 'Ada Lovelace', iban: 'GB29NWBK60161331926819' }

async function merchant(currency: Currency = 'EUR', profile: NewPayoutProfile = demand): Promise<Id<'mer'>> {
  return db.transaction(async (tx) => {
    const reference = `m${++made}`
    const { id } = await createMerchant(tx, { reference, displayName: reference, payoutCurrency: currency })
    await setPayoutProfile(tx, id, { bankAccount: account, ...profile }, settings)
    return id
  })
}

/** As if orders had been released. `owes`: the merchant owes it instead. */
async function earn(merchantId: Id<'mer'>, minor: bigint, currency: Currency = 'EUR', owes = false) {
  await db.transaction(async (tx) => {
    await openAccountsOfMerchants(tx, [{ merchantId, currency, book: 'main' }])
    await openAccounts(tx, [{ id: `provider:test:${currency}`, side: 'debit', floor: null }])
    const into = merchantAccount(merchantId, currency)
    const way = owes
      ? ({ debit: `owed:${merchantId}:${currency}`, credit: `provider:test:${currency}` } as const)
      : ({ debit: `provider:test:${currency}`, credit: into } as const)
    const legs = [{ id: tx.newId('trf'), type: 'plain' as const, code: 'test', minor, ...way }]
    await post(tx, { id: tx.newId('txn'), legs })
  })
}

const held = (id: Parameters<typeof balances>[1][number]) =>
  db.transaction(async (tx) => (await balances(tx, [id])).get(id)?.posted ?? 0n)
const request = (id: Id<'mer'>) => db.transaction((tx) => requestPayouts(tx, id, null, settings))
const payoutsOf = (merchantId: Id<'mer'>) =>
  db.transaction((tx) => listPayouts(tx, { merchantId }, null, 100))

async function verified() {
  for (const check of checks) {
    expect(await db.snapshot((tx) => check.run(tx)), check.name).toMatchObject({ differences: [] })
  }
}

test('a payout takes all that is available out of the balance and puts it on its way', async () => {
  const id = await merchant()
  await earn(id, 12_345n)
  const [payout] = await request(id)
  expect(payout).toMatchObject({ state: 'planned', amount: { minor: 12_345n, currency: 'EUR' }, sold: null })
  expect(payout?.endToEndId).toMatch(/^0[0-9A-Z]{25}$/)
  expect(await held(`merchant:${id}:EUR`)).toBe(0n)
  expect(await held(`payout:${payout?.id ?? 'pot_'}:EUR`)).toBe(12_345n)
  await verified()
})

test('fifty requests at once pay once', async () => {
  const id = await merchant()
  await earn(id, 5000n)
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => request(id)))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
  expect(new Set(reasons)).toEqual(new Set(['payouts.nothing_available']))
  expect(await payoutsOf(id)).toHaveLength(1)
})

test('a part can be asked for, and no more than is there', async () => {
  const id = await merchant()
  await earn(id, 5000n)
  const ask = (minor: bigint) =>
    db.transaction((tx) => requestPayouts(tx, id, { minor, currency: 'EUR' }, settings))
  await expect(ask(5001n)).rejects.toMatchObject({ code: 'payouts.amount_unavailable' })
  expect(await ask(2000n)).toMatchObject([{ amount: { minor: 2000n } }])
  expect(await held(`merchant:${id}:EUR`)).toBe(3000n)
})

const set = (id: Id<'mer'>, profile: NewPayoutProfile): Promise<unknown> =>
  db.transaction((tx) => setPayoutProfile(tx, id, profile, settings))

type Arrange = (id: Id<'mer'>) => Promise<unknown>
const refusals: readonly (readonly [string, Arrange])[] = [
  ['merchant_suspended', (id) => db.transaction((tx) => changeMerchantState(tx, id, 'suspended', 'Fakes.'))],
  ['owing', (id) => earn(id, 1n, 'EUR', true)],
  ['nothing_available', (id) => request(id)],
  ['below_minimum', (id) => set(id, { ...demand, minimum: { minor: 1001n, currency: 'EUR' } })],
  ['rate_missing', (id) => set(id, { ...demand, currency: 'SEK' })]
]

test.each(refusals)('a payout is refused: %s, and the next payout says why', async (code, arrange) => {
  const id = await merchant()
  await earn(id, 1000n)
  await arrange(id)
  await expect(request(id)).rejects.toMatchObject({ code: `payouts.${code}`, kind: 'refused' })
  const next = await db.transaction((tx) => nextPayout(tx, id, settings))
  expect(next.reasons.map((reason) => reason.code)).toContain(code)
  expect(next.amounts).toEqual([])
  await verified()
})

test('without a profile nothing is paid', async () => {
  const id = await db.transaction(
    async (tx) =>
      (await createMerchant(tx, { reference: 'none', displayName: 'None', payoutCurrency: 'EUR' })).id
  )
  await expect(request(id)).rejects.toMatchObject({ code: 'payouts.profile_missing' })
  await expect(set(id, demand)).rejects.toMatchObject({ code: 'payouts.bank_account_missing' })
  await expect(set(newId('mer', db.clock.now()), demand)).rejects.toMatchObject({ code: 'merchants.unknown' })
  const minimum = { minor: 1n, currency: 'USD' as const }
  await expect(set(id, { ...demand, bankAccount: account, minimum })).rejects.toMatchObject({
    code: 'payouts.minimum_currency_differs'
  })
})

test('a profile shows no more of the bank account than its ending, and no event does', async () => {
  const id = await merchant()
  const shown = await db.transaction((tx) => showProfile(tx, id))
  expect(shown.bankAccount).toMatchObject({ ending: '6819', country: 'GB' })
  const events = await db.superuser('select data::text from audit_event where subject = $1', [id])
  expect(inspect([shown, events], { depth: 9 })).not.toContain('60161331926819')
})

test('a reserve is kept of each payout, given back after its days, and no reserve is kept of it again', async () => {
  const id = await merchant('EUR', { ...demand, reserve: { basisPoints: 1000, days: 7 } })
  await earn(id, 10_005n)
  expect(await db.transaction((tx) => nextPayout(tx, id, settings))).toMatchObject({
    schedule: { every: 'demand' },
    amounts: [{ minor: 9004n }],
    keptBack: [{ minor: 1001n, currency: 'EUR' }],
    keptBackDays: 7
  })
  expect(await request(id)).toMatchObject([{ amount: { minor: 9004n }, reserve: { minor: 1001n } }])
  expect(await held(`reserve:${id}:EUR`)).toBe(1001n)
  await verified()
  db.clock.advance(7 * day - 1)
  await runJobs(db, jobs)
  expect(await held(`reserve:${id}:EUR`)).toBe(1001n)
  db.clock.advance(1)
  await runJobs(db, jobs)
  expect(await held(`reserve:${id}:EUR`)).toBe(0n)
  await earn(id, 1000n)
  expect(await request(id)).toMatchObject([{ amount: { minor: 1901n }, reserve: { minor: 100n } }])
  await verified()
})

test('what a merchant owes is taken from a reserve that is given back', async () => {
  const id = await merchant('EUR', { ...demand, reserve: { basisPoints: 5000, days: 1 } })
  await earn(id, 1000n)
  await request(id)
  await earn(id, 300n, 'EUR', true)
  db.clock.advance(day)
  await runJobs(db, jobs)
  expect(await held(`owed:${id}:EUR`)).toBe(0n)
  expect(await held(`merchant:${id}:EUR`)).toBe(200n)
})

test('a cancelled payout is available again, and is cancelled once', async () => {
  const id = await merchant('EUR', { ...demand, reserve: { basisPoints: 1000, days: 30 } })
  await earn(id, 1000n)
  const [payout] = await request(id)
  const potId = payout?.id ?? 'pot_'
  const cancel = () => db.transaction((tx) => cancelPayout(tx, potId, id))
  const results = await Promise.allSettled(Array.from({ length: 20 }, cancel))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(cancel()).rejects.toMatchObject({ code: 'payouts.not_planned' })
  expect(await held(`merchant:${id}:EUR`)).toBe(900n)
  // The reserve was kept of it before: it is not kept again.
  expect(await request(id)).toMatchObject([{ amount: { minor: 900n }, reserve: { minor: 0n } }])
  await verified()
})

test("another merchant's payout does not exist", async () => {
  const [id, other] = [await merchant(), await merchant()]
  await earn(id, 1000n)
  const [payout] = await request(id)
  await expect(db.transaction((tx) => cancelPayout(tx, payout?.id ?? 'pot_', other))).rejects.toMatchObject({
    code: 'payouts.payout_unknown'
  })
})

test('weekly and daily payouts are made on time, by themselves', async () => {
  const weekly = await merchant('EUR', { schedule: { every: 'week', weekday: 'friday' } })
  const daily = await merchant('EUR', { schedule: { every: 'day' } })
  const start = db.clock.now()
  await earn(weekly, 700n)
  await earn(daily, 800n)
  await passTime(db, jobs, db.clock, later(start, 8 * day))
  const [[first], [second]] = [await payoutsOf(weekly), await payoutsOf(daily)]
  expect(first?.createdAt.getUTCDay()).toBe(5)
  expect(first?.createdAt.toISOString().slice(11)).toBe('05:00:00.000Z')
  expect(second?.createdAt.getTime()).toBeLessThan(start.getTime() + day)
  expect(await payoutsOf(daily)).toHaveLength(1)
  const next = await db.transaction((tx) => nextPayout(tx, weekly, settings))
  expect(next.schedule).toEqual({ every: 'week', weekday: 'friday' })
  expect(next.at?.getUTCDay()).toBe(5)
  expect(next.at?.getTime()).toBeGreaterThan(db.clock.now().getTime())
  await verified()
})

test('at the cut-off planned payouts go into one file for each currency', async () => {
  const [one, two] = [await merchant(), await merchant('JPY')]
  await earn(one, 1999n)
  await earn(two, 5000n, 'JPY')
  await request(one)
  await request(two)
  await passTime(db, jobs, db.clock, later(db.clock.now(), day))
  const [[euros], [yen]] = [await payoutsOf(one), await payoutsOf(two)]
  expect([euros?.state, yen?.state]).toEqual(['in_file', 'in_file'])
  expect(euros?.fileId).not.toBe(yen?.fileId)
  const text = await db.transaction((tx) => findDocument(tx, euros?.fileId ?? 'bkf_'))
  expect(readPain(text ?? '').transfers).toContainEqual({ endToEndId: euros?.endToEndId, minor: 1999n })
  const yenText = await db.transaction((tx) => findDocument(tx, yen?.fileId ?? 'bkf_'))
  expect(yenText).toContain('<InstdAmt Ccy="JPY">5000</InstdAmt>')
  await verified()
})

test('payouts in a file cannot be cancelled; a file is sent once', async () => {
  const id = await merchant()
  await earn(id, 100n)
  const [payout] = await request(id)
  const potId = payout?.id ?? 'pot_'
  const both = await Promise.all([
    db.transaction((tx) => writeBankFiles(tx, settings, 'all')),
    db.transaction((tx) => writeBankFiles(tx, settings, 'all'))
  ])
  const files = both.flatMap((written) => written.files)
  expect(files).toHaveLength(1)
  await expect(db.transaction((tx) => cancelPayout(tx, potId, id))).rejects.toMatchObject({
    code: 'payouts.not_planned'
  })
  const send = () => db.transaction((tx) => markBankFileSent(tx, files[0]?.id ?? 'bkf_', settings))
  const sent = await Promise.allSettled(Array.from({ length: 10 }, send))
  expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(send()).rejects.toMatchObject({ code: 'payouts.file_sent_already' })
  expect(await db.transaction((tx) => findPayout(tx, potId))).toMatchObject({ state: 'sent' })
})

test('a payout of a merchant who was suspended since is called off at the cut-off', async () => {
  const id = await merchant()
  await earn(id, 100n)
  const [payout] = await request(id)
  await db.transaction((tx) => changeMerchantState(tx, id, 'suspended', 'Fakes.'))
  await passTime(db, jobs, db.clock, later(db.clock.now(), day))
  expect(await db.transaction((tx) => findPayout(tx, payout?.id ?? 'pot_'))).toMatchObject({
    state: 'cancelled'
  })
  expect(await held(`merchant:${id}:EUR`)).toBe(100n)
  await verified()
})

test('a payout that the bank rejects is available again, says why, and blocks the next until the profile is set', async () => {
  const id = await merchant()
  await earn(id, 100n)
  const [payout] = await request(id)
  const potId = payout?.id ?? 'pot_'
  const reject = () => db.transaction((tx) => rejectPayout(tx, potId, { code: 'AC04', text: null }))
  await expect(reject()).rejects.toMatchObject({ code: 'payouts.not_returnable' })
  const { files } = await db.transaction((tx) => writeBankFiles(tx, settings, 'all'))
  await db.transaction((tx) => markBankFileSent(tx, files[0]?.id ?? 'bkf_', settings))
  expect(await reject()).toMatchObject({ state: 'returned', returned: { code: 'AC04' } })
  expect(await held(`merchant:${id}:EUR`)).toBe(100n)
  await expect(request(id)).rejects.toMatchObject({
    code: 'payouts.blocked',
    message: expect.stringContaining('The account has been closed.')
  })
  await set(id, { ...demand, bankAccount: { holder: 'Ada', iban: 'FR1420041010050500013M02606' } })
  expect(await request(id)).toMatchObject([{ amount: { minor: 100n } }])
  await verified()
})

test('money in another currency is exchanged with the payout, by a quote that it names', async () => {
  const id = await merchant('CNY')
  await earn(id, 10_000n, 'USD')
  await earn(id, 500n, 'CNY')
  const at = db.clock.now()
  await db.transaction((tx) =>
    loadRates(tx, [{ base: 'USD', quote: 'CNY', rate: '7.1034', source: 'test', at }])
  )
  const payouts = await request(id)
  expect(payouts.map(({ amount, sold }) => [amount.minor, amount.currency, sold?.minor])).toEqual([
    [500n, 'CNY', undefined],
    [70_678n, 'CNY', 10_000n]
  ])
  const [, exchanged] = payouts
  const [quote] = await db.superuser('select * from payouts_quote where id = $1', [exchanged?.quoteId])
  expect(quote).toMatchObject({ rate: '7.1034', effective_rate: '7.067883', buy_minor: '70678' })
  expect(await held('fx:USDCNY:USD')).toBe(10_000n)
  expect(await held('fx:USDCNY:CNY')).toBe(-70_678n)
  await verified()
})

test('a thousand weekly payouts are made, filed and sent quickly', async () => {
  await passTime(db, jobs, db.clock, later(db.clock.now(), day))
  await db.superuser(`update payouts_profile set every = 'demand', weekday = null, next_at = null`)
  await db.transaction(async (tx) => {
    const drafts = Array.from({ length: 1000 }, (_, i) => ({
      reference: `bulk-${i}`,
      displayName: `Bulk ${i}`,
      payoutCurrency: 'EUR' as const
    }))
    const ids = (await ensureMerchants(tx, drafts)).map(({ id }) => id)
    const wanted: NewPayoutProfile = { schedule: { every: 'week', weekday: 'monday' }, bankAccount: account }
    await setPayoutProfiles(
      tx,
      ids.map((merchantId) => ({ merchantId, wanted })),
      settings
    )
    await openAccounts(tx, [{ id: 'provider:test:EUR', side: 'debit', floor: null }])
    const legs = ids.map((id, i) => ({
      id: tx.newId('trf'),
      type: 'plain' as const,
      code: 'test',
      minor: BigInt(1000 + i),
      debit: 'provider:test:EUR' as const,
      credit: merchantAccount(id, 'EUR')
    }))
    await post(tx, { id: tx.newId('txn'), legs })
  })
  const due = await nextDue(db, jobs)
  expect(due?.toISOString().slice(11)).toBe('05:00:00.000Z')
  db.clock.set(due ?? db.clock.now())
  const began = performance.now()
  await runJobs(db, jobs)
  const madeAt = performance.now()
  await db.transaction((tx) => writeBankFiles(tx, settings, 'all'))
  const filedAt = performance.now()
  const files = await db.transaction((tx) => listFiles(tx, 'written', null, 1))
  expect(files[0]?.transactions).toBe(1000)
  expect(madeAt - began).toBeLessThan(8000)
  expect(filedAt - madeAt).toBeLessThan(8000)
  await verified()
})
