import { z } from 'zod'
import { Sql, sql, type Tx } from '../db/index.ts'

const TableRow = z.strictObject({ name: z.string(), columns: z.string() })

/** The tables of the program, and their columns that are not computed, as they are written in SQL. */
export function filledTables(tx: Tx): Promise<z.output<typeof TableRow>[]> {
  return tx.many(
    TableRow,
    sql`
    select quote_ident(c.relname) as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not like 'bare\_%'
      and c.relname not like 'bench\_%' and c.relname not like 'ledger\_bare%'
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`
  )
}

const raw = (text: string) => new Sql([text], [])

/** Makes an empty twin of a table, with the same columns and indexes. */
export async function createTwin(tx: Tx, table: string): Promise<void> {
  await tx.run(
    raw(`create table "bare_${table.replaceAll('"', '')}" (like ${table} including defaults including indexes
    including generated)`)
  )
}

/** Removes that twin. */
export async function dropTwin(tx: Tx, table: string): Promise<void> {
  await tx.run(raw(`drop table "bare_${table.replaceAll('"', '')}"`))
}

/** Inserts all rows of a table into its twin, with one statement. Answers how many. */
export function copyRows(tx: Tx, table: string, columns: string): Promise<number> {
  return tx.run(
    raw(`insert into "bare_${table.replaceAll('"', '')}" (${columns}) select ${columns} from ${table}`)
  )
}
