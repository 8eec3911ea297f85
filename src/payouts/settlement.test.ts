import { afterAll, expect, test } from 'vitest'
import { testBank } from '../../test/bank.ts'
import { testDatabase } from '../../test/database.ts'
import { passTime } from '../api/index.ts'
import { type Currency, day, later, newId } from '../kernel/index.ts'
import { openAccounts, post } from '../ledger/index.ts'
import type { Provider, ProviderSettlement } from '../payments/index.ts'
import { payoutJobs } from './jobs.ts'
import { recordSettlement } from './record-settlement.ts'
import { sandboxSettings as settings } from './settings.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const { statement, load, differences, named, held, verified } = testBank(db)

let settlements = 0

/** As if we had captured this, or given it back. */
async function known(
  kind: 'capture' | 'refund',
  reference: string,
  minor: bigint,
  currency: Currency = 'EUR'
) {
  const now = db.clock.now()
  const [payment, id] = [newId('pay', now), newId(kind === 'capture' ? 'cap' : 'rfd', now)]
  await db.superuser(
    `insert into payments_payment (id, subject, provider, method, currency, amount_minor, capture, instalments, state,
       created_at, updated_at) values ($1, 'test', 'test', 'card', $2, $3, 'automatic', 1, 'captured', $4, $4)`,
    [payment, currency, minor, now]
  )
  const [more, values] = kind === 'capture' ? ['', ''] : [', origin, reason', `, 'asked', 'test'`]
  await db.superuser(
    `insert into payments_${kind} (id, payment_id, provider, currency, amount_minor, state, reference, at${more})
     values ($1, $2, 'test', $3, $4, 'done', $5, $6${values})`,
    [id, payment, currency, minor, reference, now]
  )
  const [ours, theirs] = [`provider:test:${currency}`, `buyers:test:${currency}`] as const
  const way = kind === 'capture' ? { debit: ours, credit: theirs } : { debit: theirs, credit: ours }
  await db.transaction(async (tx) => {
    await openAccounts(tx, [
      { id: ours, side: 'debit', floor: null },
      { id: theirs, side: 'credit', floor: null, managed: false }
    ])
    const leg = { id: tx.newId('trf'), type: 'plain', code: 'test', minor, ...way } as const
    await post(tx, { id: tx.newId('txn'), legs: [leg] })
  })
}

async function report(
  net: bigint,
  fee = 10n,
  given: Partial<ProviderSettlement> = {}
): Promise<ProviderSettlement> {
  const id = `STL-EUR-${++settlements}`
  const gross = net + fee
  const line = {
    reference: `ref-${settlements}`,
    kind: gross < 0n ? ('refund' as const) : ('capture' as const)
  }
  if (given.lines === undefined) await known(line.kind, line.reference, gross < 0n ? -gross : gross)
  const lines = [{ ...line, paymentId: null, gross, fee, net }]
  return { id, provider: 'test', currency: 'EUR', at: db.clock.now(), lines, net, ...given }
}
const record = (settlement: ProviderSettlement) =>
  db.transaction((tx) => recordSettlement(tx, settlement, settings))

test('a settlement is booked when the bank shows it: bank, fees and provider', async () => {
  const settlement = await report(990n)
  const before = await held('provider:test:EUR')
  const costs = await held('provider_cost:test:EUR')
  const recorded = await record(settlement)
  await load(statement([{ minor: 990n, text: `Payment ${settlement.id} of today` }]))
  expect(await held('provider:test:EUR')).toBe(before - 1000n)
  expect(await held('provider_cost:test:EUR')).toBe(costs + 10n)
  expect(await record(settlement)).toMatchObject({ id: recorded.id, settledAt: db.clock.now() })
  await verified()
})

test('money that came before the provider told of it is booked when it does', async () => {
  const settlement = await report(990n)
  const extras = async () =>
    (await differences()).filter(({ kind, currency }) => kind === 'extra' && currency === 'EUR')
  await load(statement([{ minor: 990n, text: settlement.id }]))
  expect(await extras()).toHaveLength(1)
  expect(await record(settlement)).toMatchObject({ settledAt: db.clock.now() })
  expect(await extras()).toHaveLength(0)
  await verified()
})

test('a settlement recorded ten times at once is one', async () => {
  const settlement = await report(100n)
  const answers = await Promise.all(Array.from({ length: 10 }, () => record(settlement)))
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
})

test.each([
  ['amount', [{ minor: 1n, times: 1 }]],
  ['duplicate', [{ minor: 990n, times: 2 }]]
] as const)('a settlement that comes with the wrong %s is named', async (kind, entries) => {
  const settlement = await report(990n)
  const { id } = await record(settlement)
  const lines = entries.flatMap(({ minor, times }) =>
    Array.from({ length: times }, () => ({ minor, text: settlement.id }))
  )
  await load(statement(lines))
  expect(await named(id)).toEqual([kind])
  await verified()
})

test('a settlement of nothing but fees needs no bank', async () => {
  const settlement = await report(0n, 25n)
  const before = await held('provider:test:EUR')
  const recorded = await record(settlement)
  expect(recorded).toMatchObject({ settledAt: db.clock.now(), expectedBy: null })
  expect(await held('provider:test:EUR')).toBe(before - 25n)
  await verified()
})

test('a settlement that a provider takes from our bank is booked the other way round', async () => {
  const settlement = await report(-500n, 5n)
  const before = await held('provider:test:EUR')
  await record(settlement)
  await load(statement([{ minor: -500n, text: settlement.id }]))
  expect(await held('provider:test:EUR')).toBe(before + 495n)
  await verified()
})

test.each([
  ['does_not_add_up', { net: 989n }],
  ['empty', { lines: [] }]
] as const)('a settlement is refused: %s', async (code, wrong) => {
  await expect(record({ ...(await report(990n)), ...wrong })).rejects.toMatchObject({
    code: `payouts.settlement_${code}`
  })
})

test('a settlement with a known name and other content is refused', async () => {
  const settlement = await report(990n)
  await record(settlement)
  await expect(record({ ...(await report(5n)), id: settlement.id })).rejects.toMatchObject({
    code: 'payouts.settlement_differs'
  })
})

test('the lines of a settlement are compared with what we captured, refunded and lost', async () => {
  const line = (kind: 'capture' | 'refund', reference: string, gross: bigint) => ({
    reference,
    kind,
    paymentId: null,
    gross,
    fee: 0n,
    net: gross
  })
  await known('capture', 'right', 100n)
  await known('refund', 'right too', 30n)
  await known('capture', 'less', 95n)
  await known('capture', 'foreign', 5n, 'USD')
  const lines = [
    line('capture', 'right', 100n),
    line('refund', 'right too', -30n),
    line('capture', 'unknown', 7n),
    line('capture', 'less', 90n),
    line('capture', 'foreign', 5n),
    line('capture', 'right', 100n)
  ]
  const { id } = await record(await report(0n, 0n, { lines, net: 272n }))
  expect((await named(id)).sort()).toEqual(['amount', 'currency', 'duplicate', 'extra'])
})

test('settlements are fetched once a day, and captures that were not settled for long are named until they are', async () => {
  await known('capture', 'forgotten', 100n)
  const late = await report(90n, 10n)
  const settled: ProviderSettlement[] = []
  let asked = 0
  const provider = {
    name: 'test',
    settlements: async (since: Date) => {
      asked++
      return settled.filter(({ at }) => at >= since)
    }
  } as unknown as Provider
  const fetching = payoutJobs(settings, new Map([['test', provider]]))
  const start = db.clock.now()
  await passTime(db, fetching, db.clock, later(start, 9 * day))
  expect(asked).toBe(10)
  const about = (reference: string) => differences(`test/${reference}`)
  expect(await about('forgotten')).toEqual([])
  await passTime(db, fetching, db.clock, later(start, 12 * day))
  expect(await about('forgotten')).toMatchObject([{ kind: 'missing', expectedMinor: 100n, since: start }])
  expect(await about(late.lines[0]?.reference ?? '')).toHaveLength(1)
  settled.push({ ...late, at: db.clock.now() })
  await passTime(db, fetching, db.clock, later(start, 14 * day))
  expect(await about('forgotten')).toHaveLength(1)
  expect(await about(late.lines[0]?.reference ?? '')).toEqual([])
  expect(await record({ ...late, at: settled[0]?.at ?? start })).toMatchObject({ reference: late.id })
})

test('a report that contradicts an earlier one is named once and holds up no other', async () => {
  const [first, second] = [await report(50n), await report(60n)]
  await record(first)
  const changed = {
    ...first,
    lines: [...first.lines, ...second.lines],
    net: first.net + second.net,
    at: first.at
  }
  const at = later(db.clock.now(), day)
  const settled = [
    { ...changed, at },
    { ...second, at }
  ]
  const provider = { name: 'other', settlements: async () => settled } as unknown as Provider
  const fetching = payoutJobs(settings, new Map([['other', provider]]))
  await passTime(db, fetching, db.clock, later(db.clock.now(), 3 * day))
  expect(await named(`test/${first.id}`)).toEqual(['amount'])
  expect(await record({ ...second, at })).toMatchObject({ reference: second.id })
})
