import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { hour, later, minute } from '../kernel/index.ts'
import { type Job, passTime } from './index.ts'

describe('passing time', () => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await testDatabase()
  })
  afterAll(() => db.drop())

  /** A job with work at this moment, which it does when `able` says so. */
  function jobAt(name: string, at: Date, able: () => boolean) {
    const ran: Date[] = []
    let waiting = true
    const job: Job = {
      name,
      everyMs: 1000,
      async run() {
        if (!able()) return 0
        waiting = false
        ran.push(db.clock.now())
        return 1
      },
      dueAt: async () => (waiting ? at : null)
    }
    return { job, ran }
  }

  test('stops at each moment at which something is due', async () => {
    const start = db.clock.now()
    const [late, early] = [later(start, 2 * minute), later(start, minute)]
    const [first, second] = [jobAt('late', late, () => true), jobAt('early', early, () => true)]
    await passTime(db, [first.job, second.job], db.clock, later(start, hour))
    expect([second.ran, first.ran, db.clock.now()]).toEqual([[early], [late], later(start, hour)])
  })

  test('has patience with a job whose work others hold for a while', async () => {
    let tries = 0
    const { job, ran } = jobAt('patient', db.clock.now(), () => ++tries > 20)
    await passTime(db, [job], db.clock, later(db.clock.now(), hour))
    expect(ran).toHaveLength(1)
  })

  test('gives up on a job that is due and never does anything, and names it', async () => {
    const now = db.clock.now()
    const idle = jobAt('idle.for_ever', now, () => false)
    const other = jobAt('another', later(now, minute), () => true)
    await expect(passTime(db, [other.job, idle.job], db.clock, later(now, hour))).rejects.toThrow(
      /1000 turns .* work for idle\.for_ever\.$/
    )
    expect(db.clock.now()).toEqual(now)
  })
})
