import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { type Job, nextDue } from '../api/index.ts'
import { type App, createApp } from '../app.ts'
import { day, later } from '../kernel/index.ts'
import { OrderState } from '../orders/index.ts'
import { sandboxSettings } from '../payouts/index.ts'
import { fillWorld, type WorldSummary } from './index.ts'

const until = new Date('2026-06-03T10:17:00Z')
const secret = 'the sandbox and its users share this'
let db: TestDatabase
let app: App
let jobs: readonly Job[]
let summary: WorldSummary

const fill = () =>
  fillWorld({
    db,
    clock: db.clock,
    until,
    secret,
    days: 60,
    orders: 110,
    buyers: 40,
    jobsOf(providers) {
      app = createApp({ testKeys: true, providers, payouts: sandboxSettings })
      jobs = app.jobs
      return jobs
    }
  })

beforeAll(async () => {
  db = await testDatabase(later(until, -100 * day), { durable: false })
  summary = await fill()
}, 120_000)
afterAll(() => db.drop())

/** The different values of an expression, as text, in order. */
async function valuesOf(expression: string, from: string): Promise<string[]> {
  const rows = await db.superuser(`select distinct (${expression})::text as value from ${from} order by 1`)
  return rows.map((row) => String(row['value']))
}

async function countOf(from: string): Promise<number> {
  const [row] = await db.superuser(`select count(*)::integer as count from ${from}`)
  return row?.['count'] as number
}

describe('the world', () => {
  test('nothing that the script wanted was refused', () => {
    expect(summary.refused).toEqual([])
    expect(summary).toMatchObject({ merchants: 12, buyers: 40 })
  })

  test('all that verify proves holds', async () => {
    for (const { name, run } of app.checks) {
      const { differences } = await db.snapshot(run)
      expect(differences, name).toEqual([])
    }
  })

  test('its clock stands at the end, and no job has anything to do before later', async () => {
    expect(db.clock.now()).toEqual(until)
    const due = await nextDue(db, jobs)
    expect(due === null || due > until).toBe(true)
  })

  test('orders are in every state, and more than a hundred in all', () => {
    expect(Object.keys(summary.orders).sort()).toEqual([...OrderState.options].sort())
    expect(Object.values(summary.orders).reduce((sum, count) => sum + count, 0)).toBe(110)
  })

  test.each([
    ['currencies', 'currency', 'orders_order', ['CNY', 'JPY', 'USD']],
    ['proofs', 'proof', 'orders_shipment where proof is not null', ['carrier_event', 'code', 'signed']],
    ['shipments', 'state', 'orders_shipment', ['claimed', 'delivered', 'shipped']],
    ['disputes', 'state', 'orders_dispute', ['answered', 'decided', 'escalated', 'open']],
    [
      'decisions',
      `outcome || ' by ' || decided_by`,
      `orders_dispute where state = 'decided'`,
      [
        'buyer by deadline',
        'buyer by merchant',
        'buyer by operator',
        'merchant by buyer',
        'merchant by deadline',
        'merchant by operator',
        'split by operator'
      ]
    ],
    [
      'returns',
      'state',
      'orders_return',
      ['authorised', 'lapsed', 'received', 'rejected', 'requested', 'shipped_back']
    ],
    ['shares of refunds', 'state', 'orders_refund_share', ['failed', 'pending', 'succeeded']],
    [
      'refund causes',
      'cause',
      'orders_refund',
      ['cancellation', 'claim', 'dispute', 'fee', 'goodwill', 'return']
    ],
    ['payments', 'state', 'payments_payment', ['authorized', 'captured', 'expired', 'failed', 'pending']],
    ['methods', 'method', 'payments_payment', ['bank_transfer', 'card', 'voucher', 'wallet']],
    ['chargebacks', 'state', 'payments_chargeback', ['lost', 'reversed']],
    ['payouts', 'state', 'payouts_payout', ['planned', 'returned', 'sent', 'settled']],
    ['schedules', 'every', 'payouts_profile', ['day', 'demand', 'week']],
    ['why payouts are made', 'origin', 'payouts_payout', ['request', 'schedule']],
    ['payout currencies', 'currency', 'payouts_payout', ['CNY', 'EUR', 'JPY', 'USD']],
    ['lines of bank statements', 'kind', 'payouts_line', ['payout', 'return', 'settlement', 'unmatched']]
  ])('%s are of every kind', async (_, expression, from, values) => {
    expect(await valuesOf(expression, from)).toEqual(values)
  })

  test.each([
    ['orders of several merchants', `orders_part where merchant_id is not null and no > 0`],
    ['orders in several shipments', 'orders_shipment group by part_id having count(*) > 1'],
    ['orders paid by several payments', 'payments_payment group by subject having count(*) > 2'],
    ['money that came after the order had expired', `payments_refund where origin = 'unwanted'`],
    ['refunds after the release', 'orders_shipment where refunded_later_minor > 0'],
    [
      'items that were cancelled from an order that went on',
      'orders_item where cancelled > 0 and shipped > 0'
    ],
    ['exchanges by quote', 'payouts_quote where executed_at is not null'],
    ['money kept in reserve', 'payouts_reserve where released_at is null'],
    ['reserves that were given back', 'payouts_reserve where released_at is not null'],
    ['merchants that owe something', `ledger_account where kind = 'owed' and debits_posted > credits_posted`],
    [
      'debts that were recovered from later sales',
      `ledger_account where kind = 'owed' and credits_posted > 0`
    ],
    [
      'deliveries that are late and not claimed',
      'orders_order where state = $$shipped$$ and deliver_by < $$2026-06-03T10:17:00Z$$'
    ],
    ['commissions with a cap', `orders_item where category = 'electronics' and commission_minor = 5000`]
  ])('%s occur', async (_, from) => {
    expect(await countOf(`(select 1 from ${from}) found`)).toBeGreaterThan(0)
  })

  test('one payout came back, and its merchant is told why', async () => {
    const rows = await db.superuser(
      `select merchant_id, return_code, return_text from payouts_payout where state = 'returned'`
    )
    expect(rows).toEqual([
      {
        merchant_id: summary.returnedMerchantId,
        return_code: 'AC04',
        return_text: 'The account has been closed.'
      }
    ])
  })

  test('one difference of the bank is open, and only that', async () => {
    const rows = await db.superuser('select kind, state, found_minor from payouts_difference')
    expect(rows).toEqual([{ kind: 'extra', state: 'open', found_minor: '128800' }])
  })

  test('the parties that the summary names are those of an open dispute', async () => {
    const rows = await db.superuser(
      `select d.state, p.merchant_id, o.buyer_id from orders_dispute d
         join orders_part p on p.id = d.part_id join orders_order o on o.id = d.order_id
       where d.order_id = $1`,
      [summary.orderId]
    )
    expect(rows).toEqual([{ state: 'open', merchant_id: summary.merchantId, buyer_id: summary.buyerId }])
    const owing = await db.superuser(
      `select debits_posted > credits_posted as owes from ledger_account where kind = 'owed' and owner = $1`,
      [summary.owingMerchantId]
    )
    expect(owing).toContainEqual({ owes: true })
  })

  test('a world is not filled over another', async () => {
    await expect(fill()).rejects.toMatchObject({ code: 'world.there' })
  })
})
