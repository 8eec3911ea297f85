import { z } from 'zod'
import { given, type Sql, sql, type Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import type { OrderId } from './order.ts'
import { type Refund, RefundCause, type RefundId } from './refund.ts'
import { recordset } from './row.ts'

const ShareJson = z.strictObject({
  id: idSchema('rfd'),
  paymentId: idSchema('pay'),
  amountMinor: z.number().int().transform(BigInt),
  state: z.enum(['pending', 'succeeded', 'failed']),
  problem: z.string().nullable()
})
const RefundRow = z.strictObject({
  id: idSchema('rfd'),
  orderId: idSchema('ord'),
  partId: idSchema('opt'),
  shipmentId: idSchema('shp').nullable(),
  amountMinor: z.bigint(),
  cause: RefundCause,
  causeId: z.string().nullable(),
  reason: z.string(),
  createdAt: z.date(),
  shares: z.array(ShareJson)
})
const columns = sql`
  r.id, r.order_id as "orderId", r.part_id as "partId", r.shipment_id as "shipmentId",
  r.amount_minor as "amountMinor", r.cause, r.cause_id as "causeId", r.reason, r.created_at as "createdAt",
  (select coalesce(json_agg(s order by s.id), '[]') from (
    select id, payment_id as "paymentId", amount_minor as "amountMinor", state, problem
    from orders_refund_share where refund_id = r.id) s) as shares`

/** Inserts refunds with their shares, in one statement. */
export async function insertRefunds(tx: Tx, refunds: readonly Refund[]): Promise<void> {
  const shares = refunds.flatMap((refund) =>
    refund.shares.map((share) => ({ ...share, refundId: refund.id, changedAt: refund.createdAt }))
  )
  await tx.run(sql`
    with made as (
      insert into orders_refund (id, order_id, part_id, merchant_id, shipment_id, amount_minor, cause, cause_id, reason,
        created_at)
      select r.id, r.order_id, r.part_id, p.merchant_id, r.shipment_id, r.amount_minor, r.cause, r.cause_id, r.reason,
        r.created_at
      from json_populate_recordset(null::orders_refund, ${recordset(refunds)}::json) r
        join orders_part p on p.id = r.part_id
    )
    insert into orders_refund_share
    select * from json_populate_recordset(null::orders_refund_share, ${recordset(shares)}::json)`)
}

/** Those of these refunds that exist. */
export function findRefunds(tx: Tx, ids: readonly RefundId[]): Promise<Refund[]> {
  return tx.many(
    RefundRow,
    sql`select ${columns} from orders_refund r where r.id = any(${ids}) order by r.id`
  )
}

/** The refund that this share belongs to. */
export function findRefundOfShare(tx: Tx, shareId: RefundId): Promise<Refund | undefined> {
  return tx.maybe(
    RefundRow,
    sql`
    select ${columns} from orders_refund r
    where r.id = (select refund_id from orders_refund_share where id = ${shareId})`
  )
}

/** What the list of refunds can be narrowed to. */
export type RefundFilter = Readonly<{
  orderId?: OrderId | undefined
  merchantId?: string | undefined
  buyerId?: string | undefined
  /** As the refund is shown: failed where a share is, else pending where one is. */
  state?: 'pending' | 'succeeded' | 'failed' | undefined
}>

/** Said of the refund `r`. What has not arrived is found by the index of the few such shares. */
function inState(state: 'pending' | 'succeeded' | 'failed'): Sql {
  const open = sql`select s.refund_id from orders_refund_share s where s.state <> 'succeeded'`
  if (state === 'succeeded') return sql`and not exists (${open} and s.refund_id = r.id)`
  const failed = sql`${open} and s.state = 'failed'`
  return state === 'failed'
    ? sql`and r.id in (${failed})`
    : sql`and r.id in (${open}) and r.id not in (${failed})`
}

/** Refunds in the order of their ids, after `after`. */
export function listRefunds(tx: Tx, filter: RefundFilter, after: string, limit: number): Promise<Refund[]> {
  return tx.many(
    RefundRow,
    sql`
    select ${columns}
    from orders_refund r join orders_order o on o.id = r.order_id
    where r.id > ${after}
      ${given(filter.orderId, (orderId) => sql`and r.order_id = ${orderId}`)}
      ${given(filter.merchantId, (merchantId) => sql`and r.merchant_id = ${merchantId}`)}
      ${given(filter.buyerId, (buyerId) => sql`and o.buyer_id = ${buyerId}`)}
      ${given(filter.state, inState)}
    order by r.id limit ${limit}`
  )
}

/** The refunds of these orders in the order of their ids, at most `limit` of each. */
export function refundsOf(tx: Tx, orderIds: readonly OrderId[], limit: number): Promise<Refund[]> {
  return tx.many(
    RefundRow,
    sql`
    select ${columns}
    from unnest(${orderIds}::text[]) o (id)
      cross join lateral (select * from orders_refund where order_id = o.id order by id limit ${limit}) r
    order by r.id`
  )
}

/** Writes what a provider said about a share. Answers whether there is such a share. */
export async function updateShare(
  tx: Tx,
  id: RefundId,
  state: 'pending' | 'succeeded' | 'failed',
  problem: string | null
): Promise<boolean> {
  const touched = await tx.run(sql`
    update orders_refund_share set state = ${state}, problem = ${problem}, changed_at = ${tx.now} where id = ${id}`)
  return touched > 0
}
