import { z } from 'zod'
import { given, type Sql, sql, type Tx } from '../db/index.ts'
import { idFloor, idSchema } from '../kernel/index.ts'
import type { BuyerId, MerchantId, Order, OrderId, OrderState } from './order.ts'
import { findOrders } from './order-store.ts'

/** What the list of orders can be narrowed to. `state` is that of the whole order; times are half open. */
export type OrderFilter = Readonly<{
  ids?: readonly OrderId[] | undefined
  state?: OrderState | undefined
  merchantId?: MerchantId | undefined
  buyerId?: BuyerId | undefined
  reference?: string | undefined
  /** The beginning of the reference. Such a list is in the order of the references. */
  prefix?: string | undefined
  createdFrom?: Date | undefined
  createdTo?: Date | undefined
}>

/** Where a page begins (after this id, or this reference where a prefix is asked for; null: at the start), and its length. */
export type OrderSlice = Readonly<{ after: string | null; limit: number; newestFirst: boolean }>

const IdRow = z.strictObject({ id: idSchema('ord') })
/** Comes after all that may follow in a reference, byte by byte. */
const last = '\u{10ffff}'

/**
 * A page of orders. Each list is in the order of one index and begins at a place in it, so that the thousandth page is as
 * fast as the first.
 */
export async function listOrders(tx: Tx, filter: OrderFilter, slice: OrderSlice): Promise<Order[]> {
  const { ids, state, merchantId, buyerId, reference, prefix, createdFrom, createdTo } = filter
  const { after, limit, newestFirst } = slice
  const key = merchantId === undefined ? sql`o.id` : sql`p.order_id`
  const rows = await tx.many(
    IdRow,
    sql`
    select o.id from ${
      merchantId === undefined
        ? sql`orders_order o where true`
        : sql`orders_part p join orders_order o on o.id = p.order_id where p.merchant_id = ${merchantId}`
    }
      ${given(ids, (ids) => sql`and ${key} = any(${ids})`)}
      ${given(state, (state) => sql`and o.state = ${state}`)}
      ${given(buyerId, (buyerId) => sql`and o.buyer_id = ${buyerId}`)}
      ${given(reference, (reference) => sql`and o.reference = ${reference}`)}
      ${given(createdFrom, (from) => sql`and ${key} >= ${idFloor('ord', from)}`)}
      ${given(createdTo, (to) => sql`and ${key} < ${idFloor('ord', to)}`)}
      ${prefix === undefined ? byId(key, after, newestFirst) : byReference(prefix, after)}
    limit ${limit}`
  )
  const found = await findOrders(tx, { by: 'order', ids: rows.map((row) => row.id) })
  const byIds = new Map(found.map((order) => [order.id, order]))
  return rows.flatMap((row) => byIds.get(row.id) ?? [])
}

function byId(key: Sql, after: string | null, newestFirst: boolean): Sql {
  return newestFirst
    ? sql`${given(after, (after) => sql`and ${key} < ${after}`)} order by ${key} desc`
    : sql`${given(after, (after) => sql`and ${key} > ${after}`)} order by ${key}`
}

/** Byte by byte, as the index of references is, whatever the language of the database. */
const byReference = (prefix: string, after: string | null) => sql`
  and o.reference ~>=~ ${prefix} and o.reference ~<~ ${prefix + last}
  ${given(after, (after) => sql`and o.reference ~>~ ${after}`)} order by o.reference using ~<~`

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

/** Where a page of cases begins (after this id; '': at the start) and its length. Oldest first where nothing is said. */
export type CaseSlice = Readonly<{ after: string; limit: number; newestFirst?: boolean }>

/** Shipments, disputes or returns with their orders, in the order of their ids. */
export function listCases(
  tx: Tx,
  what: keyof typeof tables,
  filter: CaseFilter,
  { after, limit, newestFirst = false }: CaseSlice
): Promise<z.infer<typeof CaseRow>[]> {
  const { orderId = null, merchantId = null, buyerId = null, state = null } = filter
  return tx.many(
    CaseRow,
    sql`
    select c.id, c.order_id as "orderId"
    from ${tables[what]} c join orders_order o on o.id = c.order_id
    where true ${given(state, (state) => sql`and c.state = ${state}`)}
      ${given(orderId, (orderId) => sql`and c.order_id = ${orderId}`)}
      ${given(merchantId, (merchantId) => sql`and c.merchant_id = ${merchantId}`)}
      ${given(buyerId, (buyerId) => sql`and o.buyer_id = ${buyerId}`)}
    ${byId(sql`c.id`, after === '' ? null : after, newestFirst)} limit ${limit}`
  )
}
