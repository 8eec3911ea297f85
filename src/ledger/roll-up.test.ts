import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { openWorld } from '../../test/ledger-world.ts'
import { sql } from '../db/index.ts'
import { later, minute } from '../kernel/index.ts'
import { balanceAt, post, postBatch, statement } from './index.ts'
import { rollUp } from './roll-up.ts'

let db: TestDatabase
let world: Awaited<ReturnType<typeof openWorld>>
beforeAll(async () => {
  db = await testDatabase()
  world = await openWorld(db)
})
afterAll(() => db.drop())

/** So many transfers of one from the till to `a`, in one go. */
async function fill(count: number) {
  const { till, a, plain, of } = world
  const transactions = Array.from({ length: count }, () => of(plain(till, a, 1n)))
  await db.transaction((tx) => postBatch(tx, transactions))
}
const roll = () => db.transaction((tx) => rollUp(tx, 'main'))
const Count = z.strictObject({ count: z.bigint() })
const checkpoints = async () => {
  const row = await db.snapshot((tx) => tx.one(Count, sql`select count(*) from ledger_checkpoint`))
  return row.count
}
const postedAt = async (moment: Date) => (await db.snapshot((tx) => balanceAt(tx, world.till, moment))).posted

test('after many transfers of an unlimited account its sums are kept, and every past balance stays what it was', async () => {
  const begin = db.clock.now()
  const moments: Date[] = []
  for (const count of [3000, 2500, 10, 5200, 7]) {
    db.clock.advance(minute)
    await fill(count)
    moments.push(db.clock.now())
    await roll()
  }
  expect(await checkpoints()).toBe(2n)
  const figures = [0n]
  for (const moment of moments) figures.push(await postedAt(moment))
  expect(figures).toEqual([0n, 3000n, 5500n, 5510n, 10_710n, 10_717n])
  expect(await postedAt(later(begin, -1))).toBe(0n)
  const after = { from: later(begin, 4.5 * minute), limit: 3 }
  const { entries } = await db.snapshot((tx) => statement(tx, world.till, after))
  expect(entries.map(({ balance }) => balance)).toEqual([10_711n, 10_712n, 10_713n])
})

test('nothing comes before a checkpoint: what was begun earlier and posted later has the time of the checkpoint', async () => {
  const { till, b, plain, of } = world
  let checkpointAt = new Date(0)
  const posted = await db.transaction(async (tx) => {
    await tx.run(sql`select 1`)
    db.clock.advance(minute)
    await fill(6000)
    checkpointAt = db.clock.now()
    await roll()
    return post(tx, of(plain(till, b, 5n)))
  })
  expect(posted.at).toEqual(checkpointAt)
  expect(await postedAt(later(checkpointAt, -1))).toBe(10_717n)
  expect(await postedAt(checkpointAt)).toBe(16_722n)
})

test('a posting that does not end holds up no other for long: the checkpoint waits for another time', async () => {
  const { till, b, plain, of, send } = world
  const before = await checkpoints()
  await db.transaction(async (tx) => {
    await post(tx, of(plain(till, b, 1n)))
    await fill(6000)
    expect(await roll()).toBeGreaterThan(0)
    expect(await checkpoints()).toBe(before)
    await send(plain(till, world.a, 1n))
  })
  await fill(6000)
  await roll()
  expect(await checkpoints()).toBe(before + 1n)
})
