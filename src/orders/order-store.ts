import assert from 'node:assert/strict'
import { z } from 'zod'
import { type Sql, sql, type Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import type { Life } from './life.ts'
import type { Order, OrderId, PartId } from './order.ts'
import { LifeRow, OrderRow, recordset } from './row.ts'

const orderColumns = sql`
  id, reference, buyer_id as "buyerId", book, currency, total_minor as "totalMinor", paid_minor as "paidMinor",
  authorized_minor as "authorizedMinor", charged_back_minor as "chargedBackMinor", state, closing, policies, digest,
  created_at as "createdAt", expires_at as "expiresAt", paid_at as "paidAt", deliver_by as "deliverBy",
  ended_at as "endedAt"`

/** What an order can be found by: its own id, or that of something that hangs on it. */
export type Handle = Readonly<{
  by: 'order' | 'shipment' | 'dispute' | 'return' | 'refund'
  ids: readonly string[]
}>

function chosen({ by, ids }: Handle): Sql {
  switch (by) {
    case 'order':
      return sql`id = any(${ids})`
    case 'shipment':
      return sql`id in (select order_id from orders_shipment where id = any(${ids}))`
    case 'dispute':
      return sql`id in (select order_id from orders_dispute where id = any(${ids}))`
    case 'return':
      return sql`id in (select order_id from orders_return where id = any(${ids}))`
    case 'refund':
      return sql`id in (select order_id from orders_refund where id = any(${ids}))`
  }
}

/** The orders of the handle, locked in id order until the transaction ends. Those that do not exist are missing. */
export function lockOrders(tx: Tx, handle: Handle): Promise<Order[]> {
  return tx.many(
    OrderRow,
    sql`select ${orderColumns} from orders_order where ${chosen(handle)} order by id for update`
  )
}

/** The same without a lock, to be shown. */
export function findOrders(tx: Tx, handle: Handle): Promise<Order[]> {
  return tx.many(OrderRow, sql`select ${orderColumns} from orders_order where ${chosen(handle)} order by id`)
}

/** The orders of these references that exist. */
export function findOrdersByReference(tx: Tx, references: readonly string[]): Promise<Order[]> {
  return tx.many(OrderRow, sql`select ${orderColumns} from orders_order where reference = any(${references})`)
}

/** Orders in the order of their ids, after `after`. */
export function pageOfOrders(tx: Tx, after: string, limit: number): Promise<Order[]> {
  return tx.many(
    OrderRow,
    sql`select ${orderColumns} from orders_order where id > ${after} order by id limit ${limit}`
  )
}

/** Those of these orders that nobody has locked, locked; for jobs. */
export function claimOrders(tx: Tx, ids: readonly OrderId[]): Promise<Order[]> {
  return tx.many(
    OrderRow,
    sql`select ${orderColumns} from orders_order where id = any(${ids}) order by id for update skip locked`
  )
}

/** What hangs on an order, table by table: the columns as JSON has them, and their order. */
const hanging = {
  parts: sql`
    select order_id, json_agg((select r from (select p.id, p.no, p.merchant_id as "merchantId",
      p.shipping_minor as "shippingMinor", p.total_minor as "totalMinor", p.refunded_minor as "refundedMinor",
      p.fee_outcome as "feeOutcome") r) order by p.no) as rows
    from orders_part p`,
  items: sql`
    select order_id, json_agg((select r from (select i.id, i.part_id as "partId", i.no, i.category, i.title, i.quantity,
      i.unit_minor as "unitMinor", i.tax_minor as "taxMinor", i.commission_minor as "commissionMinor",
      i.schedule_id as "scheduleId", i.shipped, i.cancelled) r) order by i.no) as rows
    from orders_item i`,
  shipments: sql`
    select order_id, json_agg((select r from (select s.id, s.part_id as "partId", s.lines, s.carrier,
      s.tracking_number as "trackingNumber", s.value_minor as "valueMinor", s.commission_minor as "commissionMinor",
      s.released_minor as "releasedMinor", s.refunded_minor as "refundedMinor",
      s.refunded_later_minor as "refundedLaterMinor", s.lost_minor as "lostMinor", s.state, s.code_hash as "codeHash",
      s.shipped_at as "shippedAt", s.delivered_at as "deliveredAt", s.proof, s.proof_reference as "proofReference",
      s.inspect_until as "inspectUntil", s.confirmed_at as "confirmedAt", s.release_at as "releaseAt",
      s.released_at as "releasedAt") r) order by s.id) as rows
    from orders_shipment s`,
  disputes: sql`
    select order_id, json_agg((select r from (select d.id, d.part_id as "partId", d.shipment_id as "shipmentId",
      d.amount_minor as "amountMinor", d.reason, d.statement, d.evidence, d.state, d.due_at as "dueAt", d.response,
      d.response_evidence as "responseEvidence", d.rejoinder, d.outcome, d.decided_by as "decidedBy", d.decision,
      d.buyer_minor as "buyerMinor", d.merchant_minor as "merchantMinor", d.opened_at as "openedAt",
      d.decided_at as "decidedAt") r) order by d.id) as rows
    from orders_dispute d`,
  returns: sql`
    select order_id, json_agg((select r from (select b.id, b.part_id as "partId", b.shipment_id as "shipmentId", b.lines,
      b.amount_minor as "amountMinor", b.reason, b.state, b.due_at as "dueAt", b.carrier,
      b.tracking_number as "trackingNumber", b.note, b.refund_id as "refundId", b.requested_at as "requestedAt",
      b.ended_at as "endedAt") r) order by b.id) as rows
    from orders_return b`
} as const

/**
 * The orders with everything that hangs on them, each table read once for all of them. A statement of its own, so that it
 * sees what it waited for.
 */
export async function loadLives(tx: Tx, orders: readonly Order[]): Promise<Life[]> {
  const ids = orders.map((order) => order.id)
  const of = (rows: Sql) => sql`(${rows} where order_id = any(${ids}::text[]) group by order_id)`
  const rows = await tx.many(
    LifeRow,
    sql`
    select o.id, coalesce(p.rows, '[]') as parts, coalesce(i.rows, '[]') as items, coalesce(s.rows, '[]') as shipments,
      coalesce(d.rows, '[]') as disputes, coalesce(b.rows, '[]') as returns
    from unnest(${ids}::text[]) as o (id)
      left join ${of(hanging.parts)} p on p.order_id = o.id
      left join ${of(hanging.items)} i on i.order_id = o.id
      left join ${of(hanging.shipments)} s on s.order_id = o.id
      left join ${of(hanging.disputes)} d on d.order_id = o.id
      left join ${of(hanging.returns)} b on b.order_id = o.id`
  )
  const byId = new Map(rows.map(({ id, ...rest }) => [id, rest]))
  return orders.map((order) => {
    const rest = byId.get(order.id)
    assert(rest !== undefined)
    return { order, ...rest }
  })
}

const within = (life: Life, rows: readonly object[]) =>
  rows.map((row) => ({ ...row, orderId: life.order.id }))

/** With the merchant, too, whose part it hangs on: lists of one merchant's things are read by it. */
const ofMerchant = (life: Life, rows: readonly Readonly<{ partId: PartId }>[]) =>
  within(life, rows).map((row, i) => {
    const part = life.parts.find(({ id }) => id === rows[i]?.partId)
    return { ...row, merchantId: part?.merchantId ?? null }
  })

/** Inserts new orders with parts and items, those whose reference is free; answers which. In one statement. */
export async function insertLives(tx: Tx, lives: readonly Life[]): Promise<OrderId[]> {
  const rows = await tx.many(
    z.strictObject({ id: idSchema('ord') }),
    sql`
    with made as (
      insert into orders_order
      select * from json_populate_recordset(null::orders_order, ${recordset(lives.map((life) => life.order))}::json)
      order by reference
      on conflict (reference) do nothing
      returning id
    ), parts as (
      insert into orders_part
      select p.* from json_populate_recordset(null::orders_part,
        ${recordset(lives.flatMap((life) => within(life, life.parts)))}::json) p join made on made.id = p.order_id
    ), items as (
      insert into orders_item
      select i.* from json_populate_recordset(null::orders_item,
        ${recordset(lives.flatMap((life) => within(life, life.items)))}::json) i join made on made.id = i.order_id
    )
    select id from made`
  )
  return rows.map((row) => row.id)
}

/** Those that `after` has and `before` has not, or not in this form: what is to be written, as `form` has it. */
function changed<Row extends object>(
  pairs: readonly Readonly<{ before: Life; after: Life }>[],
  rowsOf: (life: Life) => readonly Row[],
  form: (life: Life, rows: readonly Row[]) => object[] = within
): object[] {
  return pairs.flatMap(({ before, after }) => {
    const known = new Set(rowsOf(before))
    return form(
      after,
      rowsOf(after).filter((row) => !known.has(row))
    )
  })
}

/** Writes what differs between the lives as loaded and as they are now: one statement for each table concerned. */
export async function saveLives(
  tx: Tx,
  pairs: readonly Readonly<{ before: Life; after: Life }>[]
): Promise<void> {
  const orders = pairs
    .filter(({ before, after }) => before.order !== after.order)
    .map(({ after }) => after.order)
  if (orders.length > 0) await updateOrders(tx, orders)
  const parts = changed(pairs, (life) => life.parts)
  if (parts.length > 0) await updateParts(tx, parts)
  const items = changed(pairs, (life) => life.items)
  if (items.length > 0) await updateItems(tx, items)
  const shipments = changed(pairs, (life) => life.shipments, ofMerchant)
  if (shipments.length > 0) await upsertShipments(tx, shipments)
  const disputes = changed(pairs, (life) => life.disputes, ofMerchant)
  if (disputes.length > 0) await upsertDisputes(tx, disputes)
  const returns = changed(pairs, (life) => life.returns, ofMerchant)
  if (returns.length > 0) await upsertReturns(tx, returns)
}

/** Writes what changes of an order itself. */
async function updateOrders(tx: Tx, orders: readonly Order[]): Promise<void> {
  await tx.run(sql`
    update orders_order o set paid_minor = n.paid_minor, authorized_minor = n.authorized_minor,
      charged_back_minor = n.charged_back_minor, state = n.state, closing = n.closing, expires_at = n.expires_at,
      paid_at = n.paid_at, deliver_by = n.deliver_by, ended_at = n.ended_at
    from json_populate_recordset(null::orders_order, ${recordset(orders)}::json) n where o.id = n.id`)
}

async function updateParts(tx: Tx, parts: readonly object[]): Promise<void> {
  await tx.run(sql`
    update orders_part o set refunded_minor = n.refunded_minor, fee_outcome = n.fee_outcome
    from json_populate_recordset(null::orders_part, ${recordset(parts)}::json) n where o.id = n.id`)
}

async function updateItems(tx: Tx, items: readonly object[]): Promise<void> {
  await tx.run(sql`
    update orders_item o set shipped = n.shipped, cancelled = n.cancelled
    from json_populate_recordset(null::orders_item, ${recordset(items)}::json) n where o.id = n.id`)
}

async function upsertShipments(tx: Tx, shipments: readonly object[]): Promise<void> {
  await tx.run(sql`
    insert into orders_shipment
    select * from json_populate_recordset(null::orders_shipment, ${recordset(shipments)}::json)
    on conflict (id) do update set carrier = excluded.carrier, tracking_number = excluded.tracking_number,
      released_minor = excluded.released_minor, refunded_minor = excluded.refunded_minor,
      refunded_later_minor = excluded.refunded_later_minor, lost_minor = excluded.lost_minor, state = excluded.state,
      code_hash = excluded.code_hash, delivered_at = excluded.delivered_at, proof = excluded.proof,
      proof_reference = excluded.proof_reference, inspect_until = excluded.inspect_until,
      confirmed_at = excluded.confirmed_at, release_at = excluded.release_at, released_at = excluded.released_at`)
}

async function upsertDisputes(tx: Tx, disputes: readonly object[]): Promise<void> {
  await tx.run(sql`
    insert into orders_dispute
    select * from json_populate_recordset(null::orders_dispute, ${recordset(disputes)}::json)
    on conflict (id) do update set state = excluded.state, due_at = excluded.due_at, response = excluded.response,
      response_evidence = excluded.response_evidence, rejoinder = excluded.rejoinder, evidence = excluded.evidence,
      outcome = excluded.outcome,
      decided_by = excluded.decided_by, decision = excluded.decision, buyer_minor = excluded.buyer_minor,
      merchant_minor = excluded.merchant_minor, decided_at = excluded.decided_at`)
}

async function upsertReturns(tx: Tx, returns: readonly object[]): Promise<void> {
  await tx.run(sql`
    insert into orders_return
    select * from json_populate_recordset(null::orders_return, ${recordset(returns)}::json)
    on conflict (id) do update set state = excluded.state, due_at = excluded.due_at, carrier = excluded.carrier,
      tracking_number = excluded.tracking_number, note = excluded.note, refund_id = excluded.refund_id,
      ended_at = excluded.ended_at`)
}

const Named = z.strictObject({ id: idSchema('ord'), reference: z.string() })

/** What the shop calls orders, by their ids. Ids of other things are left out. */
export async function referencesOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const orders = [...new Set(ids)].filter((id) => id.startsWith('ord_'))
  if (orders.length === 0) return new Map()
  const rows = await tx.many(Named, sql`select id, reference from orders_order where id = any(${orders})`)
  return new Map(rows.map(({ id, reference }) => [id, reference]))
}
