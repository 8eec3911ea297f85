import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { removeEmbedded, useEmbedded } from '../src/db/index.ts'
import { newId } from '../src/kernel/index.ts'

/** Kontor and its PostgreSQL as a user runs them, killed in the middle of traffic. */
const home = mkdtempSync(join(tmpdir(), 'kontor-crash-'))
const env = { ...process.env, KONTOR_HOME: home, DATABASE_URL: undefined }
const port = await freePort()
const address = `http://127.0.0.1:${port}`
const run = promisify(execFile)
const kontor = async (...args: string[]) =>
  (await run(process.execPath, ['bin/kontor.mjs', ...args], { env, maxBuffer: 1 << 24 })).stdout
let server: ChildProcess | undefined

afterAll(async () => {
  server?.kill('SIGKILL')
  await removeEmbedded(home)
})

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const found = probe.address()
      probe.close(() =>
        typeof found === 'object' && found ? resolve(found.port) : reject(new Error('no port'))
      )
    })
  })
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function until(what: string, condition: () => Promise<boolean>, limitMs = 60_000) {
  const end = Date.now() + limitMs
  while (!(await condition().catch(() => false))) {
    if (Date.now() > end) throw new Error(`${what} did not come about in ${limitMs / 1000} s`)
    await pause(100)
  }
}

async function start() {
  server = spawn(process.execPath, ['bin/kontor.mjs', 'serve', '--port', String(port)], {
    env,
    stdio: 'ignore'
  })
  await until('readiness', async () => (await fetch(`${address}/readyz`)).ok)
}

type Request = Readonly<{ key: string; path: string; body: unknown }>

/** Null: no answer, or none that says what became of it. A refusal would be a mistake of this test. */
async function send(secret: string, { key, path, body }: Request): Promise<Record<string, unknown> | null> {
  try {
    const answer = await fetch(address + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'idempotency-key': key
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000)
    })
    const text = await answer.text()
    if (answer.status >= 500 || answer.status === 429 || text.includes('key_in_flight')) return null
    if (!answer.ok) throw new Refused(`${path}: ${answer.status} ${text}`)
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof Refused) throw error
    return null
  }
}

class Refused extends Error {}

/** Sends until it is answered, with the same key each time, as a client should. */
async function insist(secret: string, request: Request): Promise<Record<string, unknown>> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await send(secret, request)
    if (answer !== null) return answer
    await pause(100)
  }
  throw new Error(`${request.path} was never answered`)
}

const byText = (a: string, b: string) => (a < b ? -1 : 1)
const now = () => new Date()
const price = { amount: 5000, currency: 'CNY' }
const post = (path: string, body: unknown): Request => ({ key: newId('idem', now()), path, body })

/** What a client was told of, so that it can be looked for afterwards. */
const told = { orders: new Map<string, string>(), payments: new Map<string, string>(), transfers: 0 }

async function traffic(secret: string, merchantId: unknown, buyerId: unknown, running: () => boolean) {
  while (running()) {
    const item = { merchantId, category: 'tea', title: 'Tea', quantity: 1, unitPrice: price }
    const reference = newId('ref', now())
    const order = await insist(secret, post('/v1/orders', { reference, buyerId, items: [item] }))
    told.orders.set(reference, String(order['id']))
    const payment = { provider: 'sandbox', method: 'card', token: 'tok_ok' }
    const paid = await insist(secret, post(`/v1/orders/${String(order['id'])}/payments`, payment))
    told.payments.set(String(paid['id']), String(order['id']))
    const leg = {
      id: newId('trf', now()),
      type: 'plain',
      code: 'trade',
      amount: { amount: 1, currency: 'CNY' }
    }
    const legs = [{ ...leg, debit: 'source:shop:CNY', credit: 'wallet:shop:CNY' }]
    await insist(secret, post('/v1/ledger/transactions', { id: newId('txn', now()), legs }))
    told.transfers++
  }
}

test('kill -9 of Kontor and of PostgreSQL in the middle of traffic loses nothing acknowledged and doubles nothing', async () => {
  await start()
  const operator = JSON.parse(await kontor('keys', 'create', 'operator', '--test', '--json')).secret as string
  const service = JSON.parse(await kontor('keys', 'create', 'service', '--test', '--json')).secret as string
  const shop = { reference: 'shop', displayName: 'Shop', payoutCurrency: 'CNY' }
  const { id: merchantId } = await insist(operator, post('/v1/merchants', shop))
  const { id: buyerId } = await insist(service, post('/v1/buyers', { reference: 'buyer' }))
  const source = { id: 'source:shop:CNY', side: 'debit', floor: null }
  const wallet = { id: 'wallet:shop:CNY', side: 'credit', floor: { amount: 0, currency: 'CNY' } }
  for (const account of [source, wallet]) await insist(operator, post('/v1/ledger/accounts', account))

  let running = true
  const clients = Array.from({ length: 6 }, () => traffic(service, merchantId, buyerId, () => running))
  const place = await useEmbedded(home)
  for (const victim of ['kontor', 'postgres', 'kontor', 'postgres', 'kontor'] as const) {
    await pause(400 + Math.random() * 1200)
    if (victim === 'kontor') {
      server?.kill('SIGKILL')
      await start()
    } else {
      const alive = await useEmbedded(home) // the one that runs now, which is not always the first
      process.kill(alive.pid, 'SIGKILL')
      await alive.release()
      await until('readiness', async () => (await fetch(`${address}/readyz`)).ok)
    }
  }
  await pause(500)
  running = false
  await Promise.all(clients)

  // Calls that were under way when their process died are taken up again when their lease has run out.
  await kontor('clock', 'advance', '10m')
  const database = new pg.Client({ connectionString: place.url('kontor') })
  database.on('error', () => {})
  await database.connect()
  const rows = async (text: string) => (await database.query(text)).rows as Record<string, string>[]
  await until('the capture of every payment', async () => {
    const open = await rows(`select from payments_payment where state <> 'captured'`)
    return open.length === 0
  })

  expect(told.orders.size).toBeGreaterThan(10)
  const orders = await rows('select id, reference, state, paid_minor from orders_order')
  expect(new Map(orders.map(({ id = '', reference = '' }) => [reference, id]))).toEqual(told.orders)
  expect(orders.every(({ state, paid_minor }) => state === 'paid' && paid_minor === '5000')).toBe(true)
  const payments = await rows('select id, subject from payments_payment')
  expect(new Map(payments.map(({ id = '', subject = '' }) => [id, subject]))).toEqual(told.payments)

  // The provider's own books: each payment captured once, in full.
  const captured = await rows(`select payment_id, gross from sandbox_entry where kind = 'capture'`)
  expect(captured.map(({ payment_id = '' }) => payment_id).toSorted(byText)).toEqual(
    [...told.payments.keys()].toSorted(byText)
  )
  expect(captured.every(({ gross }) => gross === '5000')).toBe(true)

  const balance = await fetch(`${address}/v1/ledger/accounts/wallet:shop:CNY`, {
    headers: { authorization: `Bearer ${operator}` }
  })
  expect(await balance.json()).toMatchObject({ balance: { amount: told.transfers } })

  await database.end()
  await place.release()
  const verified = JSON.parse(await kontor('verify', '--json'))
  expect(verified.checks.filter((check: { ok: boolean }) => !check.ok)).toEqual([])
  server?.kill('SIGTERM')
}, 180_000)
