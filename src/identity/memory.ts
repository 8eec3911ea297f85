import type { Actor } from '../api/index.ts'
import { Failure } from '../kernel/index.ts'

/** Who was found for a secret. */
export type Found = Readonly<{
  actor: Actor
  /** Refuses when it does not hold any more, although it was found. */
  mustHold(): void
  /** A moment of the monotonic clock (ms) after which it must be looked up again; left out: the memory's own time. */
  forgetAt?: number
}>

type Remembered = { readonly found: Promise<Found>; forgetAt: number }

const remembered = 10_000

/**
 * Remembers for `ms` who was found for the hash of a secret. Calls `admit` before it looks up one that was not valid the
 * last time. A refusal is not remembered: those who have come meanwhile are told, the next one is looked up again.
 */
export function memory(ms: number) {
  const all = new Map<string, Remembered>()
  const valid = lastNames(remembered)
  const look = (name: string, lookUp: () => Promise<Found>) => {
    const found = lookUp()
    const known: Remembered = { found, forgetAt: performance.now() + ms }
    if (all.size >= remembered) all.clear()
    all.set(name, known)
    found.then(
      ({ forgetAt = known.forgetAt }) => {
        known.forgetAt = Math.min(known.forgetAt, forgetAt)
        valid.add(name)
      },
      (error: unknown) => {
        all.delete(name)
        if (error instanceof Failure && error.kind === 'unauthenticated') valid.delete(name)
      }
    )
    return known
  }
  return async (hash: Buffer, lookUp: () => Promise<Found>, admit?: () => void): Promise<Actor> => {
    const name = hash.toString('base64')
    let known = all.get(name)
    if (!known || known.forgetAt <= performance.now()) {
      if (!valid.has(name)) admit?.()
      known = look(name, lookUp)
    }
    const { actor, mustHold } = await known.found
    mustHold()
    return actor
  }
}

/** The names that were added last, at most so many. */
function lastNames(most: number) {
  const names = new Set<string>()
  return {
    has: (name: string) => names.has(name),
    delete: (name: string) => names.delete(name),
    add(name: string) {
      names.delete(name)
      names.add(name)
      for (const oldest of names) {
        if (names.size <= most) break
        names.delete(oldest)
      }
    }
  }
}
