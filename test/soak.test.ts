import { afterAll, beforeAll, expect, test } from 'vitest'
import { passTime } from '../src/api/index.ts'
import { hour, later } from '../src/kernel/index.ts'
import { type Listening, serverJobs } from '../src/server/index.ts'
import { heapMiB, openClient } from './client.ts'
import { testDatabase } from './database.ts'
import { createMarketplace } from './marketplace.ts'
import { nightly } from './nightly.ts'

const loadMs = 4 * hour
const steps = nightly ? 48 : 8
const livesOfStep = nightly ? 150 : 12

const db = await testDatabase(undefined, { connectionsMax: 8 })
const client = openClient(64)
let count = 0
let listening: Listening
const marketplace = createMarketplace(db, {
  deliver: async (body, headers) => {
    const address = `${listening.url}/v1/providers/sandbox/webhooks`
    const answer = await fetch(address, { method: 'POST', body, headers })
    await answer.body?.cancel()
    return answer.ok
  },
  limits: { keyRatePerSecond: 1e6, keyBurst: 1e6 }
})
const { server, makeKey } = marketplace
const jobs = [...marketplace.jobs, marketplace.bankJob]
const [operator, service] = [(await makeKey('operator')).secret, (await makeKey('service')).secret]

async function post(path: string, body: unknown, by = service): Promise<string> {
  const asked = { text: JSON.stringify(body), key: `soak-${count++}` }
  const answer = await client.send(listening.port, path, by, asked)
  if (answer.status >= 300) throw new Error(`${path} was answered ${answer.status}: ${answer.text}`)
  return String((JSON.parse(answer.text) as { id?: string }).id)
}

let merchantId: string
let buyerId: string
beforeAll(async () => {
  listening = await server.listen({ host: '127.0.0.1', port: 0 })
  merchantId = await post(
    '/v1/merchants',
    { reference: 'm', displayName: 'M', payoutCurrency: 'CNY' },
    operator
  )
  buyerId = await post('/v1/buyers', { reference: 'b' })
})
afterAll(async () => {
  client.close()
  await listening.close()
  await db.drop()
})

function order(inspectionDays: number): Promise<string> {
  const unitPrice = { amount: 12_900, currency: 'CNY' }
  return post('/v1/orders', {
    reference: `soak-${count++}`,
    buyerId,
    items: [{ merchantId, category: 'household', title: 'Kettle', quantity: 1, unitPrice }],
    policies: { payWithinHours: 1, inspectionDays }
  })
}

const payment = (token: string) => ({ provider: 'sandbox', method: 'card', token })
const all = (work: (no: number) => Promise<unknown>) =>
  Promise.all(Array.from({ length: livesOfStep }, (_, no) => work(no)))
const untilNow = () => passTime(db, jobs, db.clock, db.clock.now())

/** Lives of all kinds: most to the release, some whose card is declined, some never paid, which expire. */
async function step(): Promise<void> {
  const paid: { id: string; inspected: boolean }[] = []
  await all(async (no) => {
    const id = await order(no % 2)
    if (no % 6 === 4) await post(`/v1/orders/${id}/payments`, payment('tok_declined'))
    if (no % 6 < 4) {
      await post(`/v1/orders/${id}/payments`, payment('tok_ok'))
      paid.push({ id, inspected: no % 2 > 0 })
    }
  })
  await untilNow()
  await Promise.all(
    paid.map(async ({ id, inspected }) => {
      const shipmentId = await post(`/v1/orders/${id}/shipments`, { carrier: 'post' })
      const proof = { kind: 'signed', reference: 'paper' }
      await post(`/v1/shipments/${shipmentId}/deliveries`, { proof })
      if (inspected) await post(`/v1/orders/${id}/confirm`, {})
    })
  )
  await client.send(listening.port, '/v1/events?limit=100', operator)
  await passTime(db, jobs, db.clock, later(db.clock.now(), loadMs / steps))
  for (const job of serverJobs) await job.run(db)
}

/** What comes and must go again: work that waits, and what is kept for it. */
const waiting = {
  'events without a place': 'audit_pending',
  'changes not added up': 'ledger_delta',
  'calls that are due': 'payments_call where due_at is not null',
  'webhooks not taken in': 'payments_event where due_at is not null',
  'webhooks not sent': 'sandbox_delivery',
  'orders past their time': 'orders_order where expires_at <= $1',
  'open holds': "ledger_hold where state = 'open' and $1::timestamptz is not null",
  'releases that are due': 'orders_shipment where release_at <= $1',
  'open connections': 'pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'
}

async function picture() {
  const rows: Record<string, number> = {}
  for (const [name, from] of Object.entries(waiting)) {
    const [row] = await db.superuser(
      `select count(*)::int as count from ${from}`,
      from.includes('$1') ? [db.clock.now()] : []
    )
    rows[name] = Number(row?.['count'])
  }
  const resources = process
    .getActiveResourcesInfo()
    .filter((name) => name !== 'Timeout' && name !== 'Immediate')
  return { rows, handles: resources.length, heap: heapMiB() }
}

test(`four hours of load in ${steps} steps leave nothing behind that grows`, async () => {
  for (let no = 0; no < steps / 2; no++) await step()
  const middle = await picture()
  for (let no = 0; no < steps / 2; no++) await step()
  const end = await picture()
  // What is added up waits until it is worth it, up to a bound of its own.
  const bound = (name: string) => (name === 'changes not added up' ? 20_000 : (middle.rows[name] ?? 0) + 4)
  for (const [name, rows] of Object.entries(end.rows)) expect(rows, name).toBeLessThanOrEqual(bound(name))
  expect(end.handles).toBeLessThanOrEqual(middle.handles + 8)
  expect(end.heap - middle.heap).toBeLessThan(10)
}, 3_600_000)

test('what was answered to keys is forgotten after its time', async () => {
  const kept = async () =>
    (await db.superuser('select count(*)::int as count from api_idempotency'))[0]?.['count']
  expect(await kept()).toBeGreaterThan(0)
  // Their age is counted by the database's own clock, which no process can put ahead.
  await db.superuser(`update api_idempotency set created_at = created_at - interval '15 days'`)
  for (const job of serverJobs) while ((await job.run(db)) > 0);
  expect(await kept()).toBe(0)
}, 600_000)
