import { z } from 'zod'
import { given, sql, type Tx } from '../db/index.ts'
import { Currency, type Id, idSchema } from '../kernel/index.ts'
import { type Difference, DifferenceKind, type NewDifference } from './difference.ts'

const DifferenceRow = z
  .strictObject({
    id: idSchema('dif'),
    kind: DifferenceKind,
    subject: z.string(),
    line_id: idSchema('bkl').nullable(),
    statement_id: idSchema('stm').nullable(),
    bank_text: z.string().nullable(),
    currency: Currency,
    expected_minor: z.bigint().nullable(),
    found_minor: z.bigint().nullable(),
    unmatched_minor: z.bigint(),
    detail: z.string(),
    since: z.date(),
    found_at: z.date(),
    state: z.enum(['open', 'resolved']),
    resolution: z.string().nullable(),
    reason: z.string().nullable(),
    resolved_by: z.string().nullable(),
    resolved_at: z.date().nullable()
  })
  .transform((row): Difference => ({
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    lineId: row.line_id,
    statementId: row.statement_id,
    bankText: row.bank_text,
    currency: row.currency,
    expectedMinor: row.expected_minor,
    foundMinor: row.found_minor,
    unmatchedMinor: row.unmatched_minor,
    detail: row.detail,
    since: row.since,
    foundAt: row.found_at,
    state: row.state,
    resolution: row.resolution,
    reason: row.reason,
    resolvedBy: row.resolved_by,
    resolvedAt: row.resolved_at
  }))
// What the bank calls a payment stands in for a text that it leaves out, as on the page of its statement.
const columns = sql`
  d.id, d.kind, d.subject, d.line_id, l.statement_id, coalesce(nullif(l.information, ''), l.end_to_end_id) as bank_text,
  d.currency, d.expected_minor, d.found_minor, d.unmatched_minor, d.detail, d.since, d.found_at, d.state, d.resolution,
  d.reason, d.resolved_by, d.resolved_at`
const withLines = sql`payouts_difference d left join payouts_line l on l.id = d.line_id`

/** A difference as it is recorded. */
export type FoundDifference = NewDifference & Pick<Difference, 'id' | 'lineId' | 'unmatchedMinor'>

export async function insertDifferences(tx: Tx, rows: readonly FoundDifference[]): Promise<void> {
  if (rows.length === 0) return
  await tx.run(sql`
    insert into payouts_difference (id, kind, subject, line_id, currency, expected_minor, found_minor, unmatched_minor,
      detail, since, found_at, state)
    select id, kind, subject, line_id, currency, expected, found, unmatched, detail, since, ${tx.now}, 'open'
    from unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.kind)}::text[],
      ${rows.map((row) => row.subject)}::text[], ${rows.map((row) => row.lineId)}::text[],
      ${rows.map((row) => row.currency)}::text[], ${rows.map((row) => row.expectedMinor)}::bigint[],
      ${rows.map((row) => row.foundMinor)}::bigint[], ${rows.map((row) => row.unmatchedMinor)}::bigint[],
      ${rows.map((row) => row.detail)}::text[], ${rows.map((row) => row.since)}::timestamptz[])
      as new (id, kind, subject, line_id, currency, expected, found, unmatched, detail, since)`)
}

export function lockDifference(tx: Tx, id: Id<'dif'>): Promise<Difference | undefined> {
  return tx.maybe(
    DifferenceRow,
    sql`select ${columns} from ${withLines} where d.id = ${id} for no key update of d`
  )
}

/** Open differences of bank lines that call this reference (capitals) and belong to nothing yet, locked in id order. */
export function lockExtrasNaming(tx: Tx, reference: string, currency: Currency): Promise<Difference[]> {
  return tx.many(
    DifferenceRow,
    sql`
    select ${columns} from ${withLines}
    where d.state = 'open' and d.kind = 'extra' and d.currency = ${currency} and l.refs @> array[${reference}::text]
    order by d.id for no key update of d`
  )
}

type Resolved = Readonly<{ resolution: string; reason: string }>

export async function resolveDifferences(tx: Tx, ids: readonly Id<'dif'>[], how: Resolved): Promise<void> {
  if (ids.length === 0) return
  await tx.run(sql`
    update payouts_difference set state = 'resolved', resolution = ${how.resolution}, reason = ${how.reason},
      resolved_by = ${tx.by.actor}, resolved_at = ${tx.now}
    where id = any(${ids}) and state = 'open'`)
}

/** What was missing has come. */
export async function resolveMissing(tx: Tx, subjects: readonly string[], reason: string): Promise<void> {
  if (subjects.length === 0) return
  await tx.run(sql`
    update payouts_difference set state = 'resolved', resolution = 'arrived', reason = ${reason},
      resolved_by = ${tx.by.actor}, resolved_at = ${tx.now}
    where subject = any(${subjects}) and kind = 'missing' and state = 'open' and unmatched_minor = 0`)
}

export type DifferenceFilter = Readonly<{
  state?: Difference['state'] | undefined
  kind?: DifferenceKind | undefined
  subject?: string | undefined
}>

/** Oldest first. `after` is the id where the page before ended. */
export function listDifferences(
  tx: Tx,
  filter: DifferenceFilter,
  after: string,
  limit: number
): Promise<Difference[]> {
  return tx.many(
    DifferenceRow,
    sql`
    select ${columns} from ${withLines}
    where d.id > ${after}
      ${given(filter.state, (state) => sql`and d.state = ${state}`)}
      ${given(filter.kind, (kind) => sql`and d.kind = ${kind}`)}
      ${given(filter.subject, (subject) => sql`and d.subject = ${subject}`)}
    order by d.id limit ${limit}`
  )
}

/** The differences that lines of statements are. */
export function differencesAtLines(tx: Tx, lineIds: readonly Id<'bkl'>[]): Promise<Difference[]> {
  return tx.many(DifferenceRow, sql`select ${columns} from ${withLines} where d.line_id = any(${lineIds})`)
}

const DayRow = z.strictObject({ day: z.string(), open: z.number(), resolved: z.number() })

/** How many differences began on each day of UTC from `from` until before `to`, by what became of them; no empty days. */
export function countByDay(tx: Tx, from: Date, to: Date): Promise<z.infer<typeof DayRow>[]> {
  return tx.many(
    DayRow,
    sql`
    select (since at time zone 'UTC')::date as day, (count(*) filter (where state = 'open'))::integer as open,
      (count(*) filter (where state = 'resolved'))::integer as resolved
    from payouts_difference where since >= ${from} and since < ${to} group by 1 order by 1`
  )
}

export async function countOpen(tx: Tx): Promise<number> {
  const row = await tx.one(
    z.strictObject({ open: z.number() }),
    sql`select count(*)::integer as open from payouts_difference where state = 'open'`
  )
  return row.open
}
