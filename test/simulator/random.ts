import { createHash } from 'node:crypto'
import { type Id, idOf } from '../../src/kernel/index.ts'

/** Chance that comes from a seed alone: the same seed draws the same numbers. */
export type Random = Readonly<{
  /** A number in [0, 1). */
  next(): number
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number
  chance(share: number): boolean
  pick<const T extends readonly [unknown, ...unknown[]]>(among: T): T[number]
  /** One of these, or undefined when there is none. */
  any<T>(among: readonly T[]): T | undefined
}>

/** mulberry32, started from the digest of whatever names this chance. */
export function randomOf(...names: readonly (string | number)[]): Random {
  let state = createHash('sha256').update(JSON.stringify(names)).digest().readInt32LE(0)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  const any = <T>(among: readonly T[]) => among[below(among.length)]
  return { next, below, chance: (share) => next() < share, any, pick: (among) => any(among) ?? among[0] }
}

/** Ids like those of Kontor, sorted by time, the rest drawn from the seed. */
export function idsOf(random: Random) {
  return <P extends string>(prefix: P, now: Date): Id<P> => {
    const digits = Array.from({ length: 20 }, () => random.below(16).toString(16)).join('')
    const time = now.getTime().toString(16).padStart(12, '0')
    return idOf(prefix, `${time}7${digits.slice(0, 3)}8${digits.slice(3, 18)}`)
  }
}
