import { z } from 'zod'
import { day, later } from '../kernel/index.ts'

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

/** When a merchant is paid out by itself. */
export const Schedule = z
  .discriminatedUnion('every', [
    z.strictObject({ every: z.literal('day') }),
    z.strictObject({ every: z.literal('week'), weekday: z.enum(weekdays) }),
    z.strictObject({ every: z.literal('demand') })
  ])
  .meta({ id: 'PayoutSchedule', description: 'Each day, each week on a weekday (UTC), or only when asked.' })
export type Schedule = z.output<typeof Schedule>

/** The first moment after `after` at which the schedule pays, `hour` o'clock UTC; null when it only pays on demand. */
export function nextRun(schedule: Schedule, after: Date, hour: number): Date | null {
  if (schedule.every === 'demand') return null
  const today = Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate(), hour)
  for (let ahead = 0; ahead <= 7; ahead++) {
    const at = later(new Date(today), ahead * day)
    const fits = schedule.every === 'day' || weekdays[at.getUTCDay()] === schedule.weekday
    if (fits && at > after) return at
  }
  throw new Error('a week has seven days')
}

/** The day on which the bank executes what is in its file at `at`: that day, or the Monday after a weekend (UTC). */
export function executionDate(at: Date): string {
  const weekday = at.getUTCDay()
  const wait = weekday === 6 ? 2 : weekday === 0 ? 1 : 0
  return later(at, wait * day)
    .toISOString()
    .slice(0, 10)
}

/** The first cut-off strictly after `at`, `hour` o'clock UTC. */
export function nextCutOff(at: Date, hour: number): Date {
  const today = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), hour))
  return today > at ? today : later(today, day)
}
