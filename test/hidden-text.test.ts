import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import { authenticator, createKey } from '../src/identity/index.ts'
import { sandboxSettings } from '../src/payouts/index.ts'
import { createLog, createServer } from '../src/server/index.ts'
import { testDatabase } from './database.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const { routes } = createApp({
  testKeys: true,
  providers: new Map(),
  payouts: sandboxSettings
})
const everything = new Set(routes.flatMap(({ permission }) => permission ?? []))
const server = createServer({
  db,
  routes,
  authenticate: authenticator(db, () => everything),
  log: createLog('silent', { write: () => {} }),
  version: 'test'
})
let secret = ''
beforeAll(async () => {
  secret = (
    await db.transaction((tx) =>
      createKey(tx, () => everything, { kind: 'operator', label: 'all', test: true })
    )
  ).secret
})

const nowhere = '01h455vb4pex5vsknk084sn02q'
const item = {
  merchantId: `mer_${nowhere}`,
  category: 'tea',
  title: 'Tea',
  quantity: 1,
  unitPrice: '1.00 CNY'
}
const merchant = { reference: 'shop', displayName: 'Shop', payoutCurrency: 'CNY' }
const order = { reference: 'web 1', buyerId: `buy_${nowhere}`, items: [item] }
const shipment = `/v1/shipments/shp_${nowhere}`

// U+202E turns the direction of writing round: what is read is not what is written.
test.each([
  ['/v1/buyers', 'reference', { reference: 'c\u202e9' }],
  ['/v1/merchants', 'reference', { ...merchant, reference: 'shop\u200b' }],
  ['/v1/merchants', 'displayName', { ...merchant, displayName: 'S\u202epohS' }],
  [`/v1/merchants/mer_${nowhere}/details`, 'displayName', { displayName: 'S\u2066hop' }],
  ['/v1/commission-schedules', 'category', { category: 'tea ', basisPoints: 1 }],
  ['/v1/orders', 'reference', { ...order, reference: 'web 1 ' }],
  ['/v1/orders', 'items.0.category', { ...order, items: [{ ...item, category: '\ufefftea' }] }],
  ['/v1/orders', 'items.0.title', { ...order, items: [{ ...item, title: 'T\u202eae' }] }],
  [`/v1/orders/ord_${nowhere}/shipments`, 'trackingNumber', { trackingNumber: '1\u200b2' }],
  [`${shipment}/deliveries`, 'proof.reference', { proof: { kind: 'carrier_event', reference: 'e\u200f1' } }],
  [`${shipment}/disputes`, 'evidence.0', { reason: 'other', statement: 'Hm.', evidence: ['\u2069e'] }],
  ['/v1/api-keys', 'label', { kind: 'service', label: 'shop\u202e' }],
  ['/v1/sign-in-links', 'label', { kind: 'operator', label: 'back\u202eoffice' }]
])('%s refuses what cannot be seen in %s', async (path, field, body) => {
  const answer = await server.fetch(
    new Request(`http://kontor${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'idempotency-key': `${path}/${field}`
      },
      body: JSON.stringify(body)
    })
  )
  const told = (await answer.json()) as { errors?: { path: string; message: string }[] }
  expect(answer.status, JSON.stringify(told)).toBe(400)
  const found = told.errors?.find(({ path: at }) => at === field)
  expect(found?.message, JSON.stringify(told)).toMatch(/^must not contain /)
})
