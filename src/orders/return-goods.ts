import assert from 'node:assert/strict'
import type { Tx } from '../db/index.ts'
import { day, later, money, smaller } from '../kernel/index.ts'
import { change } from './act.ts'
import { type Draft, partById, putReturn, shipmentById, tell } from './draft.ts'
import {
  amountTooLarge,
  answerNotYours,
  notDelivered,
  noteMissing,
  notPaid,
  nothingToReturn,
  returnTooLate,
  returnUnfit
} from './failures.ts'
import type { Life } from './life.ts'
import { type Line, marketplace, type Party } from './order.ts'
import { checkParty, linesOf, minorIn } from './party.ts'
import type { NewReturn, ReturnAnswer, ReturnCase, ReturnId, ReturnReceipt } from './return.ts'
import { refundable, refundShipment } from './settle.ts'
import { valueWithin } from './share.ts'
import type { Shipment, ShipmentId } from './shipment.ts'

/** A return to be made, of which shipment. */
export type RequestReturn = NewReturn & Readonly<{ shipmentId: ShipmentId }>

/** The buyer wants to send goods back. While this is open, their money is not released. */
export async function requestReturn(
  tx: Tx,
  input: RequestReturn,
  party: Party = marketplace
): Promise<ReturnCase> {
  const { result } = await change(tx, 'shipment', input.shipmentId, (draft) => request(draft, input, party))
  return result
}

function request(draft: Draft, input: RequestReturn, party: Party): ReturnCase {
  const { order } = draft.life
  const shipment = shipmentById(draft.life, input.shipmentId)
  checkParty(draft.life, party, 'shipment', shipment.id, partById(draft.life, shipment.partId))
  if (order.paidAt === null) throw notPaid()
  if (shipment.deliveredAt === null) throw notDelivered()
  if (party.buyerId !== null && later(shipment.deliveredAt, order.policies.returnDays * day) < draft.now)
    throw returnTooLate()
  const lines = input.lines ?? shipment.lines
  const amountMinor = smaller(returnable(draft.life, shipment, lines), refundable(draft, shipment))
  if (amountMinor <= 0n) throw nothingToReturn()
  const found = putReturn(draft, {
    id: draft.newId('ret'),
    partId: shipment.partId,
    shipmentId: shipment.id,
    lines,
    amountMinor,
    reason: input.reason,
    state: 'requested',
    dueAt: later(draft.now, order.policies.disputeResponseDays * day),
    carrier: null,
    trackingNumber: null,
    note: null,
    refundId: null,
    requestedAt: draft.now,
    endedAt: null
  })
  tell(draft, 'return.requested', found.partId, {
    returnId: found.id,
    shipmentId: shipment.id,
    minor: amountMinor
  })
  return found
}

/** What these lines of the shipment are worth; refused when some are not in it, or in another return. */
function returnable(life: Life, shipment: Shipment, lines: readonly Line[]): bigint {
  const items = life.items.filter((item) => shipment.lines.some((line) => line.itemId === item.id))
  for (const { line, item } of linesOf(items, lines)) {
    const shipped = shipment.lines.find((found) => found.itemId === item.id)?.quantity ?? 0
    const returned = life.returns
      .filter(
        (found) => found.shipmentId === shipment.id && found.state !== 'rejected' && found.state !== 'lapsed'
      )
      .flatMap((found) => found.lines.filter((one) => one.itemId === item.id))
      .reduce((sum, one) => sum + one.quantity, 0)
    if (line.quantity > shipped - returned) throw nothingToReturn()
  }
  return valueWithin(shipment, items, lines)
}

/** The merchant authorises a return or rejects it; so does the marketplace on its behalf. */
export async function answerReturn(
  tx: Tx,
  input: ReturnAnswer & Readonly<{ returnId: ReturnId }>,
  party: Party = marketplace
): Promise<ReturnCase> {
  return changeReturn(tx, input.returnId, party, (draft, found) => {
    if (party.buyerId !== null) throw answerNotYours(input.answer)
    if (found.state !== 'requested') throw returnUnfit(input.answer, found.state)
    const note = input.note ?? null
    if (input.answer === 'authorise') authorise(draft, found, note)
    else end(draft, found, 'rejected', note)
  })
}

function authorise(draft: Draft, found: ReturnCase, note: string | null): void {
  const dueAt = later(draft.now, draft.life.order.policies.returnDays * day)
  putReturn(draft, { ...found, state: 'authorised', dueAt, note })
  tell(draft, 'return.authorised', found.partId, { returnId: found.id })
}

function end(
  draft: Draft,
  found: ReturnCase,
  state: 'rejected' | 'lapsed' | 'received',
  note: string | null
): void {
  putReturn(draft, { ...found, state, dueAt: null, note, endedAt: draft.now })
  tell(draft, `return.${state}`, found.partId, { returnId: found.id })
}

/** The goods are on their way back. */
export async function shipReturn(
  tx: Tx,
  input: Readonly<{ returnId: ReturnId; carrier?: string | undefined; trackingNumber?: string | undefined }>,
  party: Party = marketplace
): Promise<ReturnCase> {
  return changeReturn(tx, input.returnId, party, (draft, found) => {
    if (found.state !== 'authorised') throw returnUnfit('ship', found.state)
    putReturn(draft, {
      ...found,
      state: 'shipped_back',
      carrier: input.carrier ?? null,
      trackingNumber: input.trackingNumber ?? null,
      dueAt: later(draft.now, draft.life.order.policies.deliveryDeadlineDays * day)
    })
    tell(draft, 'return.shipped_back', found.partId, { returnId: found.id })
  })
}

/** The goods have come back, and their money goes back: the full amount, or less with a note that says why. */
export async function receiveReturn(
  tx: Tx,
  input: ReturnReceipt & Readonly<{ returnId: ReturnId }>,
  party: Party = marketplace
): Promise<ReturnCase> {
  return changeReturn(tx, input.returnId, party, (draft, found) => {
    if (party.buyerId !== null) throw answerNotYours('receive')
    if (found.state !== 'authorised' && found.state !== 'shipped_back')
      throw returnUnfit('receive', found.state)
    const minor = input.amount === undefined ? found.amountMinor : minorIn(draft, input.amount)
    if (minor > found.amountMinor) throw amountTooLarge(money(found.amountMinor, draft.life.order.currency))
    if (minor < found.amountMinor && input.note === undefined) throw noteMissing()
    receive(draft, found, minor, input.note ?? null)
  })
}

/** Ends a return with its refund, as far as the money is still there. */
function receive(draft: Draft, found: ReturnCase, minor: bigint, note: string | null): void {
  end(draft, found, 'received', note)
  const shipment = shipmentById(draft.life, found.shipmentId)
  const amount = smaller(minor, refundable(draft, shipment))
  if (amount === 0n) return
  const planned = draft.refunds.length
  refundShipment(draft, shipment, amount, { cause: 'return', causeId: found.id, reason: found.reason })
  const refundId = draft.refunds[planned]?.id ?? null
  putReturn(draft, { ...returnIn(draft.life, found.id), refundId })
}

/** Does what a deadline does by itself: silence of the merchant authorises, or counts as receipt; of the buyer, ends. */
export function passReturnDeadline(draft: Draft, found: ReturnCase): void {
  if (found.state === 'requested') authorise(draft, found, null)
  else if (found.state === 'authorised') end(draft, found, 'lapsed', null)
  else receive(draft, found, found.amountMinor, 'The merchant did not say that it had not arrived.')
}

async function changeReturn(
  tx: Tx,
  returnId: ReturnId,
  party: Party,
  decide: (draft: Draft, found: ReturnCase) => void
): Promise<ReturnCase> {
  const { life } = await change(tx, 'return', returnId, (draft) => {
    const found = returnIn(draft.life, returnId)
    checkParty(draft.life, party, 'return', returnId, partById(draft.life, found.partId))
    decide(draft, found)
  })
  return returnIn(life, returnId)
}

function returnIn(life: Life, returnId: ReturnId): ReturnCase {
  const found = life.returns.find((one) => one.id === returnId)
  assert(found !== undefined)
  return found
}
