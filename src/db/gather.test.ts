import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { Failure } from '../kernel/index.ts'
import { gatherer } from './gather.ts'
import { openDb, sql, type Tx } from './index.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await db.superuser('create table noted (word text primary key)')
  await db.superuser('grant select, insert on noted to kontor_app')
})
afterAll(() => db.close())

const bad = (word: string) => new Failure('refused', 'test.bad', `${word} is refused`)

async function note(tx: Tx, words: readonly string[]): Promise<(string | Failure)[]> {
  for (const word of words) if (word.startsWith('throw')) throw bad(word)
  const good = words.filter((word) => !word.startsWith('bad'))
  await tx.run(sql`insert into noted select unnest(${good}::text[])`)
  return words.map((word) => (word.startsWith('bad') ? bad(word) : word))
}

const noted = async (pattern: string) => {
  const rows = await db.snapshot((tx) =>
    tx.many(z.strictObject({ word: z.string() }), sql`select word from noted where word like ${pattern}`)
  )
  return rows.map(({ word }) => word).sort()
}

test('what arrives at the same time is done in one transaction', async () => {
  let transactions = 0
  const all = gatherer({
    db,
    work: async (tx, words: readonly string[]) => {
      transactions++
      return note(tx, words)
    },
    sizeMax: 100,
    waitingMax: 100
  })
  const words = Array.from({ length: 50 }, (_, i) => `one${i}`)
  expect(await Promise.all(words.map((word) => all.add(word)))).toEqual(words)
  expect(transactions).toBe(1)
  expect(await noted('one%')).toHaveLength(50)
})

test('one that is refused, and one whose work throws, fail none of their neighbours', async () => {
  const all = gatherer({ db, work: note, sizeMax: 100, waitingMax: 100 })
  const words = ['two1', 'bad', 'two2', 'throw2', 'two3', 'two4', 'throw5']
  const settled = await Promise.allSettled(words.map((word) => all.add(word)))
  expect(settled.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'rejected'
  ])
  expect(await noted('two%')).toEqual(['two1', 'two2', 'two3', 'two4'])
})

test('a statement that PostgreSQL refuses fails only the item that it is about', async () => {
  const all = gatherer({ db, work: note, sizeMax: 100, waitingMax: 100 })
  const words = ['three1', 'three2', 'three1', 'three3']
  const settled = await Promise.allSettled(words.map((word) => all.add(word)))
  expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  expect(await noted('three%')).toEqual(['three1', 'three2', 'three3'])
})

test('when the queue is full, what comes then is refused at once and what waits is done', async () => {
  const all = gatherer({ db, work: note, sizeMax: 4, lanes: 1, waitingMax: 10 })
  const settled = await Promise.allSettled(Array.from({ length: 30 }, (_, i) => all.add(`four${i}`)))
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
  for (const one of settled) {
    if (one.status === 'rejected')
      expect(one.reason).toMatchObject({ kind: 'too_many', code: 'db.queue_full' })
  }
  expect(await noted('four%')).toHaveLength(10)
})

test('a lost connection is told to all of a transaction, and none of them is tried by halves', async () => {
  let transactions = 0
  const all = gatherer({
    db,
    work: async (tx, words: readonly string[]) => {
      transactions++
      const { pid } = await tx.one(z.strictObject({ pid: z.number() }), sql`select pg_backend_pid() as pid`)
      await db.superuser(`select pg_terminate_backend(${pid})`)
      await tx.run(sql`select 1`)
      return words
    },
    sizeMax: 100,
    waitingMax: 100
  })
  const settled = await Promise.allSettled(['five1', 'five2', 'five3'].map((word) => all.add(word)))
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(transactions).toBe(1)
})

test('one that waits for a lock until a statement may take no longer fails none of its neighbours', async () => {
  const impatient = openDb({ url: db.url, clock: db.clock, statementTimeoutMs: 1000 })
  const locked = Promise.withResolvers<void>()
  const { promise: free, resolve: letGo } = Promise.withResolvers<void>()
  const holding = db.transaction(async (tx) => {
    await tx.run(sql`select pg_advisory_xact_lock(77)`)
    locked.resolve()
    await free
  })
  await locked.promise
  const timeouts: string[] = []
  const Timeout = z.strictObject({ statement_timeout: z.string() })
  const all = gatherer({
    db: impatient,
    work: async (tx, words: readonly string[]) => {
      if (words.some((word) => word.startsWith('locked'))) await tx.run(sql`select pg_advisory_xact_lock(77)`)
      timeouts.push((await tx.one(Timeout, sql`show statement_timeout`)).statement_timeout)
      return note(tx, words)
    },
    sizeMax: 100,
    waitingMax: 100
  })
  const began = performance.now()
  const words = ['seven1', 'seven2', 'locked1', 'seven3', 'locked2', 'seven4']
  const settled = await Promise.allSettled(words.map((word) => all.add(word)))
  expect(performance.now() - began).toBeLessThan(10_000)
  expect(settled.map(({ status }) => status)).toEqual(
    words.map((word) => (word.startsWith('locked') ? 'rejected' : 'fulfilled'))
  )
  expect(settled[2]).toMatchObject({ reason: { code: '57014' } })
  expect(await noted('seven%')).toHaveLength(4)
  letGo()
  await holding
  expect(await all.add('locked3')).toBe('locked3')
  expect(timeouts).toEqual(['250ms', '250ms', '250ms', '250ms', '1s'])
  await impatient.close()
})

test('closing waits for what was taken, and takes nothing more', async () => {
  const all = gatherer({ db, work: note, sizeMax: 1, lanes: 1, waitingMax: 10 })
  const taken = ['six1', 'six2', 'six3'].map((word) => all.add(word))
  const closed = all.close()
  await expect(all.add('six4')).rejects.toMatchObject({ code: 'db.closing' })
  await closed
  expect(all.load()).toEqual({ waiting: 0, running: 0 })
  await Promise.all(taken)
  expect(await noted('six%')).toEqual(['six1', 'six2', 'six3'])
})
