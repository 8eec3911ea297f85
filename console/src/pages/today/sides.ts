import type { Money, Today } from '../../api/index.ts'

type Figure = Today['money'][number]['figures'][number]

/** The colour of each place on its side of the scales: the same in every currency. */
export const shades: Readonly<Record<Figure['place'], number>> = {
  at_providers: 0,
  at_banks: 1,
  owed_by_merchants: 2,
  held_for_orders: 0,
  frozen_in_disputes: 0,
  owed_to_merchants: 1,
  payouts_on_their_way: 2,
  refunds_on_their_way: 3,
  unmatched: 4,
  between_books: 6,
  exchange: 5,
  own_result: 7,
  other_accounts: 6
}

/** Places that are shown even where nothing is in them. */
const always: ReadonlySet<string> = new Set([
  'at_providers',
  'at_banks',
  'held_for_orders',
  'owed_to_merchants'
])

export const worthShowing = ({ place, amount }: Figure): boolean => always.has(place) || amount.amount !== 0

/** The sum of one side, in minor units; parts of another figure are not counted twice. */
export function sumOf(figures: readonly Figure[], currency: string): Money {
  const amount = figures.reduce(
    (sum, figure) => (figure.scale === 'part' ? sum : sum + figure.amount.amount),
    0
  )
  return { amount, currency: currency as Money['currency'] }
}

type Row = Today['days']['rows'][number]

/** What came in and went out in one currency over all days, and the day on which most came in; in minor units. */
export function readingOf(
  rows: readonly Row[]
): Readonly<{ came: number; went: number; best: string | null }> {
  let best: Row | null = null
  let came = 0
  let went = 0
  for (const row of rows) {
    came += row.captured.amount
    went += row.paidOut.amount + row.refunded.amount + row.chargedBack.amount
    if (row.captured.amount > (best?.captured.amount ?? 0)) best = row
  }
  return { came, went, best: best?.day ?? null }
}
