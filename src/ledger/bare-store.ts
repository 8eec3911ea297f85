import { z } from 'zod'
import { type Sql, sql, type Tx } from '../db/index.ts'
import { uuidOf } from '../kernel/index.ts'
import { plainArray } from './array-text.ts'
import type { TransferId } from './transaction.ts'

/** The columns of a batch of transfers, as array texts ready to be sent: the bench spares its rival that work. */
export type Columns = readonly string[]

const names = sql`book, debit_no, credit_no, minor, at, debit_balance, debit_held, credit_balance, credit_held, id,
  transaction, hold, leg, type, code, subject`

/** For the bench: bare tables with the same columns and indexes as the ledger's transfers, and no rules at all. */
export async function createBareTables(tx: Tx): Promise<void> {
  await tx.run(sql`create table ledger_bare (like ledger_transfer including identity including indexes)`)
  await tx.run(sql`create table ledger_bare_copy (like ledger_transfer including identity including indexes)`)
}

/** For the bench: the rows of these transfers, in the order of writing. */
export async function readTransfers(tx: Tx, book: string, ids: readonly TransferId[]): Promise<Columns> {
  const column = (name: Sql) => sql`array_agg(${name} order by seq)::text`
  const [row = []] = await tx.rows(sql`
    select ${column(sql`book`)}, ${column(sql`debit_no`)}, ${column(sql`credit_no`)},
      ${column(sql`minor`)}, ${column(sql`at`)}, ${column(sql`debit_balance`)}, ${column(sql`debit_held`)},
      ${column(sql`credit_balance`)}, ${column(sql`credit_held`)}, ${column(sql`id`)}, ${column(sql`transaction`)},
      ${column(sql`hold`)}, ${column(sql`leg`)}, ${column(sql`type`)}, ${column(sql`code`)}, ${column(sql`subject`)}
    from ledger_transfer where book = ${book} and id = any(${plainArray(ids.map(uuidOf))}::uuid[])`)
  return z.array(z.string()).parse(row)
}

/** One multi-row insert of these rows into the bare table. */
export async function insertBare(tx: Tx, [book, ...columns]: Columns): Promise<number> {
  const [debit, credit, minor, at, debitBalance, debitHeld, creditBalance, creditHeld, ...rest] = columns
  const [id, transaction, hold, leg, type, code, subject] = rest
  return tx.run(sql`
    insert into ledger_bare (${names})
    select * from unnest(${book}::text[], ${debit}::bigint[], ${credit}::bigint[], ${minor}::bigint[],
      ${at}::timestamptz[], ${debitBalance}::bigint[], ${debitHeld}::bigint[], ${creditBalance}::bigint[],
      ${creditHeld}::bigint[], ${id}::uuid[], ${transaction}::uuid[], ${hold}::uuid[], ${leg}::smallint[],
      ${type}::text[], ${code}::text[], ${subject}::text[])`)
}

/** The same by `copy`, into the other bare table; the rows as the lines of its text form. */
export function copyBare(tx: Tx, lines: Uint8Array): Promise<number> {
  return tx.copy(sql`copy ledger_bare_copy (${names}) from stdin`, [lines])
}
