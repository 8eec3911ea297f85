import type { OrderTimeline, TimelineNext, TimelineStep } from '../../api/index.ts'

/** Something that happened to an order, or that will happen by itself. */
export type Happening =
  | Readonly<{ when: 'past'; at: string; step: TimelineStep }>
  | Readonly<{ when: 'future'; at: string; next: TimelineNext }>

/** What payments and shipments tell and the order, its refunds or the carrier tell as well, in the same moment. */
const echoes = new Set([
  'payment.created',
  'payment.captured',
  'payment.failed',
  'payment.refund_requested',
  'payment.refunded',
  'payment.refund_failed',
  'payment.charged_back',
  'payment.chargeback_reversed',
  'shipment.tracked'
])

/** An order's whole story, the latest first: what will happen by itself above what has happened, each thing told once. */
export function storyOf({ steps, next }: Pick<OrderTimeline, 'steps' | 'next'>): readonly Happening[] {
  const future = next.map((each) => ({ when: 'future' as const, at: each.at, next: each }))
  const past = steps
    .filter(({ what }) => !echoes.has(what))
    .map((step) => ({ when: 'past' as const, at: step.at, step }))
  return [...future.toReversed(), ...past.toReversed()]
}

const amounts = ['paid', 'released', 'refunded', 'frozen', 'minor', 'amount'] as const

/** The amount that an event tells of: what it moved, in minor units of its currency; null where it tells of none. */
export function amountOf({
  data
}: Pick<TimelineStep, 'data'>): Readonly<{ amount: number; currency: string }> | null {
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
export function sentenceOf({ data }: Pick<TimelineStep, 'data'>): string | null {
  const found = data['reason'] ?? data['statement'] ?? data['note']
  return typeof found === 'string' && found !== '' ? found : null
}
