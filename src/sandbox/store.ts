import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { Currency, idSchema, later, minute } from '../kernel/index.ts'
import { type Entry, Payment } from './state.ts'

const Known = z.strictObject({
  key: z.string(),
  digest: z.string(),
  reference: z.string().nullable(),
  refusal: z.string().nullable()
})
/** What was answered to a key. */
export type Known = z.infer<typeof Known>

/** What was answered to these keys. */
export function selectRequests(tx: Tx, keys: readonly string[]): Promise<Known[]> {
  return tx.many(
    Known,
    sql`select key, digest, reference, refusal from sandbox_request where key = any(${keys})`
  )
}

/** Keeps what was answered; a key is answered once. */
export async function insertRequests(tx: Tx, all: readonly Known[]): Promise<void> {
  if (all.length === 0) return
  await tx.run(sql`
    insert into sandbox_request (key, digest, reference, refusal, at)
    select n.key, n.digest, n.reference, n.refusal, ${tx.now}
    from unnest(${all.map(({ key }) => key)}::text[], ${all.map(({ digest }) => digest)}::text[],
      ${all.map(({ reference }) => reference)}::text[], ${all.map(({ refusal }) => refusal)}::text[])
      as n (key, digest, reference, refusal)`)
}

const PaymentRow = z.strictObject({ state: Payment })

/** Payments by reference, locked in order. */
export async function lockPayments(tx: Tx, references: readonly string[]): Promise<Payment[]> {
  const rows = await tx.many(
    PaymentRow,
    sql`select state from sandbox_payment where reference = any(${references}) order by reference for update`
  )
  return rows.map(({ state }) => state)
}

/** One payment as it stands. */
export async function findPayment(tx: Tx, reference: string): Promise<Payment | undefined> {
  return (await tx.maybe(PaymentRow, sql`select state from sandbox_payment where reference = ${reference}`))
    ?.state
}

/** Up to `limit` payments with a timer that is due, locked. */
export async function lockDue(tx: Tx, limit: number): Promise<Payment[]> {
  const rows = await tx.many(
    PaymentRow,
    sql`select state from sandbox_payment where due_at <= ${tx.now} order by due_at, reference limit ${limit}
        for update skip locked`
  )
  return rows.map(({ state }) => state)
}

/** Writes payments as they stand now. */
export async function savePayments(tx: Tx, all: readonly Payment[]): Promise<void> {
  if (all.length === 0) return
  const due = all.map(({ timers }) =>
    timers.reduce<Date | null>((first, { at }) => (first === null || at < first ? at : first), null)
  )
  await tx.run(sql`
    insert into sandbox_payment (reference, payment_id, state, due_at)
    select n.reference, n.payment_id, n.state, n.due_at
    from unnest(${all.map(({ reference }) => reference)}::text[], ${all.map(({ paymentId }) => paymentId)}::text[],
      ${all.map((payment) => JSON.stringify(z.encode(Payment, payment)))}::jsonb[], ${due}::timestamptz[])
      as n (reference, payment_id, state, due_at)
    on conflict (reference) do update set state = excluded.state, due_at = excluded.due_at`)
}

/** Movements that are settled at the next midnight UTC after `tx.now`. */
export async function insertEntries(tx: Tx, all: readonly Entry[], dueAt: Date): Promise<void> {
  if (all.length === 0) return
  await tx.run(sql`
    insert into sandbox_entry (reference, kind, payment_id, currency, gross, fee, at, due_at)
    select n.reference, n.kind, n.payment_id, n.currency, n.gross, n.fee, ${tx.now}, ${dueAt}
    from unnest(${all.map(({ reference }) => reference)}::text[], ${all.map(({ kind }) => kind)}::text[],
      ${all.map(({ paymentId }) => paymentId)}::text[], ${all.map(({ currency }) => currency)}::text[],
      ${all.map(({ gross }) => gross)}::bigint[], ${all.map(({ fee }) => fee)}::bigint[])
      as n (reference, kind, payment_id, currency, gross, fee)`)
}

/** Puts webhooks on their way. */
export async function insertDeliveries(
  tx: Tx,
  all: readonly Readonly<{ body: string; at: Date }>[]
): Promise<void> {
  if (all.length === 0) return
  await tx.run(sql`
    insert into sandbox_delivery (body, deliver_at)
    select n.body, n.at from unnest(${all.map(({ body }) => body)}::text[], ${all.map(({ at }) => at)}::timestamptz[])
      as n (body, at)`)
}

const Delivery = z.strictObject({ no: z.bigint(), body: z.string(), attempts: z.number() })
export type Delivery = z.infer<typeof Delivery>

/** Takes up to `limit` webhooks that are due, for a minute. */
export function claimDeliveries(tx: Tx, limit: number): Promise<Delivery[]> {
  return tx.many(
    Delivery,
    sql`
    update sandbox_delivery d set deliver_at = ${later(tx.now, minute)}, attempts = attempts + 1
    from (select no from sandbox_delivery where deliver_at <= ${tx.now} order by deliver_at, no limit ${limit}
          for update skip locked) due
    where d.no = due.no returning d.no, d.body, d.attempts`
  )
}

/** Forgets webhooks that arrived or were given up. */
export async function dropDeliveries(tx: Tx, numbers: readonly bigint[]): Promise<void> {
  if (numbers.length > 0)
    await tx.run(sql`delete from sandbox_delivery where no = any(${numbers.map(String)}::bigint[])`)
}

/** Sends a webhook again later. */
export async function delayDelivery(tx: Tx, no: bigint, at: Date): Promise<void> {
  await tx.run(sql`update sandbox_delivery set deliver_at = ${at} where no = ${no}`)
}

const Total = z.strictObject({ currency: Currency, net: z.bigint() })

/** Locks the movements that are due for settlement, and sums them by currency. */
export async function lockDueEntries(tx: Tx): Promise<z.infer<typeof Total>[]> {
  return tx.many(
    Total,
    sql`
    with due as (select currency, gross - fee as net from sandbox_entry where due_at <= ${tx.now} for update)
    select currency, sum(net)::bigint as net from due group by currency order by currency`
  )
}

/** How many settlements of this moment and currency there are: what came late gets one of its own. */
export async function countSettlements(tx: Tx, currency: string, at: Date): Promise<number> {
  const row = await tx.one(
    z.strictObject({ count: z.number() }),
    sql`select count(*)::integer as count from sandbox_settlement where at = ${at} and currency = ${currency}`
  )
  return row.count
}

/** Pays out all due movements of a currency in one settlement. */
export async function settleDue(
  tx: Tx,
  settlement: Readonly<{ id: string; currency: string; net: bigint; at: Date }>
): Promise<void> {
  const { id, currency, net, at } = settlement
  await tx.run(sql`
    insert into sandbox_settlement (id, currency, at, net) values (${id}, ${currency}, ${at}, ${net})`)
  await tx.run(sql`
    update sandbox_entry set settlement_id = ${id}, due_at = null
    where due_at <= ${tx.now} and currency = ${currency}`)
}

/** Leaves the due movements of a currency for a later settlement: they are worth nothing, or less. */
export async function carryOver(tx: Tx, currency: string, to: Date): Promise<void> {
  await tx.run(
    sql`update sandbox_entry set due_at = ${to} where due_at <= ${tx.now} and currency = ${currency}`
  )
}

const Settlement = z.strictObject({ id: z.string(), currency: Currency, at: z.date(), net: z.bigint() })
const Line = z.strictObject({
  settlementId: z.string(),
  reference: z.string(),
  kind: z.enum(['capture', 'refund', 'refund_return', 'chargeback', 'chargeback_reversal']),
  paymentId: idSchema('pay'),
  gross: z.bigint(),
  fee: z.bigint()
})

/** Up to `limit` settlements made at or after `since`, oldest first. */
export function selectSettlements(tx: Tx, since: Date, limit: number): Promise<z.infer<typeof Settlement>[]> {
  return tx.many(
    Settlement,
    sql`select id, currency, at, net from sandbox_settlement where at >= ${since} order by at, id limit ${limit}`
  )
}

/** The movements that these settlements paid out. */
export function selectLines(tx: Tx, settlementIds: readonly string[]): Promise<z.infer<typeof Line>[]> {
  return tx.many(
    Line,
    sql`select settlement_id as "settlementId", reference, kind, payment_id as "paymentId", gross, fee
        from sandbox_entry where settlement_id = any(${settlementIds}) order by at, reference, kind`
  )
}

/** What the sandbox's books hold for us, by currency: gross of all movements, and what of them was paid out. */
export function selectBooks(tx: Tx) {
  return tx.many(
    z.strictObject({ currency: Currency, gross: z.bigint(), settled: z.bigint() }),
    sql`
    select currency, sum(gross)::bigint as gross,
      coalesce(sum(gross) filter (where settlement_id is not null), 0)::bigint as settled
    from sandbox_entry group by currency order by currency`
  )
}

/** The next moment at which the sandbox does something by itself. */
export async function nextDue(tx: Tx, delivers: boolean): Promise<Date | null> {
  const row = await tx.one(
    z.strictObject({ at: z.date().nullable() }),
    sql`select least((select min(due_at) from sandbox_payment where due_at is not null),
      (select min(due_at) from sandbox_entry where due_at is not null),
      case when ${delivers}::boolean then (select min(deliver_at) from sandbox_delivery) end) as at`
  )
  return row.at
}
