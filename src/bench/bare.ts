import type { Db } from '../db/index.ts'
import { type Columns, copyBare, insertBare, readTransfers, type Transaction } from '../ledger/index.ts'
import { inFlight } from './drive.ts'
import { type Timing, timed } from './measure.ts'

/** The rows that the ledger wrote for these transactions, as the columns of the bare table. */
export function rowsOf(bare: Db, book: string, transactions: readonly Transaction[]): Promise<Columns> {
  const ids = transactions.flatMap(({ legs }) => legs.map(({ id }) => id))
  return bare.snapshot((tx) => readTransfers(tx, book, ids))
}

/**
 * The rival that sets the limit: inserts such rows into a table with the same columns and indexes, with no rules at all.
 * In statements of at most `size` rows, each in its own durable transaction, so many at once.
 */
export async function insertBarely(bare: Db, rows: Columns, size: number, atOnce = 1): Promise<Timing> {
  let count = 0
  const insert = async (part: Columns) => {
    count += await bare.transaction((tx) => insertBare(tx, part))
  }
  const parts = chunks(rows, size)
  const ms = await timed(async () => {
    const { failure } = await inFlight(parts, atOnce, insert)
    if (failure !== null) throw new Error(`the bare table did not take the rows: ${failure}`)
  })
  return { count, ms }
}

/** The same rows by `copy`, which is faster than inserting: statements, transactions and those at once as before. */
export async function copyBarely(bare: Db, rows: Columns, size: number, atOnce = 1): Promise<Timing> {
  let count = 0
  const parts = chunks(rows, size).map(linesOf)
  const ms = await timed(async () => {
    const { failure } = await inFlight(parts, atOnce, async (part) => {
      count += await bare.transaction((tx) => copyBare(tx, part))
    })
    if (failure !== null) throw new Error(`the bare table did not take the rows: ${failure}`)
  })
  return { count, ms }
}

/** The rows as lines of the text form of `copy`; no text of these workloads holds what would have to be escaped there. */
function linesOf(columns: Columns): Uint8Array {
  const cells = columns.map((column) => column.slice(1, -1).split(','))
  const cellOf = (text = 'NULL') => (text === 'NULL' ? '\\N' : text.replaceAll('"', ''))
  const lines = (cells[0] ?? []).map((_, i) => `${cells.map((column) => cellOf(column[i])).join('\t')}\n`)
  return Buffer.from(lines.join(''))
}

/** The columns of many rows as the columns of some each; the texts of these workloads hold no commas. */
export function chunks(columns: Columns, size: number): Columns[] {
  const cells = columns.map((column) => column.slice(1, -1).split(','))
  const count = cells[0]?.length ?? 0
  return Array.from({ length: Math.ceil(count / size) }, (_, i) =>
    cells.map((column) => `{${column.slice(i * size, (i + 1) * size).join(',')}}`)
  )
}
