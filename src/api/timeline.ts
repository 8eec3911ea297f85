import { atMoment, type Db, type Tx } from '../db/index.ts'
import { Failure, later, type ManualClock } from '../kernel/index.ts'
import { type Job, runJobs } from './job.ts'

/** Something that somebody does at a moment. Acts of one subject happen one after the other, jobs running in between. */
export type Act = Readonly<{ subject: string; at: Date; run(tx: Tx): Promise<unknown> }>

export type Timeline = Readonly<{
  db: Db
  clock: ManualClock
  /** All that happens by itself; it is run at the end of every window. */
  jobs: readonly Job[]
  /** Those among them that an act may have to wait for: the calls to payment services. */
  promptJobs: readonly Job[]
  /** How much time is written together. Timers act at the end of a window, so at most this much late. */
  windowMs: number
  /** Transactions at once. */
  lanes: number
  /** An act that was refused; it changed nothing, and the later acts of its subject are left out. */
  refused(act: Act, failure: Failure): void
  progress?(done: number, total: number): void
}>

/**
 * Plays acts in the order of their time, window by window, as if they came in one by one: each sees its own moment as
 * `now`. Acts that do not depend on each other are written in common transactions, for speed.
 */
export async function playTimeline(timeline: Timeline, acts: readonly Act[], until: Date): Promise<void> {
  const { clock, db, jobs, windowMs } = timeline
  const sorted = [...acts].sort((a, b) => a.at.getTime() - b.at.getTime())
  const stopped = new Set<string>()
  let next = 0
  while (clock.now() < until) {
    const end = new Date(Math.min(until.getTime(), later(clock.now(), windowMs).getTime()))
    const from = next
    while (next < sorted.length && (sorted[next]?.at ?? end) < end) next++
    await playWindow(timeline, sorted.slice(from, next), stopped)
    clock.set(end)
    await runJobs(db, jobs)
    timeline.progress?.(next, sorted.length)
  }
}

async function playWindow(timeline: Timeline, acts: readonly Act[], stopped: Set<string>) {
  const queues = [...Map.groupBy(acts, (act) => act.subject).values()]
  for (let round = 0; queues.some((queue) => queue.length > round); round++) {
    const due = queues
      .flatMap((queue) => queue.slice(round, round + 1))
      .filter((act) => !stopped.has(act.subject))
    const lanes = Array.from({ length: timeline.lanes }, (_, lane) =>
      due.filter((_, i) => i % timeline.lanes === lane)
    )
    await Promise.all(
      lanes.filter((lane) => lane.length > 0).map((lane) => playLane(timeline, lane, stopped))
    )
    const last = due.reduce((latest, act) => (act.at > latest ? act.at : latest), timeline.clock.now())
    timeline.clock.set(last)
    await runJobs(timeline.db, timeline.promptJobs)
  }
}

async function playLane({ db, refused }: Timeline, lane: readonly Act[], stopped: Set<string>) {
  try {
    await db.transaction(async (tx) => {
      for (const act of lane) await act.run(atMoment(tx, act.at))
    })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    for (const act of lane) {
      try {
        await db.transaction((tx) => act.run(atMoment(tx, act.at)))
      } catch (cause) {
        if (!(cause instanceof Failure)) throw cause
        stopped.add(act.subject)
        refused(act, cause)
      }
    }
  }
}
