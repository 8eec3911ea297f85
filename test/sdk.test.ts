import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type ActOptions,
  createKontor,
  type Kontor,
  KontorError,
  type KontorOptions,
  verifyWebhook
} from '../sdk/src/index.ts'
import { runJobs } from '../src/api/index.ts'
import { newId, systemClock } from '../src/kernel/index.ts'
import type { Listening } from '../src/server/index.ts'
import { testDatabase } from './database.ts'
import { type Fault, openFaultyProxy } from './faulty-proxy.ts'
import { openSettings } from './hooks.ts'
import { createMarketplace } from './marketplace.ts'
import { openReceiver } from './receiver.ts'

/** The SDK asks a real Kontor over the network, through a proxy that loses what it is told to lose. */
const db = await testDatabase(new Date())
const marketplace = createMarketplace(db, { webhooks: openSettings })
const jobs = [...marketplace.jobs, marketplace.bankJob]
const anywhere = { host: '127.0.0.1', port: 0 }
let listening: Listening
let proxy: Awaited<ReturnType<typeof openFaultyProxy>>
let operator: Kontor
let shop: Kontor
let merchantId = ''
let buyerId = ''

async function clientOf(kind: 'operator' | 'service', more: Partial<KontorOptions> = {}): Promise<Kontor> {
  const { secret } = await marketplace.makeKey(kind)
  return createKontor({ url: proxy.url, key: secret, timeoutMs: 20_000, ...more })
}

beforeAll(async () => {
  listening = await marketplace.server.listen(anywhere)
  proxy = await openFaultyProxy(listening.url)
  operator = await clientOf('operator')
  shop = await clientOf('service')
  const merchant = await operator.merchants.create({
    reference: 'shop-17',
    displayName: 'Merchant 17',
    payoutCurrency: 'CNY'
  })
  merchantId = merchant.id
  buyerId = (await shop.buyers.create({ reference: 'customer-4711' })).id
})
afterAll(async () => {
  await proxy.close()
  await listening.close()
  await db.drop()
})

let count = 0
const draft = () => ({
  reference: `order-${++count}`,
  buyerId,
  items: [
    {
      merchantId,
      category: 'household',
      title: 'Kettle',
      quantity: 1,
      unitPrice: { amount: 12900, currency: 'CNY' as const }
    }
  ]
})
const howMany = async (table: string) => {
  const [row] = await db.superuser(`select count(*)::integer as n from ${table}`)
  return row?.['n']
}
const errorOf = async (act: Promise<unknown>): Promise<KontorError> => {
  const error: unknown = await act.then(
    () => undefined,
    (thrown: unknown) => thrown
  )
  expect(error).toBeInstanceOf(KontorError)
  return error as KontorError
}

describe('what was carried out and not answered is done once', () => {
  const losses: [Fault, ActOptions][] = [
    ['drop reply', {}],
    ['cut reply', {}],
    ['stall reply', { timeoutMs: 3000 }]
  ]
  test.each(losses)('%s: an order, and its payment', async (fault, options) => {
    const [orders, payments] = [
      Number(await howMany('orders_order')),
      Number(await howMany('payments_payment'))
    ]
    proxy.plan(fault, fault)
    const order = await shop.orders.create(draft(), options)
    expect(proxy.seen.length).toBe(3)
    expect(new Set(proxy.seen.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
    proxy.plan(fault)
    const payment = await shop.orders.pay(order.id, { method: 'card', token: 'tok_ok' }, options)
    await runJobs(db, jobs)
    expect(await shop.orders.get(order.id)).toMatchObject({
      state: 'paid',
      payments: [{ id: payment.id }],
      money: { paid: { amount: 12900 } }
    })
    expect(await howMany('orders_order')).toBe(orders + 1)
    expect(await howMany('payments_payment')).toBe(payments + 1)
  })

  test('a transaction of the ledger, which its id names', async () => {
    const account = (owner: string) => ({ id: `${owner}:sdk:CNY`, side: 'credit' as const, floor: null })
    await operator.ledger.accounts.create(account('own_a'))
    await operator.ledger.accounts.create(account('own_b'))
    const posting = {
      id: newId('txn', systemClock.now()),
      legs: [
        {
          type: 'plain' as const,
          id: newId('trf', systemClock.now()),
          code: 'test',
          debit: 'own_a:sdk:CNY',
          credit: 'own_b:sdk:CNY',
          amount: { amount: 700, currency: 'CNY' as const }
        }
      ]
    }
    proxy.plan('drop reply')
    expect(await operator.ledger.transactions.post(posting)).toMatchObject({
      result: 'posted',
      id: posting.id
    })
    expect(proxy.seen).toHaveLength(2)
    expect((await operator.ledger.accounts.get('own_b:sdk:CNY')).balance.amount).toBe(700)
  })

  test('what shows a secret once, which is then lost, and the error says so', async () => {
    const keys = Number(await howMany('identity_key'))
    proxy.plan('drop reply')
    const error = await errorOf(operator.apiKeys.create({ kind: 'auditor', label: 'lost' }))
    expect(error).toMatchObject({
      code: 'identity.key_shown_once',
      status: 409,
      effect: 'unknown',
      attempts: 2
    })
    expect(error.advice).not.toContain('Send it again')
    expect(await howMany('identity_key')).toBe(keys + 1)
    const { keyId } = error.details as { keyId: string }
    expect(await operator.apiKeys.revoke(keyId)).toMatchObject({ id: keyId, label: 'lost' })
  })

  test('and what never reached Kontor is done when it does', async () => {
    const orders = Number(await howMany('orders_order'))
    proxy.plan('drop request', { status: 503, headers: { 'retry-after': '1' } }, { status: 504 })
    const order = await shop.orders.create(draft())
    expect(order.state).toBe('awaiting_payment')
    expect(await howMany('orders_order')).toBe(orders + 1)
  })

  test('given up without an answer, it is finished later under the key that the error holds', async () => {
    const wish = draft()
    proxy.plan('drop reply')
    const error = await errorOf(shop.orders.create(wish, { attemptsMax: 1 }))
    expect(error).toMatchObject({ code: 'sdk.unreachable', effect: 'unknown' })
    const order = await shop.orders.create(wish, { idempotencyKey: error.idempotencyKey ?? '' })
    expect((await shop.orders.list({ reference: wish.reference })).items.map(({ id }) => id)).toEqual([
      order.id
    ])
  })
})

describe('beside others', () => {
  test('many at once under one key act once, and all have the same answer', async () => {
    const wish = draft()
    proxy.plan()
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        shop.orders.create(wish, { idempotencyKey: `once-${wish.reference}`, attemptsMax: 20 })
      )
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  test('whoever asks faster than is agreed waits as long as Kontor says', async () => {
    const slow = createMarketplace(db, { limits: { keyRatePerSecond: 4, keyBurst: 4 } })
    const slowly = await slow.server.listen(anywhere)
    const codes: (string | null)[] = []
    const { secret } = await slow.makeKey('service')
    const hurried = createKontor({
      url: slowly.url,
      key: secret,
      onAttempt: ({ code, againInMs }) => {
        codes.push(code)
        if (code !== null) expect(againInMs).toBeGreaterThanOrEqual(1000)
      }
    })
    for (let i = 0; i < 12; i++) expect((await hurried.me.get()).kind).toBe('service')
    expect(codes).toContain('http.rate_exceeded')
    await slowly.close()
  })
})

describe('a refusal of Kontor', () => {
  const expired = () => createKontor({ url: proxy.url, key: 'kontor_test_unknown' })
  test.each<[string, () => Promise<unknown>, object]>([
    [
      'of a form',
      () => shop.orders.create({ ...draft(), items: [] }),
      { status: 400, code: 'http.body_invalid' }
    ],
    [
      'of a query',
      () => shop.orders.list({ limt: 5 } as object),
      { status: 400, code: 'http.query_invalid' }
    ],
    ['of a key', () => expired().me.get(), { status: 401, code: 'identity.key_unknown' }],
    ['of a permission', () => shop.apiKeys.list(), { status: 403, code: 'http.permission_missing' }],
    [
      'of what is not there',
      () => shop.orders.get(newId('ord', systemClock.now())),
      { status: 404, code: 'orders.order_unknown' }
    ]
  ])('%s says all that is known', async (_, act, expected) => {
    proxy.plan()
    const error = await errorOf(act())
    expect(error).toMatchObject({ ...expected, effect: 'nothing_changed', attempts: 1 })
    expect(error.requestId).toMatch(/^req_/)
    expect(error.advice).toBeTruthy()
    if (error.code.endsWith('_invalid')) expect(error.errors[0]?.message).toBeTruthy()
  })

  test('of another request under the same key', async () => {
    const key = { idempotencyKey: `reused-${count}` }
    await shop.orders.create(draft(), key)
    expect(await errorOf(shop.orders.create(draft(), key))).toMatchObject({
      status: 422,
      code: 'http.key_reused'
    })
  })
})

test('a list is gone through to its end, and each stands in it once', async () => {
  const made: string[] = []
  for (let i = 0; i < 5; i++) made.push((await shop.buyers.create({ reference: `listed-${i}` })).id)
  const orders: string[] = []
  for (const id of made) orders.push((await shop.orders.create({ ...draft(), buyerId: id })).id)
  proxy.plan('none', 'drop reply', { status: 503 })
  const found: string[] = []
  for await (const order of shop.orders.all({ limit: 2 })) found.push(order.id)
  expect(new Set(found).size).toBe(found.length)
  expect(found).toEqual(expect.arrayContaining(orders))
  expect(await howMany('orders_order')).toBe(found.length)
})

test('webhooks of Kontor are verified, with the secret before and the one after', async () => {
  const receiver = await openReceiver()
  proxy.plan()
  await runJobs(db, jobs)
  const { endpoint, secret } = await shop.webhookEndpoints.create({ url: receiver.url, events: ['order.*'] })
  const order = await shop.orders.create(draft())
  await runJobs(db, jobs)
  const [first] = receiver.received.filter(({ type }) => type === 'order.created')
  const event = await verifyWebhook(first?.text ?? '', first?.headers ?? {}, secret)
  expect(event).toMatchObject({ type: 'order.created', data: { subject: order.id, id: first?.id } })
  expect(new Date(event.timestamp).toISOString()).toBe(event.timestamp)

  const rotated = await shop.webhookEndpoints.rotateSecret(endpoint.id)
  receiver.received.length = 0
  await shop.orders.pay(order.id, { method: 'card', token: 'tok_ok' })
  await runJobs(db, jobs)
  const paid = receiver.received.find(({ type }) => type === 'order.paid')
  for (const known of [secret, rotated.secret, [rotated.secret, secret]]) {
    const { data } = await verifyWebhook(paid?.text ?? '', paid?.headers ?? {}, known)
    // Its place is where the log goes on.
    const next = await operator.events.list({ afterPlace: data.place - 1, limit: 1 })
    expect(next.items[0]).toMatchObject({ id: data.id, sequence: data.sequence, type: 'order.paid' })
  }
  await expect(verifyWebhook(`${paid?.text} `, paid?.headers ?? {}, secret)).rejects.toMatchObject({
    code: 'signature_wrong'
  })
  await receiver.close()
})

test('an act is previewed by an option, and not done', async () => {
  const order = await shop.orders.create(draft())
  const preview = await shop.orders.cancel(order.id, { reason: 'to see' }, { preview: 'true' })
  expect(preview).toMatchObject({ id: order.id, state: 'cancelled' })
  expect(await shop.orders.get(order.id)).toEqual(order)
})

test('bank files and statements travel as texts', async () => {
  proxy.plan()
  const error = await errorOf(operator.statements.import('<Document/>'))
  expect(error.code).toMatch(/^payouts\./)
  expect(proxy.seen[0]?.headers['content-type']).toBe('application/xml')
})

test('and the money is all there', async () => {
  for (const check of marketplace.app.checks) {
    const { differences } = await db.snapshot((tx) => check.run(tx))
    expect({ [check.name]: differences }).toEqual({ [check.name]: [] })
  }
})
