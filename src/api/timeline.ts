import { atMoment, type Db, type Tx } from '../db/index.ts'
import { Failure, later, type ManualClock } from '../kernel/index.ts'
import { type Job, runJobs } from './job.ts'

/** Something that somebody does at a moment. Acts of one subject happen one after the other. */
export type Act = Readonly<{
  subject: string
  at: Date
  run(tx: Tx): Promise<unknown>
  /** False: the next act of its subject need not wait until the prompt jobs have dealt with this one. */
  awaited?: boolean
}>

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
  let queues = [...Map.groupBy(acts, (act) => act.subject).values()]
  while (queues.length > 0) {
    const heads = queues.map((queue) => queue.slice(0, headLength(queue)))
    queues = queues.flatMap((queue, i) => {
      const rest = queue.slice(heads[i]?.length)
      return rest.length > 0 ? [rest] : []
    })
    const due = heads.filter(([act]) => act !== undefined && !stopped.has(act.subject))
    const lanes = Array.from({ length: timeline.lanes }, (_, lane) =>
      due.filter((_, i) => i % timeline.lanes === lane).flat()
    )
    await Promise.all(
      lanes.filter((lane) => lane.length > 0).map((lane) => playLane(timeline, lane, stopped))
    )
    const played = due.flat()
    const last = played.reduce((latest, act) => (act.at > latest ? act.at : latest), timeline.clock.now())
    timeline.clock.set(last)
    if (played.some(isAwaited)) await runJobs(timeline.db, timeline.promptJobs)
  }
}

const isAwaited = (act: Act) => act.awaited !== false

/** How many acts at the head of the queue can be played at once: up to the first that has to be awaited. */
function headLength(queue: readonly Act[]): number {
  const first = queue.findIndex(isAwaited)
  return first < 0 ? queue.length : first + 1
}

async function playLane({ db, refused }: Timeline, lane: readonly Act[], stopped: Set<string>) {
  try {
    await db.transaction(async (tx) => {
      for (const act of lane) await act.run(atMoment(tx, act.at))
    })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    for (const act of lane) {
      if (stopped.has(act.subject)) continue
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
