import type { Actor } from '../api/index.ts'
import { eventsAbout } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { movements, sums } from '../escrow/index.ts'
import { findMerchants } from '../merchants/index.ts'
import { findPayments } from '../payments/index.ts'
import { partById } from './draft.ts'
import { unknown } from './failures.ts'
import type { Life } from './life.ts'
import type { MerchantId, OrderId, Party } from './order.ts'
import { findOrders, loadLives } from './order-store.ts'
import { type CaseFilter, listCases, listOrders, type OrderFilter } from './listing-store.ts'
import {
  type OrderPicture,
  type OrderSummary,
  type OrderView,
  summarize,
  trackingOf,
  viewOrder
} from './order-view.ts'
import { checkParty } from './party.ts'
import type { Refund, RefundId } from './refund.ts'
import { findRefunds, listRefunds } from './refund-store.ts'
import { findTracking } from './tracking-store.ts'
import {
  type RefundView,
  type ShipmentView,
  viewDispute,
  type DisputeView,
  viewRefund,
  viewReturn,
  type ReturnView,
  viewShipment
} from './view.ts'

const timelineMax = 500
const refundsMax = 500

/** On whose behalf an actor acts. */
export const partyOf = (actor: Actor): Party => ({ merchantId: actor.merchantId, buyerId: actor.buyerId })

/** The order of this thing, if the party may see it; to others it does not exist. */
async function visible(
  tx: Tx,
  party: Party,
  what: 'order' | 'shipment' | 'dispute' | 'return',
  id: string
): Promise<Life> {
  const [life] = await loadLives(tx, await findOrders(tx, { by: what, ids: [id] }))
  if (life === undefined) throw unknown(what, id)
  const rows = { order: [], shipment: life.shipments, dispute: life.disputes, return: life.returns }[what]
  const row = rows.find((found) => found.id === id)
  checkParty(life, party, what, id, row && partById(life, row.partId))
  return life
}

/** The order with everything about it, as the party may see it. */
export async function showOrder(
  tx: Tx,
  orderId: OrderId,
  party: Party,
  withMerchants = false
): Promise<OrderView> {
  const life = await visible(tx, party, 'order', orderId)
  const { merchantId } = party
  const shipmentIds = life.shipments.map((shipment) => shipment.id)
  const picture: OrderPicture = {
    life,
    merchantId,
    sums: await sums(tx, [orderId]),
    movements: await movements(tx, orderId),
    payments: merchantId === null ? await findPayments(tx, [orderId]) : [],
    refunds: await listRefunds(tx, { orderId }, '', refundsMax),
    tracking: shipmentIds.length === 0 ? [] : await findTracking(tx, shipmentIds),
    timeline: await eventsAbout(tx, orderId, merchantId, timelineMax)
  }
  const view = viewOrder(picture, tx.now)
  return withMerchants ? { ...view, merchants: await findMerchants(tx, view.merchantIds) } : view
}

/** Orders in the order of their ids, one more than `limit` if there are more. */
export async function showOrders(
  tx: Tx,
  filter: OrderFilter,
  party: Party,
  page: Readonly<{ after: string; limit: number; withMerchants: boolean }>
): Promise<OrderSummary[]> {
  const orders = await listOrders(tx, filter, page.after, page.limit)
  const lives = await loadLives(tx, orders)
  const parts = Map.groupBy(
    await sums(
      tx,
      orders.map((order) => order.id)
    ),
    (part) => part.orderId
  )
  const summaries = lives.map((life) =>
    summarize(life, party.merchantId, parts.get(life.order.id) ?? [], tx.now)
  )
  if (!page.withMerchants) return summaries
  const ids = [...new Set(summaries.flatMap((summary) => summary.merchantIds))]
  const merchants = await findMerchants(tx, ids)
  return summaries.map((summary) => ({
    ...summary,
    merchants: merchants.filter((merchant) => summary.merchantIds.includes(merchant.id))
  }))
}

/** A shipment, as the party may see it. */
export async function showShipment(tx: Tx, id: string, party: Party): Promise<ShipmentView> {
  const life = await visible(tx, party, 'shipment', id)
  const [shipment] = life.shipments.filter((found) => found.id === id)
  if (shipment === undefined) throw unknown('shipment', id)
  return viewShipment(life, shipment, trackingOf(await findTracking(tx, [shipment.id]), id))
}

/** A dispute, as the party may see it. */
export async function showDispute(tx: Tx, id: string, party: Party): Promise<DisputeView> {
  const life = await visible(tx, party, 'dispute', id)
  const [dispute] = life.disputes.filter((found) => found.id === id)
  if (dispute === undefined) throw unknown('dispute', id)
  return viewDispute(life, dispute)
}

/** A return, as the party may see it. */
export async function showReturn(tx: Tx, id: string, party: Party): Promise<ReturnView> {
  const life = await visible(tx, party, 'return', id)
  const [found] = life.returns.filter((one) => one.id === id)
  if (found === undefined) throw unknown('return', id)
  return viewReturn(life, found)
}

/** One row of a list: the order it belongs to as the party may see it, and its id. */
type Case = Readonly<{ life: Life; id: string }>

/** A page of shipments, disputes or returns, one more than `limit` if there are more. */
async function cases(
  tx: Tx,
  what: 'shipment' | 'dispute' | 'return',
  filter: CaseFilter,
  page: Readonly<{ after: string; limit: number }>
): Promise<Case[]> {
  const rows = await listCases(tx, what, filter, page.after, page.limit)
  const ids = [...new Set(rows.map((row) => row.orderId))]
  const lives = await loadLives(tx, await findOrders(tx, { by: 'order', ids }))
  const byId = new Map(lives.map((life) => [life.order.id, life]))
  return rows.flatMap(({ id, orderId }) => {
    const life = byId.get(orderId)
    return life === undefined ? [] : [{ life, id }]
  })
}

/** A page of shipments. */
export async function showShipments(
  tx: Tx,
  filter: CaseFilter,
  page: Readonly<{ after: string; limit: number }>
): Promise<ShipmentView[]> {
  const found = await cases(tx, 'shipment', filter, page)
  const shipments = found.flatMap(({ life, id }) =>
    life.shipments.filter((one) => one.id === id).map((one) => ({ life, one }))
  )
  const tracking = await findTracking(
    tx,
    shipments.map(({ one }) => one.id)
  )
  return shipments.map(({ life, one }) => viewShipment(life, one, trackingOf(tracking, one.id)))
}

/** A page of disputes. */
export async function showDisputes(
  tx: Tx,
  filter: CaseFilter,
  page: Readonly<{ after: string; limit: number }>
): Promise<DisputeView[]> {
  const found = await cases(tx, 'dispute', filter, page)
  return found.flatMap(({ life, id }) =>
    life.disputes.filter((one) => one.id === id).map((one) => viewDispute(life, one))
  )
}

/** A page of returns. */
export async function showReturns(
  tx: Tx,
  filter: CaseFilter,
  page: Readonly<{ after: string; limit: number }>
): Promise<ReturnView[]> {
  const found = await cases(tx, 'return', filter, page)
  return found.flatMap(({ life, id }) =>
    life.returns.filter((one) => one.id === id).map((one) => viewReturn(life, one))
  )
}

/** A refund, as the party may see it. */
export async function showRefund(tx: Tx, id: RefundId, party: Party): Promise<RefundView> {
  const [refund] = await findRefunds(tx, [id])
  if (refund === undefined) throw unknown('refund', id)
  const [view] = await showRefunds(tx, [refund], party)
  if (view === undefined) throw unknown('refund', id)
  return view
}

/** Those of these refunds that the party may see. */
export async function showRefunds(tx: Tx, refunds: readonly Refund[], party: Party): Promise<RefundView[]> {
  const ids = [...new Set(refunds.map((refund) => refund.orderId))]
  const lives = await loadLives(tx, await findOrders(tx, { by: 'order', ids }))
  const byId = new Map(lives.map((life) => [life.order.id, life]))
  return refunds.flatMap((refund) => {
    const life = byId.get(refund.orderId)
    if (life === undefined || !maySee(life, refund, party)) return []
    return [viewRefund(refund, life.order.currency, party.merchantId === null)]
  })
}

function maySee(life: Life, refund: Refund, { buyerId, merchantId }: Party): boolean {
  const owner: MerchantId | null = partById(life, refund.partId).merchantId
  return (buyerId === null || buyerId === life.order.buyerId) && (merchantId === null || merchantId === owner)
}
