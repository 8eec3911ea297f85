import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { findAnswers, keepAnswers } from '../api/index.ts'
import { type Db, openDb } from '../db/index.ts'
import { day, later, manualClock } from '../kernel/index.ts'
import { serverJobs } from './jobs.ts'

const db = await testDatabase()
const ahead = openDb({ url: db.url, clock: manualClock(later(new Date(), 400 * day)), connectionsMax: 2 })
const behind = openDb({ url: db.url, clock: manualClock(new Date(0)), connectionsMax: 2 })
afterAll(async () => {
  await ahead.close()
  await behind.close()
  await db.drop()
})

const keep = (by: Db, key: string) =>
  by.transaction((tx) => keepAnswers(tx, [{ actor: 'anna', key, request: 'once', status: 200, body: '{}' }]))
const forget = async (by: Db) => {
  for (const job of serverJobs) await job.run(by)
}
const known = async (...keys: readonly string[]) => {
  const answers = await db.transaction((tx) =>
    findAnswers(
      tx,
      keys.map((key) => ({ actor: 'anna', key }))
    )
  )
  return answers.map((answer) => answer !== undefined)
}

test('no clock of a process makes others forget a key too early, or keeps one for ever', async () => {
  await keep(db, 'usual')
  await keep(ahead, 'of one ahead')
  await keep(behind, 'of one behind')
  for (const by of [ahead, behind, db]) await forget(by)
  expect(await known('usual', 'of one ahead', 'of one behind')).toEqual([true, true, true])
  const age = (days: number) =>
    db.superuser(`update api_idempotency set created_at = now() - $1::float8 * interval '1 day'`, [days])
  await age(13.9)
  await forget(ahead)
  expect(await known('usual', 'of one ahead', 'of one behind')).toEqual([true, true, true])
  await age(14.1)
  await forget(behind)
  expect(await known('usual', 'of one ahead', 'of one behind')).toEqual([false, false, false])
})
