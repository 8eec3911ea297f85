import { z } from 'zod'
import { type Sql, sql, type Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import type { OrderId } from './order.ts'

/** An order with which something is due, and since when. */
export type DueOrder = Readonly<{ id: OrderId; at: Date }>

/** Orders with which something is due now and that are not put off, at most `limit`, the longest due first. */
export function dueOrders(tx: Tx, limit: number): Promise<DueOrder[]> {
  const putOff = putOffAt(tx)
  return tx.many(
    z.strictObject({ id: idSchema('ord'), at: z.date() }),
    sql`
    select id, min(at) as at from (
      (select id, expires_at as at from orders_order
        where expires_at <= ${tx.now} and id not in ${putOff} order by expires_at limit ${limit})
      union all
      (select order_id, release_at from orders_shipment
        where release_at <= ${tx.now} and order_id not in ${putOff} order by release_at limit ${limit})
      union all
      (select order_id, due_at from orders_dispute
        where due_at <= ${tx.now} and order_id not in ${putOff} order by due_at limit ${limit})
      union all
      (select order_id, due_at from orders_return
        where due_at <= ${tx.now} and order_id not in ${putOff} order by due_at limit ${limit})
    ) due group by id order by min(at), id limit ${limit}`
  )
}

/** When something will next be due with any order; with one that is put off, not before that is over. */
export async function firstDue(tx: Tx): Promise<Date | null> {
  const putOff = putOffAt(tx)
  const found = await tx.one(
    z.strictObject({ at: z.date().nullable() }),
    sql`
    select least(
      (select expires_at from orders_order
        where expires_at is not null and id not in ${putOff} order by expires_at limit 1),
      (select release_at from orders_shipment
        where release_at is not null and order_id not in ${putOff} order by release_at limit 1),
      (select due_at from orders_dispute
        where due_at is not null and order_id not in ${putOff} order by due_at limit 1),
      (select due_at from orders_return
        where due_at is not null and order_id not in ${putOff} order by due_at limit 1),
      (select min(put_off_until) from orders_order where put_off_until > ${tx.now})) as at`
  )
  return found.at
}

/** The orders that are put off now: few, so they are looked up once and then left out. */
function putOffAt(tx: Tx): Sql {
  return sql`(select id from orders_order where put_off_until > ${tx.now})`
}

/** Nothing is tried with the order by itself until then. */
export async function putOffOrder(tx: Tx, orderId: OrderId, until: Date): Promise<void> {
  await tx.run(sql`update orders_order set put_off_until = ${until} where id = ${orderId}`)
}
