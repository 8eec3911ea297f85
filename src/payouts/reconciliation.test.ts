import { afterAll, expect, test } from 'vitest'
import { testBank } from '../../test/bank.ts'
import { testDatabase } from '../../test/database.ts'
import { createMarketplace } from '../../test/marketplace.ts'
import { day, later } from '../kernel/index.ts'
import type { Payout } from './payout.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const { sent, statement, load, booked, differences, find, verified } = testBank(db)
const { server, makeKey } = createMarketplace(db)
const { secret } = await makeKey('operator')

// oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into freely here
type Json = any
let asked = 0

async function call(path: string, body?: object | string): Promise<Json> {
  const type = typeof body === 'string' ? 'application/xml' : 'application/json'
  const answer = await server.fetch(
    new Request(`http://kontor${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${secret}`,
        ...(body !== undefined && { 'content-type': type, 'idempotency-key': `reconciliation-${++asked}` })
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
    })
  )
  return answer.json()
}
const e2e = (payout: Payout | undefined) => payout?.endToEndId ?? ''
const eur = (amount: number) => ({ amount, currency: 'EUR' })

test('a difference shows its statement, and what the bank says of its line', async () => {
  const [imported] = await load(
    statement([
      { minor: 4200n, text: 'Thanks from Köln' },
      { minor: -7n, endToEndId: 'NOT-OURS' }
    ])
  )
  const { items } = await call('/v1/differences?state=open')
  // Ids of one moment stand in no order.
  const byText = Object.groupBy(items as Json[], ({ bankText }) => bankText)
  expect(byText).toMatchObject({
    'Thanks from Köln': [{ kind: 'extra', statementId: imported?.id }],
    'NOT-OURS': [{ kind: 'extra', statementId: imported?.id }]
  })
})

test('what a resolution would move is said before: what is placed, and what is written off', async () => {
  const [low, high] = await booked([900n, 800n], ([first, second]) => ({
    wrongAmount: new Map([
      [e2e(first), 895n],
      [e2e(second), 803n]
    ])
  }))
  const resolution = async (payout: Payout | undefined, query: string, body: object) => {
    const [off] = await differences(payout?.id)
    return call(`/v1/differences/${off?.id}/resolution${query}`, { reason: 'Typo.', ...body })
  }
  const asPayout = { as: 'payout', payoutId: low?.id }
  const settles = { state: 'resolved', unmatched: eur(-895), placed: eur(-900), writtenOff: eur(5) }
  expect(await resolution(low, '?preview=true', asPayout)).toMatchObject(settles)
  expect(await resolution(low, '?preview=true', { as: 'written_off' })).toMatchObject({
    placed: eur(0),
    writtenOff: eur(-895)
  })
  expect(
    await resolution(low, '?preview=true', { as: 'merchant', merchantId: low?.merchantId })
  ).toMatchObject({ code: 'ledger.funds_insufficient' })
  expect(await find(low)).toMatchObject({ state: 'sent' })
  expect(await resolution(low, '', asPayout)).toMatchObject(settles)
  expect(await find(low)).toMatchObject({ state: 'settled' })
  expect(await resolution(high, '', { as: 'payout', payoutId: high?.id })).toMatchObject({
    placed: eur(-800),
    writtenOff: eur(-3)
  })
  await verified()
})

test('the lines of a statement are listed by whether they were recognised, with what the others are', async () => {
  const { payouts } = await sent([11n, 12n])
  const ours = payouts.map((payout) => ({ minor: -payout.amount.minor, endToEndId: e2e(payout) }))
  const strange = [1n, 2n, 3n].map((minor) => ({ minor, text: `unknown ${minor}` }))
  const [imported] = await load(statement([...strange, ...ours]))
  const lines = `/v1/statements/${imported?.id}/lines`
  expect((await call(`${lines}?matched=true`)).items).toMatchObject([{ kind: 'payout' }, { kind: 'payout' }])
  const first = await call(`${lines}?matched=false&include=difference&limit=2`)
  expect(first.items).toMatchObject([
    { text: 'unknown 1', difference: { kind: 'extra', state: 'open', unmatched: eur(1) } },
    { text: 'unknown 2', difference: { kind: 'extra' } }
  ])
  const second = await call(`${lines}?matched=false&limit=2&cursor=${first.next}`)
  expect(second).toMatchObject({ items: [{ text: 'unknown 3' }], next: null })
  expect(second.items[0]).not.toHaveProperty('difference')
  expect((await call(`${lines}?include=difference`)).items[4]).toMatchObject({ difference: null })
  expect(await call(`${lines}?matched=true&cursor=${first.next}`)).toMatchObject({
    code: 'http.cursor_invalid'
  })
})

test('differences are counted by the day on which they began and by what became of them, however many there are', async () => {
  const before = await call('/v1/differences/days?from=2020-01-01&to=2020-01-31')
  const rows = (day: string, first: number, many: number, resolved: boolean) => `
    insert into payouts_difference (id, kind, subject, currency, detail, since, found_at, state, resolution, reason,
      resolved_by, resolved_at)
    select 'dif_${first}' || lpad(n::text, 25, '0'), 'extra', 'x', 'EUR', 'x', '${day}'::timestamptz, now(),
      ${resolved ? `'resolved', 'noted', 'x', 'x', now()` : `'open', null, null, null, null`}
    from generate_series(1, ${many}) n`
  await db.superuser(rows('2020-01-01T00:00:00Z', 1, 150, false))
  await db.superuser(rows('2020-01-31T23:59:59Z', 2, 120, false))
  await db.superuser(rows('2020-01-31T00:00:00Z', 3, 130, true))
  await db.superuser(rows('2020-02-01T00:00:00Z', 4, 5, false))
  expect(await call('/v1/differences/days?from=2020-01-01&to=2020-01-31')).toEqual({
    open: before.open + 275,
    days: [
      { day: '2020-01-01', open: 150, resolved: 0 },
      { day: '2020-01-31', open: 120, resolved: 130 }
    ]
  })
  for (const wrong of ['from=2020-01-02&to=2020-01-01', 'from=2020-01-01&to=2021-01-01', 'from=today&to=now'])
    expect(await call(`/v1/differences/days?${wrong}`)).toMatchObject({ code: 'http.query_invalid' })
})

test('an import says which of its statements were known', async () => {
  const text = statement([{ minor: 5n }])
  const first = await call('/v1/statements', text)
  expect(first).toMatchObject({ statements: [{ lines: 1, matched: 0 }], known: [] })
  expect(await call('/v1/statements', text)).toEqual({ ...first, known: [first.statements[0].id] })
})

test('which files would be written is said before, and nothing is written', async () => {
  const { payouts } = await sent([21n])
  expect(await call('/v1/bank-files?preview=true', {})).toEqual({ bankFiles: [] })
  const [payout] = payouts
  await db.superuser(`update payouts_payout set state = 'planned', file_id = null where id = '${payout?.id}'`)
  expect(await call('/v1/bank-files?preview=true', {})).toMatchObject({
    bankFiles: [{ transactions: 1, controlSum: eur(21) }]
  })
  expect(await find(payout)).toMatchObject({ state: 'planned', fileId: null })
})

test('a settlement that cannot be, by its amount or its moment, is refused', async () => {
  const line = { reference: 'ref-1', kind: 'fee', paymentId: null, fee: 0 }
  const report = (net: number, at = db.clock.now()) =>
    call('/v1/provider-settlements', {
      id: `STL-${net}`,
      provider: 'sandbox',
      currency: 'EUR',
      at: at.toISOString(),
      net,
      lines: [{ ...line, gross: net, net }]
    })
  expect(await report(2 ** 53 - 1)).toMatchObject({ code: 'http.body_invalid' })
  expect(await report(5, later(db.clock.now(), 2 * day))).toMatchObject({
    code: 'payouts.settlement_to_come',
    detail: expect.stringMatching(/^Settlement STL-5 is of .*, which is still to come/)
  })
  expect(await report(5)).toMatchObject({ reference: 'STL-5', net: { amount: 5 } })
})
