import type { OrderState } from '../../api/index.ts'

export const filterNames = ['search', 'state', 'merchantId', 'buyerId', 'from', 'to', 'sort'] as const
export type OrderFilters = Partial<Record<(typeof filterNames)[number], string>>

/** The beginning of a day (2026-11-27) in the reader's time zone, so many days later, as the API wants it. */
export function dayStart(day: string | undefined, later: number): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day ?? '') ?? []
  if (year === undefined || month === undefined || date === undefined) return undefined
  const moment = new Date(parseInt(year, 10), parseInt(month, 10) - 1, parseInt(date, 10) + later)
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString()
}

/** What the filters ask the API for; the last day is included. The newest stand first where nothing else is said. */
export function queryOf({ search, state, merchantId, buyerId, from, to, sort }: OrderFilters) {
  return {
    search,
    state: state as OrderState | undefined,
    merchantId,
    buyerId,
    createdFrom: dayStart(from, 0),
    createdTo: dayStart(to, 1),
    sort: sort === 'oldest' ? ('oldest' as const) : ('newest' as const),
    include: 'merchant' as const
  }
}
