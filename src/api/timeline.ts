import type { Db, Tx } from '../db/index.ts'
import { Failure, later, type ManualClock } from '../kernel/index.ts'
import { type Job, runJobs } from './job.ts'

/** Something that somebody does at a moment. Acts of one subject happen one after the other. */
export type Act = Readonly<{
  subject: string
  at: Date
  /** Acts of one kind are done together. The kinds of a timeline stand in the order in which a subject does them. */
  kind: string
}>

export type Timeline<A extends Act> = Readonly<{
  db: Db
  clock: ManualClock
  /** All that happens by itself; it is run at the end of every window. */
  jobs: readonly Job[]
  /** Those among them that an act may have to wait for: the calls to payment services. */
  promptJobs: readonly Job[]
  /** The kinds of acts, in the order in which a subject does them. */
  kinds: readonly A['kind'][]
  /** Does acts of one kind, each at its own moment. */
  perform(tx: Tx, kind: A['kind'], acts: readonly A[]): Promise<unknown>
  /** Whether the next act of a subject must wait until the prompt jobs have dealt with an act of this kind. */
  awaited(kind: A['kind']): boolean
  /** How much time is written together. Timers act at the end of a window, so at most this much late. */
  windowMs: number
  /** Transactions at once. */
  lanes: number
  /** An act that was refused; it changed nothing, and the later acts of its subject are left out. */
  refused(act: A, failure: Failure): void
  progress?(done: number, total: number): void
}>

/**
 * Plays acts in the order of their time, window by window, as if they came in one by one: each sees its own moment.
 * Acts that do not depend on each other are written in common transactions, those of one kind together, for speed.
 */
export async function playTimeline<A extends Act>(
  timeline: Timeline<A>,
  acts: readonly A[],
  until: Date
): Promise<void> {
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

async function playWindow<A extends Act>(timeline: Timeline<A>, acts: readonly A[], stopped: Set<string>) {
  let queues = [...Map.groupBy(acts, (act) => act.subject).values()]
  const isAwaited = ({ kind }: A) => timeline.awaited(kind)
  while (queues.length > 0) {
    const heads = queues.map((queue) => queue.slice(0, headLength(queue, isAwaited)))
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

/** How many acts at the head of the queue can be played at once: up to the first that has to be awaited. */
function headLength<A extends Act>(queue: readonly A[], isAwaited: (act: A) => boolean): number {
  const first = queue.findIndex(isAwaited)
  return first < 0 ? queue.length : first + 1
}

/** Plays a lane in one transaction, kind by kind; if something in it is refused, act by act, and leaves that out. */
async function playLane<A extends Act>(timeline: Timeline<A>, lane: readonly A[], stopped: Set<string>) {
  const { db, kinds, perform, refused } = timeline
  try {
    await db.transaction(async (tx) => {
      for (const kind of kinds) {
        const acts = lane.filter((act) => act.kind === kind)
        if (acts.length > 0) await perform(tx, kind, acts)
      }
    })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    for (const act of lane) {
      if (stopped.has(act.subject)) continue
      try {
        await db.transaction((tx) => perform(tx, act.kind, [act]))
      } catch (cause) {
        if (!(cause instanceof Failure)) throw cause
        stopped.add(act.subject)
        refused(act, cause)
      }
    }
  }
}
