import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'

/** What of the server's settings decides over speed and durability. */
export const settingsShown = [
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_sync_method',
  'wal_level',
  'wal_compression',
  'wal_buffers',
  'max_wal_size',
  'checkpoint_timeout',
  'checkpoint_completion_target',
  'commit_delay',
  'shared_buffers',
  'effective_cache_size',
  'work_mem',
  'random_page_cost',
  'max_connections',
  'autovacuum',
  'jit',
  'synchronous_standby_names'
] as const

const SettingRow = z.strictObject({ name: z.string(), value: z.string() })
const PlaceRow = z.strictObject({ version: z.string(), folder: z.string().nullable() })

/** Those settings as the server shows them, with their units. */
export async function readSettings(tx: Tx): Promise<Record<string, string>> {
  const rows = await tx.many(
    SettingRow,
    sql`select name, current_setting(name) as value from pg_settings where name = any(${[...settingsShown]}::text[])
      order by array_position(${[...settingsShown]}::text[], name)`
  )
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
}

/** The server's version, and the folder of its files where this user may know it. */
export function readPlace(tx: Tx): Promise<z.output<typeof PlaceRow>> {
  return tx.one(
    PlaceRow,
    sql`select version() as version,
      (select setting from pg_settings where name = 'data_directory' and setting <> '') as folder`
  )
}

/** A table for the smallest durable write that there is. */
export async function createProbe(tx: Tx): Promise<void> {
  await tx.run(sql`create table bench_probe (no bigint generated always as identity)`)
}

/** That write. */
export async function writeProbe(tx: Tx): Promise<void> {
  await tx.run(sql`insert into bench_probe default values`)
}

/** The smallest read that there is. */
export async function readNothing(tx: Tx): Promise<void> {
  await tx.rows(sql`select 1`)
}

/** Ends the writing out that a filling left behind, so that it does not fall into what is measured next. */
export async function checkpoint(tx: Tx): Promise<void> {
  await tx.run(sql`checkpoint`)
}

/** The bytes of disk that tables take, their indexes included. */
export async function bytesOf(tx: Tx, tables: readonly string[]): Promise<number> {
  const [row] = await tx.rows(
    sql`select sum(pg_total_relation_size(name::regclass))::bigint from unnest(${tables}::text[]) name`
  )
  return globalThis.Number(row?.[0])
}

/** The accounts of the rival: numbers with a balance. */
export async function createRival(tx: Tx, accounts: number): Promise<void> {
  await tx.run(sql`create table bench_account (no integer primary key, balance bigint not null)`)
  await tx.run(sql`create table bench_transfer (
    no bigint primary key generated always as identity, debit integer not null, credit integer not null,
    minor bigint not null, at timestamptz not null)`)
  await tx.run(
    sql`insert into bench_account select no, 1000000000 from generate_series(0, ${accounts - 1}::integer) no`
  )
}

/** The least that a program of one's own would do to transfer money: two updates, in the order of numbers, and a row. */
export async function transferPlainly(tx: Tx, from: number, to: number, minor: bigint): Promise<void> {
  const change = (no: number) => (no === from ? -minor : minor)
  for (const no of [Math.min(from, to), Math.max(from, to)]) {
    await tx.run(sql`update bench_account set balance = balance + ${change(no)}::bigint where no = ${no}`)
  }
  await tx.run(
    sql`insert into bench_transfer (debit, credit, minor, at) values (${from}, ${to}, ${minor}, ${tx.now})`
  )
}

const DatabaseRow = z.strictObject({ name: z.string(), connected: z.boolean() })

/** The databases of this prefix that this user may drop, oldest first, and whether somebody is connected to them. */
export function benchDatabases(tx: Tx, prefix: string): Promise<z.output<typeof DatabaseRow>[]> {
  return tx.many(
    DatabaseRow,
    sql`select d.datname::text as name, exists (select from pg_stat_activity a where a.datid = d.oid) as connected
      from pg_database d where starts_with(d.datname, ${`${prefix}_`}) and pg_has_role(d.datdba, 'member')
      order by d.datname::text collate "C"`
  )
}
