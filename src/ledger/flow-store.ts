import { z } from 'zod'
import { given, type Sql, sql, type Tx } from '../db/index.ts'
import { Currency } from '../kernel/index.ts'

/** What moved from accounts of one kind to accounts of another in a stretch of time, in minor units. Holds move nothing. */
export type Flow = Readonly<{
  currency: Currency
  debitKind: string
  creditKind: string
  /** The reason in a word; empty where one of the accounts is a caller's own. */
  code: string
  transfers: bigint
  minor: bigint
}>

const moved = sql`t.type in ('plain', 'capture') and t.minor > 0`
const codeOf = sql`case when d.managed and c.managed then t.code else '' end`
const withKinds = (book: string) => sql`
  join ledger_account d on d.book = ${book} and d.no = t.debit_no
  join ledger_account c on c.book = ${book} and c.no = t.credit_no`

/**
 * Adds the transfers of a book up to its last checkpoint to the sums of their hours, so many places at once at the most;
 * answers how many. One worker does it at a time in each book.
 */
export async function addFlows(tx: Tx, book: string, placesMax: number): Promise<number> {
  const [lock] = await tx.rows(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`ledger flows ${book}`}, 0))`
  )
  if (lock?.[0] !== true) return 0
  const stretch = await nextStretch(tx, book)
  if (stretch === null) return 0
  const { from } = stretch
  const last = from + BigInt(placesMax)
  const to = last < stretch.to ? last : stretch.to
  await tx.run(sql`
    insert into ledger_flow as f (book, hour, currency, debit_kind, credit_kind, code, transfers, minor)
    select ${book}, date_trunc('hour', t.at, 'UTC'), d.currency, d.kind, c.kind, ${codeOf}, count(*), sum(t.minor)
    from ledger_transfer t ${withKinds(book)}
    where t.book = ${book} and t.seq > ${from} and t.seq <= ${to} and ${moved}
    group by 2, 3, 4, 5, 6
    on conflict (book, hour, currency, debit_kind, credit_kind, code)
      do update set transfers = f.transfers + excluded.transfers, minor = f.minor + excluded.minor`)
  await tx.run(sql`
    insert into ledger_flow_mark (book, seq) values (${book}, ${to}) on conflict (book) do update set seq = excluded.seq`)
  return globalThis.Number(to - from)
}

const Stretch = z.strictObject({ from: z.bigint(), to: z.bigint().nullable() })

/** From which place to which transfers of a book may be added up now; null: none. */
export async function nextStretch(
  tx: Tx,
  book: string
): Promise<Readonly<{ from: bigint; to: bigint }> | null> {
  const { from, to } = await tx.one(
    Stretch,
    sql`
    select ${markOf(book)} as from,
      (select seq from ledger_checkpoint where book = ${book} order by seq desc limit 1) as to`
  )
  return to === null || to <= from ? null : { from, to }
}

const markOf = (book: string) =>
  sql`coalesce((select seq from ledger_flow_mark where book = ${book}), 0::bigint)`

const FlowRow = z
  .strictObject({
    currency: Currency,
    debitKind: z.string(),
    creditKind: z.string(),
    code: z.string(),
    transfers: z.string(),
    minor: z.string()
  })
  .transform(({ transfers, minor, ...row }): Flow => ({
    ...row,
    transfers: BigInt(transfers),
    minor: BigInt(minor)
  }))

const DayRow = z.strictObject({ day: z.string(), flow: FlowRow })

/** The stretch of time asked for: from a whole hour on, up to and including `until`. */
type Span = Readonly<{ from: Date | null; until: Date | null }>

/** Every flow of a book in the span: hours that were added up, and transfer by transfer what was not or is half of one. */
const flowsIn = (book: string, { from, until }: Span): Sql => {
  const single = (which: Sql) => sql`
    select t.at, d.currency, d.kind as debit_kind, c.kind as credit_kind, ${codeOf} as code, 1 as transfers, t.minor::numeric as minor
    from ledger_transfer t ${withKinds(book)}
    where t.book = ${book} and ${moved} and ${which}
      ${given(from, (from) => sql`and t.at >= ${from}::timestamptz`)}
      ${given(until, (until) => sql`and t.at <= ${until}::timestamptz`)}`
  return sql`(
    select hour as at, currency, debit_kind, credit_kind, code, transfers, minor from ledger_flow
    where book = ${book}
      ${given(from, (from) => sql`and hour >= ${from}::timestamptz`)}
      ${given(until, (until) => sql`and hour < date_trunc('hour', ${until}::timestamptz, 'UTC')`)}
    union all ${single(sql`t.seq > ${markOf(book)}`)}
    ${given(
      until,
      (until) => sql`
    union all ${single(sql`t.seq <= ${markOf(book)} and t.at >= date_trunc('hour', ${until}::timestamptz, 'UTC')`)}`
    )}) f`
}

const summed = sql`
  currency, debit_kind as "debitKind", credit_kind as "creditKind", code, sum(transfers)::text as transfers,
  sum(minor)::text as minor`

/** All that ever moved in a book, up to and including `until`, or up to now. */
export function sumFlows(tx: Tx, book: string, until: Date | null): Promise<Flow[]> {
  return tx.many(
    FlowRow,
    sql`
    select ${summed} from ${flowsIn(book, { from: null, until })}
    group by currency, debit_kind, credit_kind, code order by 1, 2, 3, 4`
  )
}

/** What moved in a book on each day (UTC) from the beginning of a day on. */
export async function sumFlowsByDay(
  tx: Tx,
  book: string,
  from: Date
): Promise<(Flow & Readonly<{ day: string }>)[]> {
  const rows = await tx.many(
    DayRow,
    sql`
    select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, jsonb_build_object('currency', currency,
      'debitKind', debit_kind, 'creditKind', credit_kind, 'code', code, 'transfers', sum(transfers)::text, 'minor', sum(minor)::text) as flow
    from ${flowsIn(book, { from, until: null })}
    group by 1, currency, debit_kind, credit_kind, code order by 1, currency, debit_kind, credit_kind, code`
  )
  return rows.map(({ day, flow }) => ({ day, ...flow }))
}
