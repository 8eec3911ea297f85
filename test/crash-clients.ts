import { newId } from '../src/kernel/index.ts'
import { pause } from './served.ts'

/** A request with its key, to be sent as often as it takes. */
export type Request = Readonly<{ path: string; body: unknown; key: string; method: 'POST' | 'PUT' }>
export type Json = Readonly<Record<string, unknown>>

const now = () => new Date()

export const post = (path: string, body: unknown, method: 'POST' | 'PUT' = 'POST'): Request => ({
  path,
  body,
  key: newId('idem', now()),
  method
})

/** An API that may be away at any moment. */
export type Api = Readonly<{
  /** Sends until it is answered, with the same key each time, as a client should. A refusal that is not foreseen throws. */
  insist(request: Request, ...foreseen: string[]): Promise<Json | null>
  read(path: string): Promise<Json>
  text(path: string): Promise<string>
}>

const triesMax = 3000

/** The API at an address, with a key. */
export function apiAt(address: string, secret: string): Api {
  const authorization = `Bearer ${secret}`
  async function once({ path, body, key, method }: Request) {
    const xml = typeof body === 'string'
    const headers = {
      authorization,
      'content-type': xml ? 'application/xml' : 'application/json',
      'idempotency-key': key
    }
    const signal = AbortSignal.timeout(15_000)
    const sent = { method, headers, signal, body: xml ? body : JSON.stringify(body) }
    const answer = await fetch(address + path, sent).catch(() => null)
    const text = await answer?.text().catch(() => null)
    if (answer === null || text === null || text === undefined) return null
    if (answer.status >= 500 || answer.status === 429 || text.includes('key_in_flight')) return null
    return { ok: answer.ok, status: answer.status, text }
  }
  async function text(path: string): Promise<string> {
    for (let count = 0; count < triesMax; count++) {
      const signal = AbortSignal.timeout(15_000)
      const answer = await fetch(address + path, { headers: { authorization }, signal }).catch(() => null)
      const found = answer?.ok === true ? await answer.text().catch(() => null) : null
      if (found !== null) return found
      await pause(50)
    }
    throw new Error(`${path} was never answered`)
  }
  return {
    async insist(request, ...foreseen) {
      for (let count = 0; count < triesMax; count++) {
        const answer = await once(request)
        if (answer?.ok === true) return JSON.parse(answer.text) as Json
        if (answer !== null && foreseen.some((code) => answer.text.includes(code))) return null
        if (answer !== null) throw new Error(`${request.path}: ${answer.status} ${answer.text}`)
        await pause(50)
      }
      throw new Error(`${request.path} was never answered`)
    },
    read: async (path) => JSON.parse(await text(path)) as Json,
    text
  }
}

/** What clients were told, so that it can be looked for afterwards. */
export type Told = Readonly<{
  orders: Map<string, string>
  payments: Map<string, string>
  cancelled: Set<string>
  confirmed: Set<string>
  transactions: Set<string>
  payouts: Set<string>
  files: Set<string>
  statements: Set<string>
}>

export const nothingTold = (): Told => ({
  orders: new Map(),
  payments: new Map(),
  cancelled: new Set(),
  confirmed: new Set(),
  transactions: new Set(),
  payouts: new Set(),
  files: new Set(),
  statements: new Set()
})

const price = { amount: 5000, currency: 'CNY' }

/** Order after order: paid, and then cancelled, or shipped, delivered and confirmed. */
export async function trade(
  shop: Readonly<{ service: Api; merchantId: string; buyerId: string; told: Told }>,
  number: number,
  running: () => boolean
) {
  const { service, merchantId, buyerId, told } = shop
  for (let round = number; running(); round++) {
    const reference = newId('ref', now())
    const item = { merchantId, category: 'tea', title: 'Tea', quantity: 1, unitPrice: price }
    const order = await service.insist(post('/v1/orders', { reference, buyerId, items: [item] }))
    const id = String(order?.['id'])
    told.orders.set(reference, id)
    const payment = { provider: 'sandbox', method: 'card', token: 'tok_ok' }
    const paid = await service.insist(post(`/v1/orders/${id}/payments`, payment))
    told.payments.set(String(paid?.['id']), id)
    while ((await service.read(`/v1/orders/${id}`))['state'] !== 'paid') await pause(50)
    if (round % 4 === 3) {
      await service.insist(post(`/v1/orders/${id}/cancel`, { reason: 'changed my mind' }))
      told.cancelled.add(id)
      continue
    }
    const shipment = await service.insist(
      post(`/v1/orders/${id}/shipments`, { carrier: 'SF Express', trackingNumber: newId('trk', now()) })
    )
    const path = `/v1/shipments/${String(shipment?.['id'])}`
    await service.insist(post(`${path}/deliveries`, { proof: { kind: 'signed', reference: 'note 1' } }))
    await service.insist(post(`${path}/confirm`, {}))
    told.confirmed.add(id)
  }
}

/** One minor unit after the other into the wallet. */
export async function transfer(service: Api, told: Told, running: () => boolean) {
  while (running()) {
    const leg = {
      id: newId('trf', now()),
      type: 'plain',
      code: 'trade',
      amount: { amount: 1, currency: 'CNY' },
      debit: 'source:shop:CNY',
      credit: 'wallet:shop:CNY'
    }
    const id = newId('txn', now())
    await service.insist(post('/v1/ledger/transactions', { id, legs: [leg] }))
    told.transactions.add(id)
  }
}
