import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, test, vi } from 'vitest'
import pg from 'pg'
import { z } from 'zod'
import { testDatabase } from '../../test/database.ts'
import { databaseClock, migrate, openDb, sql, type Tx } from './index.ts'

const db = await testDatabase()
afterAll(() => db.drop())

const Pid = z.object({ pid: z.number() })
const backend = sql`select pg_backend_pid() as pid`

test('a connection that dies inside a transaction fails that transaction and no other', async () => {
  const dying = db.transaction(async (tx) => {
    const { pid } = await tx.one(Pid, backend)
    await db.superuser('select pg_terminate_backend($1)', [pid])
    return tx.one(Pid, backend)
  })
  await expect(dying).rejects.toThrow()
  await expect(db.transaction((tx) => tx.one(Pid, backend))).resolves.toBeDefined()
})

test.each([
  { idleMs: 1, left: 0 },
  { idleMs: 0, left: 1 }
])(
  'of the connections that nobody uses $left stay when they may be idle for $idleMs ms (0: for ever)',
  async ({ idleMs, left }) => {
    const other = openDb({ url: db.url, clock: db.clock, idleMs })
    await other.transaction((tx) => tx.one(Pid, backend))
    await setTimeout(100)
    expect(other.load()).toEqual({ total: left, idle: left, waiting: 0 })
    await other.close()
  }
)

test('five hundred transactions at once on ten connections stay apart', async () => {
  const Xid = z.object({ xid: z.bigint() })
  const current = sql`select txid_current() as xid`
  const pairs = await Promise.all(
    Array.from({ length: 500 }, () =>
      db.transaction(async (tx) => [(await tx.one(Xid, current)).xid, (await tx.one(Xid, current)).xid])
    )
  )
  expect(pairs.every(([first, second]) => first === second)).toBe(true)
  expect(new Set(pairs.map(([first]) => first)).size).toBe(500)
})

test('a deadlock is broken and its victim tried again', async () => {
  const Row = z.object({ offset_ms: z.bigint() })
  await db.superuser('create table db_pair (id int primary key, hits int not null default 0)')
  await db.superuser('insert into db_pair values (1), (2)')
  await db.superuser('grant select, update on db_pair to kontor_app')
  const cross = (first: number, second: number) =>
    db.transaction(async (tx) => {
      await tx.run(sql`update db_pair set hits = hits + 1 where id = ${first}`)
      await tx.one(Row, sql`select offset_ms from db_clock, pg_sleep(0.05)`)
      await tx.run(sql`update db_pair set hits = hits + 1 where id = ${second}`)
    })
  await Promise.all([cross(1, 2), cross(2, 1)])
  expect(await db.superuser('select hits from db_pair order by id')).toEqual([{ hits: 2 }, { hits: 2 }])
})

test('nested fragments number their parameters in order', () => {
  const open = sql`state = ${'open'}`
  expect(sql`select 1 where id = ${7} and ${open} limit ${9}`.build()).toEqual({
    text: 'select 1 where id = $1 and state = $2 limit $3',
    values: [7, 'open', 9]
  })
})

test('big integers, their arrays, dates and times come back as what they are', async () => {
  const row = await db.transaction((tx) =>
    tx.one(
      z.strictObject({ big: z.bigint(), bigs: z.array(z.bigint()), day: z.string(), at: z.date() }),
      sql`select ${9007199254740993n}::bigint as big, ${[1n, 2n]}::bigint[] as bigs, '2026-02-28'::date as day,
        ${new Date('2026-02-28T23:59:59.999Z')}::timestamptz as at`
    )
  )
  expect(row).toEqual({
    big: 9007199254740993n,
    bigs: [1n, 2n],
    day: '2026-02-28',
    at: new Date('2026-02-28T23:59:59.999Z')
  })
})

test('a transaction that fails leaves nothing behind', async () => {
  const work = db.transaction(async (tx) => {
    await tx.run(sql`insert into api_idempotency values ('a', 'k', 'r', 200, '{}', ${tx.now})`)
    throw new Error('changed our mind')
  })
  await expect(work).rejects.toThrow('changed our mind')
  expect(await db.superuser('select from api_idempotency')).toEqual([])
})

test('a transaction that does not begin does nothing', async () => {
  /** PostgreSQL may cancel any statement, also this one. */
  class NeverBegins extends pg.Client {
    override query(...asked: unknown[]): never {
      const cancelled = `do $$ begin raise query_canceled; end $$`
      const [query] = asked
      return super.query(...((query === 'begin' ? [cancelled] : asked) as [string])) as never
    }
  }
  const never = openDb({ url: db.url, clock: db.clock, client: NeverBegins })
  const work = never.transaction(async (tx) => {
    await tx.one(Pid, backend)
    await tx.run(sql`insert into api_idempotency values ('a', 'k', 'r', 200, '{}', ${tx.now})`)
  })
  await expect(work).rejects.toMatchObject({ code: '57014' })
  const atOnce = never.transaction((tx) =>
    tx.run(sql`insert into api_idempotency values ('a', 'k', 'r', 200, '{}', ${tx.now})`)
  )
  await expect(atOnce).rejects.toMatchObject({ code: '57014' })
  expect(await db.superuser('select from api_idempotency')).toEqual([])
  await never.close()
})

test('a snapshot shows one moment, whatever is committed meanwhile', async () => {
  const Count = z.object({ count: z.bigint() })
  const count = (tx: Tx) => tx.one(Count, sql`select count(*) from audit_event where type = 'look.ed'`)
  const seen = await db.snapshot(async (tx) => {
    const first = await count(tx)
    await db.superuser(`insert into audit_event (id, at, actor, type, subject, data)
      values ('evt_01kjpwd6m0eyk8epae8k7b6hfp', now(), 'system', 'look.ed', 'x', '{}')`)
    return [first, await count(tx)]
  })
  expect(seen).toEqual([{ count: 0n }, { count: 0n }])
  expect(await db.transaction(count)).toEqual({ count: 1n })
})

test('a snapshot leaves its connection as it was, also when one of several questions fails', async () => {
  const one = openDb({ url: db.url, clock: db.clock, connectionsMax: 1 })
  const failing = one.snapshot((tx) =>
    Promise.all([tx.rows(sql`select 1 / 0`), tx.rows(sql`select pg_sleep(0.05)`), tx.rows(sql`select 2`)])
  )
  await expect(failing).rejects.toThrow('division by zero')
  await expect(one.snapshot((tx) => tx.rows(sql`select 3`))).resolves.toEqual([[3]])
  await expect(one.transaction((tx) => tx.rows(sql`select 4`))).resolves.toEqual([[4]])
  expect(one.load()).toEqual({ total: 1, idle: 1, waiting: 0 })
  await one.close()
})

test('the mark changes with every commit of a writer, however early it began, and not when somebody reads', async () => {
  const writer = new pg.Client({ connectionString: db.url })
  await writer.connect()
  await writer.query('begin; update db_clock set offset_ms = offset_ms')
  await db.superuser('create table db_mark ()')
  const before = await db.mark()
  await writer.query('commit')
  expect(await db.mark()).not.toBe(before)
  await writer.end()
  // Others work on the same server, so only that it can stay is to be seen.
  await vi.waitFor(async () => {
    const one = await db.mark()
    await db.transaction((tx) => tx.one(Pid, backend))
    expect(await db.mark()).toBe(one)
  })
})

test('what is written quietly leaves the mark as it was, also where it is undone', async () => {
  const write = (isQuiet: boolean, isUndone = false) =>
    db.transaction(async (tx) => {
      if (isQuiet) await tx.quiet()
      await tx.run(sql`delete from api_idempotency`)
      await tx.run(sql`select pg_current_xact_id()`)
      if (isUndone) throw new Error('undone')
    })
  await vi.waitFor(async () => {
    const one = await db.mark()
    await write(true)
    await write(true, true).catch(() => undefined)
    expect(await db.mark()).toBe(one)
  })
  const before = await db.mark()
  await write(false)
  expect(await db.mark()).not.toBe(before)
})

test('a snapshot cannot write', async () => {
  const write = db.snapshot((tx) => tx.run(sql`delete from api_idempotency`))
  await expect(write).rejects.toThrow('read-only')
})

test('an unreachable database is said to be busy, and that nothing was changed', async () => {
  const nowhere = openDb({ url: 'postgres://nobody@127.0.0.1:1/none', clock: db.clock })
  await expect(nowhere.transaction((tx) => tx.one(Pid, backend))).rejects.toMatchObject({
    kind: 'busy',
    code: 'db.unavailable'
  })
  await nowhere.close()
})

describe('migrations', () => {
  test('run at once by four, they are applied once', async () => {
    await db.superuser('create table db_before as select name, checksum from db_migration')
    const added = await Promise.all([migrate(db.url), migrate(db.url), migrate(db.url), migrate(db.url)])
    expect(added.flat()).toEqual([])
    expect(await db.superuser('select count(*)::int as count from db_migration')).toEqual(
      await db.superuser('select count(*)::int as count from db_before')
    )
  })

  test('one that was changed after it was applied is refused by name', async () => {
    await db.superuser(`update db_migration set checksum = 'other' where name = '0001_foundation.sql'`)
    await expect(migrate(db.url)).rejects.toMatchObject({
      code: 'db.migration_changed',
      message: expect.stringContaining('0001_foundation.sql')
    })
  })
})

test('two processes share a clock that is moved, and it never goes back', async () => {
  const machine = { now: () => new Date('2026-03-02T09:00:00Z') }
  const [mine, yours] = [await databaseClock(db.url, machine), await databaseClock(db.url, machine)]
  await mine.set(new Date('2026-03-17T09:00:00Z'))
  expect(yours.now()).toEqual(new Date('2026-03-02T09:00:00Z'))
  await yours.refresh()
  expect(yours.now()).toEqual(new Date('2026-03-17T09:00:00Z'))
  await yours.set(new Date('2026-03-05T00:00:00Z'))
  expect(yours.now()).toEqual(new Date('2026-03-17T09:00:00Z'))
  await Promise.all([mine.close(), yours.close()])
})
