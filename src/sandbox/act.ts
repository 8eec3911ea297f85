import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../db/index.ts'
import { day, later, minute } from '../kernel/index.ts'
import { ReportJson } from '../payments/index.ts'
import type { Dice } from './faults.ts'
import { authorize, captureSome, letGo, type Move, refund, refuse, reportOf, tick } from './machine.ts'
import type { Payment, Request } from './state.ts'
import {
  insertDeliveries,
  insertEntries,
  insertRequests,
  type Known,
  lockDue,
  lockPayments,
  savePayments,
  selectRequests
} from './store.ts'

/** The answer to a request: how the payment stands, or why not. */
export type Answer =
  | Readonly<{ type: 'done'; payment: Payment }>
  | Readonly<{ type: 'refused'; reason: string; payment: Payment | null }>
  | Readonly<{ type: 'key_reused' | 'missing' }>

/** The name of the payment that this key begins. */
const nameOf = (key: string) => `sbx_${createHash('sha256').update(key).digest('hex').slice(0, 24)}`

/** The next midnight UTC after `now`. */
export function midnightAfter(now: Date): Date {
  return new Date((Math.floor(now.getTime() / day) + 1) * day)
}

/** Acts on many requests in one transaction, in their order. A key that was answered is answered again. */
export async function act(
  tx: Tx,
  dice: Dice,
  webhooks: boolean,
  requests: readonly Request[]
): Promise<Answer[]> {
  const known = new Map(
    (
      await selectRequests(
        tx,
        requests.map(({ key }) => key)
      )
    ).map((one) => [one.key, one])
  )
  const names = requests.map(({ reference, key }) => reference ?? nameOf(key))
  const payments = new Map((await lockPayments(tx, [...new Set(names)])).map((one) => [one.reference, one]))
  const added: Known[] = []
  const moves: Move[] = []
  const answers = requests.map((request): Answer => {
    const digest = digestOf(request)
    const before = known.get(request.key)
    if (before !== undefined)
      return before.digest === digest ? again(before, payments) : { type: 'key_reused' }
    const move = moveOf(request, payments, dice, tx.now)
    if (move === undefined) return { type: 'missing' }
    const { payment, refusal } = move
    const answered: Known = { key: request.key, digest, reference: payment.reference, refusal }
    payments.set(payment.reference, payment)
    known.set(request.key, answered)
    added.push(answered)
    moves.push(move)
    return refusal === null ? { type: 'done', payment } : { type: 'refused', reason: refusal, payment }
  })
  await insertRequests(tx, added)
  await save(tx, dice, webhooks, moves)
  return answers
}

function again({ reference, refusal }: Known, payments: ReadonlyMap<string, Payment>): Answer {
  const payment = payments.get(reference ?? '')
  if (refusal !== null) return { type: 'refused', reason: refusal, payment: payment ?? null }
  return payment === undefined ? { type: 'missing' } : { type: 'done', payment }
}

function digestOf(request: Request): string {
  const text = JSON.stringify(request, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value
  )
  return createHash('sha256').update(text).digest('base64url')
}

function moveOf(
  request: Request,
  payments: ReadonlyMap<string, Payment>,
  dice: Dice,
  now: Date
): Move | undefined {
  if (request.kind === 'authorize') return begin(request, dice, now)
  const payment = payments.get(request.reference ?? '')
  if (payment === undefined) return undefined
  if (request.kind === 'capture') return captureSome(payment, request, now)
  if (request.kind === 'refund') return refund(payment, request, now)
  return payment.state === 'declined' ? refuse(payment, 'payment_declined') : letGo(payment, 'voided')
}

function begin({ key, begin: draft }: Request, dice: Dice, now: Date): Move | undefined {
  if (draft === null) return undefined
  const { amount, paymentId, method, capture } = draft
  const plain = draft.token === null || draft.token === 'tok_ok'
  const chosen = !plain
    ? draft.token
    : dice.strikes('declined')
      ? 'tok_declined'
      : dice.strikes('lateCapture')
        ? 'tok_late_capture'
        : dice.strikes('chargeback')
          ? 'tok_chargeback'
          : draft.token
  return authorize(
    {
      reference: nameOf(key),
      paymentId,
      method,
      token: chosen,
      minor: amount.minor,
      currency: amount.currency,
      capture,
      state: 'pending',
      closed: false,
      reason: null,
      authorized: 0n,
      expiresAt: null,
      captures: [],
      refunds: [],
      refundsRefused: 0,
      chargebacks: [],
      timers: []
    },
    now
  )
}

async function save(tx: Tx, dice: Dice, webhooks: boolean, moves: readonly Move[]): Promise<void> {
  const last = new Map(moves.map(({ payment }) => [payment.reference, payment]))
  await savePayments(tx, [...last.values()])
  await insertEntries(
    tx,
    moves.flatMap(({ entries }) => entries),
    midnightAfter(tx.now)
  )
  if (webhooks)
    await insertDeliveries(
      tx,
      moves.flatMap((move) => deliveriesOf(tx, dice, move))
    )
}

/** One event for each new fact; delivered late, twice or never as the dice will. */
function deliveriesOf(tx: Tx, dice: Dice, { payment, facts }: Move): { body: string; at: Date }[] {
  return facts.flatMap((fact) => {
    const report = { ...reportOf(payment), facts: [fact] }
    const body = JSON.stringify({
      id: tx.newId('evt'),
      at: tx.now.toISOString(),
      report: z.encode(ReportJson, report)
    })
    if (dice.strikes('webhookDropped')) return []
    const late = dice.strikes('webhookLate') ? Math.floor(dice.roll() * 10 * minute) : 0
    const once = { body, at: later(tx.now, late) }
    return dice.strikes('webhookDuplicate')
      ? [once, { body, at: later(once.at, Math.floor(dice.roll() * minute)) }]
      : [once]
  })
}

/** Lets due timers go off, of up to `limit` payments. Answers how many went off. */
export async function actOnTime(tx: Tx, dice: Dice, webhooks: boolean, limit: number): Promise<number> {
  const moves: Move[] = []
  for (const due of await lockDue(tx, limit)) {
    for (let move = tick(due, tx.now); move !== undefined; move = tick(move.payment, tx.now)) moves.push(move)
  }
  await save(tx, dice, webhooks, moves)
  return moves.length
}
