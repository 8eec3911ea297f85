import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { openShop, type Shop, timeOf } from '../../test/shop.ts'
import { type Actor, type Job, passTime, type Route } from '../api/index.ts'
import { day, Failure, later, minute } from '../kernel/index.ts'
import {
  checks,
  findPayments,
  type Payment,
  paymentJobs,
  paymentRoutes,
  type Provider,
  providerAccount,
  refundAccount
} from '../payments/index.ts'
import {
  type Faults,
  overHttp,
  sandboxProvider,
  type SandboxServer,
  sandboxJobs,
  startSandbox
} from './index.ts'

const secret = 'a secret of this test'
const nobody = {
  id: 'nobody',
  kind: 'service',
  permissions: new Set(),
  merchantId: null,
  buyerId: null
} satisfies Actor

let db: TestDatabase
let shop: Shop
let server: SandboxServer
let kontor: Server
let provider: Provider
let jobs: readonly Job[]
let webhooks: Route
/** What the endpoint answered. */
const answered: (number | string)[] = []

/** Takes a webhook in, as the server does. */
async function take(text: string, header: (name: string) => string | undefined): Promise<unknown> {
  return db.transaction((tx) =>
    webhooks.handle({
      tx,
      actor: nobody,
      params: { provider: 'sandbox' },
      query: {},
      body: JSON.parse(text),
      raw: { text, header }
    } as unknown as Parameters<Route['handle']>[0])
  )
}

beforeAll(async () => {
  db = await testDatabase()
  shop = openShop(db)
  kontor = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => (text += chunk))
    request.on('end', () => {
      const answer = (status: number | string) => {
        answered.push(status)
        response.writeHead(typeof status === 'number' ? status : 401).end()
      }
      void take(text, (name) => request.headers[name]?.toString()).then(
        () => answer(202),
        (error: unknown) => answer(error instanceof Failure ? error.code : 500)
      )
    })
  })
  await new Promise<void>((resolve) => kontor.listen(0, '127.0.0.1', resolve))
  await start({})
})
afterAll(async () => {
  await server.close()
  kontor.close()
  await db.drop()
})

async function start(faults: Faults) {
  const webhookUrl = `http://127.0.0.1:${(kontor.address() as AddressInfo).port}/v1/providers/sandbox/webhooks`
  server = await startSandbox({
    url: db.url,
    clock: db.clock,
    secret,
    webhookUrl,
    everyMs: null,
    holdMs: 2000,
    faults
  })
  provider = sandboxProvider({ secret, transport: overHttp(server.url, secret, 150) })
  const providers = new Map([['sandbox', provider]])
  jobs = [...paymentJobs(providers, shop.hooks), ...sandboxJobs(server.sandbox)]
  webhooks = paymentRoutes(providers).find(({ path }) => path.endsWith('/webhooks')) as Route
}

const pay: Shop['pay'] = (draft) => shop.pay(draft)
const now: Shop['now'] = (payment) => shop.now(payment)
const run = () => timeOf(db, () => jobs).settle()
const pass = (ms: number) => timeOf(db, () => jobs).pass(ms)
const callOf = async (payment: Payment) =>
  (
    await db.superuser('select * from payments_call where payment_id = $1 order by created_at, id', [
      payment.id
    ])
  )[0]
const capturesTold = (payment: Payment) => shop.toldOf(payment).filter((line) => line.startsWith('captured'))
const inSandbox = (payment: Payment) =>
  db.superuser('select state from sandbox_payment where payment_id = $1', [payment.id])
describe('a call whose outcome is unknown is looked up, and never doubled:', () => {
  test.each([
    ['tok_timeout', 'unknown', 2],
    ['tok_lost_reply', 'unknown', 1],
    ['tok_error_before', 'unknown', 2],
    ['tok_error_after', 'unknown', 1],
    ['tok_garbage', 'unknown', 1],
    ['tok_busy', 'planned', 2]
  ])('%s', async (token, state, attempts) => {
    const payment = await pay({ token })
    await jobs.find(({ name }) => name === 'payments.calls')?.run(db)
    const first = await callOf(payment)
    expect(first).toMatchObject({ state, attempts: 1 })
    expect(first?.['error']).toBeTruthy()
    await pass(minute)
    expect(await now(payment)).toMatchObject({ state: 'captured', capturedMinor: 1000n })
    const [sandboxed, ...more] = await inSandbox(payment)
    expect(more).toEqual([])
    expect(sandboxed).toMatchObject({ state: { captures: [{ minor: '1000' }] } })
    // The webhook may have been faster than the second attempt.
    expect((await callOf(payment))?.['attempts']).toBeLessThanOrEqual(attempts)
    expect(await callOf(payment)).toMatchObject({ state: 'done', due_at: null, id: first?.['id'] })
    expect(capturesTold(payment)).toEqual([`captured ${payment.subject} 1000`])
  })
})

describe('a crash', () => {
  test('after the provider acted, before it was recorded, is made good when the lease runs out', async () => {
    const payment = await pay()
    const dying = new Map([
      [
        'sandbox',
        {
          ...provider,
          async authorize(call: Parameters<Provider['authorize']>[0]) {
            await provider.authorize(call)
            return new Promise<never>(() => {}) // this process is never heard of again
          }
        }
      ]
    ])
    const job = paymentJobs(dying, shop.hooks).find(({ name }) => name === 'payments.calls')
    void job?.run(db)
    await expect.poll(() => inSandbox(payment)).toHaveLength(1)
    expect(await now(payment)).toMatchObject({ state: 'pending' })
    const calls = paymentJobs(new Map([['sandbox', provider]]), shop.hooks).find(
      ({ name }) => name === 'payments.calls'
    )
    expect(await calls?.run(db)).toBe(0)
    db.clock.advance(2 * minute)
    expect(await calls?.run(db)).toBe(1)
    expect(await now(payment)).toMatchObject({ state: 'captured', capturedMinor: 1000n })
    expect(await callOf(payment)).toMatchObject({ state: 'done', attempts: 0, looks: 1 })
    await run()
    expect(shop.toldOf(payment)).toEqual([`captured ${payment.subject} 1000`])
  })

  test('of the sandbox forgets nothing that it answered', async () => {
    const payment = await pay({ capture: 'manual' })
    await run()
    await server.close()
    await start({})
    const found = await provider.lookUp({ reference: (await now(payment)).reference ?? '' })
    expect(found).toMatchObject({
      outcome: 'found',
      report: { paymentId: payment.id, facts: [{ type: 'authorized' }] }
    })
  })

  test('of the provider for good makes the call stuck, visible and told, until somebody retries', async () => {
    const payment = await pay()
    const away: Provider = {
      ...provider,
      authorize: () => Promise.reject(new Error('away')),
      lookUp: () => Promise.reject(new Error('away'))
    }
    const job = paymentJobs(new Map([['sandbox', away]]), shop.hooks).filter(
      ({ name }) => name === 'payments.calls'
    )
    await passTime(db, job, db.clock, later(db.clock.now(), 12 * 60 * minute))
    expect(await callOf(payment)).toMatchObject({ state: 'stuck', due_at: null, error: 'Error: away' })
    expect(await shop.events(payment)).toEqual(['payment.created', 'payment.call_stuck'])
    const retry = paymentRoutes(new Map()).find(
      ({ path }) => path === '/v1/provider-calls/:callId/retry'
    ) as Route
    const params = { callId: (await callOf(payment))?.['id'] }
    await db.transaction((tx) => retry.handle({ tx, params } as unknown as Parameters<Route['handle']>[0]))
    await run()
    expect(await now(payment)).toMatchObject({ state: 'captured' })
  })
})

describe('news that cannot be recorded', () => {
  test('waits, without holding up the news that came with it', async () => {
    const [bad, good] = [await pay(), await pay()]
    shop.broken.add(bad.subject)
    await run()
    expect(await now(good)).toMatchObject({ state: 'captured' })
    expect(await now(bad)).toMatchObject({ state: 'pending', reference: null })
    expect((await callOf(bad))?.['error']).toMatch(/could not be recorded: .*broken/)
    shop.broken.delete(bad.subject)
    await pass(10 * minute)
    expect(await now(bad)).toMatchObject({ state: 'captured', capturedMinor: 1000n })
  })
})

describe('webhooks', () => {
  test('that are dropped are made good by looking', async () => {
    server.setFaults({ webhookDropped: 1 })
    const payment = await pay({ method: 'bank_transfer', token: 'tok_slow' })
    await pass(day)
    expect(await now(payment)).toMatchObject({ state: 'captured' })
    server.setFaults({})
  })

  test('that come twice and in any order tell everything once', async () => {
    server.setFaults({ seed: 3, webhookDuplicate: 1, webhookLate: 0.7 })
    const payments = await Promise.all(
      ['tok_chargeback_reversed', 'tok_refund_bounces', 'tok_late_capture', 'tok_slow'].map((token) =>
        pay({ token })
      )
    )
    await run()
    const [, bouncing] = payments
    if (bouncing !== undefined) await shop.refund(bouncing, 400n)
    await pass(32 * day)
    expect(await Promise.all(payments.map(now))).toMatchObject([
      { state: 'captured', capturedMinor: 1000n, chargedBackMinor: 0n },
      { state: 'captured', refundedMinor: 0n, refundPendingMinor: 400n },
      { state: 'captured', capturedMinor: 1000n },
      { state: 'captured', capturedMinor: 1000n }
    ])
    expect(
      payments.map((payment) => shop.toldOf(payment).filter((line) => !line.startsWith('authorized')).length)
    ).toEqual([3, 3, 1, 1])
    const twice = await db.superuser(
      `select count(*)::int as n from payments_event group by provider, id having count(*) > 1`
    )
    expect(twice).toEqual([])
    server.setFaults({})
  })

  test('that are forged are refused, and change nothing', async () => {
    const count = () => db.superuser('select count(*)::int as n from payments_event')
    const before = await count()
    const failed = await take('{"id": "evt_1"}', () => 't=1,v1=00').catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: 'payments.webhook_refused', kind: 'unauthenticated' })
    expect(await count()).toEqual(before)
  })

  test('about a payment that we do not have are kept, and told', async () => {
    const stranger = 'pay_01h455vb4pex5vsknk084sn0zz'
    await db.superuser(
      `insert into payments_event (provider, id, payment_id, report, state, due_at, received_at) values
       ('sandbox', 'evt_x', $1, $2, 'received', $3, $3)`,
      [stranger, JSON.stringify({ paymentId: stranger, reference: 'sbx_1', facts: [] }), db.clock.now()]
    )
    await run()
    expect(await db.superuser(`select state from payments_event where id = 'evt_x'`)).toEqual([
      { state: 'ignored' }
    ])
    expect(await db.superuser(`select type from audit_event where subject = $1`, [stranger])).toEqual([
      { type: 'payment.webhook_ignored' }
    ])
  })
})

test('fifty lives at once with every fault on end as the provider’s own books say', async () => {
  server.setFaults({
    seed: 11,
    timeout: 0.03,
    lostReply: 0.1,
    errorBefore: 0.05,
    errorAfter: 0.05,
    busy: 0.05,
    garbage: 0.05,
    declined: 0.1,
    lateCapture: 0.1,
    chargeback: 0.1,
    webhookDuplicate: 0.3,
    webhookLate: 0.3,
    webhookDropped: 0.2
  })
  const payments = await Promise.all(Array.from({ length: 50 }, () => pay()))
  await Promise.all(Array.from({ length: 4 }, () => run()))
  await pass(day)
  const paid = (await Promise.all(payments.map(now))).filter(({ state }) => state === 'captured')
  expect(paid.length).toBeGreaterThan(30)
  await Promise.all(paid.slice(0, 20).map((payment) => shop.refund(payment, 250n).catch(() => null)))
  server.setFaults({ seed: 12, lostReply: 0.2, errorAfter: 0.2, webhookDropped: 0 })
  await pass(25 * day)
  const subjects = payments.map(({ subject }) => subject)
  const after = await db.transaction((tx) => findPayments(tx, subjects))
  expect(after.every(({ state }) => state === 'captured' || state === 'failed')).toBe(true)
  for (const payment of after) {
    const { capturedMinor, refundedMinor, refundPendingMinor, chargedBackMinor } = payment
    expect(await shop.balance(refundAccount(payment))).toBe(refundPendingMinor)
    const left = capturedMinor - refundedMinor - refundPendingMinor - chargedBackMinor
    expect(await shop.balance(shop.orderAccount(payment.subject))).toBe(left < 0n ? 0n : left)
  }
  const books = await fetch(`${server.url}/books`, { headers: { authorization: `Bearer ${secret}` } })
  const { items } = (await books.json()) as { items: { currency: string; gross: string }[] }
  const held = await shop.balance(providerAccount('sandbox', 'CNY'))
  expect(items.find(({ currency }) => currency === 'CNY')?.gross).toBe(held.toString())
  expect(
    await db.superuser(`select kind, state, error from payments_call where state in ('unknown', 'stuck')`)
  ).toEqual([])
  expect(answered.every((status) => status === 202)).toBe(true)
  for (const check of checks) {
    const { differences } = await db.snapshot((tx) => check.run(tx))
    expect(differences, check.name).toEqual([])
  }
})
