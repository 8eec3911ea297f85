import assert from 'node:assert/strict'

/** What time it is. Jobs, timers and records ask a Clock, never the machine. */
export type Clock = Readonly<{ now(): Date }>

/** The machine's time. Only `main.ts`, the command line and tests choose it. */
export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is moved, and never goes back. */
export type ManualClock = Clock & Readonly<{ set(to: Date): void; advance(milliseconds: number): void }>

export function manualClock(start: Date): ManualClock {
  let at = start.getTime()
  const set = (to: Date) => {
    assert(to.getTime() >= at, 'a clock does not go back')
    at = to.getTime()
  }
  return { now: () => new Date(at), set, advance: (milliseconds) => set(new Date(at + milliseconds)) }
}

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** The moment `milliseconds` after `at`. */
export function later(at: Date, milliseconds: number): Date {
  return new Date(at.getTime() + milliseconds)
}
