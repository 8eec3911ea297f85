import { z } from 'zod'
import { isAbsent, sql, type Sql, type Tx } from '../db/index.ts'
import { Currency, idSchema, later, money, type Money } from '../kernel/index.ts'
import { type Call, type CallId, CallKind, CallState, leaseMs } from './call.ts'
import { type PaymentId, PaymentMethod } from './payment.ts'

const CallRow = z.strictObject({
  id: idSchema('pcl'),
  paymentId: idSchema('pay'),
  provider: z.string(),
  kind: CallKind,
  about: z.string().nullable(),
  minor: z.bigint().nullable(),
  currency: Currency,
  state: CallState,
  attempts: z.number(),
  looks: z.number(),
  dueAt: z.date().nullable(),
  error: z.string().nullable(),
  createdAt: z.date(),
  updatedAt: z.date()
})

const columns = sql`c.id, c.payment_id as "paymentId", c.provider, c.kind, c.about, c.minor, p.currency, c.state,
  c.attempts, c.looks, c.due_at as "dueAt", c.error, c.created_at as "createdAt", c.updated_at as "updatedAt"`

const toCall = ({ minor, currency, ...rest }: z.infer<typeof CallRow>): Call => ({
  ...rest,
  amount: minor === null ? null : money(minor, currency)
})

async function calls(tx: Tx, query: Sql): Promise<Call[]> {
  return (await tx.many(CallRow, query)).map(toCall)
}

/** A call to be made; `dueAt` null: it waits until the payment has a reference. */
export type NewCall = Readonly<{
  id: CallId
  paymentId: PaymentId
  provider: string
  kind: CallKind
  about: string | null
  amount: Money | null
  dueAt: Date | null
}>

/** Writes planned calls and answers which were new: one that is there already stays, as the business act was repeated. */
export async function planCalls(tx: Tx, planned: readonly NewCall[]): Promise<Set<CallId>> {
  if (planned.length === 0) return new Set()
  const rows = await tx.many(
    z.strictObject({ id: idSchema('pcl') }),
    sql`
    insert into payments_call (id, payment_id, provider, kind, about, minor, state, due_at, created_at, updated_at)
    select n.id, n.payment_id, n.provider, n.kind, n.about, n.minor, 'planned', n.due_at, ${tx.now}, ${tx.now}
    from unnest(${planned.map((call) => call.id)}::text[], ${planned.map((call) => call.paymentId)}::text[],
      ${planned.map((call) => call.provider)}::text[], ${planned.map((call) => call.kind)}::text[],
      ${planned.map((call) => call.about)}::text[], ${planned.map((call) => call.amount?.minor ?? null)}::bigint[],
      ${planned.map((call) => call.dueAt)}::timestamptz[]) as n (id, payment_id, provider, kind, about, minor, due_at)
    on conflict (id) do nothing returning id`
  )
  return new Set(rows.map(({ id }) => id))
}

/** What a sender needs to know of a call and its payment. `was`: the state before it was claimed. */
export type ClaimedCall = Call &
  Readonly<{
    was: CallState
    reference: string | null
    method: PaymentMethod
    capture: 'automatic' | 'manual'
    token: string | null
    instalments: number
    total: Money
    /** Why the refund is made; null for other calls. */
    refundReason: string | null
  }>

const ClaimedRow = CallRow.extend({
  was: CallState,
  reference: z.string().nullable(),
  method: PaymentMethod,
  capture: z.enum(['automatic', 'manual']),
  token: z.string().nullable(),
  instalments: z.number(),
  total: z.bigint(),
  refundReason: z.string().nullable()
})

/**
 * Takes up to `limit` due calls for `leaseMs`, for the process with the number `sender`; nobody else takes them meanwhile,
 * unless the lease has run out or that process is gone.
 */
export async function claimCalls(
  tx: Tx,
  providers: readonly string[],
  limit: number,
  sender: number | null
): Promise<ClaimedCall[]> {
  const rows = await tx.many(
    ClaimedRow,
    sql`
    with due as (
      select id, state as was from payments_call
      where due_at <= ${tx.now} and provider = any(${providers})
      order by due_at, id limit ${limit} for update skip locked
    ), c as (
      update payments_call c set state = 'sending', sender = ${sender}, due_at = ${later(tx.now, leaseMs)}, updated_at = ${tx.now}
      from due where c.id = due.id returning c.*, due.was
    )
    select ${columns}, c.was, p.reference, p.method, p.capture, p.token, p.instalments, p.amount_minor as total,
      r.reason as "refundReason"
    from c join payments_payment p on p.id = c.payment_id
      left join payments_refund r on c.kind = 'refund' and r.id = c.about
    order by c.created_at, c.id`
  )
  return rows.map(({ was, reference, method, capture, token, instalments, total, refundReason, ...row }) => ({
    ...toCall(row),
    was,
    reference,
    method,
    capture,
    token,
    instalments,
    total: money(total, row.currency),
    refundReason
  }))
}

/** Makes the calls due whose sender is gone, and answers how many: they need not wait for its lease to run out. */
export function takeOverCalls(tx: Tx): Promise<number> {
  return tx.run(sql`
    update payments_call set due_at = ${tx.now}, updated_at = ${tx.now}
    where id in (
      select id from payments_call
      where state = 'sending' and due_at > ${tx.now} and sender is not null and ${isAbsent(sql`sender`)}
      for update skip locked)`)
}

/** When the next call of these providers is due. */
export async function nextCallDue(tx: Tx, providers: readonly string[]): Promise<Date | null> {
  const row = await tx.one(
    z.strictObject({ at: z.date().nullable() }),
    sql`select min(due_at) as at from payments_call where due_at is not null and provider = any(${providers})`
  )
  return row.at
}

/** Takes back authorizations that were never sent, and answers whose. Afterwards they never will be. */
export async function cancelUnsent(tx: Tx, paymentIds: readonly PaymentId[]): Promise<Set<PaymentId>> {
  const rows = await tx.many(
    z.strictObject({ id: idSchema('pay') }),
    sql`
    update payments_call set state = 'failed', due_at = null, error = 'voided before it was sent', updated_at = ${tx.now}
    where payment_id = any(${paymentIds}) and kind = 'authorize' and state = 'planned' and attempts = 0
    returning payment_id as id`
  )
  return new Set(rows.map(({ id }) => id))
}

/** What became of a call. */
export type CallOutcome = Readonly<{
  id: CallId
  state: CallState
  attempts: number
  looks: number
  dueAt: Date | null
  error: string | null
}>

/** Writes outcomes. A call that is finished already stays as it is: a webhook was faster. */
export async function finishCalls(tx: Tx, outcomes: readonly CallOutcome[]): Promise<void> {
  if (outcomes.length === 0) return
  await tx.run(sql`
    update payments_call c set state = n.state, attempts = n.attempts, looks = n.looks, due_at = n.due_at,
      error = n.error, updated_at = ${tx.now}
    from unnest(${outcomes.map((o) => o.id)}::text[], ${outcomes.map((o) => o.state)}::text[],
      ${outcomes.map((o) => o.attempts)}::integer[], ${outcomes.map((o) => o.looks)}::integer[],
      ${outcomes.map((o) => o.dueAt)}::timestamptz[], ${outcomes.map((o) => o.error)}::text[])
      as n (id, state, attempts, looks, due_at, error)
    where c.id = n.id and c.state not in ('done', 'failed')`)
}

/** The calls of these payments that are not finished. */
export function openCallsOf(tx: Tx, paymentIds: readonly PaymentId[]): Promise<Call[]> {
  return calls(
    tx,
    sql`select ${columns} from payments_call c join payments_payment p on p.id = c.payment_id
        where c.payment_id = any(${paymentIds}) and c.state not in ('done', 'failed') order by c.created_at, c.id`
  )
}

/** All calls of a payment, oldest first, at most a thousand. */
export function callsOf(tx: Tx, paymentId: PaymentId): Promise<Call[]> {
  return calls(
    tx,
    sql`select ${columns} from payments_call c join payments_payment p on p.id = c.payment_id
        where c.payment_id = ${paymentId} order by c.created_at, c.id limit 1000`
  )
}

/** Calls in this state, oldest first, after `after`. */
export function listCalls(tx: Tx, state: CallState, after: string, limit: number): Promise<Call[]> {
  return calls(
    tx,
    sql`select ${columns} from payments_call c join payments_payment p on p.id = c.payment_id
        where c.state = ${state} and c.id > ${after} order by c.id limit ${limit}`
  )
}

/** One call, locked. */
export async function lockCall(tx: Tx, id: CallId): Promise<Call | undefined> {
  const found = await calls(
    tx,
    sql`select ${columns} from payments_call c join payments_payment p on p.id = c.payment_id
        where c.id = ${id} for update of c`
  )
  return found[0]
}
