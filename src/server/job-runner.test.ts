import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import pg from 'pg'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import type { Job } from '../api/index.ts'
import { type Db, sql } from '../db/index.ts'
import { later, minute } from '../kernel/index.ts'
import { startJobs } from './job-runner.ts'

let now = new Date('2026-11-27T12:00:00Z')
const db = {
  mark: async () => null,
  clock: { now: () => now },
  snapshot: (work: (tx: never) => Promise<unknown>) => work({} as never)
} as unknown as Db
const log = pino({ level: 'silent' })
const jobOf = (run: Job['run'], everyMs = minute): Job => ({
  name: 'test.job',
  everyMs,
  run,
  dueAt: async () => null
})

test('a job runs again at once while it finds work, then waits for its turn or a nudge', async () => {
  let left = 3
  let runs = 0
  const jobs = startJobs({ db, log, jobs: [jobOf(async () => (runs++, left-- > 0 ? 1 : 0))] })
  await vi.waitFor(() => expect(runs).toBe(4))
  await wait(200)
  expect(runs).toBe(4)
  jobs.nudge()
  await vi.waitFor(() => expect(runs).toBe(5), { timeout: 90, interval: 5 })
  await jobs.stop()
})

test('a flood of nudges does not become a flood of runs, and none is lost', async () => {
  let runs = 0
  const jobs = startJobs({ db, log, jobs: [jobOf(async () => (runs++, 0))] })
  for (let i = 0; i < 100; i++) {
    jobs.nudge()
    await wait(2)
  }
  const during = runs
  expect(during).toBeLessThan(8)
  jobs.nudge()
  await vi.waitFor(() => expect(runs).toBeGreaterThan(during))
  await jobs.stop()
})

test('a job that fails is tried again later and ends nothing', async () => {
  let runs = 0
  const failing = jobOf(async () => {
    if (runs++ === 0) throw new Error('no luck')
    return 0
  })
  const jobs = startJobs({ db, log, jobs: [failing] })
  await vi.waitFor(() =>
    expect(jobs.states()).toMatchObject([{ name: 'test.job', failures: 1, late: false }])
  )
  await vi.waitFor(() => expect(jobs.states()[0]?.failures).toBe(0), { timeout: 3000 })
  expect(runs).toBe(2)
  await jobs.stop()
})

test('stopping waits for the piece that a job is at, and starts no other', async () => {
  let ended = 0
  const slow = jobOf(async () => {
    await wait(100)
    ended++
    return 1
  })
  const jobs = startJobs({ db, log, jobs: [slow] })
  await wait(20)
  await jobs.stop()
  expect(ended).toBe(1)
  await wait(150)
  expect(ended).toBe(1)
})

describe('a job that found nothing', () => {
  let mark = 'one'
  const marked: Db = { ...db, mark: async () => mark }
  const start = (more: Partial<Job> = {}) => {
    let runs = 0
    const job = { ...jobOf(async () => (runs++, 0), 20), ...more }
    const jobs = startJobs({ db: marked, log, jobs: [job] })
    onTestFinished(() => jobs.stop())
    return () => runs
  }

  test('rests for as long as nothing changes, and runs when something has', async () => {
    const runs = start()
    await wait(1000)
    expect(runs()).toBeLessThanOrEqual(2)
    const before = runs()
    mark = 'another'
    await vi.waitFor(() => expect(runs()).toBeGreaterThan(before))
  })

  test('runs when its time has come, though nothing changed', async () => {
    const due = later(now, minute)
    const runs = start({ dueAt: async () => due })
    await wait(500)
    const before = runs()
    expect(before).toBeLessThanOrEqual(2)
    now = due
    await vi.waitFor(() => expect(runs()).toBeGreaterThan(before))
  })

  test('goes on looking where there can be something without a change', async () => {
    const runs = start({ looksElsewhere: true })
    await vi.waitFor(() => expect(runs()).toBeGreaterThan(5))
  })

  test('goes on looking where it cannot be told whether something changed', async () => {
    let runs = 0
    const jobs = startJobs({ db, log, jobs: [jobOf(async () => (runs++, 0), 20)] })
    onTestFinished(() => jobs.stop())
    await vi.waitFor(() => expect(runs).toBeGreaterThan(5))
  })
})

test('what another process had begun to write is found when it is there', async () => {
  const real = await testDatabase()
  const client = new pg.Client({ connectionString: real.url })
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await real.drop()
  })
  await client.query('create table work (id integer); grant all on work to kontor_app')
  await client.query('begin; insert into work values (1)')
  const taken = vi.fn()
  const job = jobOf(async (of) => {
    const done = await of.transaction((tx) => tx.run(sql`delete from work`))
    if (done > 0) taken()
    return done
  }, 20)
  const jobs = startJobs({ db: real, log, jobs: [job] })
  onTestFinished(() => jobs.stop())
  await wait(1000)
  expect(taken).not.toHaveBeenCalled()
  await client.query('commit')
  await vi.waitFor(() => expect(taken).toHaveBeenCalledOnce(), { timeout: 5000 })
})
