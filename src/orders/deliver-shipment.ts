import type { Tx } from '../db/index.ts'
import { day, later } from '../kernel/index.ts'
import { change, changeEach, changeMany, type Moment } from './act.ts'
import type { ByWhom } from './each.ts'
import { type Draft, partById, putShipment, shipmentById, tell } from './draft.ts'
import {
  codeWrong,
  confirmedAlready,
  deliveredAlready,
  proofNotYours,
  shipmentClaimed,
  unknown
} from './failures.ts'
import { isSettled } from './life.ts'
import { marketplace, type OrderId, type Party } from './order.ts'
import { checkParty } from './party.ts'
import { codeFits } from './ship-items.ts'
import type { Proof, ProofKind, Shipment, ShipmentId } from './shipment.ts'

/** A proof of delivery, of which shipment. */
export type DeliverShipment = Readonly<{ shipmentId: ShipmentId; proof: Proof }>

/** Records that a shipment arrived, with proof. From now on the inspection period runs. */
export async function deliverShipment(
  tx: Tx,
  { shipmentId, proof }: DeliverShipment,
  party: Party = marketplace
): Promise<Shipment> {
  const { life } = await change(tx, 'shipment', shipmentId, (draft) =>
    deliver(draft, shipmentId, proof, party)
  )
  return shipmentById(life, shipmentId)
}

/** The same for many at once; all or none. */
export async function deliverMany(tx: Tx, inputs: readonly (DeliverShipment & Moment)[]): Promise<void> {
  const asked = inputs.map(({ shipmentId, proof, at }) => ({ id: shipmentId, at, proof }))
  await changeMany(tx, 'shipment', asked, (draft, { id, proof }) => deliver(draft, id, proof, marketplace))
}

/** Whoever hands in a proof, or confirms. */
type Asking = ByWhom & Readonly<{ party: Party }>

/** The same, each for its own party and refused alone; answers each with the life of its order. */
export function deliverEach(tx: Tx, asked: readonly (DeliverShipment & Asking)[]) {
  const inputs = asked.map((input) => ({ ...input, id: input.shipmentId }))
  return changeEach(tx, 'shipment', inputs, (draft, { id, proof, party }) => {
    deliver(draft, id, proof, party)
    return id
  })
}

function deliver(draft: Draft, shipmentId: ShipmentId, proof: Proof, party: Party): void {
  const shipment = shipmentById(draft.life, shipmentId)
  checkParty(draft.life, party, 'shipment', shipmentId, partById(draft.life, shipment.partId))
  if (shipment.state === 'claimed') throw shipmentClaimed()
  if (shipment.state === 'delivered') throw deliveredAlready()
  if (proof.kind === 'carrier_event' && party.merchantId !== null) throw proofNotYours(proof.kind)
  if (proof.kind === 'code' && !codeFits(shipment, proof.code)) throw codeWrong()
  recordDelivery(draft, shipment, proof.kind, proof.kind === 'code' ? null : proof.reference)
}

/** Notes the delivery of a shipment that is on its way. */
export function recordDelivery(
  draft: Draft,
  shipment: Shipment,
  proof: ProofKind,
  proofReference: string | null
): Shipment {
  const { inspectionDays } = draft.life.order.policies
  const { partId, id: shipmentId } = shipment
  tell(draft, 'shipment.delivered', partId, { shipmentId, proof })
  return putShipment(draft, {
    ...shipment,
    state: 'delivered',
    deliveredAt: draft.now,
    proof,
    proofReference,
    inspectUntil: later(draft.now, inspectionDays * day)
  })
}

/** The buyer has the goods and is content: the shipment is released at once, except for what is in dispute. */
export async function confirmShipment(
  tx: Tx,
  shipmentId: ShipmentId,
  party: Party = marketplace
): Promise<Shipment> {
  const { life } = await change(tx, 'shipment', shipmentId, (draft) => {
    const shipment = shipmentById(draft.life, shipmentId)
    checkParty(draft.life, party, 'shipment', shipmentId, partById(draft.life, shipment.partId))
    if (shipment.state === 'claimed') throw shipmentClaimed()
    if (!canConfirm(shipment)) throw confirmedAlready()
    confirm(draft, shipment)
  })
  return shipmentById(life, shipmentId)
}

/** The same for all shipments of an order that are on their way or not released yet. */
export async function confirmOrder(tx: Tx, orderId: OrderId, party: Party = marketplace): Promise<void> {
  await change(tx, 'order', orderId, (draft) => confirmAll(draft, party, undefined))
}

/** What of an order has arrived: these shipments, or all. */
type Arrived = Readonly<{ orderId: OrderId; shipmentIds?: readonly ShipmentId[] | undefined }>

/** The same for many orders, each for its own party and refused alone. */
export function confirmEach(tx: Tx, asked: readonly (Asking & Arrived)[]) {
  const inputs = asked.map((input) => ({ ...input, id: input.orderId }))
  return changeEach(tx, 'order', inputs, (draft, { party, shipmentIds }) =>
    confirmAll(draft, party, shipmentIds)
  )
}

function confirmAll(draft: Draft, party: Party, meant: readonly ShipmentId[] | undefined): void {
  const { life } = draft
  checkParty(life, party, 'order', life.order.id)
  const those = meant === undefined ? life.shipments : life.shipments.filter(({ id }) => meant.includes(id))
  const stranger = meant?.find((id) => !those.some((shipment) => shipment.id === id))
  if (stranger !== undefined) throw unknown('shipment', stranger)
  const shipments = those.filter(canConfirm)
  if (shipments.length === 0) throw confirmedAlready()
  for (const shipment of shipments) confirm(draft, shipment)
}

const canConfirm = (shipment: Shipment) =>
  shipment.state !== 'claimed' && shipment.confirmedAt === null && !isSettled(shipment)

function confirm(draft: Draft, shipment: Shipment): void {
  const delivered =
    shipment.state === 'delivered' ? shipment : recordDelivery(draft, shipment, 'confirmed', null)
  putShipment(draft, { ...delivered, confirmedAt: draft.now })
  tell(draft, 'shipment.confirmed', shipment.partId, { shipmentId: shipment.id })
}
