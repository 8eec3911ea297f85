import { afterAll, expect, test } from 'vitest'
import { nextDue, runJobs } from '../api/index.ts'
import { testDatabase } from '../../test/database.ts'
import { sql } from '../db/index.ts'
import { emit, jobs } from './index.ts'
import { lastEvents, listEvents } from './store.ts'

const db = await testDatabase()
afterAll(() => db.drop())

const list = (after = 0n) => db.transaction((tx) => listEvents(tx, {}, after, 1000))

test('an event is there if and only if the change is', async () => {
  await db.transaction(
    (tx) => emit(tx, { type: 'thing.made' as never, subject: 'thg_1', data: { minor: 5n } }),
    {
      actor: 'key_1',
      request: 'req_1'
    }
  )
  const failed = db.transaction(async (tx) => {
    await emit(tx, { type: 'thing.lost' as never, subject: 'thg_1' })
    throw new Error('no')
  })
  await expect(failed).rejects.toThrow('no')
  expect(await db.transaction((tx) => lastEvents(tx, 10))).toMatchObject([
    {
      type: 'thing.made',
      subject: 'thg_1',
      actor: 'key_1',
      request: 'req_1',
      data: { minor: 5 },
      place: null
    }
  ])
})

test('every event gets one place, without gaps, in the order in which they became visible', async () => {
  await runJobs(db, jobs)
  let finish = () => {}
  const held = new Promise<void>((resolve) => (finish = resolve))
  let began = () => {}
  const begun = new Promise<void>((resolve) => (began = resolve))
  const slow = db.transaction(async (tx) => {
    await emit(tx, { type: 'slow.done' as never, subject: 'thg_2' })
    began()
    await held
  })
  await begun
  await db.transaction((tx) => emit(tx, { type: 'quick.done' as never, subject: 'thg_2' }))
  await runJobs(db, jobs)
  expect((await list()).map((event) => event.type)).toEqual(['thing.made', 'quick.done'])
  finish()
  await slow
  await runJobs(db, jobs)
  expect((await list()).map(({ place, type }) => [place, type])).toEqual([
    [1, 'thing.made'],
    [2, 'quick.done'],
    [3, 'slow.done']
  ])
})

test('fifty writers and four sequencers at once: all events placed once, in one order', async () => {
  const write = (n: number) =>
    db.transaction((tx) =>
      emit(tx, { type: 'a.b' as never, subject: `thg_${n}` }, { type: 'a.c' as never, subject: `thg_${n}` })
    )
  const sequence = () => Promise.all(Array.from({ length: 4 }, () => runJobs(db, jobs)))
  await Promise.all([...Array.from({ length: 50 }, (_, n) => write(n)), sequence()])
  await runJobs(db, jobs)
  const events = await list(3n)
  expect(events.map((event) => event.place)).toEqual(Array.from({ length: 100 }, (_, n) => n + 4))
  expect(new Set(events.map((event) => event.id)).size).toBe(100)
  expect(await nextDue(db, jobs)).toBeNull()
})

test.each([
  ['change', sql`update audit_event set type = 'x.y'`],
  ['delete', sql`delete from audit_event`],
  ['change the place of', sql`update audit_place set place = place + 1000`],
  ['delete the place of', sql`delete from audit_place`]
])('the application has no privilege to %s an event', async (_, statement) => {
  await expect(db.transaction((tx) => tx.run(statement))).rejects.toThrow('permission denied')
})
