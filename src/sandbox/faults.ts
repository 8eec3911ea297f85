import { z } from 'zod'

const chance = z.number().min(0).max(1).optional()

/** What can go wrong on the way of a call. */
export const TransportFault = z.enum([
  'timeout',
  'lost_reply',
  'error_before',
  'error_after',
  'busy',
  'garbage'
])
export type TransportFault = z.infer<typeof TransportFault>

/**
 * What goes wrong, and how often (0 to 1). Chance comes from `seed` alone, so that a run can be repeated. `next`: faults
 * for the next calls, in order, before chance is asked.
 */
export const Faults = z.strictObject({
  seed: z.number().int().optional(),
  next: z.array(TransportFault).max(1000).optional(),
  /** The request is not worked on, and never answered. */
  timeout: chance,
  /** It is done, and the answer lost. */
  lostReply: chance,
  /** 500, and nothing done. */
  errorBefore: chance,
  /** 500, though it is done. */
  errorAfter: chance,
  /** 429, and nothing done. */
  busy: chance,
  /** It is done, and the answer is not readable. */
  garbage: chance,
  declined: chance,
  lateCapture: chance,
  chargeback: chance,
  webhookDuplicate: chance,
  /** Delivered up to ten minutes late, and so maybe after a later one. */
  webhookLate: chance,
  webhookDropped: chance
})
export type Faults = z.infer<typeof Faults>

/** Decides what goes wrong next. */
export type Dice = Readonly<{
  set(faults: Faults): void
  transport(): TransportFault | null
  /** True the first time this key is seen (of the last ten thousand). */
  isFirst(key: string): boolean
  /** Whether this fault happens now. */
  strikes(
    fault: 'declined' | 'lateCapture' | 'chargeback' | 'webhookDuplicate' | 'webhookLate' | 'webhookDropped'
  ): boolean
  /** A number in [0, 1). */
  roll(): number
}>

const seenMax = 10_000

const transports: readonly (readonly [TransportFault, keyof Faults])[] = [
  ['timeout', 'timeout'],
  ['lost_reply', 'lostReply'],
  ['error_before', 'errorBefore'],
  ['error_after', 'errorAfter'],
  ['busy', 'busy'],
  ['garbage', 'garbage']
]

/** Dice for these faults. */
export function diceFor(start: Faults): Dice {
  let faults = start
  let state = start.seed ?? 1
  let next = [...(start.next ?? [])]
  const seen = new Set<string>()
  // mulberry32: small, seeded, and good enough to choose faults.
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    set(to) {
      faults = to
      state = to.seed ?? state
      next = [...(to.next ?? [])]
    },
    transport() {
      const planned = next.shift()
      if (planned !== undefined) return planned
      let at = roll()
      for (const [fault, name] of transports) {
        const share = faults[name]
        if (typeof share !== 'number') continue
        if (at < share) return fault
        at -= share
      }
      return null
    },
    isFirst(key) {
      if (seen.has(key)) return false
      if (seen.size >= seenMax) seen.clear()
      seen.add(key)
      return true
    },
    strikes: (fault) => roll() < (faults[fault] ?? 0),
    roll
  }
}
