import type { Event, Order, Upcoming } from '../../api/index.ts'

/** Something that happened to an order, or that will happen by itself. */
export type Happening =
  | Readonly<{ when: 'past'; at: string; event: Event }>
  | Readonly<{ when: 'future'; at: string; upcoming: Upcoming }>

/** An order's whole story, the latest first: what will happen by itself above what has happened. */
export function storyOf({ timeline, upcoming }: Pick<Order, 'timeline' | 'upcoming'>): readonly Happening[] {
  const future = upcoming.map((each) => ({ when: 'future' as const, at: each.at, upcoming: each }))
  const past = timeline.map((event) => ({ when: 'past' as const, at: event.at, event }))
  return [...future.toReversed(), ...past.toReversed()]
}

const amounts = ['paid', 'released', 'refunded', 'frozen', 'minor', 'amount'] as const

/** The amount that an event tells of: what it moved, in minor units of its currency; null where it tells of none. */
export function amountOf({
  data
}: Pick<Event, 'data'>): Readonly<{ amount: number; currency: string }> | null {
  const currency = data['currency']
  for (const name of amounts) {
    const found = data[name]
    if (typeof found === 'number' && typeof currency === 'string') return { amount: found, currency }
    if (typeof found === 'object' && found !== null && 'amount' in found && 'currency' in found) {
      const { amount, currency: own } = found
      if (typeof amount === 'number' && typeof own === 'string') return { amount, currency: own }
    }
  }
  return null
}

/** The sentence that somebody gave with an event, if there is one. */
export function sentenceOf({ data }: Pick<Event, 'data'>): string | null {
  const found = data['reason'] ?? data['statement'] ?? data['note']
  return typeof found === 'string' && found !== '' ? found : null
}
