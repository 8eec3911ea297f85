import { z } from 'zod'
import { given, sql, type Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import type { BuyerId, MerchantId, Order, OrderId, OrderState } from './order.ts'
import { findOrders } from './order-store.ts'

/** What the list of orders can be narrowed to. `state` is that of the whole order. */
export type OrderFilter = Readonly<{
  state?: OrderState | undefined
  merchantId?: MerchantId | undefined
  buyerId?: BuyerId | undefined
  reference?: string | undefined
}>

const IdRow = z.strictObject({ id: z.string() })

/** Orders in the order of their ids, after `after`. */
export async function listOrders(
  tx: Tx,
  filter: OrderFilter,
  after: string,
  limit: number
): Promise<Order[]> {
  const { state = null, merchantId = null, buyerId = null, reference = null } = filter
  const rows = await tx.many(
    IdRow,
    merchantId === null
      ? sql`
    select id from orders_order
    where id > ${after} ${given(state, (state) => sql`and state = ${state}`)}
      ${given(buyerId, (buyerId) => sql`and buyer_id = ${buyerId}`)}
      ${given(reference, (reference) => sql`and reference = ${reference}`)}
    order by id limit ${limit}`
      : sql`
    select o.id from orders_part p join orders_order o on o.id = p.order_id
    where p.merchant_id = ${merchantId} and p.order_id > ${after} ${given(state, (state) => sql`and o.state = ${state}`)}
      ${given(buyerId, (buyerId) => sql`and o.buyer_id = ${buyerId}`)}
      ${given(reference, (reference) => sql`and o.reference = ${reference}`)}
    order by p.order_id limit ${limit}`
  )
  return findOrders(tx, { by: 'order', ids: rows.map((row) => row.id) })
}

/** What lists of shipments, disputes and returns can be narrowed to. */
export type CaseFilter = Readonly<{
  orderId?: OrderId | undefined
  merchantId?: MerchantId | undefined
  buyerId?: BuyerId | undefined
  state?: string | undefined
}>

const CaseRow = z.strictObject({ id: z.string(), orderId: idSchema('ord') })
const tables = {
  shipment: sql`orders_shipment`,
  dispute: sql`orders_dispute`,
  return: sql`orders_return`
} as const

/** Shipments, disputes or returns with their orders, in the order of their ids, after `after`. */
export function listCases(
  tx: Tx,
  what: keyof typeof tables,
  filter: CaseFilter,
  after: string,
  limit: number
): Promise<z.infer<typeof CaseRow>[]> {
  const { orderId = null, merchantId = null, buyerId = null, state = null } = filter
  return tx.many(
    CaseRow,
    sql`
    select c.id, c.order_id as "orderId"
    from ${tables[what]} c join orders_part p on p.id = c.part_id join orders_order o on o.id = c.order_id
    where c.id > ${after} ${given(state, (state) => sql`and c.state = ${state}`)}
      ${given(orderId, (orderId) => sql`and c.order_id = ${orderId}`)}
      ${given(merchantId, (merchantId) => sql`and p.merchant_id = ${merchantId}`)}
      ${given(buyerId, (buyerId) => sql`and o.buyer_id = ${buyerId}`)}
    order by c.id limit ${limit}`
  )
}
