import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createApp } from '../app.ts'
import { type Db, openDb } from '../db/index.ts'
import { sandboxBankJob, sandboxSettings } from '../payouts/index.ts'
import { createSandbox, inProcess, sandboxJobs, sandboxProvider } from '../sandbox/index.ts'
import { testDatabase } from '../../test/database.ts'
import { replayOlist } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'kontor-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))

const files: Record<string, string[]> = {
  orders: [
    'order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date',
    'good,c1,delivered,2018-01-01 10:00:00,2018-01-01 11:00:00,2018-01-03 09:00:00,2018-01-09 18:00:00,',
    'two-sellers,c2,delivered,2018-01-02 10:00:00,2018-01-02 11:00:00,2018-01-04 09:00:00,2018-01-08 18:00:00,',
    'surplus,c3,delivered,2018-01-02 10:00:00,2018-01-02 10:30:00,2018-01-04 09:00:00,2018-01-05 18:00:00,',
    'short,c4,delivered,2018-01-03 10:00:00,2018-01-03 11:00:00,2018-01-04 09:00:00,2018-01-05 18:00:00,',
    'cent,c5,shipped,2018-01-03 10:00:00,2018-01-03 11:00:00,2018-01-04 09:00:00,,',
    'cancelled,c6,canceled,2018-01-03 10:00:00,2018-01-03 11:00:00,,,',
    'no-items,c7,unavailable,2018-01-03 10:00:00,2018-01-03 11:00:00,,,',
    'too-late,c8,canceled,2018-01-03 10:00:00,2018-01-03 11:00:00,2018-01-04 10:00:00,,',
    'created,c9,created,2018-01-04 10:00:00,,,,'
  ],
  order_items: [
    'order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value',
    'good,1,p1,s1,,99.9,27.65',
    'two-sellers,1,p1,s1,,10.00,1.00',
    'two-sellers,2,p2,s2,,20.00,2.00',
    'surplus,1,p1,s1,,50.00,0.00',
    'short,1,p1,s1,,50.00,0.00',
    'cent,1,p1,s2,,50.00,5.00',
    'cancelled,1,p1,s2,,30.00,3.00',
    'too-late,1,p1,s2,,40.00,4.00',
    'created,1,p1,s1,,5.00,0.00'
  ],
  order_payments: [
    'order_id,payment_sequential,payment_type,payment_installments,payment_value',
    'good,1,credit_card,3,100.00',
    'good,2,voucher,1,27.55',
    'two-sellers,1,boleto,1,33.00',
    'surplus,1,credit_card,1,53.35',
    'short,1,credit_card,1,49.00',
    'cent,1,credit_card,1,54.99',
    'cancelled,1,debit_card,1,33.00',
    'no-items,1,credit_card,1,12.34',
    'too-late,1,credit_card,1,44.00',
    'created,1,boleto,1,5.00'
  ],
  sellers: ['seller_id,seller_city', 's1,"sao\npaulo"', 's2,campinas'],
  products: ['product_id,product_category_name', 'p1,bebes', 'p2,'],
  customers: ['customer_id,customer_unique_id', ...Array.from({ length: 9 }, (_, i) => `c${i + 1},u${i + 1}`)]
}

function write(orders: readonly string[] | null) {
  for (const [name, lines] of Object.entries(files)) {
    const [header = '', ...rows] = lines
    const kept =
      name === 'orders' && orders ? rows.filter((row) => orders.includes(row.split(',')[0] ?? '')) : rows
    writeFileSync(join(folder, `olist_${name}_dataset.csv`), `${[header, ...kept].join('\n')}\n`)
  }
}

const place = await testDatabase()
afterAll(() => place.drop())
const secret = 'of this test and nothing else'

/** A replay as the command line runs it; with the checks of `verify` at the end. */
async function replay(url: string, source: string) {
  const opened: Db[] = []
  const summary = await replayOlist({
    folder: source,
    async stage(clock) {
      const db = openDb({ url, clock, durable: false })
      opened.push(db)
      const sandbox = createSandbox({ db, secret, deliver: null })
      const provider = sandboxProvider({ secret, transport: inProcess(sandbox, secret) })
      const app = createApp({
        testKeys: true,
        providers: new Map([['sandbox', provider]]),
        payouts: sandboxSettings
      })
      const jobs = [...app.jobs, ...sandboxJobs(sandbox), sandboxBankJob(sandboxSettings)]
      const promptJobs = jobs.filter((job) => job.name === 'payments.calls')
      return { db, clock, jobs, promptJobs, provider: 'sandbox', payouts: sandboxSettings }
    }
  })
  const { checks } = createApp({ testKeys: true, providers: new Map(), payouts: sandboxSettings })
  for (const db of opened) {
    for (const check of checks) {
      const { differences } = await db.snapshot((tx) => check.run(tx))
      expect({ [check.name]: differences }).toEqual({ [check.name]: [] })
    }
    await db.close()
  }
  return summary
}

const expected = {
  // Approved payments, all but that of "created".
  paid: 12755n + 3300n + 5335n + 4900n + 5499n + 3300n + 1234n + 4400n,
  // "cent", which never arrived, and "short", which was never paid in full.
  held: 5499n + 4900n,
  // The surplus, "cancelled", "no-items", "too-late".
  refunded: 335n + 3300n + 1234n + 4400n,
  // Ten per cent of goods: 9.99, 1.00 + 2.00, 5.00.
  commission: 999n + 300n + 500n
}

describe('orders of the Olist files', () => {
  test('run through the same operations, and every cent is where it belongs', async () => {
    write(null)
    const { orders, totals, exceptions } = await replay(place.url, folder)
    const { paid, held, refunded, commission } = expected
    expect(totals).toEqual({
      paid,
      held,
      refunded,
      commission,
      released: paid - held - refunded - commission,
      paidOut: paid - held - refunded - commission
    })
    expect(orders).toEqual({ completed: 3, shipped: 1, cancelled: 2, refunded: 1, awaiting_payment: 2 })
    expect(
      exceptions.map(({ orderId, kind }) => `${orderId} ${kind}`).toSorted((a, b) => (a < b ? -1 : 1))
    ).toEqual(['no-items items_missing', 'short payment_differs', 'short refused', 'surplus payment_differs'])
  })

  test('run again double nothing and are told alike', async () => {
    const first = await replay(place.url, folder)
    const second = await replay(place.url, folder)
    expect(second).toEqual(first)
    expect(first.totals.paid).toBe(expected.paid)
  })

  test('in two portions come to the same as in one', async () => {
    const other = await testDatabase()
    write(['good', 'cent', 'cancelled', 'surplus'])
    const portion = await replay(other.url, folder)
    expect(portion.totals.paid).toBe(12755n + 5499n + 3300n + 5335n)
    write(null)
    const whole = await replay(other.url, folder)
    expect(whole.totals).toEqual((await replay(place.url, folder)).totals)
    await other.drop()
  })

  test('happen at the times of the files', async () => {
    const rows = await place.superuser(`
      select created_at, shipped_at, delivered_at, released_at from orders_order o
      join orders_shipment s on s.order_id = o.id where reference = 'good'`)
    expect(rows).toEqual([
      {
        created_at: new Date('2018-01-01T10:00:00Z'),
        shipped_at: new Date('2018-01-03T09:00:00Z'),
        delivered_at: new Date('2018-01-09T18:00:00Z'),
        // Inspection ends on the 16th at 18:00; timers act once a day.
        released_at: new Date('2018-01-17T10:00:00Z')
      }
    ])
  })
})

const real = '../shared/data/olist'
test.skipIf(!existsSync(real))('a part of the real orders (skipped where the data is missing)', async () => {
  const [header = '', ...rows] = readFileSync(join(real, 'olist_orders_dataset.csv'), 'utf8')
    .trim()
    .split('\n')
  const some = rows
    .toSorted((a, b) => (a.split(',')[3] ?? '').localeCompare(b.split(',')[3] ?? ''))
    .slice(2000, 2150)
  for (const name of Object.keys(files))
    writeFileSync(
      join(folder, `olist_${name}_dataset.csv`),
      name === 'orders'
        ? [header, ...some, ''].join('\n')
        : readFileSync(join(real, `olist_${name}_dataset.csv`), 'utf8')
    )
  const other = await testDatabase()
  const { orders, totals } = await replay(other.url, folder)
  expect(Object.values(orders).reduce((sum, n) => sum + n, 0)).toBe(150)
  expect(totals.paid).toBe(totals.held + totals.released + totals.commission + totals.refunded)
  expect(totals.paidOut).toBe(totals.released)
  await other.drop()
})
