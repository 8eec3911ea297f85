import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { expect, test, vi } from 'vitest'
import type { Job } from '../api/index.ts'
import type { Db } from '../db/index.ts'
import { minute } from '../kernel/index.ts'
import { startJobs } from './job-runner.ts'

const db = {} as Db
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
