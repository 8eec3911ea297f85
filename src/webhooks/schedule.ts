import { createHash } from 'node:crypto'
import { day, hour, minute, second } from '../kernel/index.ts'

/**
 * How long to wait after the n-th failed try before the next: the schedule that Standard Webhooks 1.0 proposes, ten tries
 * in some 75 hours.
 */
export const waitsMs: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour
]

/** What one attempt came to: the status of the answer, or why there was none. */
export type Attempt = Readonly<{
  at: Date
  durationMs: number
  status: number | null
  /** The answer's first bytes as text. */
  answer: string
  /** Why it counts as failed; null: it arrived. */
  error: string | null
  /** What the answer asked for with Retry-After. */
  retryAfterMs: number | null
}>

/** What becomes of a delivery: it arrived, it is tried again after a while, or it is given up. */
export type Verdict = Readonly<
  { state: 'delivered' } | { state: 'waiting'; afterMs: number } | { state: 'failed' }
>

/** The longest that an endpoint may ask us to wait. */
const retryAfterMaxMs = day

/** What becomes of a delivery after the n-th try (from 1) since it began. A test is tried once. */
export function judge(
  { id, tries, test }: Readonly<{ id: string; tries: number; test: boolean }>,
  { status, error, retryAfterMs }: Pick<Attempt, 'status' | 'error' | 'retryAfterMs'>
): Verdict {
  if (error === null) return { state: 'delivered' }
  const waitMs = waitsMs[tries - 1]
  if (waitMs === undefined || test || status === 410) return { state: 'failed' }
  const asked = restOf({ status, retryAfterMs }) ?? 0
  return { state: 'waiting', afterMs: Math.max(spread(waitMs, id, tries), asked) }
}

/** For how long an endpoint asks to be left alone; null: it does not. */
export function restOf({ status, retryAfterMs }: Pick<Attempt, 'status' | 'retryAfterMs'>): number | null {
  if ((status !== 429 && status !== 503) || retryAfterMs === null) return null
  return Math.min(Math.max(retryAfterMs, second), retryAfterMaxMs)
}

/** Up to a tenth shorter or longer, so that what failed together does not come back together; always the same for a try. */
function spread(waitMs: number, id: string, tries: number): number {
  const draw = createHash('sha256').update(`${id}.${tries}`).digest().readUInt32BE() % 2001
  return Math.round((waitMs * (9000 + draw)) / 10_000)
}

/** Attempts in a row that failed, and over how long, before an endpoint is paused. */
const pauseAfter = { failures: 1000, ms: day } as const

/**
 * Whether an endpoint at which nothing has arrived since `failingSince` is paused now: when a delivery was given up that
 * had been tried through the whole schedule, or after a thousand failures in a row over a day.
 */
export function isPausedNow(
  { failures, failingSince }: Readonly<{ failures: number; failingSince: Date | null }>,
  givenUp: boolean,
  now: Date
): boolean {
  if (failingSince === null) return false
  const failingMs = now.getTime() - failingSince.getTime()
  return (
    (givenUp && failingMs >= scheduleMinMs) || (failures >= pauseAfter.failures && failingMs >= pauseAfter.ms)
  )
}

/** The shortest that the whole schedule can take. */
const scheduleMinMs = (waitsMs.reduce((sum, ms) => sum + ms, 0) * 9) / 10

/** Reads a Retry-After: seconds, or a date by the clock of the answer. Null when there is none that can be read. */
export function readRetryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null
  if (/^\d{1,9}$/.test(header)) return globalThis.Number(header) * second
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime())
}
