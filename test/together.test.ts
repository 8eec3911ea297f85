import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runJobs } from '../src/api/index.ts'
import { sql } from '../src/db/index.ts'
import { revokeKey } from '../src/identity/index.ts'
import { testDatabase } from './database.ts'
import { createMarketplace } from './marketplace.ts'
import { pause } from './served.ts'

const db = await testDatabase()
afterAll(() => db.drop())
/** Long enough that a busy machine makes no group slow that is not meant to be. */
const groupMs = 2000
const { server, jobs, makeKey: keyOf } = createMarketplace(db, { keyMemoryMs: 0, limits: { groupMs } })
const service = await keyOf('service')

let count = 0

async function call(method: 'GET' | 'POST', path: string, body?: unknown, by = service.secret) {
  const answer = await server.fetch(
    new Request(`http://kontor${path}`, {
      method,
      headers: {
        authorization: `Bearer ${by}`,
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'idempotency-key': `together-${count++}` })
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
  )
  return {
    status: answer.status,
    request: answer.headers.get('x-request-id'),
    body: (await answer.json()) as Record<string, never>
  }
}
type Answer = Awaited<ReturnType<typeof call>>

let merchantId: string
let buyerId: string
const operator = await keyOf('operator')

beforeAll(async () => {
  const merchant = { reference: 'm', displayName: 'M', payoutCurrency: 'CNY' }
  merchantId = (await call('POST', '/v1/merchants', merchant, operator.secret)).body['id'] ?? ''
  buyerId = (await call('POST', '/v1/buyers', { reference: 'b' })).body['id'] ?? ''
})

const orderOf = (reference: string, amount = 5000) => ({
  reference,
  buyerId,
  items: [{ merchantId, category: 'tea', title: 'Tea', quantity: 1, unitPrice: { amount, currency: 'CNY' } }]
})

async function paidOrders(names: readonly string[]): Promise<string[]> {
  const made = await Promise.all(names.map((name) => call('POST', '/v1/orders', orderOf(name))))
  const ids = made.map(({ body }) => String(body['id']))
  const payment = { provider: 'sandbox', method: 'card', token: 'tok_ok' }
  await Promise.all(ids.map((id) => call('POST', `/v1/orders/${id}/payments`, payment)))
  await runJobs(db, jobs)
  return ids
}

/** Sends `next` while `first` waits for the row of this order, so that they make the group after it. */
async function whileWaiting(
  orderId: string,
  first: () => Promise<Answer>,
  next: () => Promise<Answer>[],
  heldMs = 150
) {
  let letGo: () => void = () => {}
  const free = new Promise<void>((resolve) => (letGo = resolve))
  const locked = Promise.withResolvers<void>()
  const holding = db.transaction(async (tx) => {
    await tx.run(sql`select from orders_order where id = ${orderId} for update`)
    locked.resolve()
    await free
  })
  await locked.promise
  const before = first()
  await pause(30)
  const answers = next()
  await pause(heldMs)
  letGo()
  await holding
  return { first: await before, next: await Promise.all(answers) }
}

const ship = (id: string, by?: string) => call('POST', `/v1/orders/${id}/shipments`, { carrier: 'post' }, by)
const confirm = (id: string, by?: string) => call('POST', `/v1/orders/${id}/confirm`, {}, by)

async function transactionsOf(type: string, requests: readonly (string | null)[]) {
  const rows = await db.superuser(
    `select request, actor, xmin::text as tx from audit_event where type = '${type}'`
  )
  return (rows as { request: string; actor: string; tx: string }[]).filter(({ request }) =>
    requests.includes(request)
  )
}

describe('acts that come together', () => {
  test('on many orders are done in one transaction, and each event says who did it in which request', async () => {
    const [one = '', ...rest] = await paidOrders(['t1', 't2', 't3', 't4', 't5'])
    const merchant = await keyOf('merchant', { merchantId: merchantId as `mer_${string}` })
    const done = await whileWaiting(
      one,
      () => ship(one),
      () => rest.map((id, i) => ship(id, i % 2 === 0 ? service.secret : merchant.secret))
    )
    expect([done.first, ...done.next].map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
    const requests = done.next.map(({ request }) => request)
    const events = await transactionsOf('shipment.shipped', requests)
    expect(new Set(events.map(({ tx }) => tx)).size).toBe(1)
    expect(requests.map((request) => events.find((event) => event.request === request)?.actor)).toEqual(
      rest.map((_, i) => (i % 2 === 0 ? service.key.id : merchant.key.id))
    )
  })

  test('on one order happen one after the other: it is confirmed and released once', async () => {
    const [one = '', two = ''] = await paidOrders(['u1', 'u2'])
    await Promise.all([one, two].map((id) => ship(id)))
    const done = await whileWaiting(
      one,
      () => confirm(one),
      () => [confirm(two), confirm(two), confirm(one), confirm(two)]
    )
    expect(done.first.status).toBe(200)
    expect(done.next.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 422, 422, 422])
    const released = await db.superuser(
      `select count(*)::int as count from audit_event where type = 'escrow.released' and subject in ('${one}', '${two}')`
    )
    expect(released).toEqual([{ count: 2 }])
    expect((await call('GET', `/v1/orders/${two}`)).body).toMatchObject({
      state: 'completed',
      money: { held: { amount: 0 }, paid: { amount: 5000 } }
    })
  })

  test('are refused each for itself: another buyer’s, an unknown one, one not paid', async () => {
    const [one = '', two = '', three = ''] = await paidOrders(['v1', 'v2', 'v3'])
    const unpaid = String((await call('POST', '/v1/orders', orderOf('v4'))).body['id'])
    const other = (await call('POST', '/v1/buyers', { reference: 'another' })).body['id']
    const stranger = await keyOf('buyer', { buyerId: other as unknown as `buy_${string}` })
    await Promise.all([one, two, three].map((id) => ship(id)))
    const done = await whileWaiting(
      one,
      () => confirm(one),
      () => [
        confirm(two, stranger.secret),
        confirm('ord_01h455vb4pex5vsknk084sn02q'),
        confirm(unpaid),
        confirm(three)
      ]
    )
    expect(done.next.map(({ status }) => status)).toEqual([404, 404, 422, 200])
    expect((await call('GET', `/v1/orders/${two}`)).body).toMatchObject({ state: 'shipped' })
  })

  test('of a key that is revoked meanwhile are refused from then on, and the others’ are done', async () => {
    const [one = '', two = '', three = ''] = await paidOrders(['w1', 'w2', 'w3'])
    const leaving = await keyOf('service')
    const done = await whileWaiting(
      one,
      () => ship(one),
      () => [
        db.transaction((tx) => revokeKey(tx, leaving.key.id)).then(() => ship(two, leaving.secret)),
        ship(three)
      ]
    )
    expect(done.next.map(({ status }) => status)).toEqual([401, 201])
    expect((await call('GET', `/v1/orders/${two}`)).body).toMatchObject({ state: 'paid' })
  })

  test('that wait for a lock do not hold up those that come after them', async () => {
    const [one = '', two = ''] = await paidOrders(['z1', 'z2'])
    let released = false
    const done = await whileWaiting(
      one,
      () => ship(one).finally(() => (released = true)),
      () => [ship(two).then((answer) => ({ ...answer, status: released ? 0 : answer.status }))],
      2.5 * groupMs
    )
    expect(done.next.map(({ status }) => status)).toEqual([201])
    expect(done.first.status).toBe(201)
  })

  test('orders with one reference: one is made, the same is answered with it, another is refused', async () => {
    const [blocked = ''] = await paidOrders(['x0'])
    const wishes = [
      orderOf('x1'),
      orderOf('x1'),
      orderOf('x1', 9),
      orderOf('x2'),
      { ...orderOf('x3'), buyerId: merchantId }
    ]
    const answers = await Promise.all(wishes.map((wish) => call('POST', '/v1/orders', wish)))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 409, 201, 400])
    expect(answers[0]?.body['id']).toBe(answers[1]?.body['id'])
    expect(answers[3]?.body['id']).not.toBe(blocked)
  })

  test('payments of one order never exceed what is missing', async () => {
    const made = await call('POST', '/v1/orders', orderOf('y1', 1000))
    const payment = {
      provider: 'sandbox',
      method: 'card',
      token: 'tok_ok',
      amount: { amount: 400, currency: 'CNY' }
    }
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => call('POST', `/v1/orders/${String(made.body['id'])}/payments`, payment))
    )
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 201, 422, 422, 422])
  })
})
