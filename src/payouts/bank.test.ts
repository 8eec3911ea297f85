import { afterAll, expect, test } from 'vitest'
import { testBank } from '../../test/bank.ts'
import { testDatabase } from '../../test/database.ts'
import { runJobs } from '../api/index.ts'
import { day } from '../kernel/index.ts'
import { merchantAccount, openAccountsOfMerchants } from '../merchants/index.ts'
import { listLines } from './bank-store.ts'
import { checks } from './checks.ts'
import { payoutJobs } from './jobs.ts'
import { requestPayouts } from './make-payouts.ts'
import { paymentInformationId } from './pain.ts'
import type { Payout } from './payout.ts'
import { resolveDifference } from './resolve-difference.ts'
import { bookOrders, writeCamt } from './sandbox-bank.ts'
import { sandboxSettings as settings } from './settings.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const jobs = payoutJobs(settings)
const { sent, statement, load, booked, differences, named, held, find, verified } = testBank(db)
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
  await expect(load(text.replaceAll(settings.debtor.iban, 'GB29NWBK60161331926819'))).rejects.toMatchObject({
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

test('currency: a payment block booked in another currency is named, and the rest of the statement counts', async () => {
  const { payouts, file } = await sent([100n, 300n])
  const block = paymentInformationId(file.messageId)
  const [answer] = await load(
    statement([{ minor: -400n, paymentInformationId: block }, { minor: 0n }], 'USD')
  )
  expect(answer).toMatchObject({ lines: 2, matched: 1 })
  expect(await named(file.id)).toEqual(['currency'])
  for (const payout of payouts) expect(await find(payout)).toMatchObject({ state: 'sent' })
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

test('a payout that an operator finds in unknown entries is told as one that the statement names, once', async () => {
  const [named, found] = (await sent([300n, 300n])).payouts
  const told = (payout: Payout | undefined) =>
    db.superuser('select type, owner, data from audit_event where subject = $1 order by no offset 1', [
      payout?.id
    ])
  await load(statement([{ minor: -300n, endToEndId: e2e(named) }]))
  await load(statement([{ minor: 300n, endToEndId: e2e(named) }]))
  for (const minor of [-300n, 300n]) {
    const [answer] = await load(statement([{ minor, text: 'garbled' }]))
    const [line] = await db.transaction((tx) => listLines(tx, answer?.id ?? 'stm_', 0, 1))
    const [extra] = await differences(line?.id)
    const how = { as: 'payout', payoutId: found?.id ?? 'pot_', reason: 'Found.' } as const
    await db.transaction((tx) => resolveDifference(tx, extra?.id ?? 'dif_', how))
  }
  expect(await find(found)).toMatchObject({ state: 'returned' })
  const data = { amount: 300, currency: 'EUR' }
  const events = [
    { type: 'payout.settled', owner: found?.merchantId, data },
    { type: 'payout.returned', owner: found?.merchantId, data: { ...data, code: null } }
  ]
  expect(await told(found)).toEqual(events)
  expect(await told(named)).toEqual(events.map((event) => ({ ...event, owner: named?.merchantId })))
  await verified()
})

test('what came in is no returned payout where it is more than was paid out', async () => {
  const [payout] = await booked([60n])
  const [answer] = await load(statement([{ minor: 61n }]))
  const [line] = await db.transaction((tx) => listLines(tx, answer?.id ?? 'stm_', 0, 1))
  const [extra] = await differences(line?.id)
  const resolution = { as: 'payout', payoutId: payout?.id ?? 'pot_', reason: 'It looks like it.' } as const
  await expect(
    db.transaction((tx) => resolveDifference(tx, extra?.id ?? 'dif_', resolution))
  ).rejects.toMatchObject({
    code: 'payouts.resolution_unfit',
    message: expect.stringContaining('more came in')
  })
  expect(await find(payout)).toMatchObject({ state: 'settled' })
  await verified()
})

test('an operator can give unmatched money to a merchant', async () => {
  const { payouts } = await sent([50n])
  const merchantId = payouts[0]?.merchantId ?? 'mer_'
  const [answer] = await load(statement([{ minor: 70n }]))
  const [line] = await db.transaction((tx) => listLines(tx, answer?.id ?? 'stm_', 0, 1))
  const [extra] = await differences(line?.id)
  await db.transaction(async (tx) => {
    await openAccountsOfMerchants(tx, [{ merchantId, currency: 'EUR', book: 'main' }])
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
