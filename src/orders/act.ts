import assert from 'node:assert/strict'
import { emit } from '../audit/index.ts'
import { notYet } from '../api/index.ts'
import { atMoment, type Attribution, attributedTo, type Tx } from '../db/index.ts'
import { freeze, type PartSums, refundMany, releaseMany, sums, unfreeze } from '../escrow/index.ts'
import { allocate, derivedId, Failure, money } from '../kernel/index.ts'
import {
  findPayments,
  type Payment,
  refundableMinor,
  requestCapture,
  requestRefund,
  requestVoid
} from '../payments/index.ts'
import { type Draft, openDraft } from './draft.ts'
import { type Acted, type ByWhom, orFailure } from './each.ts'
import { refundBeyondPayments, unknown } from './failures.ts'
import type { Life } from './life.ts'
import type { Order, OrderId, PartId } from './order.ts'
import { type Handle, loadLives, lockOrders, saveLives } from './order-store.ts'
import type { Refund } from './refund.ts'
import { insertRefunds } from './refund-store.ts'
import { settle } from './settle.ts'

/** Locks the order of this thing, lets `decide` decide on it, and carries out what was decided, all in this transaction. */
export async function change<T>(
  tx: Tx,
  by: Exclude<Handle['by'], 'refund'>,
  id: string,
  decide: (draft: Draft) => T
): Promise<Readonly<{ result: T; life: Life }>> {
  const [changed] = await changeMany(tx, by, [{ id }], (draft) => decide(draft))
  assert(changed !== undefined)
  return changed
}

/** When it happened, where that is not the moment of the transaction. */
export type Moment = Readonly<{ at?: Date | undefined }>

/**
 * The same for many things at once, in the order given, all or none: few statements for all of them together. Each may
 * have a moment of its own, where they are told of later than they happened, as in a replay.
 */
export async function changeMany<I extends Readonly<{ id: string }> & Moment, T>(
  tx: Tx,
  by: Exclude<Handle['by'], 'refund'>,
  inputs: readonly I[],
  decide: (draft: Draft, input: I) => T
): Promise<Readonly<{ result: T; life: Life }>[]> {
  const orders = await lockOrders(tx, { by, ids: [...new Set(inputs.map((input) => input.id))] })
  const drafts = await openDrafts(tx, orders)
  const byId = new Map(drafts.flatMap((draft) => idsIn(draft.life, by).map((id) => [id, draft])))
  const results = inputs.map((input) => {
    const draft = byId.get(input.id)
    if (draft === undefined) throw unknown(by, input.id)
    if (input.at !== undefined) draft.now = input.at
    return { draft, result: decide(draft, input) }
  })
  await carryOut(tx, drafts)
  return results.map(({ draft, result }) => ({ result, life: draft.life }))
}

/**
 * Lets `decide` decide for each of these by itself, one act for each order, and carries out together what was decided.
 * A refusal changes nothing for its neighbours.
 */
export async function changeEach<I extends Readonly<{ id: string }> & ByWhom, T>(
  tx: Tx,
  by: Exclude<Handle['by'], 'refund'>,
  inputs: readonly I[],
  decide: (draft: Draft, input: I) => T
): Promise<Acted<Readonly<{ result: T; life: Life }>>[]> {
  const orders = await lockOrders(tx, { by, ids: [...new Set(inputs.map((input) => input.id))] })
  const drafts = await openDrafts(tx, orders)
  const places = new Map(drafts.flatMap((draft, place) => idsIn(draft.life, by).map((id) => [id, place])))
  const taken = new Set<number>()
  const decided = inputs.map((input): Acted<Readonly<{ place: number; result: T }>> => {
    const place = places.get(input.id) ?? -1
    const draft = drafts[place]
    if (draft === undefined) return unknown(by, input.id)
    if (taken.has(place)) return notYet
    draft.by = input.by
    const result = orFailure(() => decide(draft, input))
    if (result instanceof Failure) drafts[place] = openDraft(draft.before, tx, draft.sums)
    else taken.add(place)
    return result instanceof Failure ? result : { place, result }
  })
  await carryOut(
    tx,
    drafts.filter((_, place) => taken.has(place))
  )
  return decided.map((one) => {
    if (one instanceof Failure || one === notYet) return one
    const draft = drafts[one.place]
    assert(draft !== undefined)
    return { result: one.result, life: draft.life }
  })
}

function idsIn(life: Life, by: Exclude<Handle['by'], 'refund'>): string[] {
  if (by === 'order') return [life.order.id]
  const rows = { shipment: life.shipments, dispute: life.disputes, return: life.returns }[by]
  return rows.map((row) => row.id)
}

/** Drafts of orders that the caller has locked. */
export async function openDrafts(tx: Tx, orders: readonly Order[]): Promise<Draft[]> {
  if (orders.length === 0) return []
  const lives = await loadLives(tx, orders)
  const doubtful = orders.filter(needsSums).map((order) => order.id)
  const found = await sums(tx, doubtful)
  return lives.map((life) => openDraft(life, tx, needsSums(life.order) ? sumsOf(found, life.order.id) : null))
}

const needsSums = (order: Order) =>
  order.chargedBackMinor > 0n || (order.paidMinor > 0n && order.paidMinor < order.totalMinor)

function sumsOf(found: readonly PartSums[], orderId: OrderId): ReadonlyMap<PartId, PartSums> {
  return new Map(found.filter((part) => part.orderId === orderId).map((part) => [part.partId, part]))
}

/** Settles the drafts, writes what changed, moves the money, and tells it. */
export async function carryOut(tx: Tx, drafts: readonly Draft[]): Promise<void> {
  for (const draft of drafts) settle(draft)
  await saveLives(
    tx,
    drafts.map(({ before, life }) => ({ before, after: life }))
  )
  for (const { by, unfreezes } of drafts)
    for (const disputeId of unfreezes) await unfreeze(attributedTo(tx, by), disputeId)
  await carryReleases(tx, drafts)
  await carryPayments(tx, drafts)
  for (const { life, by, freezes } of drafts)
    for (const { partId, disputeId, minor } of freezes)
      await freeze(attributedTo(tx, by), { partId, disputeId, amount: money(minor, life.order.currency) })
  for (const { now, by, events } of drafts) await emit(attributedTo(atMoment(tx, now), by), ...events)
}

async function carryReleases(tx: Tx, drafts: readonly Draft[]): Promise<void> {
  const asked = drafts.flatMap(({ life, by, releases }) =>
    releases.map(({ partId, releaseId, minor, commissionMinor }) => ({
      by,
      partId,
      releaseId,
      amount: money(minor, life.order.currency),
      commission: money(commissionMinor, life.order.currency)
    }))
  )
  if (asked.length === 0) return
  for (const outcome of await releaseMany(tx, asked)) if (outcome instanceof Failure) throw outcome
}

async function carryPayments(tx: Tx, drafts: readonly Draft[]): Promise<void> {
  const concerned = drafts.filter(
    (draft) => draft.refunds.length > 0 || draft.capture || draft.voidFor !== null
  )
  if (concerned.length === 0) return
  const payments = await findPayments(
    tx,
    concerned.map((draft) => draft.life.order.id)
  )
  const refunds: SharedRefund[] = []
  for (const draft of concerned) {
    const own = payments.filter((payment) => payment.subject === draft.life.order.id)
    const asDraft = attributedTo(tx, draft.by)
    if (draft.capture) await captureAll(asDraft, own)
    if (draft.voidFor !== null) await voidAll(asDraft, own, draft.voidFor)
    refunds.push(...shareOut(draft, own))
  }
  if (refunds.length > 0) await carryRefunds(tx, refunds)
}

type SharedRefund = Readonly<{ refund: Refund; first: 'held' | 'released'; order: Order; by: Attribution }>

async function carryRefunds(tx: Tx, refunds: readonly SharedRefund[]): Promise<void> {
  await insertRefunds(
    tx,
    refunds.map(({ refund }) => refund)
  )
  await refundMany(
    tx,
    refunds.map(({ refund, first, order, by }) => ({
      by,
      partId: refund.partId,
      refundId: refund.id,
      amount: money(refund.amountMinor, order.currency),
      into: refund.shares.map(({ paymentId, amountMinor }) => ({ paymentId, minor: amountMinor })),
      first
    }))
  )
  for (const { refund, order, by } of refunds)
    for (const { id, paymentId, amountMinor } of refund.shares)
      await requestRefund(attributedTo(tx, by), {
        paymentId,
        refundId: id,
        amount: money(amountMinor, order.currency),
        reason: refund.cause
      })
}

/** Shares each refund over the order's payments by what each has left, so that none gives more than was captured. */
function shareOut(draft: Draft, payments: readonly Payment[]) {
  const left = payments.map(refundableMinor)
  const { order } = draft.life
  return draft.refunds.map(({ minor, first, ...planned }) => {
    const whole = left.reduce((sum, one) => sum + one, 0n)
    if (whole < minor) throw refundBeyondPayments(money(whole, order.currency))
    const shares = allocate(minor, left).flatMap((share, i) => {
      const payment = payments[i]
      if (share === 0n || payment === undefined) return []
      left[i] = (left[i] ?? 0n) - share
      const id = derivedId('rfd', planned.id, payment.id)
      return [{ id, paymentId: payment.id, amountMinor: share, state: 'pending' as const, problem: null }]
    })
    const refund: Refund = { ...planned, orderId: order.id, amountMinor: minor, createdAt: draft.now, shares }
    return { refund, first, order, by: draft.by }
  })
}

async function captureAll(tx: Tx, payments: readonly Payment[]): Promise<void> {
  for (const { id, state, capture, amount, authorizedMinor, capturedMinor } of payments) {
    const minor = authorizedMinor - capturedMinor
    if (capture === 'manual' && state === 'authorized' && minor > 0n)
      await requestCapture(tx, id, money(minor, amount.currency), derivedId('cap', 'order', id))
  }
}

async function voidAll(tx: Tx, payments: readonly Payment[], reason: string): Promise<void> {
  for (const { id, state } of payments)
    if (state === 'pending' || state === 'authorized') await requestVoid(tx, id, reason)
}
