import { type Currency, day, later } from '../kernel/index.ts'
import type { Flow } from '../ledger/index.ts'

/** What comes in and goes out. */
export const streams = [
  'captured',
  'released',
  'commission',
  'refunded',
  'chargedBack',
  'paidOut',
  'payoutsReturned',
  'settled'
] as const
export type Stream = (typeof streams)[number]

/** Which transfers of the ledger count. */
export const countedAs: Readonly<Record<Stream, string>> = {
  captured:
    'Captured by providers, whatever it was for: transfers from provider:* with the codes capture and unwanted.',
  released: 'Released to merchants, commission taken off: transfers from escrow:* to merchant:*.',
  commission: 'Commission and fees of what was released: transfers from escrow:* to commission:* and fee:*.',
  refunded:
    'Confirmed by providers as gone back, less what came back: transfers from refund:* to provider:*.',
  chargedBack:
    'Taken back by banks of buyers, less what they gave back: transfers from chargeback:* to provider:*.',
  paidOut:
    'Booked by the bank as paid to merchants: transfers from payout:*, those that were called off left out.',
  payoutsReturned:
    'Payouts that came back from the bank: transfers to merchant:* with the code payout.returned.',
  settled:
    'Paid by providers to our bank, less what we paid them: transfers between provider:* and bank:* or unmatched:*.'
}

/** The sums of one day (UTC) and currency, in minor units. */
export type Day = Readonly<{ day: string; currency: Currency; sums: Readonly<Record<Stream, bigint>> }>

/** The beginning of the first of so many days (UTC), of which the last is that of `now`. */
export function firstDay(now: Date, days: number): Date {
  return later(startOf(now), -(days - 1) * day)
}

const startOf = (at: Date) => new Date(`${at.toISOString().slice(0, 10)}T00:00:00Z`)

/** Every day from the first on, in every currency that moved in any of them, with what came in and went out. */
export function byDay(
  flows: readonly (Flow & Readonly<{ day: string }>)[],
  first: Date,
  days: number
): readonly Day[] {
  const names = Array.from({ length: days }, (_, i) =>
    later(first, i * day)
      .toISOString()
      .slice(0, 10)
  )
  const currencies = [...new Set(flows.map(({ currency }) => currency))].sort()
  const moved = Map.groupBy(flows, (flow) => `${flow.day} ${flow.currency}`)
  return currencies.flatMap((currency) =>
    names.map((name) => ({ day: name, currency, sums: sumsOf(moved.get(`${name} ${currency}`) ?? []) }))
  )
}

function sumsOf(flows: readonly Flow[]): Record<Stream, bigint> {
  const sums = Object.fromEntries(streams.map((stream) => [stream, 0n])) as Record<Stream, bigint>
  for (const flow of flows) {
    const found = streamOf(flow)
    if (found !== null) sums[found.stream] += found.sign * flow.minor
  }
  return sums
}

/** What stream a flow belongs to, and which way it goes in it. */
function streamOf({
  debitKind: from,
  creditKind: to,
  code
}: Flow): Readonly<{ stream: Stream; sign: 1n | -1n }> | null {
  const more = (stream: Stream) => ({ stream, sign: 1n }) as const
  const less = (stream: Stream) => ({ stream, sign: -1n }) as const
  if (from === 'provider') {
    if (code === 'capture' || code === 'unwanted') return more('captured')
    if (to === 'refund') return less('refunded')
    if (to === 'chargeback') return less('chargedBack')
    return to === 'bank' || to === 'unmatched' ? less('settled') : null
  }
  if (to === 'provider') {
    if (from === 'refund') return more('refunded')
    if (from === 'chargeback') return more('chargedBack')
    return from === 'bank' || from === 'unmatched' ? more('settled') : null
  }
  if (from === 'escrow') {
    if (to === 'merchant') return more('released')
    return to === 'commission' || to === 'fee' ? more('commission') : null
  }
  if (from === 'payout') return to === 'bank' || to === 'unmatched' ? more('paidOut') : null
  return to === 'merchant' && code === 'payout.returned' ? more('payoutsReturned') : null
}
