import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import type { OrderId } from './order.ts'

/** Orders with which something is due now, at most `limit` of each kind. */
export async function dueOrders(tx: Tx, limit: number): Promise<OrderId[]> {
  const rows = await tx.many(
    z.strictObject({ id: idSchema('ord') }),
    sql`
    select id from (
      (select id, expires_at as at from orders_order where expires_at <= ${tx.now} order by expires_at limit ${limit})
      union all
      (select order_id, release_at from orders_shipment where release_at <= ${tx.now} order by release_at limit ${limit})
      union all
      (select order_id, due_at from orders_dispute where due_at <= ${tx.now} order by due_at limit ${limit})
      union all
      (select order_id, due_at from orders_return where due_at <= ${tx.now} order by due_at limit ${limit})
    ) due group by id order by min(at), id limit ${limit}`
  )
  return rows.map((row) => row.id)
}

/** When something will next be due with any order. */
export async function firstDue(tx: Tx): Promise<Date | null> {
  const found = await tx.one(
    z.strictObject({ at: z.date().nullable() }),
    sql`
    select least(
      (select min(expires_at) from orders_order where expires_at is not null),
      (select min(release_at) from orders_shipment where release_at is not null),
      (select min(due_at) from orders_dispute where due_at is not null),
      (select min(due_at) from orders_return where due_at is not null)) as at`
  )
  return found.at
}
