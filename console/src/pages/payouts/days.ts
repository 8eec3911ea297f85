import type { Difference } from '../../api/index.ts'

/** A day of the calendar of breaks, and how many differences that are open began on it. */
export type Day = Readonly<{ day: string; open: number; resolved: number }>

const dayMs = 86_400_000
const isoDay = (date: Date) => date.toISOString().slice(0, 10)

/** Whole weeks up to the one of `now`, Monday first, each day with the differences that began on it (UTC). */
export function calendarOf(
  differences: readonly Difference[],
  now: Date,
  weeks: number
): readonly (readonly Day[])[] {
  const began = Map.groupBy(differences, ({ since }) => since.slice(0, 10))
  const weekday = (now.getUTCDay() + 6) % 7
  const monday = now.getTime() - weekday * dayMs
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_each, i) => {
      const day = isoDay(new Date(monday + ((week - weeks + 1) * 7 + i) * dayMs))
      const found = began.get(day) ?? []
      const open = found.filter(({ state }) => state === 'open').length
      return { day, open, resolved: found.length - open }
    })
  )
}
