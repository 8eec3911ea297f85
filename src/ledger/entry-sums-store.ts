import { z } from 'zod'
import { given, type Sql, sql, type Tx } from '../db/index.ts'
import { uuidOf } from '../kernel/index.ts'
import type { AccountId } from './account.ts'
import type { Place } from './read-store.ts'
import type { TransactionId } from './transaction.ts'

/** A stretch of the history of an account, both places left out; null: from the beginning. */
export type Stretch = Readonly<{ after: Place | null; before: Place }>

const noOf = (book: string, id: AccountId): Sql =>
  sql`(select no from ledger_account where book = ${book} and id = ${id})`

const within = ({ after, before }: Stretch): Sql => sql`
  ${given(after, ({ at, seq }) => sql`and (t.at, t.seq) > (${at}::timestamptz, ${seq}::bigint)`)}
  and (t.at, t.seq) < (${before.at}::timestamptz, ${before.seq}::bigint)`

const PlaceRow = z.strictObject({ at: z.date(), seq: z.bigint() })

/** The places of the first and the last entry of an account that a transaction took from it. */
export async function debitsOf(
  tx: Tx,
  book: string,
  id: AccountId,
  transaction: TransactionId
): Promise<Readonly<{ first: Place; last: Place }> | null> {
  const rows = await tx.many(
    PlaceRow,
    sql`
    select t.at, t.seq from ledger_transfer t
    where t.book = ${book} and t.transaction = ${uuidOf(transaction)} and t.debit_no = ${noOf(book, id)}
    order by t.at, t.seq`
  )
  const [first, last] = [rows.at(0), rows.at(-1)]
  return first === undefined || last === undefined ? null : { first, last }
}

/** The last place before another where something was taken from the account for one of these reasons, about such a subject. */
export async function lastDebit(
  tx: Tx,
  book: string,
  id: AccountId,
  before: Place,
  about: Readonly<{ codes: readonly string[]; prefix: string }>
): Promise<Place | null> {
  const found = await tx.maybe(
    PlaceRow,
    sql`
    select t.at, t.seq from ledger_transfer t
    where t.book = ${book} and t.debit_no = ${noOf(book, id)} ${within({ after: null, before })}
      and t.code = any(${[...about.codes]}::text[]) and starts_with(t.subject, ${about.prefix})
    order by t.at desc, t.seq desc limit 1`
  )
  return found ?? null
}

/** What came into an account and went out of it for one reason, from or to accounts of one kind. */
export type EntrySum = Readonly<{
  side: 'debit' | 'credit'
  code: string
  kind: string
  count: bigint
  minor: bigint
}>

const SumRow = z.strictObject({
  side: z.enum(['debit', 'credit']),
  code: z.string(),
  kind: z.string(),
  count: z.bigint(),
  minor: z.bigint()
})

/** The entries of a stretch that moved money, added up by their reasons. */
export function sumEntries(tx: Tx, book: string, id: AccountId, stretch: Stretch): Promise<EntrySum[]> {
  const half = (own: Sql, other: Sql, side: string) => sql`
    select ${side} as side, t.code, o.kind, t.minor from ledger_transfer t
      join ledger_account o on o.book = ${book} and o.no = ${other}
    where t.book = ${book} and ${own} = ${noOf(book, id)} and t.type in ('plain', 'capture') and t.minor > 0
      ${within(stretch)}`
  return tx.many(
    SumRow,
    sql`
    select side, code, kind, count(*) as count, sum(minor)::bigint as minor
    from (${half(sql`t.debit_no`, sql`t.credit_no`, 'debit')} union all ${half(sql`t.credit_no`, sql`t.debit_no`, 'credit')}) e
    group by side, code, kind order by side, code, kind`
  )
}

/** What legs for one reason moved, in the transactions that gave the account something for another in that stretch. */
export async function sumBeside(
  tx: Tx,
  book: string,
  id: AccountId,
  stretch: Stretch,
  { given: reason, beside }: Readonly<{ given: string; beside: string }>
): Promise<bigint> {
  const { minor } = await tx.one(
    z.strictObject({ minor: z.bigint() }),
    sql`
    select coalesce(sum(b.minor), 0)::bigint as minor from ledger_transfer b
    where b.book = ${book} and b.code = ${beside} and b.transaction in (
      select t.transaction from ledger_transfer t
      where t.book = ${book} and t.credit_no = ${noOf(book, id)} and t.code = ${reason} ${within(stretch)})`
  )
  return minor
}
