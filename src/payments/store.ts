import { z } from 'zod'
import { sql, type Sql, type Tx } from '../db/index.ts'
import { Currency, idSchema, money } from '../kernel/index.ts'
import { type Payment, type PaymentId, PaymentMethod, PaymentState } from './payment.ts'

const PaymentRow = z.strictObject({
  id: idSchema('pay'),
  subject: z.string(),
  buyerId: idSchema('buy').nullable(),
  provider: z.string(),
  method: PaymentMethod,
  book: z.string(),
  currency: Currency,
  minor: z.bigint(),
  capture: z.enum(['automatic', 'manual']),
  instalments: z.number(),
  state: PaymentState,
  reference: z.string().nullable(),
  authorizedMinor: z.bigint(),
  capturedMinor: z.bigint(),
  refundPendingMinor: z.bigint(),
  refundedMinor: z.bigint(),
  chargedBackMinor: z.bigint(),
  reason: z.string().nullable(),
  mismatch: z.string().nullable(),
  closed: z.boolean(),
  expiresAt: z.date().nullable(),
  createdAt: z.date(),
  updatedAt: z.date()
})

const columns = sql`id, subject, buyer_id as "buyerId", provider, method, book, currency, amount_minor as minor, capture,
  instalments, state, reference, authorized_minor as "authorizedMinor", captured_minor as "capturedMinor",
  refund_pending_minor as "refundPendingMinor", refunded_minor as "refundedMinor",
  charged_back_minor as "chargedBackMinor", reason, mismatch, closed, expires_at as "expiresAt", created_at as "createdAt",
  updated_at as "updatedAt"`

async function payments(tx: Tx, query: Sql): Promise<Payment[]> {
  const rows = await tx.many(PaymentRow, query)
  return rows.map(({ minor, currency, ...rest }) => ({ ...rest, amount: money(minor, currency) }))
}

/** A new payment's row; the token never leaves the store except for its first call. */
export type PaymentRowDraft = Readonly<{ payment: Payment; token: string | null }>

/** Inserts those that are not there yet, and answers the ids of those it inserted. */
export async function insertPayments(tx: Tx, drafts: readonly PaymentRowDraft[]): Promise<Set<PaymentId>> {
  const all = drafts.map(({ payment }) => payment)
  const rows = await tx.many(
    z.strictObject({ id: idSchema('pay') }),
    sql`
    insert into payments_payment (id, subject, buyer_id, provider, method, book, currency, amount_minor, capture, instalments,
      token, state, expires_at, created_at, updated_at)
    select n.id, n.subject, n.buyer_id, n.provider, n.method, n.book, n.currency, n.minor, n.capture, n.instalments, n.token,
      'pending', n.expires_at, ${tx.now}, ${tx.now}
    from unnest(${all.map((p) => p.id)}::text[], ${all.map((p) => p.subject)}::text[], ${all.map((p) => p.buyerId)}::text[],
      ${all.map((p) => p.provider)}::text[], ${all.map((p) => p.method)}::text[],
      ${all.map((p) => p.book)}::text[], ${all.map((p) => p.amount.currency)}::text[],
      ${all.map((p) => p.amount.minor)}::bigint[], ${all.map((p) => p.capture)}::text[],
      ${all.map((p) => p.instalments)}::integer[], ${drafts.map((draft) => draft.token)}::text[],
      ${all.map((p) => p.expiresAt)}::timestamptz[])
      as n (id, subject, buyer_id, provider, method, book, currency, minor, capture, instalments, token, expires_at)
    on conflict (id) do nothing
    returning id`
  )
  return new Set(rows.map(({ id }) => id))
}

/** Payments of these ids, in id order. */
export function selectPayments(tx: Tx, ids: readonly string[]): Promise<Payment[]> {
  return payments(tx, sql`select ${columns} from payments_payment where id = any(${ids}) order by id`)
}

/** The same, locked in id order. */
export function lockPaymentRows(tx: Tx, ids: readonly string[]): Promise<Payment[]> {
  return payments(
    tx,
    sql`select ${columns} from payments_payment where id = any(${ids}) order by id for update`
  )
}

/** Payments of these subjects, in id order. */
export function selectPaymentsOf(tx: Tx, subjects: readonly string[]): Promise<Payment[]> {
  return payments(
    tx,
    sql`select ${columns} from payments_payment where subject = any(${subjects}) order by id`
  )
}

export type PaymentFilter = Readonly<{
  subject?: string | undefined
  buyerId?: string | undefined
  state?: PaymentState | undefined
  mismatched?: boolean | undefined
}>

/** Payments that fit the filter, newest first, before `before`. */
export function listPayments(
  tx: Tx,
  filter: PaymentFilter,
  before: string | null,
  limit: number
): Promise<Payment[]> {
  const { subject, buyerId, state, mismatched } = filter
  return payments(
    tx,
    sql`
    select ${columns} from payments_payment
    where ${before === null ? sql`true` : sql`id < ${before}`}
      and ${subject === undefined ? sql`true` : sql`subject = ${subject}`}
      and ${buyerId === undefined ? sql`true` : sql`buyer_id = ${buyerId}`}
      and ${state === undefined ? sql`true` : sql`state = ${state}`}
      and ${mismatched === undefined ? sql`true` : sql`(mismatch is not null) = ${mismatched}`}
    order by id desc limit ${limit}`
  )
}

/** Writes what facts have changed: everything of a payment that is not fixed at its creation. */
export async function updatePayments(tx: Tx, changed: readonly Payment[]): Promise<void> {
  if (changed.length === 0) return
  await tx.run(sql`
    update payments_payment p set state = n.state, reference = n.reference, authorized_minor = n.authorized,
      captured_minor = n.captured, refund_pending_minor = n.pending, refunded_minor = n.refunded,
      charged_back_minor = n.charged_back, reason = n.reason, mismatch = n.mismatch, closed = n.closed,
      expires_at = n.expires_at,
      token = case when n.reference is null and n.state = 'pending' then p.token end, updated_at = ${tx.now}
    from unnest(${changed.map((p) => p.id)}::text[], ${changed.map((p) => p.state)}::text[],
      ${changed.map((p) => p.reference)}::text[], ${changed.map((p) => p.authorizedMinor)}::bigint[],
      ${changed.map((p) => p.capturedMinor)}::bigint[], ${changed.map((p) => p.refundPendingMinor)}::bigint[],
      ${changed.map((p) => p.refundedMinor)}::bigint[], ${changed.map((p) => p.chargedBackMinor)}::bigint[],
      ${changed.map((p) => p.reason)}::text[], ${changed.map((p) => p.mismatch)}::text[],
      ${changed.map((p) => p.closed)}::boolean[],
      ${changed.map((p) => p.expiresAt)}::timestamptz[])
      as n (id, state, reference, authorized, captured, pending, refunded, charged_back, reason, mismatch, closed, expires_at)
    where p.id = n.id`)
}

/** Locks up to `limit` payments whose time has run out, passing over those that somebody else has locked. */
export function lockExpired(tx: Tx, limit: number): Promise<Payment[]> {
  return payments(
    tx,
    sql`select ${columns} from payments_payment where expires_at <= ${tx.now} order by id limit ${limit}
        for update skip locked`
  )
}

/** When the next payment runs out. */
export async function nextExpiry(tx: Tx): Promise<Date | null> {
  const row = await tx.one(
    z.strictObject({ at: z.date().nullable() }),
    sql`select min(expires_at) as at from payments_payment where expires_at is not null`
  )
  return row.at
}
