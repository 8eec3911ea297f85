import { z } from 'zod'
import { type Sql, sql, type Tx } from '../db/index.ts'
import { idOf, uuidOf } from '../kernel/index.ts'
import { type AccountId, isAccountId } from './account.ts'
import { plainArray } from './array-text.ts'
import { type PostedLeg, legTypes, type TransactionId } from './transaction.ts'

/** A leg with the reason in a word, and what it is about. */
export type JournalLeg = PostedLeg & Readonly<{ code: string; subject: string | null }>

/** A posted transaction with all its legs. */
export type JournalEntry = Readonly<{ id: TransactionId; at: Date; legs: readonly JournalLeg[] }>

/** The transactions that touched any of these accounts, oldest first, at most `limit`. */
export async function transactionsTouching(
  tx: Tx,
  book: string,
  ids: readonly AccountId[],
  limit: number
): Promise<TransactionId[]> {
  const nos = sql`(select array_agg(no) from ledger_account where book = ${book} and id = any(${plainArray(ids)}::text[]))`
  const half = (own: Sql) => sql`
    select t.transaction, t.at, t.seq from ledger_transfer t where t.book = ${book} and ${own} = any(${nos}::bigint[])`
  const rows = await tx.rows(sql`
    select transaction from (${half(sql`t.debit_no`)} union all ${half(sql`t.credit_no`)}) touched
    group by transaction order by min(at), min(seq) limit ${limit}`)
  return rows.map(([uuid]) => idOf('txn', z.string().parse(uuid)))
}

const account = z.custom<AccountId>(isAccountId)
const LegRow = z.strictObject({
  transaction: z.string(),
  at: z.date(),
  id: z.string(),
  type: z.enum(legTypes),
  debit: account,
  credit: account,
  minor: z.bigint(),
  code: z.string(),
  subject: z.string().nullable()
})

/** These transactions with all their legs, in the order in which they were written. */
export async function entriesOf(
  tx: Tx,
  book: string,
  ids: readonly TransactionId[]
): Promise<JournalEntry[]> {
  const rows = await tx.many(
    LegRow,
    sql`
    select t.transaction, t.at, t.id, t.type, d.id as debit, c.id as credit, t.minor, t.code, t.subject
    from ledger_transfer t
    join ledger_account d on d.book = ${book} and d.no = t.debit_no
    join ledger_account c on c.book = ${book} and c.no = t.credit_no
    where t.book = ${book} and t.transaction = any(${plainArray(ids.map(uuidOf))}::uuid[])
    order by t.at, t.seq`
  )
  const found = Map.groupBy(rows, ({ transaction }) => transaction)
  return [...found].flatMap(([uuid, legs]) => {
    const at = legs[0]?.at
    if (at === undefined) return []
    const own = legs.map(({ id, type, debit, credit, minor, code, subject }) => {
      return { id: idOf('trf', id), type, debit, credit, minor, code, subject }
    })
    return [{ id: idOf('txn', uuid), at, legs: own }]
  })
}
