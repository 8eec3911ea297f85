import { randomInt, scryptSync, timingSafeEqual } from 'node:crypto'
import type { Tx } from '../db/index.ts'
import { change, changeEach, changeMany, type Moment } from './act.ts'
import { type CodeRequest, insertCodeRequest } from './code-store.ts'
import type { ByWhom } from './each.ts'
import { type Draft, partById, putItem, putShipment, shipmentById, tell } from './draft.ts'
import {
  chargedBack,
  closed,
  codeShownOnce,
  deliveredAlready,
  notPaid,
  nothingLeft,
  shipmentClaimed,
  unitsInsufficient
} from './failures.ts'
import { unitsLeft } from './life.ts'
import { type Line, marketplace, type OrderId, type Party } from './order.ts'
import { checkParty, linesOf, partMeant } from './party.ts'
import { worthOf } from './share.ts'
import type { NewShipment, Shipment, ShipmentId } from './shipment.ts'
import { isPayable } from './state.ts'

/** A shipment to be made, of which order. */
export type ShipItems = NewShipment & Readonly<{ orderId: OrderId }>

/** Records that goods were handed to a carrier. Never more than was ordered and is neither shipped nor cancelled. */
export async function shipItems(tx: Tx, input: ShipItems, party: Party = marketplace): Promise<Shipment> {
  const { result } = await change(tx, 'order', input.orderId, (draft) => ship(draft, input, party))
  return result
}

/** The same for many at once, in the order given; all or none. */
export async function shipMany(tx: Tx, inputs: readonly (ShipItems & Moment)[]): Promise<Shipment[]> {
  const asked = inputs.map((input) => ({ id: input.orderId, at: input.at, input }))
  const made = await changeMany(tx, 'order', asked, (draft, { input }) => ship(draft, input, marketplace))
  return made.map(({ result }) => result)
}

/** A shipment that somebody records. */
type AskedShipment = ShipItems & ByWhom & Readonly<{ party: Party }>

/** The same, each for its own party and refused alone; answers each with the life of its order. */
export function shipEach(tx: Tx, asked: readonly AskedShipment[]) {
  const inputs = asked.map((input) => ({ id: input.orderId, by: input.by, input }))
  return changeEach(tx, 'order', inputs, (draft, { input }) => ship(draft, input, input.party))
}

function ship(draft: Draft, input: ShipItems, party: Party): Shipment {
  const { order } = draft.life
  checkParty(draft.life, party, 'order', order.id)
  const part = partMeant(draft.life, party, input.merchantId)
  if (order.closing !== null) throw closed(order.closing)
  if (!isPayable(order)) throw notPaid()
  if (order.chargedBackMinor > 0n) throw chargedBack()
  const items = draft.life.items.filter((item) => item.partId === part.id)
  const lines = input.lines ?? allLeft(items)
  if (lines.length === 0) throw nothingLeft()
  const named = linesOf(items, lines)
  const worth = worthOf(part, items, lines)
  for (const { line, item } of named) {
    if (line.quantity > unitsLeft(item)) throw unitsInsufficient(item.id, unitsLeft(item))
    putItem(draft, { ...item, shipped: item.shipped + line.quantity })
  }
  if (order.paidAt === null) draft.capture = true
  const shipment = putShipment(draft, {
    id: draft.newId('shp'),
    partId: part.id,
    lines,
    carrier: input.carrier ?? null,
    trackingNumber: input.trackingNumber ?? null,
    ...worth,
    releasedMinor: 0n,
    refundedMinor: 0n,
    refundedLaterMinor: 0n,
    lostMinor: 0n,
    state: 'shipped',
    codeHash: null,
    shippedAt: draft.now,
    deliveredAt: null,
    proof: null,
    proofReference: null,
    inspectUntil: null,
    confirmedAt: null,
    releaseAt: null,
    releasedAt: null
  })
  tell(draft, 'shipment.shipped', part.id, { shipmentId: shipment.id, carrier: shipment.carrier })
  return shipment
}

function allLeft(items: Draft['life']['items']): Line[] {
  return items.flatMap((item) =>
    unitsLeft(item) > 0 ? [{ itemId: item.id, quantity: unitsLeft(item) }] : []
  )
}

/**
 * Gives out a new delivery code for the buyer, who tells it to the carrier at the door; an older one no longer counts.
 * Only its hash is kept. It is never shown to the merchant, for whom it is proof. With `asked`, a repeat by the same
 * Idempotency-Key is refused instead of making another.
 */
export async function issueDeliveryCode(
  tx: Tx,
  shipmentId: ShipmentId,
  party: Party = marketplace,
  asked?: CodeRequest
): Promise<string> {
  const code = Array.from({ length: 8 }, () => letters.charAt(randomInt(letters.length))).join('')
  await change(tx, 'shipment', shipmentId, (draft) => {
    const shipment = shipmentById(draft.life, shipmentId)
    checkParty(draft.life, party, 'shipment', shipmentId, partById(draft.life, shipment.partId))
    if (shipment.state === 'claimed') throw shipmentClaimed()
    if (shipment.state === 'delivered') throw deliveredAlready()
    putShipment(draft, { ...shipment, codeHash: hashOf(shipmentId, code) })
    tell(draft, 'shipment.code_issued', shipment.partId, { shipmentId })
  })
  if (asked && !(await insertCodeRequest(tx, shipmentId, asked))) throw codeShownOnce(shipmentId)
  return code
}

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

function hashOf(shipmentId: ShipmentId, code: string): string {
  return scryptSync(code, shipmentId, 32, { N: 1024 }).toString('base64url')
}

/** Whether this is the code that was last given out for the shipment. */
export function codeFits(shipment: Shipment, code: string): boolean {
  if (shipment.codeHash === null) return false
  const given = hashOf(shipment.id, code.trim().toUpperCase())
  return timingSafeEqual(Buffer.from(given), Buffer.from(shipment.codeHash))
}
