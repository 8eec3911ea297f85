import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../src/api/index.ts'
import { bookRefusal } from '../src/books/index.ts'
import { derivedId, later, newId, second } from '../src/kernel/index.ts'
import { type AccountId, checks, ledgerRoutes, openAccounts } from '../src/ledger/index.ts'
import { createLog, createServer, type Server } from '../src/server/index.ts'
import { type TestDatabase, testDatabase } from './database.ts'

let db: TestDatabase
let server: Server
beforeAll(async () => {
  db = await testDatabase()
  const permissions = new Set(['ledger.read', 'ledger.write', 'ledger.control'])
  const actor: Actor = { id: 'key_test', kind: 'operator', permissions, merchantId: null, buyerId: null }
  const log = createLog('silent', { write: () => {} })
  const limits = { keyRatePerSecond: 1e6, keyBurst: 1e6, addressRatePerSecond: 1e6, addressBurst: 1e6 }
  server = createServer({
    db,
    routes: ledgerRoutes(bookRefusal),
    authenticate: async () => actor,
    log,
    version: 'test',
    limits
  })
})
afterAll(() => db.drop())

type Json = Record<string, unknown>

async function call(
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  key = newId('key', db.clock.now())
) {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const headers = { authorization: 'Bearer x', 'content-type': 'application/json', 'idempotency-key': key }
  const answer = await server.fetch(
    new Request(`http://kontor/v1/ledger${path}`, { method, headers, ...sent })
  )
  return { status: answer.status, body: (await answer.json()) as Json }
}

const id = (prefix: 'txn' | 'trf') => newId(prefix, db.clock.now())
const cny = (amount: unknown) => ({ amount, currency: 'CNY' })

let count = 0
async function open(side = 'credit', floor: unknown = cny(0), kind = 'wallet'): Promise<AccountId> {
  const account: AccountId = `${kind}:api${count++}:CNY`
  const answer = await call('POST', '/accounts', { id: account, side, floor })
  expect(answer.status).toBe(201)
  return account
}

const leg = (debit: AccountId, credit: AccountId, amount: unknown = cny(100), more: Json = {}) => {
  return { id: id('trf'), type: 'plain', debit, credit, amount, code: 'test', ...more }
}
const transaction = (...legs: Json[]) => ({ id: id('txn'), legs })

describe('ids that a caller chooses', () => {
  test('may not be of the kind that Kontor derives for acts of its own', async () => {
    const till = await open('debit', null)
    const wallet = await open()
    const derived = (prefix: 'txn' | 'trf') => derivedId(prefix, 'escrow.release', wallet)
    for (const body of [
      { id: derived('txn'), legs: [] },
      transaction({ ...leg(till, wallet), id: derived('trf') })
    ]) {
      const answer = await call('POST', '/transactions', body)
      expect(answer).toMatchObject({ status: 400, body: { code: 'http.body_invalid' } })
      expect((await call('GET', `/transactions/${body.id}`)).status).toBe(404)
    }
  })
})

describe('accounts', () => {
  test('may be overdrawn by 2^52 at most, so that what is available is always an amount', async () => {
    const till = await open('debit', null)
    const deep: AccountId = `wallet:api${count++}:CNY`
    const below = await call('POST', '/accounts', { id: deep, side: 'credit', floor: cny(-(2 ** 52) - 1) })
    expect(below).toMatchObject({ status: 422, body: { code: 'ledger.floor_malformed' } })
    expect(
      (await call('POST', '/accounts', { id: deep, side: 'credit', floor: cny(-(2 ** 52)) })).status
    ).toBe(201)
    expect((await call('POST', '/transactions', transaction(leg(till, deep, cny(1))))).status).toBe(201)
    const shown = await call('GET', `/accounts/${encodeURIComponent(deep)}`)
    expect(shown).toMatchObject({ status: 200, body: { available: cny(2 ** 52 + 1) } })
    expect((await call('POST', `/accounts/${encodeURIComponent(deep)}/freeze`)).status).toBe(200)
  })

  test('are opened, shown and listed with their balances', async () => {
    const till = await open('debit', null)
    const wallet = await open()
    await call('POST', '/transactions', transaction(leg(till, wallet)))
    const shown = await call('GET', `/accounts/${encodeURIComponent(wallet)}`)
    expect(shown).toEqual({
      status: 200,
      body: {
        id: wallet,
        book: 'main',
        kind: 'wallet',
        owner: wallet.split(':')[1],
        side: 'credit',
        floor: cny(0),
        state: 'open',
        managed: false,
        at: db.clock.now().toISOString(),
        balance: cny(100),
        held: cny(0),
        available: cny(100)
      }
    })
    const listed = await call('GET', `/accounts?prefix=${till}&limit=1`)
    expect(listed.body).toMatchObject({ items: [{ id: till, floor: null, available: null }], next: null })
  })

  test.each([
    ['a kind of Kontor', { id: 'escrow:mine:CNY', side: 'credit', floor: null }, 422, 'ledger.kind_reserved'],
    [
      'a floor above zero',
      { id: 'wallet:up:CNY', side: 'credit', floor: cny(1) },
      422,
      'ledger.floor_malformed'
    ],
    [
      'a floor in another currency',
      { id: 'wallet:up:USD', side: 'credit', floor: cny(0) },
      422,
      'ledger.floor_malformed'
    ],
    ['no such currency', { id: 'wallet:up:XXX', side: 'credit', floor: null }, 400, 'http.body_invalid'],
    ['a name with a blank', { id: 'wallet:u p:CNY', side: 'credit', floor: null }, 400, 'http.body_invalid'],
    ['no side', { id: 'wallet:up:CNY', floor: null }, 400, 'http.body_invalid']
  ])('are not opened with %s', async (_, body, status, code) => {
    const answer = await call('POST', '/accounts', body)
    expect([answer.status, answer.body['code']]).toEqual([status, code])
  })

  test('are opened again in the same form only', async () => {
    const wallet = await open()
    expect((await call('POST', '/accounts', { id: wallet, side: 'credit', floor: cny(0) })).status).toBe(201)
    const other = await call('POST', '/accounts', { id: wallet, side: 'credit', floor: null })
    expect([other.status, other.body['code']]).toEqual([409, 'ledger.account_differs'])
  })

  test('stand at past moments as they stood, and page through their statement', async () => {
    const [till, wallet] = [await open('debit', null), await open()]
    const path = `/accounts/${encodeURIComponent(wallet)}`
    const before = db.clock.now().toISOString()
    for (let i = 1; i <= 5; i++) {
      db.clock.advance(1000)
      await call('POST', '/transactions', transaction(leg(till, wallet, cny(i), { subject: `order-${i}` })))
    }
    expect((await call('GET', `${path}?at=${before}`)).body).toMatchObject({ balance: cny(0), at: before })
    const first = await call('GET', `${path}/statement?limit=2`)
    expect(first.body['items']).toMatchObject([
      { amount: cny(1), change: cny(1), balance: cny(1), other: till, subject: 'order-1', side: 'credit' },
      { amount: cny(2), change: cny(2), balance: cny(3), hold: null, type: 'plain', code: 'test' }
    ])
    const second = await call('GET', `${path}/statement?limit=2&cursor=${String(first.body['next'])}`)
    expect(second.body['items']).toMatchObject([{ balance: cny(6) }, { balance: cny(10) }])
    const third = await call('GET', `${path}/statement?limit=2&cursor=${String(second.body['next'])}`)
    expect(third.body).toMatchObject({ items: [{ balance: cny(15) }], next: null })
    const wrong = await call('GET', `${path}/statement?cursor=${String(first.body['next'])}&from=${before}`)
    expect(wrong.body['code']).toBe('http.cursor_invalid')
    const forged = Buffer.from('{"after":"x y","filters":"z"}').toString('base64url')
    expect((await call('GET', `${path}/statement?cursor=${forged}`)).status).toBe(400)
  })

  test.each(['/accounts/till:main:CNY', '/trial-balance', '/trial-balance.csv'])(
    'are not shown as of a moment to come: %s',
    async (path) => {
      await call('POST', '/accounts', { id: 'till:main:CNY', side: 'debit', floor: null })
      const at = async (aheadMs: number) => {
        const moment = later(db.clock.now(), aheadMs).toISOString()
        const headers = { authorization: 'Bearer x' }
        const answer = await server.fetch(
          new Request(`http://kontor/v1/ledger${path}?at=${moment}`, { headers })
        )
        return [answer.status, await answer.text()]
      }
      expect(await at(11 * second)).toEqual([
        400,
        expect.stringMatching(/ledger\.moment_to_come.*not known yet/s)
      ])
      // Machines whose clocks differ a little see each other's entries.
      for (const near of [9 * second, 0, -1]) expect((await at(near))[0]).toBe(200)
    }
  )

  test('are frozen, unfrozen and closed', async () => {
    const wallet = await open()
    const act = async (verb: string) => {
      const { status, body } = await call('POST', `/accounts/${encodeURIComponent(wallet)}/${verb}`)
      return [status, body['state'] ?? body['code']]
    }
    expect(await act('freeze')).toEqual([200, 'frozen'])
    expect(await act('unfreeze')).toEqual([200, 'open'])
    expect(await act('close')).toEqual([200, 'closed'])
    expect(await act('freeze')).toEqual([422, 'ledger.account_closed'])
  })

  test.each(['', '/statement'])('that do not exist are not found%s', async (more) => {
    const answer = await call('GET', `/accounts/wallet:nobody:CNY${more}`)
    expect([answer.status, answer.body['code']]).toEqual([404, 'ledger.account_unknown'])
  })
})

describe('transactions', () => {
  test('are posted, answered again in the same words, and read back', async () => {
    const [till, wallet] = [await open('debit', null), await open()]
    const body = transaction(leg(till, wallet))
    const first = await call('POST', '/transactions', body)
    db.clock.advance(1000)
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({
      result: 'posted',
      legs: [{ amount: cny(100), debit: till, credit: wallet }]
    })
    expect(await call('POST', '/transactions', body)).toEqual(first)
    const read = await call('GET', `/transactions/${body.id}`)
    expect(read.body).toEqual({
      book: 'main',
      outcome: first.body,
      reverses: null,
      reversedBy: null,
      fx: null
    })
  })

  test('that are refused are answered 422, and refused again when they would pass by now', async () => {
    const [till, wallet, other] = [await open('debit', null), await open(), await open()]
    const body = transaction(leg(wallet, other))
    const first = await call('POST', '/transactions', body)
    expect(first.status).toBe(422)
    expect(first.body).toMatchObject({ code: 'ledger.funds_insufficient', status: 422 })
    await call('POST', '/transactions', transaction(leg(till, wallet)))
    const again = await call('POST', '/transactions', body)
    expect({ ...again.body, requestId: null }).toEqual({ ...first.body, requestId: null })
    expect((await call('GET', `/transactions/${body.id}`)).body).toMatchObject({
      outcome: { result: 'refused', refusal: { code: 'ledger.funds_insufficient', leg: 0 } }
    })
    const changed = await call('POST', '/transactions', { ...body, legs: [] })
    expect([changed.status, changed.body['code']]).toEqual([409, 'ledger.transaction_differs'])
  })

  test.each([
    ['zero', cny(0), 422, 'ledger.amount_zero'],
    ['a negative amount', cny(-5), 422, 'ledger.amount_negative'],
    ['a fraction', cny(1.5), 422, 'ledger.amount_fractional'],
    ['2^53', cny(2 ** 53), 422, 'ledger.amount_too_large'],
    ['another currency', { amount: 5, currency: 'USD' }, 422, 'ledger.currency_differs'],
    ['a text', cny('5'), 400, 'http.body_invalid'],
    ['null, as which NaN and Infinity travel', cny(NaN), 400, 'http.body_invalid'],
    ['a bare number', 5, 400, 'http.body_invalid']
  ])('of %s are refused by name', async (_, amount, status, code) => {
    const [till, wallet] = [await open('debit', null), await open()]
    const answer = await call('POST', '/transactions', transaction(leg(till, wallet, amount)))
    expect([answer.status, answer.body['code']]).toEqual([status, code])
  })

  test('with an exponent are refused', async () => {
    const [till, wallet] = [await open('debit', null), await open()]
    const text = JSON.stringify(transaction(leg(till, wallet, cny(7777)))).replace('7777', '1e3')
    const answer = await call('POST', '/transactions', text)
    expect([answer.status, answer.body['code']]).toEqual([400, 'http.number_inexact'])
  })

  test('hold, capture, void and reverse', async () => {
    const [till, a, b] = [await open('debit', null), await open(), await open()]
    await call('POST', '/transactions', transaction(leg(till, a)))
    const held = leg(a, b, cny(60), { type: 'hold', expiresAt: null })
    await call('POST', '/transactions', transaction(held))
    const about = { code: 'test', hold: held.id }
    const capturing = transaction({ id: id('trf'), type: 'capture', amount: cny(20), ...about })
    expect((await call('POST', '/transactions', capturing)).status).toBe(201)
    await call('POST', '/transactions', transaction({ id: id('trf'), type: 'void', ...about }))
    await call('POST', '/transactions', { id: id('txn'), legs: [], reverses: capturing.id })
    const shown = await call('GET', `/accounts/${a}`)
    expect(shown.body).toMatchObject({ balance: cny(100), held: cny(0) })
  })

  test('do not touch the accounts of Kontor', async () => {
    const wallet = await open()
    const escrow: AccountId = 'escrow:api:CNY'
    await db.transaction((tx) => openAccounts(tx, [{ id: escrow, side: 'credit', floor: null }]))
    const answer = await call('POST', '/transactions', transaction(leg(escrow, wallet)))
    expect([answer.status, answer.body['code']]).toEqual([422, 'ledger.account_managed'])
  })
})

describe('batches', () => {
  test('answer each transaction in its place, and a repeat with the same', async () => {
    const [till, a, b] = [await open('debit', null), await open(), await open()]
    const batch = {
      transactions: [
        transaction(leg(a, b)),
        transaction(leg(till, a)),
        transaction(leg(a, b, cny(0.5))),
        transaction(leg(a, b, cny(30)))
      ]
    }
    const first = await call('POST', '/batches', batch)
    expect(first.status).toBe(200)
    expect(first.body['outcomes']).toMatchObject([
      { result: 'refused', refusal: { code: 'ledger.funds_insufficient', leg: 0 } },
      { result: 'posted' },
      { result: 'refused', refusal: { code: 'ledger.amount_fractional' } },
      { result: 'posted', legs: [{ amount: cny(30) }] }
    ])
    expect(await call('POST', '/batches', batch)).toEqual(first)
  })

  test('take 8,000 transactions, and not one more', async () => {
    const [till, a] = [await open('debit', null), await open()]
    const transactions = Array.from({ length: 8000 }, () => transaction(leg(till, a, cny(1))))
    const answer = await call('POST', '/batches', { transactions })
    expect(answer.status).toBe(200)
    expect((await call('GET', `/accounts/${a}`)).body).toMatchObject({ balance: cny(8000) })
    const more = await call('POST', '/batches', { transactions: [...transactions, transaction()] })
    expect([more.status, more.body['code']]).toEqual([400, 'http.body_invalid'])
    expect((await call('POST', '/batches', { transactions: [] })).status).toBe(400)
  })
})

test('whatever was sent, the books prove themselves afterwards', async () => {
  for (const check of checks) {
    expect((await db.snapshot((tx) => check.run(tx))).differences).toEqual([])
  }
})
