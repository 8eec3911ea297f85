import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runJobs } from '../src/api/index.ts'
import { testDatabase } from './database.ts'
import { createMarketplace } from './marketplace.ts'

const db = await testDatabase()
const { app, server, jobs, makeKey } = createMarketplace(db)
const listening = await server.listen({ host: '127.0.0.1', port: 0 })
afterAll(async () => {
  await listening.close()
  await db.drop()
})

const [operator, service] = [(await makeKey('operator')).secret, (await makeKey('service')).secret]

let count = 0

async function call(
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
  key = `at-once-${count++}`
) {
  const asOperator = /merchants|payouts|events|commission/.test(path)
  const answer = await fetch(listening.url + path, {
    method,
    headers: {
      authorization: `Bearer ${asOperator ? operator : service}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': key })
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, never> }
}

/** Sends the same wish 50 times at once, each as a request of its own, and answers how many were accepted. */
async function fifty(path: string, body: unknown): Promise<number> {
  const answers = await Promise.all(Array.from({ length: 50 }, () => call('POST', path, body)))
  const unexpected = answers.filter(({ status }) => status >= 500 || status === 429)
  expect(unexpected).toEqual([])
  await runJobs(db, jobs)
  return answers.filter(({ status }) => status < 300).length
}

const price = { amount: 9900, currency: 'CNY' }
let merchantId = ''
let buyerId = ''

beforeAll(async () => {
  merchantId =
    (await call('POST', '/v1/merchants', { reference: 'm', displayName: 'M', payoutCurrency: 'CNY' })).body[
      'id'
    ] ?? ''
  await call('PUT', `/v1/merchants/${merchantId}/payout-profile`, {
    schedule: { every: 'demand' },
    bankAccount: { holder: 'M', iban: 'FR1420041010050500013M02606' }
  })
  buyerId = (await call('POST', '/v1/buyers', { reference: 'b' })).body['id'] ?? ''
})

async function order(): Promise<string> {
  const items = [{ merchantId, category: 'tea', title: 'Tea', quantity: 1, unitPrice: price }]
  const made = await call('POST', '/v1/orders', { reference: `order-${count++}`, buyerId, items })
  expect(made.status).toBe(201)
  return made.body['id'] ?? ''
}

const moneyOf = async (orderId: string) => {
  const { money } = (await call('GET', `/v1/orders/${orderId}`)).body as unknown as {
    money: Record<string, { amount: number }>
  }
  return Object.fromEntries(
    ['paid', 'held', 'released', 'commission', 'refunded'].map((name) => [name, money[name]?.amount])
  )
}
const payment = { provider: 'sandbox', method: 'card', token: 'tok_ok' }
const all = { paid: 9900, held: 0, released: 0, commission: 0, refunded: 0 }

describe('fifty at once over HTTP', () => {
  test('pay an order once', async () => {
    const orderId = await order()
    expect(await fifty(`/v1/orders/${orderId}/payments`, payment)).toBe(1)
    expect(await moneyOf(orderId)).toEqual({ ...all, held: 9900 })
  })

  test('with one key make one order, and all are answered alike', async () => {
    const items = [{ merchantId, category: 'tea', title: 'Tea', quantity: 1, unitPrice: price }]
    const body = { reference: 'one-key', buyerId, items }
    const answers = await Promise.all(
      Array.from({ length: 50 }, async () => {
        for (;;) {
          const answer = await call('POST', '/v1/orders', body, 'the-one-key')
          if (answer.status !== 409) return answer
        }
      })
    )
    expect(new Set(answers.map(({ status, body: { id } }) => `${status} ${id}`)).size).toBe(1)
  })

  test('ship once, deliver once, confirm once, release once', async () => {
    const orderId = await order()
    await call('POST', `/v1/orders/${orderId}/payments`, payment)
    await runJobs(db, jobs)
    expect(await fifty(`/v1/orders/${orderId}/shipments`, {})).toBe(1)
    const shipments = await call('GET', `/v1/shipments?orderId=${orderId}`)
    const [shipment] = shipments.body['items'] as unknown as { id: string }[]
    const proof = { proof: { kind: 'signed', reference: 'paper' } }
    expect(await fifty(`/v1/shipments/${shipment?.id}/deliveries`, proof)).toBe(1)
    expect(await fifty(`/v1/orders/${orderId}/confirm`, {})).toBe(1)
    expect(await moneyOf(orderId)).toEqual({ ...all, released: 9900 })
  })

  test('refund what was released once, and what is more is refused', async () => {
    const orderId = await order()
    await call('POST', `/v1/orders/${orderId}/payments`, payment)
    await runJobs(db, jobs)
    await call('POST', `/v1/orders/${orderId}/shipments`, {})
    await call('POST', `/v1/orders/${orderId}/confirm`, {})
    const refund = { amount: { amount: 6000, currency: 'CNY' }, reason: 'broken' }
    expect(await fifty(`/v1/orders/${orderId}/refunds`, refund)).toBe(1)
    expect(await moneyOf(orderId)).toEqual({ ...all, released: 3900, refunded: 6000 })
  })

  test('cancel an order once, and its money goes back once', async () => {
    const orderId = await order()
    await call('POST', `/v1/orders/${orderId}/payments`, payment)
    await runJobs(db, jobs)
    expect(await fifty(`/v1/orders/${orderId}/cancel`, { reason: 'changed my mind' })).toBe(1)
    expect(await moneyOf(orderId)).toEqual({ ...all, refunded: 9900 })
  })

  test('pay a merchant out once', async () => {
    expect(await fifty('/v1/payouts', { merchantId })).toBe(1)
  })

  test('and verify finds every cent', async () => {
    for (const check of app.checks) {
      const { differences } = await db.snapshot((tx) => check.run(tx))
      expect({ [check.name]: differences }).toEqual({ [check.name]: [] })
    }
  })
})
