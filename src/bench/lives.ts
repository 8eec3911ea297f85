import assert from 'node:assert/strict'
import { Agent, request } from 'node:http'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { newId, systemClock } from '../kernel/index.ts'
import { askThread } from './thread.ts'

/** Where the orders are made, and with whose keys. */
export type Shop = Readonly<{ apiUrl: string; operatorKey: string; serviceKey: string }>

const Lived = z.strictObject({ ms: z.number(), times: z.array(z.number()) })

/** How long all lives took, and each of them. */
export type Lived = z.output<typeof Lived>

/** A shop in a thread of its own, so that what it does itself does not hold up the server. */
export type LivesThread = Readonly<{
  /** Lets so many orders live from the basket to the release, so many of them at once. */
  live(count: number, atOnce: number): Promise<Lived>
  close(): Promise<void>
}>

type Wanted = Readonly<{ count: number; atOnce: number }>

const shopThread = 'kontor bench shop'

/** Starts the shop's thread. This same file is what runs in it. */
export function openShop(shop: Shop): LivesThread {
  const thread = new Worker(new URL(import.meta.url), { workerData: { [shopThread]: shop } })
  return {
    live: async (count, atOnce) => Lived.parse(await askThread(thread, { count, atOnce })),
    close: async () => {
      await thread.terminate()
    }
  }
}

const Id = z.object({ id: z.string() })
const Ended = z.object({ id: z.string(), state: z.string() })
const Feed = z.object({ items: z.array(z.object({ subject: z.string() })), next: z.string().nullable() })
const feedEveryMs = 50
const feedPage = 20
const patienceMs = 120_000

type Method = 'GET' | 'POST'
type Call = (
  method: Method,
  path: string,
  body?: unknown,
  key?: 'operatorKey' | 'serviceKey'
) => Promise<unknown>

function caller(shop: Shop): Call {
  const agent = new Agent({ keepAlive: true, scheduling: 'fifo' })
  const { hostname: host, port } = new URL(shop.apiUrl)
  return (method, path, body, key = 'serviceKey') => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const text = body === undefined ? '' : JSON.stringify(body)
    const posted = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'idempotency-key': newId('idem', systemClock.now())
    }
    const headers = { authorization: `Bearer ${shop[key]}`, ...(method === 'POST' ? posted : {}) }
    const sent = request({ agent, host, port, method, path, headers }, (answer) => {
      let all = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => (all += part))
      answer.on('error', reject)
      answer.on('end', () => {
        const { statusCode = 0 } = answer
        if (statusCode < 300) resolve(JSON.parse(all))
        else reject(new Error(`${method} ${path} was answered ${statusCode}: ${all}`))
      })
    })
    sent.on('error', reject)
    sent.end(text)
    return promise
  }
}

/** Waits until orders are paid, as a shop does: it reads the log of what happened from where it was. */
function payments(call: Call): (orderId: string) => Promise<void> {
  const waiting = new Map<string, () => void>()
  let cursor: string | null = null
  let failed: ((error: unknown) => void) | undefined
  const readOn = async () => {
    const from = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const { items, next } = Feed.parse(
      await call('GET', `/v1/events?type=order.paid&limit=${feedPage}${from}`)
    )
    for (const { subject } of items) {
      waiting.get(subject)?.()
      waiting.delete(subject)
    }
    if (next === null) await new Promise((resolve) => setTimeout(resolve, feedEveryMs))
    else cursor = next
  }
  let reading: Promise<void> | undefined
  const read = async () => {
    while (waiting.size > 0) await readOn()
    reading = undefined
  }
  return (orderId) =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`Order ${orderId} was not paid in time.`)), patienceMs)
      waiting.set(orderId, () => {
        clearTimeout(late)
        resolve()
      })
      failed = reject
      reading ??= read().catch((error: unknown) => failed?.(error))
    })
}

async function openLife(call: Call): Promise<() => Promise<void>> {
  const merchant = { reference: 'bench-merchant', displayName: 'Bench merchant', payoutCurrency: 'CNY' }
  const { id: merchantId } = Id.parse(await call('POST', '/v1/merchants', merchant, 'operatorKey'))
  const { id: buyerId } = Id.parse(await call('POST', '/v1/buyers', { reference: 'bench-buyer' }))
  const paid = payments(call)
  const unitPrice = { amount: 12_900, currency: 'CNY' }
  const items = [{ merchantId, category: 'household', title: 'Kettle', quantity: 1, unitPrice }]
  return async () => {
    const reference = newId('bench', systemClock.now())
    const { id } = Id.parse(await call('POST', '/v1/orders', { reference, buyerId, items }))
    const arrived = paid(id)
    await call('POST', `/v1/orders/${id}/payments`, { provider: 'sandbox', method: 'card', token: 'tok_ok' })
    await arrived
    const shipment = Id.parse(await call('POST', `/v1/orders/${id}/shipments`, { carrier: 'bench' }))
    const proof = { kind: 'signed', reference: 'bench' }
    await call('POST', `/v1/shipments/${shipment.id}/deliveries`, { proof })
    const ended = Ended.parse(await call('POST', `/v1/orders/${id}/confirm`, {}))
    assert.equal(ended.state, 'completed')
  }
}

async function liveAll(life: () => Promise<void>, { count, atOnce }: Wanted): Promise<Lived> {
  const times: number[] = []
  const start = performance.now()
  let left = count
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) {
        const began = performance.now()
        await life()
        times.push(performance.now() - began)
      }
    })
  )
  return { ms: performance.now() - start, times }
}

const shop = isMainThread ? undefined : (workerData as Record<string, Shop> | null)?.[shopThread]
if (shop !== undefined) {
  let life: Promise<() => Promise<void>> | undefined
  parentPort?.on('message', (wanted: Wanted) => {
    life ??= openLife(caller(shop))
    // What fails ends the thread, which tells whoever waits for it.
    void life.then((one) => liveAll(one, wanted)).then((lived) => parentPort?.postMessage(lived))
  })
}
