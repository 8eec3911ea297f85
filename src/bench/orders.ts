import assert from 'node:assert/strict'
import { z } from 'zod'
import { openDb } from '../db/index.ts'
import { type Clock, newId } from '../kernel/index.ts'
import { copyRows, createTwin, filledTables } from './copy-store.ts'
import { type Measurement, measurement, type OnProgress, timed } from './measure.ts'

export type OrdersBenchOptions = Readonly<{
  /** A migrated database that nothing else uses; the server of `apiUrl` works on it. */
  url: string
  clock: Clock
  apiUrl: string
  /** Keys of an operator and of the marketplace's shop. */
  operatorKey: string
  serviceKey: string
  onProgress?: OnProgress
  lives?: number
  atOnce?: number
}>

const Id = z.object({ id: z.string() })
const Created = z.object({ id: z.string(), state: z.string() })
const pollMs = 40
const pollsMax = 3000

/**
 * Complete lives of orders a second over HTTP: made, paid through the sandbox provider, shipped, delivered with proof,
 * confirmed, released. The limit is the inserting of the very rows that those lives left, into bare tables with the same
 * indexes, measured right after.
 */
export async function benchOrders(options: OrdersBenchOptions): Promise<Measurement[]> {
  const { lives = 300, atOnce = 16, onProgress } = options
  const market = await openMarket(options)
  await run(20, atOnce, () => life(market, options)) // warms up both sides
  const times: number[] = []
  const ms = await timed(() =>
    run(lives, atOnce, async () => {
      times.push(await timed(() => life(market, options)))
      onProgress?.(times.length, lives)
    })
  )
  const limitPerSecond = await measureLimit(options, lives + 20)
  return [measurement('orders.http', times, { perSecond: (lives * 1000) / ms, limitPerSecond })]
}

async function run(count: number, atOnce: number, work: () => Promise<unknown>): Promise<void> {
  let left = count
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await work()
    })
  )
}

type Market = Readonly<{ merchantId: string; buyerId: string }>

async function openMarket(options: OrdersBenchOptions): Promise<Market> {
  const merchant = { reference: 'bench-merchant', displayName: 'Bench merchant', payoutCurrency: 'CNY' }
  const { id: merchantId } = Id.parse(await call(options, 'operatorKey', 'POST', '/v1/merchants', merchant))
  const { id: buyerId } = Id.parse(
    await call(options, 'serviceKey', 'POST', '/v1/buyers', { reference: 'bench-buyer' })
  )
  return { merchantId, buyerId }
}

async function life({ merchantId, buyerId }: Market, options: OrdersBenchOptions): Promise<void> {
  const post = (path: string, body: unknown) => call(options, 'serviceKey', 'POST', path, body)
  const price = { amount: 12_900, currency: 'CNY' }
  const order = Created.parse(
    await post('/v1/orders', {
      reference: newId('bench', options.clock.now()),
      buyerId,
      items: [{ merchantId, category: 'household', title: 'Kettle', quantity: 1, unitPrice: price }]
    })
  )
  const payment = Id.parse(
    await post(`/v1/orders/${order.id}/payments`, { provider: 'sandbox', method: 'card', token: 'tok_ok' })
  )
  await untilCaptured(options, payment.id)
  const shipment = Id.parse(await post(`/v1/orders/${order.id}/shipments`, { carrier: 'bench' }))
  await post(`/v1/shipments/${shipment.id}/deliveries`, { proof: { kind: 'signed', reference: 'bench' } })
  const ended = Created.parse(await post(`/v1/orders/${order.id}/confirm`, {}))
  assert.equal(ended.state, 'completed')
}

/** The answer to a payment comes before the provider was asked; a shop would hear of it by a webhook. */
async function untilCaptured(options: OrdersBenchOptions, paymentId: string): Promise<void> {
  for (let poll = 0; poll < pollsMax; poll++) {
    const payment = Created.parse(await call(options, 'serviceKey', 'GET', `/v1/payments/${paymentId}`))
    if (payment.state === 'captured') return
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  throw new Error(`Payment ${paymentId} was not captured in ${(pollsMax * pollMs) / 1000} seconds.`)
}

async function call(
  options: OrdersBenchOptions,
  key: 'operatorKey' | 'serviceKey',
  method: 'GET' | 'POST',
  path: string,
  body?: unknown
): Promise<unknown> {
  const answer = await fetch(options.apiUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${options[key]}`,
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'idempotency-key': newId('idem', options.clock.now()) })
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`)
  return JSON.parse(text)
}

async function measureLimit({ url, clock }: OrdersBenchOptions, lives: number): Promise<number> {
  const bare = openDb({ url, clock, role: null, connectionsMax: 1 })
  try {
    const tables = await bare.transaction(filledTables)
    await bare.transaction(async (tx) => {
      for (const { name } of tables) await createTwin(tx, name)
    })
    const ms = await timed(() =>
      bare.transaction(async (tx) => {
        for (const { name, columns } of tables) await copyRows(tx, name, columns)
      })
    )
    return (lives * 1000) / ms
  } finally {
    await bare.close()
  }
}
