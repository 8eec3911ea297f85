import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { passTime, runJobs } from '../api/index.ts'
import { type Currency, day, later, newId } from '../kernel/index.ts'
import { balances, openAccounts, post } from '../ledger/index.ts'
import { createMerchant, merchantAccount, openMerchantAccounts } from '../merchants/index.ts'
import type { Provider, ProviderSettlement } from '../payments/index.ts'
import { findDocument, listLines } from './bank-store.ts'
import { checks } from './checks.ts'
import { listDifferences } from './difference-store.ts'
import { importStatements } from './import-statement.ts'
import { payoutJobs } from './jobs.ts'
import { requestPayouts } from './make-payouts.ts'
import { paymentInformationId } from './pain.ts'
import type { Payout } from './payout.ts'
import { recordSettlement } from './record-settlement.ts'
import { resolveDifference } from './resolve-difference.ts'
import { type BankEntry, type BankMood, bookOrders, readPain, writeCamt } from './sandbox-bank.ts'
import { setPayoutProfile } from './set-profile.ts'
import { sandboxSettings as settings } from './settings.ts'
import { findPayout } from './store.ts'
import { markBankFileSent, writeBankFiles } from './write-bank-file.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const jobs = payoutJobs(settings)

let made = 0
const account = { holder: 'Ada Lovelace', iban: 'GB29NWBK60161331926819' }
const legOf = (id: `trf_${string}`, minor: bigint) => ({ id, type: 'plain' as const, code: 'test', minor })

/** Merchants with this much each, paid out, in a file that was sent. */
async function sent(minors: readonly bigint[], currency: Currency = 'EUR') {
  const payouts = await db.transaction(async (tx) => {
    await openAccounts(tx, [{ id: `provider:test:${currency}`, side: 'debit', floor: null }])
    const found: Payout[] = []
    for (const minor of minors) {
      const reference = `b${++made}`
      const { id } = await createMerchant(tx, { reference, displayName: reference, payoutCurrency: currency })
      await setPayoutProfile(tx, id, { schedule: { every: 'demand' }, bankAccount: account }, settings)
      const way = { debit: `provider:test:${currency}`, credit: merchantAccount(id, currency) } as const
      await post(tx, { id: tx.newId('txn'), legs: [{ ...legOf(tx.newId('trf'), minor), ...way }] })
      found.push(...(await requestPayouts(tx, id, null, settings)))
    }
    return found
  })
  const { files } = await db.transaction((tx) => writeBankFiles(tx, settings, 'all'))
  const [file] = files
  if (file === undefined) throw new Error('a file was written')
  await db.transaction((tx) => markBankFileSent(tx, file.id, settings))
  const order = readPain((await db.transaction((tx) => findDocument(tx, file.id))) ?? '')
  return { payouts, order, file }
}

const closings = new Map<Currency, bigint>()
const sequences = new Map<Currency, number>()
/** The bank's next statement. */
function statement(entries: readonly BankEntry[], currency: Currency = 'EUR'): string {
  const opening = closings.get(currency) ?? 1_000_000n
  closings.set(
    currency,
    entries.reduce((sum, { minor }) => sum + minor, opening)
  )
  const head = { iban: settings.debtor.iban, currency, at: db.clock.now(), opening }
  const sequence = (sequences.get(currency) ?? 0) + 1
  sequences.set(currency, sequence)
  return writeCamt({ ...head, id: `ST-${currency}-${sequence}`, sequence: BigInt(sequence) }, entries)
}

const load = (text: string) => db.transaction((tx) => importStatements(tx, text, settings))
const held = (id: Parameters<typeof balances>[1][number]) =>
  db.transaction(async (tx) => (await balances(tx, [id])).get(id)?.posted ?? 0n)
const find = (payout: Payout | undefined) => db.transaction((tx) => findPayout(tx, payout?.id ?? 'pot_'))
const differences = (subject?: string) =>
  db.transaction((tx) => listDifferences(tx, { state: 'open', subject }, '', 100))
const named = async (subject?: string) => (await differences(subject)).map(({ kind }) => kind)

async function verified() {
  for (const check of checks) {
    expect(await db.snapshot((tx) => check.run(tx)), check.name).toMatchObject({ differences: [] })
  }
}

/** Lets the bank book a sent file in this mood, and imports its statement. */
async function booked(
  minors: readonly bigint[],
  mood: (payouts: readonly Payout[]) => BankMood = () => ({})
) {
  const { payouts, order } = await sent(minors)
  await load(statement(bookOrders([order], mood(payouts))))
  return payouts
}
const e2e = (payout: Payout | undefined) => payout?.endToEndId ?? ''

test('a booked payout is settled: its money has left us', async () => {
  const [payout] = await booked([1999n])
  expect(await find(payout)).toMatchObject({ state: 'settled', expectedBy: null })
  expect(await held(`payout:${payout?.id ?? 'pot_'}:EUR`)).toBe(0n)
  expect(await named(payout?.id)).toEqual([])
  await verified()
})

test('a returned payout puts the money back and says why', async () => {
  const [payout, other] = await booked([1999n, 2000n], ([first]) => ({
    returned: new Map([[e2e(first), 'AC04']])
  }))
  expect(await find(payout)).toMatchObject({
    state: 'returned',
    returned: { code: 'AC04', text: 'The account has been closed.' }
  })
  expect(await find(other)).toMatchObject({ state: 'settled' })
  expect(await held(merchantAccount(payout?.merchantId ?? 'mer_', 'EUR'))).toBe(1999n)
  await expect(
    db.transaction((tx) => requestPayouts(tx, payout?.merchantId ?? 'mer_', null, settings))
  ).rejects.toMatchObject({ code: 'payouts.blocked' })
  await verified()
})

test('a payout may come back weeks later', async () => {
  const [payout] = await booked([500n])
  db.clock.advance(20 * day)
  await load(statement([{ minor: 500n, endToEndId: e2e(payout), returnCode: 'MD07' }]))
  expect(await find(payout)).toMatchObject({ state: 'returned', returned: { code: 'MD07' } })
  await verified()
})

test('the same statement imported ten times at once counts once, and is answered alike', async () => {
  const { payouts, order } = await sent([777n])
  const text = statement(bookOrders([order]))
  const answers = await Promise.all(Array.from({ length: 10 }, () => load(text)))
  expect(new Set(answers.map(([answer]) => answer?.id)).size).toBe(1)
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(await find(payouts[0])).toMatchObject({ state: 'settled' })
  expect(await named(payouts[0]?.id)).toEqual([])
  await verified()
})

test('a statement with a known id and other content is refused', async () => {
  const text = statement([])
  await load(text)
  await expect(load(text.replaceAll('CRDT', 'DBIT'))).rejects.toMatchObject({
    code: 'payouts.statement_differs'
  })
})

test('a file with one bad statement imports none', async () => {
  const good = statement([])
  const bad = /<Stmt>[^]*<\/Stmt>/
    .exec(good)?.[0]
    ?.replace('<Id>ST', '<Id>BAD')
    .replace(
      '<Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">',
      '<Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1'
    )
  const before = await db.superuser('select count(*) from payouts_statement')
  await expect(load(good.replace('</BkToCstmrStmt>', `${bad}</BkToCstmrStmt>`))).rejects.toMatchObject({
    code: 'payouts.statement_does_not_add_up'
  })
  expect(await db.superuser('select count(*) from payouts_statement')).toEqual(before)
  await load(good)
})

test("a statement of another account is refused without showing that account's number", async () => {
  const text = statement([])
  await load(text)
  await expect(load(text.replaceAll(settings.debtor.iban, account.iban))).rejects.toMatchObject({
    code: 'payouts.statement_account_unknown',
    details: { ending: '6819' }
  })
})

test('a collective entry settles each of its payouts', async () => {
  const { payouts, order } = await sent([100n, 200n, 300n])
  const details = bookOrders([order]).map(({ minor, endToEndId = '' }) => ({ minor, endToEndId }))
  await load(statement([{ minor: -600n, details }]))
  for (const payout of payouts) expect(await find(payout)).toMatchObject({ state: 'settled' })
  await verified()
})

test('a payment block that is booked in one sum settles all that is in its file', async () => {
  const { payouts, file } = await sent([100n, 200n])
  await load(statement([{ minor: -300n, paymentInformationId: paymentInformationId(file.messageId) }]))
  for (const payout of payouts) expect(await find(payout)).toMatchObject({ state: 'settled' })
  await verified()
})

test.each([
  ['amount', (id: string) => ({ wrongAmount: new Map([[id, 1n]]) }), 'sent'],
  ['duplicate', (id: string) => ({ duplicate: new Set([id]) }), 'settled']
] as const)(
  '%s: the difference is named, and the money waits among the unmatched',
  async (kind, mood, state) => {
    const [payout] = await booked([900n], ([first]) => mood(e2e(first)))
    expect(await find(payout)).toMatchObject({ state })
    expect(await named(payout?.id)).toEqual([kind])
    await verified()
  }
)

test('missing: a payout that the bank does not book is named after its days, with its age, once', async () => {
  const [payout] = await booked([900n], ([first]) => ({ missing: new Set([e2e(first)]) }))
  expect(await named(payout?.id)).toEqual([])
  db.clock.advance(settings.expectedDays * day)
  await runJobs(db, jobs)
  await runJobs(db, jobs)
  expect(await differences(payout?.id)).toMatchObject([{ kind: 'missing', expectedMinor: -900n }])
  // It comes at last.
  await load(statement([{ minor: -900n, endToEndId: e2e(payout) }]))
  expect(await named(payout?.id)).toEqual([])
  expect(await find(payout)).toMatchObject({ state: 'settled' })
  await verified()
})

test('currency: a payout booked in another currency is named', async () => {
  const { payouts, order } = await sent([400n])
  const [entry] = bookOrders([order])
  await load(statement([{ ...entry, minor: -400n }], 'USD'))
  expect(await named(payouts[0]?.id)).toEqual(['currency'])
  expect(await find(payouts[0])).toMatchObject({ state: 'sent' })
  await verified()
})

test('extra: money that nobody expects is kept apart until an operator says where it belongs', async () => {
  const [answer] = await load(statement([{ minor: 4200n, text: 'Thanks' }]))
  const [line] = await db.transaction((tx) => listLines(tx, answer?.id ?? 'stm_', 0, 10))
  const [extra] = await differences(line?.id)
  expect(extra).toMatchObject({ kind: 'extra', unmatchedMinor: 4200n })
  const id = extra?.id ?? 'dif_'
  const resolve = (how: Parameters<typeof resolveDifference>[2]) =>
    db.transaction((tx) => resolveDifference(tx, id, how))
  await expect(resolve({ as: 'noted', reason: 'Looks fine.' })).rejects.toMatchObject({
    code: 'payouts.resolution_unfit'
  })
  const before = await held('unmatched:bank:EUR')
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => resolve({ as: 'written_off', reason: 'A gift.' }))
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await held('unmatched:bank:EUR')).toBe(before - 4200n)
  await expect(resolve({ as: 'written_off', reason: 'Again.' })).rejects.toMatchObject({
    code: 'payouts.difference_resolved'
  })
  await verified()
})

test('an operator can say which payout an entry was, and what it leaves over is written off', async () => {
  const [payout] = await booked([900n], ([first]) => ({ wrongAmount: new Map([[e2e(first), 895n]]) }))
  const [off] = await differences(payout?.id)
  const written = await held('unmatched:written_off:EUR')
  await db.transaction((tx) =>
    resolveDifference(tx, off?.id ?? 'dif_', {
      as: 'payout',
      payoutId: payout?.id ?? 'pot_',
      reason: 'Typo.'
    })
  )
  expect(await find(payout)).toMatchObject({ state: 'settled' })
  expect(await held('unmatched:written_off:EUR')).toBe(written + 5n)
  await verified()
})

test('an operator can give unmatched money to a merchant', async () => {
  const { payouts } = await sent([50n])
  const merchantId = payouts[0]?.merchantId ?? 'mer_'
  const [answer] = await load(statement([{ minor: 70n }]))
  const [line] = await db.transaction((tx) => listLines(tx, answer?.id ?? 'stm_', 0, 1))
  const [extra] = await differences(line?.id)
  await db.transaction(async (tx) => {
    await openMerchantAccounts(tx, merchantId, ['EUR'])
    await resolveDifference(tx, extra?.id ?? 'dif_', {
      as: 'merchant',
      merchantId,
      reason: 'Sent back by hand.'
    })
  })
  expect(await held(merchantAccount(merchantId, 'EUR'))).toBe(70n)
  await verified()
})

test('a statement that is missing in the chain is named, and resolved when it comes', async () => {
  const head = { iban: settings.debtor.iban, currency: 'CHF' as const, at: db.clock.now() }
  const day3 = new Date(db.clock.now().getTime() + 2 * day)
  const day2 = new Date(db.clock.now().getTime() + day)
  const one = writeCamt({ ...head, id: 'C1', sequence: 1n, opening: 0n }, [])
  const two = writeCamt({ ...head, at: day2, id: 'C2', sequence: 2n, opening: 0n }, [{ minor: 5n }])
  const three = writeCamt({ ...head, at: day3, id: 'C3', sequence: 3n, opening: 5n }, [])
  await load(one)
  const [third] = await load(three)
  expect(await named(third?.id)).toEqual(['missing'])
  await load(two)
  expect(await named(third?.id)).toEqual([])
  const overlap = writeCamt({ ...head, at: day3, id: 'C3b', sequence: 3n, opening: 4n }, [])
  const [again] = await load(overlap)
  expect(await named(again?.id)).toEqual(['duplicate'])
  await verified()
})

// Settlements of providers.
let settlements = 0

/** As if we had captured this, or given it back. */
async function known(kind: 'capture' | 'refund', reference: string, minor: bigint, currency = 'EUR') {
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
  const before = await held('provider:test:EUR')
  const costs = await held('provider_cost:test:EUR')
  const settlement = await report(990n)
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

test('a settlement that a provider takes from our bank is booked the other way round', async () => {
  const before = await held('provider:test:EUR')
  const settlement = await report(-500n, 5n)
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

test('what verify looks at shows when somebody tampers', async () => {
  await verified()
  await db.superuser(
    `update payouts_file set document = document || ' ' where id = (select min(id) from payouts_file)`
  )
  await db.superuser(`update payouts_statement set closing_minor = closing_minor + 1
    where id = (select min(id) from payouts_statement)`)
  await db.superuser(`update payouts_payout set state = 'sent' where id = (
    select min(id) from payouts_payout where state = 'settled')`)
  const broken: string[] = []
  for (const check of checks) {
    if ((await db.snapshot((tx) => check.run(tx))).differences.length > 0) broken.push(check.name)
  }
  expect(broken).toEqual([
    'payouts.on_their_way',
    'payouts.bank_equals_statements',
    'payouts.bank_files_are_unchanged'
  ])
})
