import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { orderWorld } from '../../test/orders.ts'
import { sql } from '../db/index.ts'
import type { OrderFilter } from './listing-store.ts'
import type { MerchantId, OrderId } from './order.ts'
import { showOrders } from './show-order.ts'

const orders = 100_000
const pageSize = 100

/** The id of a copy: its number in digits, which are letters of ids as well. All come before any real id. */
const idOf = (prefix: string) => `'${prefix}_00' || lpad(n::text, 24, '0')`

/**
 * Copies of one order, with its part, items and money, written as rows: the lists read nothing else. Every tenth is of the
 * other merchant, every hundredth is cancelled.
 */
const copies = (orderId: string, other: string) => `
  insert into orders_order select (jsonb_populate_record(o, jsonb_build_object('id', ${idOf('ord')},
      'reference', 'copy-' || lpad(n::text, 6, '0'), 'state', case when n % 100 = 0 then 'cancelled' else o.state end))).*
    from orders_order o, generate_series(1, ${orders}) n where o.id = '${orderId}';
  insert into orders_part select (jsonb_populate_record(p, jsonb_build_object('id', ${idOf('opt')},
      'order_id', ${idOf('ord')}, 'merchant_id', case when n % 10 = 0 then '${other}' else p.merchant_id end))).*
    from orders_part p, generate_series(1, ${orders}) n where p.order_id = '${orderId}' and p.merchant_id is not null;
  insert into orders_item select (jsonb_populate_record(i, jsonb_build_object('id', ${idOf('itm')},
      'order_id', ${idOf('ord')}, 'part_id', ${idOf('opt')}))).*
    from orders_item i, generate_series(1, ${orders}) n where i.order_id = '${orderId}' and i.no = 1;
  insert into escrow_part (id, order_id, merchant_id, currency, due, paid, created_at)
    select ${idOf('opt')}, ${idOf('ord')}, merchant_id, currency, due, paid, created_at
    from escrow_part e, generate_series(1, ${orders}) n where e.order_id = '${orderId}' and merchant_id is not null;`

const Touched = z.strictObject({ rows: z.coerce.number() })

describe(`the list of ${orders} orders`, () => {
  let db: TestDatabase
  let merchantId: MerchantId
  let other: MerchantId
  beforeAll(async () => {
    db = await testDatabase()
    const world = orderWorld(db)
    const made = await world.paidOrder()
    merchantId = made.merchantId
    other = await world.merchant()
    for (const statement of copies(made.id, other).split(';\n')) await db.superuser(statement)
    for (const table of ['orders_order', 'orders_part', 'orders_item', 'escrow_part'])
      await db.superuser(`analyze ${table}`)
  }, 240_000)
  afterAll(() => db.drop())

  /** A page, and how many rows of tables and indexes PostgreSQL went through for it. */
  async function page(filter: OrderFilter, after: string | null, newestFirst: boolean) {
    return db.snapshot(async (tx) => {
      const party = { merchantId: filter.merchantId ?? null, buyerId: null }
      const read = sql`
        select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as rows from pg_stat_xact_user_tables`
      const before = (await tx.one(Touched, read)).rows
      const slice = { after, limit: pageSize, newestFirst, withMerchants: true }
      const shown = await showOrders(tx, filter, party, slice)
      return { shown, rows: (await tx.one(Touched, read)).rows - before }
    })
  }
  const place = (n: number) => `ord_00${String(n).padStart(24, '0')}` as OrderId

  test.each([
    ['all, oldest first', () => ({}), false, place(90_000)],
    ['all, newest first', () => ({}), true, place(10_000)],
    ['of a state', () => ({ state: 'cancelled' as const }), false, place(90_000)],
    ['of a merchant', () => ({ merchantId }), false, place(90_000)],
    ['of a merchant with few, newest first', () => ({ merchantId: other }), true, place(10_000)],
    ['found by a beginning', () => ({ prefix: 'copy-' }), false, 'copy-090000']
  ] as const)('%s: a page deep inside reads no more rows than the first', async (_, filter, newest, deep) => {
    const first = await page(filter(), null, newest)
    const later = await page(filter(), deep, newest)
    expect([first.shown.length, later.shown.length]).toEqual([pageSize, pageSize])
    expect(first.rows).toBeGreaterThan(pageSize)
    expect(later.rows).toBeLessThanOrEqual(first.rows * 1.1)
    expect(first.rows).toBeLessThan(30 * pageSize)
  })

  test('shows each order once, to the last', async () => {
    const seen = new Set<string>()
    let after: string | null = null
    for (;;) {
      const { shown } = await page({ merchantId: other }, after, false)
      for (const { id } of shown) seen.add(id)
      after = shown.at(-1)?.id ?? null
      if (shown.length < pageSize) break
    }
    expect(seen.size).toBe(orders / 10)
  })
})
