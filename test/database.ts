import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { placement } from '../src/books/index.ts'
import {
  createClusterDatabase,
  createDatabase,
  type Db,
  type DbOptions,
  distribute,
  dropClusterDatabase,
  migrate,
  openDb
} from '../src/db/index.ts'
import { type ManualClock, manualClock } from '../src/kernel/index.ts'

export type TestDatabase = Db &
  Readonly<{
    clock: ManualClock
    url: string
    /** Runs statements as the superuser: to look behind the scenes, and to tamper. */
    superuser(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
    /** Resolves once a statement of this database waits for a lock: the moment that a race is about. */
    somebodyWaits(): Promise<void>
    drop(): Promise<void>
  }>

/** A new, migrated database of its own for a test file, with a clock that the test moves. */
export async function testDatabase(
  start = new Date('2026-03-02T09:00:00Z'),
  options: Partial<DbOptions> = {}
): Promise<TestDatabase> {
  const server = inject('server')
  const name = `kontor_test_${randomBytes(6).toString('hex')}`
  const template = inject('template')
  const url = server.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${name}`)
  if (template === '') {
    await createClusterDatabase(server, name)
    await migrate(url)
    await distribute(url, placement, [])
  } else await createDatabase(server, name, template)
  const clock = manualClock(start)
  const db = openDb({ url, clock, ...options })
  return {
    ...db,
    clock,
    url,
    superuser: (text, values = []) => statement(url, text, values),
    somebodyWaits: () => somebodyWaits(url, template === '' ? 'citus_stat_activity' : 'pg_stat_activity'),
    async drop() {
      await db.close()
      if (template === '') await dropClusterDatabase(server, name)
      else await statement(server, `drop database ${name} with (force)`)
    }
  }
}

/** Waits until somebody waits for a lock: on a cluster, on any of its nodes. */
async function somebodyWaits(url: string, activity: 'pg_stat_activity' | 'citus_stat_activity') {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (let tries = 0; tries < 2000; tries++) {
      const { rowCount } = await client.query(
        `select from ${activity} where datname = current_database() and wait_event_type = 'Lock'`
      )
      if (rowCount !== 0) return
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    throw new Error('nobody waited for a lock within 20 seconds')
  } finally {
    await client.end()
  }
}

async function statement(url: string, text: string, values: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text, [...values])).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}
