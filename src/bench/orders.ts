import assert from 'node:assert/strict'
import { z } from 'zod'
import { type Clock, newId } from '../kernel/index.ts'
import { copyRows, createTwin, dropTwin, filledTables } from './copy-store.ts'
import { measurement, timed } from './measure.ts'
import { rounds, type Stage, type Workload } from './stage.ts'

/** Where the orders are made: the API that a shop has, and keys of an operator and of the shop. */
type Shop = Readonly<{ clock: Clock; apiUrl: string; operatorKey: string; serviceKey: string }>

const Id = z.object({ id: z.string() })
const Created = z.object({ id: z.string(), state: z.string() })
const pollMs = 40
const pollsMax = 3000

/**
 * Complete lives of orders a second over HTTP: made, paid through the sandbox provider, shipped, delivered with proof,
 * confirmed, released. The limit is the inserting of the very rows that all those lives left, into bare tables with the
 * same indexes, measured after each round.
 */
export const ordersWorkload: Workload = {
  name: 'orders.http',
  summary: 'whole order lives over HTTP, the sandbox provider included',
  async run(stage) {
    const { clock, effort, url } = stage
    const { stop, ...keys } = await stage.serve(url)
    const shop = { clock, ...keys }
    try {
      const market = await openMarket(shop)
      stage.step('orders.http')
      let lived = 0
      const measured = await rounds(stage, async () => {
        const times: number[] = []
        const ms = await timed(() =>
          run(effort.lives, effort.livesAtOnce, async () => {
            times.push(await timed(() => life(market, shop)))
          })
        )
        lived += effort.lives
        return { count: effort.lives, ms, times, limit: { count: lived, ms: await copyAll(stage) } }
      })
      return [
        measurement({ ...about, settings: { lives: effort.lives, inFlight: effort.livesAtOnce } }, measured)
      ]
    } finally {
      await stop()
    }
  }
}

const about = {
  workload: 'orders.http',
  unit: 'orders',
  latencyOf: 'life',
  limit: 'one bare insert a table of all rows that the lives left',
  read: ({ perSecond, p50Ms }: Readonly<{ perSecond: number; p50Ms: number }>) =>
    `${perSecond} orders a second go from the basket to the release; half of them take less than ${p50Ms} ms.`
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

async function openMarket(options: Shop): Promise<Market> {
  const merchant = { reference: 'bench-merchant', displayName: 'Bench merchant', payoutCurrency: 'CNY' }
  const { id: merchantId } = Id.parse(await call(options, 'operatorKey', 'POST', '/v1/merchants', merchant))
  const { id: buyerId } = Id.parse(
    await call(options, 'serviceKey', 'POST', '/v1/buyers', { reference: 'bench-buyer' })
  )
  return { merchantId, buyerId }
}

async function life({ merchantId, buyerId }: Market, options: Shop): Promise<void> {
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
async function untilCaptured(options: Shop, paymentId: string): Promise<void> {
  for (let poll = 0; poll < pollsMax; poll++) {
    const payment = Created.parse(await call(options, 'serviceKey', 'GET', `/v1/payments/${paymentId}`))
    if (payment.state === 'captured') return
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  throw new Error(`Payment ${paymentId} was not captured in ${(pollsMax * pollMs) / 1000} seconds.`)
}

async function call(
  options: Shop,
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

/** How long it takes to insert all rows that the database holds into empty twins of their tables. */
async function copyAll({ bare }: Stage): Promise<number> {
  const tables = await bare.transaction(filledTables)
  await bare.transaction(async (tx) => {
    for (const { name } of tables) await createTwin(tx, name)
  })
  const ms = await timed(() =>
    bare.transaction(async (tx) => {
      for (const { name, columns } of tables) await copyRows(tx, name, columns)
    })
  )
  await bare.transaction(async (tx) => {
    for (const { name } of tables) await dropTwin(tx, name)
  })
  return ms
}
