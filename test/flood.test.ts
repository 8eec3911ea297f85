import { afterAll, describe, expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import { authenticator, createKey } from '../src/identity/index.ts'
import { sandboxSettings } from '../src/payouts/index.ts'
import { createLog, createServer, type Limits } from '../src/server/index.ts'
import { type Answer, heapMiB, openClient } from './client.ts'
import { testDatabase } from './database.ts'
import { nightly } from './nightly.ts'

const db = await testDatabase(undefined, { connectionsMax: 6 })
const app = createApp({ testKeys: true, providers: new Map(), payouts: sandboxSettings })
const serverWith = (limits: Partial<Limits>) =>
  createServer({
    db,
    routes: app.routes,
    authenticate: authenticator(db, app.permissionsOf),
    log: createLog('silent', { write: () => {} }),
    version: 'test',
    openPages: true,
    limits: { keyRatePerSecond: 1e6, keyBurst: 1e6, ...limits }
  }).listen({ host: '127.0.0.1', port: 0 })
const requestsMax = 60
const tight = await serverWith({ requestsMax })
const narrow = await serverWith({ bodiesBytesMax: 300_000 })
const client = openClient(1200)
afterAll(async () => {
  client.close()
  await tight.close()
  await narrow.close()
  await db.drop()
})

const keyOf = async (kind: 'operator' | 'service') =>
  (await db.transaction((tx) => createKey(tx, app.permissionsOf, { kind, label: 'test', test: true }))).secret
const [operator, service] = [await keyOf('operator'), await keyOf('service')]

const send = (
  to: Readonly<{ port: number }>,
  path: string,
  body?: Readonly<{ text: string; key: string }>,
  by = service
) => client.send(to.port, path, by, body)

const idIn = ({ text }: Answer) => String((JSON.parse(text) as { id?: string }).id)
const merchant = { reference: 'm', displayName: 'M', payoutCurrency: 'CNY' }
const merchantId = idIn(
  await send(tight, '/v1/merchants', { text: JSON.stringify(merchant), key: 'm' }, operator)
)
const buyerId = idIn(await send(tight, '/v1/buyers', { text: '{"reference":"b"}', key: 'b' }))

function orderOf(reference: string, titleLength = 3, lines = 1): { text: string; key: string } {
  const unitPrice = { amount: 100, currency: 'CNY' }
  const item = { merchantId, category: 'tea', title: 'T'.repeat(titleLength), quantity: 1, unitPrice }
  const items = Array.from({ length: lines }, () => item)
  return { text: JSON.stringify({ reference, buyerId, items }), key: reference }
}

async function ordersMade(like: string): Promise<Set<string>> {
  const rows = await db.superuser(`select reference from orders_order where reference like '${like}%'`)
  return new Set((rows as { reference: string }[]).map(({ reference }) => reference))
}

/** Sends all at once, and each that is told to come back once more, until all are taken. */
async function untilTaken(to: Readonly<{ port: number }>, bodies: readonly { text: string; key: string }[]) {
  let rounds = 0
  for (let left = bodies; left.length > 0; rounds++) {
    expect(rounds).toBeLessThan(200)
    const answers = await Promise.all(left.map((body) => send(to, '/v1/orders', body)))
    left = left.filter((_, i) => answers[i]?.status === 429)
  }
}

describe('a flood of requests, far more at once than the server takes', () => {
  const floods = nightly ? 3000 : 400
  test('is answered, every one: done, or 429 with the time to come back; nothing done is lost', async () => {
    const wishes = Array.from({ length: floods }, (_, i) => orderOf(`flood-${i}`))
    const health: Answer[] = []
    let over = false
    const watching = (async () => {
      while (!over) {
        health.push(await send(tight, '/healthz'))
        health.push(await send(tight, '/metrics', undefined, operator))
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })()
    const answers = await Promise.all(wishes.map((wish) => send(tight, '/v1/orders', wish)))
    over = true
    await watching
    const refused = answers.filter(({ status }) => status === 429)
    const done = wishes.filter((_, i) => answers[i]?.status === 201)
    expect(done.length + refused.length).toBe(floods)
    expect(done.length).toBeGreaterThanOrEqual(requestsMax)
    expect(refused.length).toBeGreaterThan(0)
    expect(new Set(refused.map(({ retryAfter }) => retryAfter))).toEqual(new Set(['1']))
    expect(new Set(refused.map(({ text }) => (JSON.parse(text) as { code: string }).code))).toEqual(
      new Set(['http.overloaded'])
    )
    expect(await ordersMade('flood-')).toEqual(new Set(done.map(({ key }) => key)))
    expect(health.length).toBeGreaterThan(0)
    expect(new Set(health.map(({ status }) => status))).toEqual(new Set([200]))
  })

  test('is taken whole by those who come back with the same key, each once', async () => {
    const wishes = Array.from({ length: 300 }, (_, i) => orderOf(`patient-${i}`))
    await untilTaken(tight, wishes)
    const made = await ordersMade('patient-')
    expect(made).toEqual(new Set(wishes.map(({ key }) => key)))
    const again = await send(tight, '/v1/orders', wishes[0])
    expect(again.status).toBe(201)
    expect((await ordersMade('patient-')).size).toBe(300)
  })

  test('leaves no memory behind', async () => {
    const flood = async (name: string) => {
      const wishes = Array.from({ length: floods }, (_, i) => orderOf(`${name}-${i}`))
      await Promise.all(wishes.map((wish) => send(tight, '/v1/orders', wish)))
    }
    await flood('first')
    const before = heapMiB()
    for (const name of ['second', 'third', 'fourth']) await flood(name)
    expect(heapMiB() - before).toBeLessThan(10)
  })
})

test('bodies are taken in only as many bytes at once as there is room for', async () => {
  const wishes = Array.from({ length: 40 }, (_, i) => orderOf(`large-${i}`, 200, 100))
  const bytes = Buffer.byteLength(wishes[0]?.text ?? '')
  expect(bytes).toBeGreaterThan(30_000)
  const answers = await Promise.all(wishes.map((wish) => send(narrow, '/v1/orders', wish)))
  const done = wishes.filter((_, i) => answers[i]?.status === 201)
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 429]))
  expect(done.length).toBeGreaterThanOrEqual(Math.floor(300_000 / bytes))
  expect(await ordersMade('large-')).toEqual(new Set(done.map(({ key }) => key)))
  await untilTaken(
    narrow,
    wishes.filter((wish) => !done.includes(wish))
  )
  expect((await ordersMade('large-')).size).toBe(40)
})
