/** A day of the calendar of breaks, and how many differences began on it, by what became of them. */
export type Day = Readonly<{ day: string; open: number; resolved: number }>

const dayMs = 86_400_000
const isoDay = (date: number) => new Date(date).toISOString().slice(0, 10)

/** The Monday (UTC) on which so many weeks begin that end with the one of `now`. */
const firstMonday = (now: Date, weeks: number) =>
  now.getTime() - (((now.getUTCDay() + 6) % 7) + (weeks - 1) * 7) * dayMs

/** The first and the last day of whole weeks up to the one of `now`. */
export function stretchOf(now: Date, weeks: number): Readonly<{ from: string; to: string }> {
  const first = firstMonday(now, weeks)
  return { from: isoDay(first), to: isoDay(first + (weeks * 7 - 1) * dayMs) }
}

/** Whole weeks up to the one of `now`, Monday first, each day with the differences that began on it (UTC). */
export function calendarOf(counted: readonly Day[], now: Date, weeks: number): readonly (readonly Day[])[] {
  const counts = new Map(counted.map((each) => [each.day, each]))
  const first = firstMonday(now, weeks)
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_each, i) => {
      const day = isoDay(first + (week * 7 + i) * dayMs)
      return counts.get(day) ?? { day, open: 0, resolved: 0 }
    })
  )
}
