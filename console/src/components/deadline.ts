import type { Dispute } from '../api/index.ts'

const hour = 3_600_000

/** How near a deadline is: `now` within a day or past, `soon` within three days. */
export function urgencyOf(dueAt: string | null, now: Date): 'now' | 'soon' | 'later' | 'none' {
  if (dueAt === null) return 'none'
  const hours = (Date.parse(dueAt) - now.getTime()) / hour
  if (hours <= 24) return 'now'
  return hours <= 72 ? 'soon' : 'later'
}

/** Disputes by their deadline, the nearest first; those without one by their age, the oldest first. */
export function bySoonest(disputes: readonly Dispute[]): readonly Dispute[] {
  const place = ({ dueAt, openedAt }: Dispute) => `${dueAt ?? '9'} ${openedAt}`
  return disputes.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
}
