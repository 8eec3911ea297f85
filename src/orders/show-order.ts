import assert from 'node:assert/strict'
import type { Actor } from '../api/index.ts'
import { eventsAbout } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { movements, sums } from '../escrow/index.ts'
import { Failure } from '../kernel/index.ts'
import { findMerchants } from '../merchants/index.ts'
import { findPayments } from '../payments/index.ts'
import { partById, shipmentById } from './draft.ts'
import { isDone, orFailure } from './each.ts'
import { unknown } from './failures.ts'
import type { Life } from './life.ts'
import type { MerchantId, OrderId, Party } from './order.ts'
import { findOrders, loadLives } from './order-store.ts'
import {
  type CaseFilter,
  type CaseSlice,
  listCases,
  listOrders,
  type OrderFilter,
  type OrderSlice
} from './listing-store.ts'
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
import { findRefunds, refundsOf } from './refund-store.ts'
import type { ShipmentId } from './shipment.ts'
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
  what: 'shipment' | 'dispute' | 'return',
  id: string
): Promise<Life> {
  const [life] = await loadLives(tx, await findOrders(tx, { by: what, ids: [id] }))
  if (life === undefined) throw unknown(what, id)
  const rows = { shipment: life.shipments, dispute: life.disputes, return: life.returns }[what]
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
  const [view] = await addMerchants(tx, await showOrdersWhole(tx, [{ orderId, party }]), [withMerchants])
  if (view === undefined) throw unknown('order', orderId)
  if (view instanceof Failure) throw view
  return view
}

/** Adds the merchants themselves to those orders of which `wanted` says so. */
export async function addMerchants(
  tx: Tx,
  views: readonly (OrderView | Failure)[],
  wanted: readonly boolean[]
): Promise<(OrderView | Failure)[]> {
  const ids = views.flatMap((view, i) =>
    view instanceof Failure || wanted[i] !== true ? [] : view.merchantIds
  )
  if (ids.length === 0) return [...views]
  const merchants = await findMerchants(tx, [...new Set(ids)])
  return views.map((view, i) => {
    if (view instanceof Failure || wanted[i] !== true) return view
    return { ...view, merchants: merchants.filter(({ id }) => view.merchantIds.includes(id)) }
  })
}

/** An order that somebody wants to see. */
type Wanted = Readonly<{ orderId: OrderId; party: Party }>

/** The same for many, in few statements, each refused alone. */
export async function showOrdersWhole(tx: Tx, wanted: readonly Wanted[]): Promise<(OrderView | Failure)[]> {
  const ids = [...new Set(wanted.map(({ orderId }) => orderId))]
  const lives = await loadLives(tx, await findOrders(tx, { by: 'order', ids }))
  return viewLives(tx, lives, wanted)
}

/** What each may see of these lives, which are as they stand in the database. */
export async function viewLives(
  tx: Tx,
  lives: readonly Life[],
  wanted: readonly Wanted[]
): Promise<(OrderView | Failure)[]> {
  const byId = new Map(lives.map((life) => [life.order.id, life]))
  const seen = wanted.map(({ orderId, party }) => {
    const life = byId.get(orderId)
    if (life === undefined) return unknown('order', orderId)
    return orFailure(() => {
      checkParty(life, party, 'order', orderId)
      return { life, party }
    })
  })
  const allowed = seen.filter((one) => isDone(one))
  const pictures = allowed.length === 0 ? [] : await pictureEach(tx, allowed)
  let next = 0
  return seen.map((one) => {
    if (one instanceof Failure) return one
    const picture = pictures[next++]
    assert(picture !== undefined)
    return viewOrder(picture, tx.now)
  })
}

async function pictureEach(
  tx: Tx,
  allowed: readonly Readonly<{ life: Life; party: Party }>[]
): Promise<OrderPicture[]> {
  const ids = [...new Set(allowed.map(({ life }) => life.order.id))]
  const shipmentIds = [...new Set(allowed.flatMap(({ life }) => life.shipments.map(({ id }) => id)))]
  const about = allowed.map(({ life, party }) => ({ subject: life.order.id, owner: party.merchantId }))
  // None waits for another's answer: they go out together.
  const [parts, moves, paid, given, tracking, timelines] = await Promise.all([
    sums(tx, ids),
    movements(tx, ids),
    findPayments(tx, ids),
    refundsOf(tx, ids, refundsMax),
    shipmentIds.length === 0 ? [] : findTracking(tx, shipmentIds),
    eventsAbout(tx, about, timelineMax)
  ])
  const money = Map.groupBy(parts, (part) => part.orderId)
  const moved = Map.groupBy(moves, (movement) => movement.orderId)
  const payments = Map.groupBy(paid, (payment) => payment.subject)
  const refunds = Map.groupBy(given, (refund) => refund.orderId)
  return allowed.map(({ life, party: { merchantId } }, i) => ({
    life,
    merchantId,
    sums: money.get(life.order.id) ?? [],
    movements: moved.get(life.order.id) ?? [],
    payments: merchantId === null ? (payments.get(life.order.id) ?? []) : [],
    refunds: refunds.get(life.order.id) ?? [],
    tracking,
    timeline: timelines[i] ?? []
  }))
}

/** The order in short, as the party may see it. */
export async function summarizeOrder(tx: Tx, orderId: OrderId, party: Party): Promise<OrderSummary> {
  const [[life], money] = await Promise.all([
    findOrders(tx, { by: 'order', ids: [orderId] }).then((orders) => loadLives(tx, orders)),
    sums(tx, [orderId])
  ])
  if (life === undefined) throw unknown('order', orderId)
  checkParty(life, party, 'order', orderId)
  return summarize(life, party.merchantId, money, tx.now)
}

/** A page of orders, one more than `limit` if there are more. */
export async function showOrders(
  tx: Tx,
  filter: OrderFilter,
  party: Party,
  page: OrderSlice & Readonly<{ withMerchants: boolean }>
): Promise<OrderSummary[]> {
  const orders = await listOrders(tx, filter, page)
  const ids = orders.map((order) => order.id)
  const [lives, parts] = await Promise.all([loadLives(tx, orders), sums(tx, ids)])
  const money = Map.groupBy(parts, (part) => part.orderId)
  const summaries = lives.map((life) =>
    summarize(life, party.merchantId, money.get(life.order.id) ?? [], tx.now)
  )
  if (!page.withMerchants) return summaries
  const merchantIds = [...new Set(summaries.flatMap((summary) => summary.merchantIds))]
  const merchants = await findMerchants(tx, merchantIds)
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

/** Shipments of lives as they stand in the database; whoever sees them may. */
export async function viewShipments(
  tx: Tx,
  shown: readonly Readonly<{ life: Life; shipmentId: ShipmentId }>[]
): Promise<ShipmentView[]> {
  const tracking =
    shown.length === 0 ? [] : await findTracking(tx, [...new Set(shown.map(({ shipmentId }) => shipmentId))])
  return shown.map(({ life, shipmentId }) =>
    viewShipment(life, shipmentById(life, shipmentId), trackingOf(tracking, shipmentId))
  )
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
  page: CaseSlice
): Promise<Case[]> {
  const rows = await listCases(tx, what, filter, page)
  const ids = [...new Set(rows.map((row) => row.orderId))]
  const lives = await loadLives(tx, await findOrders(tx, { by: 'order', ids }))
  const byId = new Map(lives.map((life) => [life.order.id, life]))
  return rows.flatMap(({ id, orderId }) => {
    const life = byId.get(orderId)
    return life === undefined ? [] : [{ life, id }]
  })
}

/** A page of shipments. */
export async function showShipments(tx: Tx, filter: CaseFilter, page: CaseSlice): Promise<ShipmentView[]> {
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
  { withMerchants, ...page }: CaseSlice & Readonly<{ withMerchants: boolean }>
): Promise<DisputeView[]> {
  const found = await cases(tx, 'dispute', filter, page)
  const views = found.flatMap(({ life, id }) =>
    life.disputes.filter((one) => one.id === id).map((one) => viewDispute(life, one))
  )
  if (!withMerchants) return views
  const ids = views.flatMap(({ merchantId }) => merchantId ?? [])
  const merchants = new Map((await findMerchants(tx, [...new Set(ids)])).map((each) => [each.id, each]))
  return views.map((view) => {
    const merchant = view.merchantId === null ? undefined : merchants.get(view.merchantId)
    return merchant === undefined ? view : { ...view, merchant }
  })
}

/** A page of returns. */
export async function showReturns(tx: Tx, filter: CaseFilter, page: CaseSlice): Promise<ReturnView[]> {
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
