import { z } from 'zod'
import { given, sql, type Sql, type Tx } from '../db/index.ts'
import { idOf, uuidOf } from '../kernel/index.ts'
import { type AccountBalance, type AccountId, isAccountId } from './account.ts'
import { readRefusal } from './load-store.ts'
import type { Refusal } from './outcome.ts'
import { type LegType, legTypes, type Rate, type TransactionId, type TransferId } from './transaction.ts'

const account = z.custom<AccountId>(isAccountId)

/** A place in the history of an account: entries are in the order of their time, then of their writing. */
export type Place = Readonly<{ at: Date; seq: bigint }>

const EntryRow = z.strictObject({
  seq: z.bigint(),
  at: z.date(),
  id: z.string(),
  transaction: z.string(),
  type: z.enum(legTypes),
  side: z.enum(['debit', 'credit']),
  other: account,
  minor: z.bigint(),
  code: z.string(),
  subject: z.string().nullable(),
  hold: z.string().nullable(),
  balance: z.bigint().nullable(),
  held: z.bigint().nullable()
})

/** An entry as it stands in the table; the balances after it stand there for limited accounts only. */
export type StoredEntry = Place &
  Readonly<{
    id: TransferId
    transaction: TransactionId
    type: LegType
    side: 'debit' | 'credit'
    other: AccountId
    minor: bigint
    code: string
    subject: string | null
    hold: TransferId | null
    balance: bigint | null
    held: bigint | null
  }>

/** Entries of an account after a place and before `to`, in order. */
export async function listEntries(
  tx: Tx,
  book: string,
  id: AccountId,
  range: Readonly<{ after: Place; to: Date | null; before: Place | null }>,
  limit: number
): Promise<StoredEntry[]> {
  const no = sql`(select no from ledger_account where book = ${book} and id = ${id})`
  const half = (own: Sql, other: Sql, side: string, balance: Sql, held: Sql) => sql`
    (select t.seq, t.at, t.id, t.transaction, t.type, ${side} as side, ${other} as other_no, t.minor, t.code, t.subject,
      t.hold, ${balance} as balance, ${held} as held
    from ledger_transfer t
    where t.book = ${book} and ${own} = ${no}
      and (t.at, t.seq) > (${range.after.at}::timestamptz, ${range.after.seq}::bigint)
      ${given(range.to, (to) => sql`and t.at < ${to}::timestamptz`)}
      ${given(range.before, ({ at, seq }) => sql`and (t.at, t.seq) < (${at}::timestamptz, ${seq}::bigint)`)}
    order by t.at, t.seq limit ${limit})`
  const rows = await tx.many(
    EntryRow,
    sql`
    select e.seq, e.at, e.id, e.transaction, e.type, e.side, o.id as other, e.minor, e.code, e.subject, e.hold,
      e.balance, e.held
    from (
      ${half(sql`t.debit_no`, sql`t.credit_no`, 'debit', sql`t.debit_balance`, sql`t.debit_held`)}
      union all
      ${half(sql`t.credit_no`, sql`t.debit_no`, 'credit', sql`t.credit_balance`, sql`t.credit_held`)}
    ) e join ledger_account o on o.book = ${book} and o.no = e.other_no
    order by e.at, e.seq limit ${limit}`
  )
  return rows.map((row) => ({
    ...row,
    id: idOf('trf', row.id),
    transaction: idOf('txn', row.transaction),
    hold: row.hold === null ? null : idOf('trf', row.hold)
  }))
}

const Figures = z.strictObject({ posted: z.bigint(), held: z.bigint() })

/** The last balances of a limited account up to and including a place: two look-ups in an index. */
export async function lastBalances(
  tx: Tx,
  book: string,
  id: AccountId,
  place: Place
): Promise<z.infer<typeof Figures>> {
  const no = sql`(select no from ledger_account where book = ${book} and id = ${id})`
  const half = (own: Sql, balance: Sql, held: Sql) => sql`
    (select t.at, t.seq, ${balance} as posted, ${held} as held from ledger_transfer t
    where t.book = ${book} and ${own} = ${no}
      and (t.at, t.seq) <= (${place.at}::timestamptz, ${place.seq}::bigint)
    order by t.at desc, t.seq desc limit 1)`
  const found = await tx.maybe(
    Figures,
    sql`
    select posted, held from (
      ${half(sql`t.debit_no`, sql`t.debit_balance`, sql`t.debit_held`)}
      union all
      ${half(sql`t.credit_no`, sql`t.credit_balance`, sql`t.credit_held`)}
    ) last order by at desc, seq desc limit 1`
  )
  return found ?? { posted: 0n, held: 0n }
}

/**
 * The balances of an unlimited account up to and including a place: the last checkpoint before it, and the entries since.
 */
export function sumBalances(
  tx: Tx,
  book: string,
  { id, side }: Pick<AccountBalance, 'id' | 'side'>,
  place: Place
): Promise<z.infer<typeof Figures>> {
  const no = sql`(select no from ledger_account where book = ${book} and id = ${id})`
  const half = (own: Sql, debit: boolean) => sql`
    select ${debit} as debit, t.type, t.minor from ledger_transfer t
    where t.book = ${book} and ${own} = ${no}
      and (t.at, t.seq) <= (${place.at}::timestamptz, ${place.seq}::bigint)
      and (t.at, t.seq) > (coalesce((select at from base), '-infinity'), coalesce((select seq from base), 0))`
  const posted = side === 'debit' ? sql`debits_posted - credits_posted` : sql`credits_posted - debits_posted`
  const held = side === 'debit' ? sql`credits_held` : sql`debits_held`
  return tx.one(
    Figures,
    sql`
    with base as materialized (
      select at, seq, ${posted} as posted, ${held} as held from ledger_checkpoint
      where book = ${book} and account_no = ${no}
        and (at, seq) <= (${place.at}::timestamptz, ${place.seq}::bigint)
      order by at desc, seq desc limit 1
    )
    select
      (coalesce((select posted from base), 0) + coalesce(sum(case when debit = ${side === 'debit'} then minor else -minor end)
        filter (where type in ('plain', 'capture')), 0))::bigint as posted,
      (coalesce((select held from base), 0) + coalesce(sum(case type when 'hold' then minor else -minor end)
        filter (where type <> 'plain' and debit <> ${side === 'debit'}), 0))::bigint as held
    from (${half(sql`t.debit_no`, true)} union all ${half(sql`t.credit_no`, false)}) entry`
  )
}

const TransactionRow = z.strictObject({
  id: z.string(),
  at: z.date(),
  refusal: z.unknown(),
  fx: z.custom<Rate>().nullable(),
  reverses: z.string().nullable(),
  reversedBy: z.string().nullable()
})

/** A transaction as it was recorded; its legs are read apart. */
export type StoredTransaction = Readonly<{
  id: TransactionId
  at: Date
  refusal: Refusal | null
  fx: Rate | null
  reverses: TransactionId | null
  reversedBy: TransactionId | null
}>

export async function findTransaction(
  tx: Tx,
  book: string,
  id: TransactionId
): Promise<StoredTransaction | undefined> {
  const row = await tx.maybe(
    TransactionRow,
    sql`
    select t.id, t.at, t.refusal, t.fx, t.reverses, r.id as "reversedBy"
    from ledger_transaction t
    left join ledger_transaction r on r.book = t.book and r.reverses = t.id and r.refusal is null
    where t.book = ${book} and t.id = ${uuidOf(id)}`
  )
  if (row === undefined) return undefined
  const named = (uuid: string | null) => (uuid === null ? null : idOf('txn', uuid))
  return {
    id,
    at: row.at,
    fx: row.fx,
    refusal: row.refusal === null ? null : readRefusal(row.refusal),
    reverses: named(row.reverses),
    reversedBy: named(row.reversedBy)
  }
}
