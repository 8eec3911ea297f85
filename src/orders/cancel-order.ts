import type { Tx } from '../db/index.ts'
import { change, changeMany, type Moment } from './act.ts'
import { type Draft, putItem, putOrder, putPart, shipmentById, putShipment, tell, partById } from './draft.ts'
import {
  cancelPartlyBeforePaid,
  claimTooEarly,
  closed,
  nothingLeft,
  nothingToClaim,
  shippedAlready,
  unitsInsufficient
} from './failures.ts'
import { isSettled, type Life, openDisputes, unitsLeft } from './life.ts'
import { type Line, marketplace, type MerchantId, type OrderId, type Part, type Party } from './order.ts'
import { checkParty, linesOf, partMeant } from './party.ts'
import type { RefundCause } from './refund.ts'
import { type Because, refundAllHeld, refundHeld } from './settle.ts'
import { worthOf } from './share.ts'

/** What is to be cancelled: the whole order; all that is left of one merchant's part; or some units. */
export type CancelOrder = Readonly<{
  orderId: OrderId
  merchantId?: MerchantId | undefined
  lines?: readonly Line[] | undefined
  reason: string
}>

/** Cancels what was not shipped. What was captured for it goes back, what was authorized is let go. */
export async function cancelOrder(tx: Tx, input: CancelOrder, party: Party = marketplace): Promise<Life> {
  const { life } = await change(tx, 'order', input.orderId, (draft) => cancel(draft, input, party))
  return life
}

/** The same for many at once; all or none. */
export async function cancelMany(tx: Tx, inputs: readonly (CancelOrder & Moment)[]): Promise<void> {
  const asked = inputs.map((input) => ({ id: input.orderId, at: input.at, input }))
  await changeMany(tx, 'order', asked, (draft, { input }) => cancel(draft, input, marketplace))
}

function cancel(draft: Draft, input: CancelOrder, party: Party): void {
  const { life } = draft
  checkParty(life, party, 'order', life.order.id)
  if (life.order.closing !== null) throw closed(life.order.closing)
  const merchants = life.parts.filter((part) => part.merchantId !== null)
  const narrow = input.lines !== undefined || input.merchantId !== undefined || party.merchantId !== null
  if (!narrow || (merchants.length === 1 && input.lines === undefined)) cancelWhole(draft, input, narrow)
  else if (life.order.paidAt === null) throw cancelPartlyBeforePaid()
  else cancelSome(draft, input, party)
}

function cancelWhole(draft: Draft, { reason }: CancelOrder, narrow: boolean): void {
  const { order, parts, items, shipments } = draft.life
  if (shipments.length > 0 && (!narrow || order.paidAt === null)) throw shippedAlready()
  if (items.every((item) => unitsLeft(item) === 0)) throw nothingLeft()
  if (order.paidAt === null) return close(draft, 'cancelled', 'cancellation', reason)
  for (const part of parts) {
    const lines = part.merchantId === null ? [] : leftOf(draft.life, part)
    if (lines.length > 0) takeUnits(draft, part, lines, { cause: 'cancellation', reason })
  }
}

function cancelSome(draft: Draft, { merchantId, lines, reason }: CancelOrder, party: Party): void {
  const because: Because = { cause: 'cancellation', reason }
  if (lines === undefined || merchantId !== undefined || party.merchantId !== null) {
    const part = partMeant(draft.life, party, merchantId)
    return takeUnits(draft, part, lines ?? leftOf(draft.life, part), because)
  }
  const named = linesOf(draft.life.items, lines)
  for (const part of draft.life.parts) {
    const own = named.filter(({ item }) => item.partId === part.id).map(({ line }) => line)
    if (own.length > 0) takeUnits(draft, part, own, because)
  }
}

/** The units of a part that were neither shipped nor cancelled. */
function leftOf(life: Life, part: Part): Line[] {
  return life.items
    .filter((item) => item.partId === part.id && unitsLeft(item) > 0)
    .map((item) => ({ itemId: item.id, quantity: unitsLeft(item) }))
}

/** Cancels units of a part and sends their money back. */
function takeUnits(draft: Draft, part: Part, lines: readonly Line[], because: Because): void {
  if (lines.length === 0) throw nothingLeft()
  const items = draft.life.items.filter((item) => item.partId === part.id)
  const named = linesOf(items, lines)
  const { valueMinor } = worthOf(part, items, lines)
  for (const { line, item } of named) {
    if (line.quantity > unitsLeft(item)) throw unitsInsufficient(item.id, unitsLeft(item))
    putItem(draft, { ...item, cancelled: item.cancelled + line.quantity })
  }
  refundHeld(draft, part.id, null, valueMinor, because)
  putPart(draft, { ...part, refundedMinor: part.refundedMinor + valueMinor })
  tell(draft, 'order.items_cancelled', part.id, { lines, minor: valueMinor, cause: because.cause })
}

/** Closes an order that is not paid in full: what was captured goes back, the rest is let go. */
export function close(
  draft: Draft,
  closing: 'cancelled' | 'expired',
  cause: Extract<RefundCause, 'cancellation' | 'expiry'>,
  reason: string
): void {
  for (const { partId, held } of draft.sums?.values() ?? []) {
    const part = partById(draft.life, partId)
    const refunded = refundHeld(draft, partId, null, held, { cause, reason })
    putPart(draft, { ...part, refundedMinor: part.refundedMinor + refunded })
  }
  putOrder(draft, { closing })
  draft.voidFor = `order ${closing}`
}

/** What is claimed: all that was not delivered in time, or one merchant's part of it. */
export type ClaimOrder = Readonly<{ orderId: OrderId; merchantId?: MerchantId | undefined; reason: string }>

/** After the deadline for delivery, what is not provably delivered goes back to the buyer. */
export async function claimOrder(tx: Tx, input: ClaimOrder, party: Party = marketplace): Promise<Life> {
  const { life } = await change(tx, 'order', input.orderId, (draft) => claim(draft, input, party))
  return life
}

function claim(draft: Draft, { merchantId, reason }: ClaimOrder, party: Party): void {
  const { order } = draft.life
  checkParty(draft.life, party, 'order', order.id)
  if (order.closing !== null) throw closed(order.closing)
  if (order.deliverBy === null || order.deliverBy > draft.now) throw claimTooEarly(order.deliverBy)
  const parts =
    merchantId === undefined
      ? draft.life.parts.filter((part) => part.merchantId !== null)
      : [partMeant(draft.life, party, merchantId)]
  const found = parts.map((part) => claimPart(draft, part, { cause: 'claim', reason }))
  if (!found.includes(true)) throw nothingToClaim()
}

/** Sends back what can be claimed of a part; answers whether there was anything. A shipment in dispute is not. */
function claimPart(draft: Draft, part: Part, because: Because): boolean {
  const lines = leftOf(draft.life, part)
  if (lines.length > 0) takeUnits(draft, part, lines, because)
  const late = claimable(draft.life).filter((shipment) => shipment.partId === part.id)
  for (const { id } of late) {
    const refunded = refundAllHeld(draft, shipmentById(draft.life, id), because)
    putShipment(draft, { ...shipmentById(draft.life, id), state: 'claimed' })
    tell(draft, 'shipment.claimed', part.id, { shipmentId: id, minor: refunded })
  }
  return lines.length > 0 || late.length > 0
}

/** The shipments that are not provably delivered and not in dispute. */
export function claimable(life: Life) {
  return life.shipments.filter(
    (shipment) =>
      shipment.state === 'shipped' && !isSettled(shipment) && openDisputes(life, shipment).length === 0
  )
}
