import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { Failure } from '../kernel/index.ts'
import { clientOf } from './hosts.ts'
import { checkServerVersion } from './version.ts'

const folder = join(import.meta.dirname, '..', '..', 'migrations')
const lockKey = 7_201_001

/** Applies the migrations that are missing, each in its own transaction, and answers their names. Safe to run at once. */
export async function migrate(url: string): Promise<string[]> {
  const client = clientOf(url)
  await client.connect()
  try {
    await checkServerVersion(client)
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await client.query(
      `do $$ begin create role kontor_app nologin; exception when duplicate_object or unique_violation then null; end $$`
    )
    await client.query('grant kontor_app to current_user')
    await client.query(`create table if not exists db_migration (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`)
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from db_migration'
    )
    const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]))
    const added: string[] = []
    for (const name of readdirSync(folder)
      .filter((file) => file.endsWith('.sql'))
      .sort()) {
      const text = readFileSync(join(folder, name), 'utf8')
      if (await applyOne(client, name, text, applied.get(name))) added.push(name)
    }
    return added
  } finally {
    await client.end()
  }
}

/** The migrations of this release that the database does not have yet. Changes nothing. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const client = clientOf(url)
  await client.connect()
  try {
    await checkServerVersion(client)
    const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
    const { rows: found } = await client.query<{ there: boolean }>(
      `select to_regclass('db_migration') is not null as there`
    )
    if (!found[0]?.there) return files.sort()
    const { rows } = await client.query<{ name: string }>('select name from db_migration')
    const applied = new Set(rows.map(({ name }) => name))
    return files.filter((file) => !applied.has(file)).sort()
  } finally {
    await client.end()
  }
}

async function applyOne(client: pg.Client, name: string, text: string, applied: string | undefined) {
  const checksum = createHash('sha256').update(text).digest('hex')
  if (applied === checksum) return false
  if (applied !== undefined) {
    throw new Failure(
      'conflict',
      'db.migration_changed',
      `Migration ${name} was applied in another form than it has now.`,
      {
        advice:
          'Use the release that made this database, or add a new migration instead of changing an old one.'
      }
    )
  }
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into db_migration (name, checksum) values ($1, $2)', [name, checksum])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
  return true
}

/** Creates `database` on the server of `url` unless it is there. `template` copies an existing one. */
export async function createDatabase(url: string, database: string, template?: string): Promise<void> {
  const client = clientOf(url)
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount) return
    const name = client.escapeIdentifier(database)
    await client.query(
      `create database ${name}${template ? ` template ${client.escapeIdentifier(template)}` : ''}`
    )
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && (error.code === '42P04' || error.code === '23505')))
      throw error
  } finally {
    await client.end()
  }
}

/** Drops `database` of the server of `url`, with whoever is connected to it. */
export async function dropDatabase(url: string, database: string): Promise<void> {
  const client = clientOf(url)
  await client.connect()
  try {
    await client.query(`drop database if exists ${client.escapeIdentifier(database)} with (force)`)
  } finally {
    await client.end()
  }
}

/**
 * Does at once what the server would do by itself some time after much was written: marks what all can see, and counts for
 * the planner. Tables of others are left out.
 */
export async function vacuum(url: string): Promise<void> {
  const client = clientOf(url)
  await client.connect()
  try {
    await client.query('vacuum (analyze)')
  } finally {
    await client.end()
  }
}
