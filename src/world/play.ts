import { type Job, runJobs } from '../api/index.ts'
import { atMoment, type Db, type Tx } from '../db/index.ts'
import { Failure, type ManualClock } from '../kernel/index.ts'
import type { Course } from './course.ts'
import type { PlannedStep } from './step.ts'
import { catchUpHour, nextHour } from './telling.ts'

/** A step of the script in the life of one order. */
export type Act = Readonly<{
  course: Course
  happened: Date
  at: Date
  step: PlannedStep
  /** Acts of one kind at one moment are done by one operation where there is one for many. */
  together: boolean
}>

/** What a world is played with. */
export type Theatre = Readonly<{
  db: Db
  clock: ManualClock
  /** What happens by itself on this day. */
  jobsOf(now: Date): readonly Job[]
  /** Does acts of one kind and moment, in that moment. */
  perform(tx: Tx, acts: readonly Act[]): Promise<void>
  /** What outsiders do once a working day, after the jobs. */
  closeDay(): Promise<void>
  /** An act that was refused; it changed nothing, and the later acts of its order are left out. */
  refused(act: Act, failure: Failure): void
  progress(done: number, total: number): void
}>

/** Orders are shared out over so many lanes, each with a transaction of its own at a time. */
const lanes = 2

/**
 * Plays acts in the order of their time, each at its own moment, and lets the jobs catch up once a working day. What many
 * do at one moment is one operation, as when a marketplace sends it in one request.
 */
export async function play(theatre: Theatre, acts: readonly Act[], until: Date): Promise<void> {
  const { clock, db, jobsOf } = theatre
  const sorted = acts.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const laneOf = lanesOf(sorted)
  const stopped = new Set<Course>()
  const playAll = (some: readonly Act[]) =>
    Promise.all(
      Array.from({ length: lanes }, (_, lane) =>
        playScene(
          theatre,
          some.filter((act) => laneOf.get(act.course) === lane),
          stopped
        )
      )
    )
  let done = 0
  let today = sorted.filter((act) => act.at < eveningAfter(clock.now(), until))
  await playAll(today.filter(isNew))
  while (clock.now() < until) {
    const end = eveningAfter(clock.now(), until)
    const after = eveningAfter(end, until)
    const tomorrow = sorted.filter((act) => act.at >= end && act.at < after)
    await playAll(today.filter((act) => !isNew(act)))
    clock.set(end)
    // Nothing that happens by itself today is about tomorrow's orders, so they are made meanwhile.
    await Promise.all([
      playAll(tomorrow.filter(isNew)),
      catchUp(db, jobsOf(end)).then(() => theatre.closeDay())
    ])
    done += today.length
    today = tomorrow
    theatre.progress(done, sorted.length)
  }
}

const isNew = (act: Act) => act.step.kind === 'place'

function eveningAfter(now: Date, until: Date): Date {
  const evening = nextHour(now, catchUpHour)
  return evening < until ? evening : until
}

/** Orders that are made together stay together. */
function lanesOf(acts: readonly Act[]): ReadonlyMap<Course, number> {
  const found = new Map<Course, number>()
  let lane = 0
  let moment = 0
  for (const { course, at } of acts) {
    if (found.has(course)) continue
    if (at.getTime() !== moment) lane = (lane + 1) % lanes
    moment = at.getTime()
    found.set(course, lane)
  }
  return found
}

const isBatch = (a: Act, b: Act) =>
  a.together && a.step.kind === b.step.kind && a.at.getTime() === b.at.getTime()

function batchesOf(scene: readonly Act[]): Act[][] {
  const batches: Act[][] = []
  for (const act of scene) {
    const last = batches.at(-1)
    const [first] = last ?? []
    if (last !== undefined && first !== undefined && isBatch(first, act)) last.push(act)
    else batches.push([act])
  }
  return batches
}

/** Plays acts in one transaction; if something in it is refused, act by act, and leaves out what is refused. */
async function playScene(theatre: Theatre, scene: readonly Act[], stopped: Set<Course>) {
  const { db, refused } = theatre
  const due = scene.filter((act) => !stopped.has(act.course))
  if (due.length === 0) return
  try {
    await db.transaction(async (tx) => {
      for (const batch of batchesOf(due)) await runBatch(theatre, tx, batch)
    })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    for (const act of due) {
      if (stopped.has(act.course)) continue
      try {
        await db.transaction((tx) => runBatch(theatre, tx, [act]))
      } catch (cause) {
        if (!(cause instanceof Failure)) throw cause
        stopped.add(act.course)
        refused(act, cause)
      }
    }
  }
}

async function runBatch({ perform }: Theatre, tx: Tx, batch: readonly Act[]): Promise<void> {
  const [first] = batch
  if (first !== undefined) await perform(atMoment(tx, first.at), batch)
}

/** What providers settled is compared after everything was asked that nobody told of. */
const comparing = 'payouts.settlements'
/** What happens at the payment services, and how it is found out. */
const outside: readonly string[] = ['sandbox.tick', 'payments.calls']

/**
 * A day's work of the jobs: what came from outside first, then each that is due once, and those that give each other
 * work until none has any.
 */
async function catchUp(db: Db, jobs: readonly Job[]): Promise<void> {
  const named = (names: readonly string[]) => jobs.filter((job) => names.includes(job.name))
  await runJobs(db, named(outside))
  const due = await dueAmong(
    db,
    jobs.filter((job) => !outside.includes(job.name))
  )
  await Promise.all(due.filter((job) => job.name !== comparing).map((job) => job.run(db)))
  await runJobs(db, named([...outside, 'orders.timers']))
  for (const job of due) if (job.name === comparing) await job.run(db)
}

function dueAmong(db: Db, jobs: readonly Job[]): Promise<Job[]> {
  return db.transaction(async (tx) => {
    const found: Job[] = []
    for (const job of jobs) {
      const at = await job.dueAt(tx)
      if (at !== null && at <= tx.now) found.push(job)
    }
    return found
  })
}
