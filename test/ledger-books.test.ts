import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../src/api/index.ts'
import { lastEvents } from '../src/audit/index.ts'
import { bookRefusal, createBook } from '../src/books/index.ts'
import { newId } from '../src/kernel/index.ts'
import { checks, closeAccount, ledgerRoutes } from '../src/ledger/index.ts'
import { createLog, createServer, type Server } from '../src/server/index.ts'
import { type TestDatabase, testDatabase } from './database.ts'

let db: TestDatabase
let server: Server
beforeAll(async () => {
  db = await testDatabase()
  await db.transaction((tx) => createBook(tx, 'north'))
  const permissions = new Set(['ledger.read', 'ledger.write', 'ledger.control'])
  const actor: Actor = { id: 'key_test', kind: 'operator', permissions, merchantId: null, buyerId: null }
  server = createServer({
    db,
    routes: ledgerRoutes(bookRefusal),
    authenticate: async () => actor,
    log: createLog('silent', { write: () => {} }),
    version: 'test'
  })
})
afterAll(() => db.drop())

type Json = Record<string, unknown>
type Method = 'GET' | 'POST'

async function call(method: Method, path: string, body?: Json, key: string = newId('key', db.clock.now())) {
  const headers = { authorization: 'Bearer x', 'content-type': 'application/json', 'idempotency-key': key }
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const answer = await server.fetch(
    new Request(`http://kontor/v1/ledger${path}`, { method, headers, ...sent })
  )
  return { status: answer.status, body: (await answer.json()) as Json }
}

const cny = (amount: number) => ({ amount, currency: 'CNY' })
const coded = ({ status, body }: Awaited<ReturnType<typeof call>>) => [status, body['code']]

let count = 0

/** A till and a wallet of new names, open under the same names in both books. */
async function openBoth() {
  const owner = `both${count++}`
  const [till, wallet] = [`till:${owner}:CNY`, `wallet:${owner}:CNY`]
  for (const book of [{}, { book: 'north' }]) {
    const opened = [
      await call('POST', '/accounts', { id: till, side: 'debit', floor: null, ...book }),
      await call('POST', '/accounts', { id: wallet, side: 'credit', floor: cny(0), ...book })
    ]
    expect(opened.map(({ status }) => status)).toEqual([201, 201])
  }
  return { owner, till, wallet }
}

const moving = (debit: string, credit: string, amount: number) => ({
  id: newId('txn', db.clock.now()),
  legs: [
    {
      id: newId('trf', db.clock.now()),
      type: 'plain',
      debit,
      credit,
      amount: cny(amount),
      code: 'test'
    }
  ]
})
const balanceOf = async (account: string, book: string) =>
  (await call('GET', `/accounts/${account}?book=${book}`)).body['balance']

describe('a book over the API', () => {
  test('has accounts, transactions and statements of its own, under the same names as another', async () => {
    const { owner, till, wallet } = await openBoth()
    const before = db.clock.now().toISOString()
    db.clock.advance(1000)
    const body = moving(till, wallet, 70)
    const posted = await call('POST', '/transactions', { ...body, book: 'north' })
    expect(posted.status).toBe(201)
    expect([await balanceOf(wallet, 'north'), await balanceOf(wallet, 'main')]).toEqual([cny(70), cny(0)])
    const north = `/accounts/${wallet}?book=north`
    expect((await call('GET', north)).body).toMatchObject({ id: wallet, book: 'north' })
    expect((await call('GET', `${north}&at=${before}`)).body).toMatchObject({ balance: cny(0), at: before })
    const statements = [`/accounts/${wallet}/statement?book=north`, `/accounts/${wallet}/statement`]
    const [entries, none] = await Promise.all(statements.map((path) => call('GET', path)))
    expect(entries?.body['items']).toMatchObject([{ transaction: body.id, amount: cny(70) }])
    expect(none?.body['items']).toEqual([])
    const listed = await call('GET', `/accounts?owner=${owner}&book=north`)
    expect(listed.body['items']).toMatchObject([
      { id: till, book: 'north', balance: cny(70) },
      { id: wallet, book: 'north', balance: cny(70) }
    ])
    const read = await call('GET', `/transactions/${body.id}?book=north`)
    expect(read.body).toMatchObject({ book: 'north', outcome: posted.body })
    const elsewhere = await call('GET', `/transactions/${body.id}`)
    expect(coded(elsewhere)).toEqual([404, 'ledger.transaction_unknown'])
    expect(elsewhere.body['detail']).toContain('in the book main')
  })

  test('takes batches whole, and refuses an account that only another book has', async () => {
    const { till, wallet } = await openBoth()
    const only = `wallet:only${count++}:CNY`
    await call('POST', '/accounts', { id: only, side: 'credit', floor: cny(0) })
    const transactions = [moving(till, wallet, 5), moving(till, only, 5)]
    const { body } = await call('POST', '/batches', { book: 'north', transactions })
    expect(body['outcomes']).toMatchObject([
      { result: 'posted' },
      { result: 'refused', refusal: { code: 'ledger.account_unknown' } }
    ])
    expect([await balanceOf(wallet, 'north'), await balanceOf(wallet, 'main')]).toEqual([cny(5), cny(0)])
  })

  test('freezes, unfreezes and closes its own account, and says so in the event', async () => {
    const { wallet } = await openBoth()
    const act = async (verb: string) =>
      (await call('POST', `/accounts/${wallet}/${verb}`, { book: 'north' })).body['state']
    const states = [await act('freeze'), await act('unfreeze'), await act('close')]
    expect(states).toEqual(['frozen', 'open', 'closed'])
    expect((await call('GET', `/accounts/${wallet}`)).body).toMatchObject({ state: 'open', book: 'main' })
    const [last] = await db.transaction((tx) => lastEvents(tx, 1))
    expect(last).toMatchObject({ type: 'ledger.account_closed', subject: wallet, data: { book: 'north' } })
  })

  test('is `main` where none is named', async () => {
    const { till, wallet } = await openBoth()
    await call('POST', '/transactions', { ...moving(till, wallet, 3), book: 'main' })
    await call('POST', '/transactions', moving(till, wallet, 4))
    expect(await call('GET', `/accounts/${wallet}`)).toEqual(
      await call('GET', `/accounts/${wallet}?book=main`)
    )
    expect([await balanceOf(wallet, 'main'), await balanceOf(wallet, 'north')]).toEqual([cny(7), cny(0)])
  })

  test('goes along in the cursor of its lists: with another one that is refused', async () => {
    const { owner, till, wallet } = await openBoth()
    for (let i = 0; i < 3; i++)
      await call('POST', '/transactions', { ...moving(till, wallet, 1), book: 'north' })
    for (const path of [`/accounts?owner=${owner}&limit=1`, `/accounts/${wallet}/statement?limit=1`]) {
      const first = await call('GET', `${path}&book=north`)
      const next = `${path}&cursor=${String(first.body['next'])}`
      expect((await call('GET', `${next}&book=north`)).status).toBe(200)
      expect(coded(await call('GET', next))).toEqual([400, 'http.cursor_invalid'])
    }
  })
})

const account = 'wallet:nobody:CNY'
const opening = { id: account, side: 'credit', floor: null }
const posting = () => moving('till:nobody:CNY', account, 1)
const routes: [method: Method, path: string, body: () => Json | undefined][] = [
  ['GET', '/accounts', () => undefined],
  ['POST', '/accounts', () => opening],
  ['GET', `/accounts/${account}`, () => undefined],
  ['GET', `/accounts/${account}/statement`, () => undefined],
  ['POST', `/accounts/${account}/freeze`, () => ({})],
  ['POST', `/accounts/${account}/unfreeze`, () => ({})],
  ['POST', `/accounts/${account}/close`, () => ({})],
  ['POST', '/transactions', posting],
  ['POST', '/batches', () => ({ transactions: [posting()] })],
  ['GET', `/transactions/${newId('txn', new Date())}`, () => undefined]
]

describe.each(routes)('%s %s', (method, path, bodyOf) => {
  const ask = (book: string) =>
    method === 'GET' ? call(method, `${path}?book=${book}`) : call(method, path, { ...bodyOf(), book })

  test('is refused in a book that does not exist, with advice, and leaves nothing', async () => {
    const rows = `select (select count(*) from ledger_account) + (select count(*) from ledger_transaction)
      + (select count(*) from audit_event) + (select count(*) from api_idempotency) as count`
    const before = await db.superuser(rows)
    const answers = await Promise.all([ask('nowhere'), ask('nowhere'), ask('nowhere')])
    expect(answers.map(coded)).toEqual(answers.map(() => [404, 'books.unknown']))
    expect(answers[0]?.body['detail']).toBe('There is no book nowhere. Nothing was changed.')
    expect(answers[0]?.body['advice']).toMatch(/list of books/)
    expect(await db.superuser(rows)).toEqual(before)
  })

  test.each(['North', '', 'a'.repeat(41), '1st'])('takes no such name as "%s" for a book', async (book) => {
    expect((await ask(book)).status).toBe(400)
  })
})

describe('twice and at once', () => {
  test('an id counts in its book: the same in another one is another transaction', async () => {
    const { till, wallet } = await openBoth()
    const body = moving(till, wallet, 9)
    const north = { ...body, book: 'north' }
    const first = await call('POST', '/transactions', north)
    db.clock.advance(1000)
    expect(await call('POST', '/transactions', north)).toEqual(first)
    expect(await balanceOf(wallet, 'main')).toEqual(cny(0))
    expect((await call('POST', '/transactions', body)).status).toBe(201)
    const changed = { ...north, legs: moving(till, wallet, 8).legs }
    expect(coded(await call('POST', '/transactions', changed))).toEqual([409, 'ledger.transaction_differs'])
    expect([await balanceOf(wallet, 'main'), await balanceOf(wallet, 'north')]).toEqual([cny(9), cny(9)])
  })

  test('an Idempotency-Key that was used in one book is refused in another', async () => {
    const { wallet } = await openBoth()
    const freeze = (body?: Json) => call('POST', `/accounts/${wallet}/freeze`, body, `freeze-${wallet}`)
    const first = await freeze({ book: 'north' })
    expect(await freeze({ book: 'north' })).toEqual(first)
    expect(coded(await freeze())).toEqual([422, 'http.key_reused'])
    expect((await call('GET', `/accounts/${wallet}`)).body['state']).toBe('open')
  })

  test('a hundred at once in two books each have their effect in their own, and once', async () => {
    const { till, wallet } = await openBoth()
    const bodies = Array.from({ length: 50 }, (_, i) => ({
      ...moving(till, wallet, 1 + (i % 2)),
      book: i % 2 === 0 ? 'main' : 'north'
    }))
    const answers = await Promise.all(
      bodies.concat(bodies).map((body) => call('POST', '/transactions', body))
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    for (const i of bodies.keys()) expect(answers[i]).toEqual(answers[i + 50])
    expect([await balanceOf(wallet, 'main'), await balanceOf(wallet, 'north')]).toEqual([cny(25), cny(50)])
  })

  test('a book is answered while nothing can be posted in another', async () => {
    const { till, wallet } = await openBoth()
    const spare = `till:spare${count++}:CNY` as const
    await call('POST', '/accounts', { id: spare, side: 'debit', floor: null, book: 'north' })
    let end = () => {}
    const ended = new Promise<void>((resolve) => (end = resolve))
    let reached = () => {}
    const there = new Promise<void>((resolve) => (reached = resolve))
    const open = db.transaction(async (tx) => {
      await closeAccount(tx, spare, { book: 'north' })
      await tx.flush()
      reached()
      await ended
    })
    await there
    let answered = 0
    const waiting = []
    // More than the groups that may wait side by side for what one of them has locked.
    for (let i = 0; i < 5; i++) {
      const sent = call('POST', '/transactions', { ...moving(till, wallet, 1), book: 'north' })
      waiting.push(sent.then(() => answered++))
      await setTimeout(220)
    }
    expect((await call('POST', '/transactions', moving(till, wallet, 2))).status).toBe(201)
    expect(answered).toBe(0)
    end()
    await Promise.all([open, ...waiting])
    expect([await balanceOf(wallet, 'main'), await balanceOf(wallet, 'north')]).toEqual([cny(2), cny(5)])
  })
})

test('whatever was sent, both books prove themselves afterwards', async () => {
  for (const check of checks) expect((await db.snapshot((tx) => check.run(tx))).differences).toEqual([])
})
