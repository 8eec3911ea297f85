import type { Logger } from 'pino'
import type { Job } from '../api/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { minute, second } from '../kernel/index.ts'
import type { Metrics } from './metrics.ts'
import { failureOf } from './problem.ts'

/** How a job fares: how often it has failed since it last ended well, and whether that is longer ago than it may be. */
type JobState = Readonly<{ name: string; late: boolean; failures: number }>

/** The jobs of this process. */
export type JobRunner = Readonly<{
  /** Something changed: what it caused is looked for at once instead of at the next turn. */
  nudge(): void
  states(): readonly JobState[]
  /** By how many seconds the oldest thing that each job has to do is overdue. */
  lags(): Promise<readonly Readonly<{ name: string; seconds: number }>[]>
  /** Ends after the piece that each job is at. */
  stop(): Promise<void>
}>

/**
 * The least time before the next run of a job that found nothing: short after it had work, longer each time it had none,
 * so that a flood of nudges wakes those it concerns and does not become a flood of queries.
 */
const restMinMs = 10
const restMaxMs = { least: 250, most: 3000, share: 0.05 }
/** After a run that did all there was, others gather for a while: as long as that run took, within these bounds. */
const gatherMaxMs = 50
const backoffMaxMs = minute
const lateMs = 2 * minute
/** Whether something has changed is asked this often at most, by all jobs together. */
const markMs = 200
/** A job that nothing calls for runs this seldom. */
const calmMs = 30 * second

type Options = Readonly<{ db: Db; jobs: readonly Job[]; log: Logger; metrics?: Metrics | undefined }>

/**
 * Runs each job again and again: at once while it finds work, else when nudged, when something has changed in the database
 * or when its time has come.
 */
export function startJobs({ db, jobs, log, metrics }: Options): JobRunner {
  const turns: Turn[] = []
  const mark = markOf(db)
  for (const job of jobs) {
    // What one job did is often what another waits for.
    const didSomething = () => turns.forEach((each) => each.name !== job.name && each.nudge())
    turns.push(turn({ db, job, log, metrics, mark, didSomething }))
  }
  return {
    nudge: () => turns.forEach((each) => each.nudge()),
    states: () => turns.map((each) => each.state()),
    lags: () => db.snapshot((tx) => lagsOf(tx, jobs)),
    stop: async () => {
      await Promise.all(turns.map((each) => each.stop()))
    }
  }
}

async function lagsOf(tx: Tx, jobs: readonly Job[]) {
  const lags: { name: string; seconds: number }[] = []
  for (const { name, dueAt } of jobs) {
    const due = await dueAt(tx)
    lags.push({ name, seconds: due === null ? 0 : Math.max(0, (tx.now.getTime() - due.getTime()) / second) })
  }
  return lags
}

/** The mark of the database as it was within the last moments; null where it cannot be told. */
function markOf(db: Db): () => Promise<string | null> {
  let last: Readonly<{ mark: Promise<string | null>; at: number }> | undefined
  return () => {
    const now = performance.now()
    if (last === undefined || now - last.at > markMs) last = { mark: db.mark().catch(() => null), at: now }
    return last.mark
  }
}

type Turn = ReturnType<typeof turn>
type Turning = Readonly<{
  db: Db
  job: Job
  log: Logger
  metrics: Metrics | undefined
  mark(): Promise<string | null>
  didSomething(): void
}>

function turn(turning: Turning) {
  const { job } = turning
  const { pieceMax = 1 } = job
  const { least, most, share } = restMaxMs
  const idleMaxMs = Math.min(job.everyMs, most, Math.max(least, job.everyMs * share))
  const nap = alarm()
  const rest = alarm()
  let running = true
  let nudged = false
  let idle = 0
  const health: Health = { failures: 0, away: false, endedWell: performance.now() }
  const loop = async () => {
    while (running) {
      nudged = false
      const mark = await turning.mark()
      const began = performance.now()
      const done = await attempt(turning, health)
      idle = done > 0 ? 0 : idle + 1
      if (!running || done >= pieceMax) continue
      if (done > 0) {
        const tookMs = performance.now() - began
        await rest.sleep(Math.min(gatherMaxMs, Math.max(restMinMs, tookMs)))
        continue
      }
      const { failures } = health
      const restMs = Math.min(idleMaxMs, restMinMs * 2 ** Math.min(idle - 1, 10))
      await rest.sleep(failures > 0 ? (health.away ? second : backoffMs(failures)) : restMs)
      if (failures === 0) await calm(turning, { mark, began, nap, called: () => nudged || !running })
    }
  }
  const ended = loop()
  return {
    name: job.name,
    nudge() {
      nudged = true
      nap.ring()
    },
    state(): JobState {
      const { failures, endedWell } = health
      return { name: job.name, late: performance.now() - endedWell > 3 * job.everyMs + lateMs, failures }
    },
    async stop() {
      running = false
      nap.ring()
      rest.ring()
      await ended
    }
  }
}

type Calm = Readonly<{
  /** Where the database was before the job found nothing, and when that was. */
  mark: string | null
  began: number
  nap: ReturnType<typeof alarm>
  /** Whether the job is to go on at once. */
  called(): boolean
}>

/** Waits until there may be something to do for a job that has found nothing. */
async function calm(turning: Turning, { mark, began, nap, called }: Calm): Promise<void> {
  const { everyMs, looksElsewhere } = turning.job
  let due: Date | null | undefined
  while (!called()) {
    await nap.sleep(everyMs)
    if (called() || mark === null || looksElsewhere) return
    if (performance.now() - began >= Math.max(calmMs, everyMs)) return
    if ((await turning.mark()) !== mark) return
    if (due === undefined) due = await nextDue(turning)
    if (due !== null && due <= turning.db.clock.now()) return
  }
}

/** When the job has something to do next; where that cannot be asked, it is now. */
function nextDue({ db, job }: Turning): Promise<Date | null> {
  return db.snapshot(job.dueAt).catch(() => db.clock.now())
}

/** One second, then twice as long each time, up to a minute. */
function backoffMs(failures: number): number {
  return Math.min(backoffMaxMs, second * 2 ** Math.min(failures - 1, 10))
}

type Health = { failures: number; away: boolean; endedWell: number }

/** One run of the job. An error is told and counted, and ends nothing. */
async function attempt({ db, job, log, metrics, didSomething }: Turning, health: Health): Promise<number> {
  try {
    const done = await job.run(db)
    health.failures = 0
    health.away = false
    health.endedWell = performance.now()
    metrics?.jobRuns.inc({ job: job.name, result: 'ok' })
    metrics?.jobDone.inc({ job: job.name }, done)
    if (done > 0) didSomething()
    return done
  } catch (error) {
    health.failures++
    metrics?.jobRuns.inc({ job: job.name, result: 'failed' })
    // A database that is away comes back for all jobs at once: it is asked for each second, and told of once.
    const wasAway = health.away
    health.away = failureOf(error)?.kind === 'busy'
    log[health.away && wasAway ? 'debug' : 'error'](
      { job: job.name, failures: health.failures, err: error },
      'a job failed; it is tried again'
    )
    return 0
  }
}

/** A sleep that can be cut short. */
function alarm() {
  let ring = () => {}
  return {
    ring: () => ring(),
    sleep: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        ring = () => {
          clearTimeout(timer)
          resolve()
        }
      })
  }
}
