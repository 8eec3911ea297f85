import { z } from 'zod'
import { sql, type Sql, type Tx } from '../db/index.ts'
import { Currency, idSchema, money } from '../kernel/index.ts'
import type { Chargeback, PaymentCapture, PaymentId, PaymentRefund } from './payment.ts'

const CaptureRow = z.strictObject({
  id: idSchema('cap'),
  paymentId: idSchema('pay'),
  currency: Currency,
  minor: z.bigint(),
  state: z.enum(['pending', 'done', 'failed', 'mismatched']),
  reference: z.string().nullable()
})

const RefundRow = z.strictObject({
  id: idSchema('rfd'),
  paymentId: idSchema('pay'),
  currency: Currency,
  minor: z.bigint(),
  origin: z.enum(['asked', 'unwanted']),
  state: z.enum(['pending', 'done', 'failed']),
  attempt: z.number(),
  bounces: z.number(),
  reason: z.string(),
  failure: z.string().nullable(),
  reference: z.string().nullable()
})

const ChargebackRow = z.strictObject({
  id: idSchema('cbk'),
  paymentId: idSchema('pay'),
  currency: Currency,
  minor: z.bigint(),
  reason: z.string(),
  state: z.enum(['lost', 'reversed', 'mismatched']),
  reference: z.string()
})

const priced = <T extends { minor: bigint; currency: Currency }>({ minor, currency, ...rest }: T) => ({
  ...rest,
  amount: money(minor, currency)
})

/** The captures of these payments, in the order in which they were asked for or made. */
export async function selectCaptures(tx: Tx, paymentIds: readonly PaymentId[]): Promise<PaymentCapture[]> {
  const rows = await tx.many(
    CaptureRow,
    sql`select id, payment_id as "paymentId", currency, amount_minor as minor, state, reference
        from payments_capture where payment_id = any(${paymentIds}) order by at, id`
  )
  return rows.map(priced)
}

/** Writes captures: new ones, and what has become of those asked for. */
export async function saveCaptures(tx: Tx, captures: readonly PaymentCapture[]): Promise<void> {
  if (captures.length === 0) return
  await tx.run(sql`
    insert into payments_capture (id, payment_id, provider, currency, amount_minor, state, reference, at)
    select n.id, n.payment_id, p.provider, n.currency, n.minor, n.state, n.reference, ${tx.now}
    from unnest(${captures.map((c) => c.id)}::text[], ${captures.map((c) => c.paymentId)}::text[],
      ${captures.map((c) => c.amount.currency)}::text[], ${captures.map((c) => c.amount.minor)}::bigint[],
      ${captures.map((c) => c.state)}::text[], ${captures.map((c) => c.reference)}::text[])
      as n (id, payment_id, currency, minor, state, reference)
      join payments_payment p on p.id = n.payment_id
    on conflict (id) do update set state = excluded.state, reference = excluded.reference,
      amount_minor = excluded.amount_minor, currency = excluded.currency`)
}

const refundColumns = sql`id, payment_id as "paymentId", currency, amount_minor as minor, origin, state, attempt, bounces,
  reason, failure, reference`

async function refunds(tx: Tx, query: Sql): Promise<PaymentRefund[]> {
  return (await tx.many(RefundRow, query)).map(priced)
}

/** The refunds of these payments, oldest first. */
export function selectRefunds(tx: Tx, paymentIds: readonly PaymentId[]): Promise<PaymentRefund[]> {
  return refunds(
    tx,
    sql`select ${refundColumns} from payments_refund where payment_id = any(${paymentIds}) order by at, id`
  )
}

/** Counts refunds of money that nobody wanted as pending, for payments that the caller has locked. */
export async function addPending(tx: Tx, unwanted: readonly PaymentRefund[]): Promise<void> {
  await tx.run(sql`
    update payments_payment p set refund_pending_minor = p.refund_pending_minor + n.minor, updated_at = ${tx.now}
    from (
      select payment_id, sum(minor)::bigint as minor
      from unnest(${unwanted.map((r) => r.paymentId)}::text[], ${unwanted.map((r) => r.amount.minor)}::bigint[])
        as u (payment_id, minor) group by payment_id
    ) n where p.id = n.payment_id`)
}

/** Refunds by their ids. */
export function selectRefundsById(tx: Tx, ids: readonly string[]): Promise<PaymentRefund[]> {
  return refunds(tx, sql`select ${refundColumns} from payments_refund where id = any(${ids}) order by id`)
}

/** Writes refunds: new ones, and what has become of those there are. */
export async function saveRefunds(tx: Tx, saved: readonly PaymentRefund[]): Promise<void> {
  if (saved.length === 0) return
  await tx.run(sql`
    insert into payments_refund (id, payment_id, provider, currency, amount_minor, origin, state, attempt, bounces, reason,
      failure, reference, at)
    select n.id, n.payment_id, p.provider, n.currency, n.minor, n.origin, n.state, n.attempt, n.bounces, n.reason, n.failure,
      n.reference, ${tx.now}
    from unnest(${saved.map((r) => r.id)}::text[], ${saved.map((r) => r.paymentId)}::text[],
      ${saved.map((r) => r.amount.currency)}::text[], ${saved.map((r) => r.amount.minor)}::bigint[],
      ${saved.map((r) => r.origin)}::text[], ${saved.map((r) => r.state)}::text[],
      ${saved.map((r) => r.attempt)}::integer[], ${saved.map((r) => r.bounces)}::integer[], ${saved.map((r) => r.reason)}::text[],
      ${saved.map((r) => r.failure)}::text[], ${saved.map((r) => r.reference)}::text[])
      as n (id, payment_id, currency, minor, origin, state, attempt, bounces, reason, failure, reference)
      join payments_payment p on p.id = n.payment_id
    on conflict (id) do update set state = excluded.state, attempt = excluded.attempt, bounces = excluded.bounces, failure = excluded.failure,
      reference = excluded.reference`)
}

/** The chargebacks of these payments, oldest first. */
export async function selectChargebacks(tx: Tx, paymentIds: readonly PaymentId[]): Promise<Chargeback[]> {
  const rows = await tx.many(
    ChargebackRow,
    sql`select id, payment_id as "paymentId", currency, amount_minor as minor, reason, state, reference
        from payments_chargeback where payment_id = any(${paymentIds}) order by at, id`
  )
  return rows.map(priced)
}

/** Writes chargebacks: new ones, and those that were reversed. */
export async function saveChargebacks(tx: Tx, saved: readonly Chargeback[]): Promise<void> {
  if (saved.length === 0) return
  await tx.run(sql`
    insert into payments_chargeback (id, payment_id, provider, currency, amount_minor, reason, state, reference, at)
    select n.id, n.payment_id, p.provider, n.currency, n.minor, n.reason, n.state, n.reference, ${tx.now}
    from unnest(${saved.map((c) => c.id)}::text[], ${saved.map((c) => c.paymentId)}::text[],
      ${saved.map((c) => c.amount.currency)}::text[], ${saved.map((c) => c.amount.minor)}::bigint[],
      ${saved.map((c) => c.reason)}::text[], ${saved.map((c) => c.state)}::text[],
      ${saved.map((c) => c.reference)}::text[]) as n (id, payment_id, currency, minor, reason, state, reference)
      join payments_payment p on p.id = n.payment_id
    on conflict (id) do update set state = excluded.state`)
}
