import { setTimeout } from 'node:timers/promises'
import type { Db, Tx } from '../db/index.ts'
import type { ManualClock } from '../kernel/index.ts'

/**
 * Work that happens by itself. `run` does what is due by the clock, a bounded piece, and answers how many things it
 * did; it may run in several processes at once (rows are claimed with `for update skip locked`). `dueAt` says when
 * there will next be something to do, so that a moved clock can stop at each such moment.
 */
export type Job = Readonly<{
  name: string
  everyMs: number
  /** True where there can be something to do although nothing in the database changed and no time came: a process is gone. */
  looksElsewhere?: boolean
  /** How many things one run does at most: after as many there is surely more to do. */
  pieceMax?: number
  run(db: Db): Promise<number>
  dueAt(tx: Tx): Promise<Date | null>
}>

const roundsMax = 10_000

/** Runs the jobs that are due, again and again in their order, until none is. Answers how much was done. */
export async function runJobs(db: Db, jobs: readonly Job[]): Promise<number> {
  let total = 0
  for (let round = 0; round < roundsMax; round++) {
    const due = await dueTimes(db, jobs)
    let done = 0
    for (const [i, job] of jobs.entries()) {
      const at = due[i] ?? null
      if (at !== null && at <= db.clock.now()) done += await job.run(db)
    }
    total += done
    if (done === 0) return total
  }
  throw new Error(
    `The jobs still find work after ${roundsMax} rounds: one of them does not finish what it claims.`
  )
}

/** When each job has something to do, in their order; null: nothing is waiting. */
function dueTimes(db: Db, jobs: readonly Job[]): Promise<(Date | null)[]> {
  return db.transaction(async (tx) => {
    const found: (Date | null)[] = []
    for (const job of jobs) found.push(await job.dueAt(tx))
    return found
  })
}

/** The earliest moment at which any job has something to do. */
export async function nextDue(db: Db, jobs: readonly Job[]): Promise<Date | null> {
  const moments = await dueTimes(db, jobs)
  return moments.reduce((first, at) => (first === null || (at !== null && at < first) ? at : first), null)
}

/**
 * How often a moment may pass without anything done by a job that is due: others may hold what it waits for, such as a process
 * that was killed and whose connections the database has not ended yet. After the first turns there is a pause, in real time.
 */
const fruitlessMax = 1000
const fruitlessAtOnce = 100
const pauseMs = 20

/** Lets time pass up to `to`, stopping at every moment at which something is due. */
export async function passTime(
  db: Db,
  jobs: readonly Job[],
  clock: Pick<ManualClock, 'now'> & Readonly<{ set(to: Date): void | Promise<void> }>,
  to: Date
): Promise<void> {
  let fruitless = 0
  for (;;) {
    const done = await runJobs(db, jobs)
    const due = await nextDue(db, jobs)
    if (due === null || due > to) break
    const moves = due > clock.now()
    fruitless = moves || done > 0 ? 0 : fruitless + 1
    if (fruitless >= fruitlessMax) throw await stuck(db, jobs, clock.now())
    if (fruitless > fruitlessAtOnce) await setTimeout(pauseMs)
    if (moves) await clock.set(due)
  }
  if (to > clock.now()) await clock.set(to)
  await runJobs(db, jobs)
}

async function stuck(db: Db, jobs: readonly Job[], now: Date): Promise<Error> {
  const due = await dueTimes(db, jobs)
  const names = jobs.filter((_, i) => (due[i] ?? null) !== null && (due[i] ?? now) <= now)
  return new Error(
    `Time cannot pass beyond ${now.toISOString()}: after ${fruitlessMax} turns in which nothing was done, ` +
      `there is still work for ${names.map(({ name }) => name).join(', ')}.`
  )
}
