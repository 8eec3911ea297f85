import { minute, second } from '../kernel/index.ts'

/** The limits of a server. Each has a default that somebody chose; docs/operations.md says how to change it. */
export type Limits = Readonly<{
  /** Requests of one key a second, over a longer time. */
  keyRatePerSecond: number
  /** Requests of one key at once, after a pause. */
  keyBurst: number
  /** Requests a second without a valid key from one address. */
  addressRatePerSecond: number
  addressBurst: number
  /** Requests in work at once; more are told to come back. */
  requestsMax: number
  /** Bodies on their way at once, those who need no key included; more are told to come back. */
  arrivingMax: number
  /** Bodies on their way at once of all who need no key. */
  arrivingOpenMax: number
  /** Bodies on their way at once of one key, and of one address that needs none. */
  arrivingOneMax: Readonly<{ key: number; address: number }>
  /** Bytes of the bodies of requests in work or on their way; whoever would go beyond is told to come back. */
  bodiesBytesMax: number
  /** Bytes of those among them that need no key. */
  openBodiesBytesMax: number
  /** Time in which the head of a request must have arrived. */
  headMs: number
  /** Time in which a request must have arrived whole, and in which some of an answer must have been taken. */
  requestMs: number
  /** Time after which requests that wait for somebody's lock no longer hold up those behind them. */
  groupMs: number
  /** Time that an open connection may be idle. */
  idleMs: number
  /** Time that requests in flight get to end when the server stops. */
  graceMs: number
}>

/** What holds unless the configuration says otherwise. */
export const defaultLimits: Limits = {
  keyRatePerSecond: 2000,
  keyBurst: 4000,
  addressRatePerSecond: 50,
  addressBurst: 200,
  requestsMax: 512,
  arrivingMax: 1024,
  arrivingOpenMax: 256,
  arrivingOneMax: { key: 512, address: 128 },
  bodiesBytesMax: 64 * 1024 * 1024,
  openBodiesBytesMax: 16 * 1024 * 1024,
  headMs: 10 * second,
  requestMs: 30 * second,
  groupMs: 200,
  idleMs: minute,
  graceMs: 15 * second
}

export type Buckets = Readonly<{
  /** Takes one token of the bucket with this name: answers 0, or the seconds after which there will be one again. */
  take(name: string, ratePerSecond: number, burst: number): number
  /** Gives a token back that was taken. */
  giveBack(name: string): void
}>

/** Counts what is held at once. `take` answers how to give it back, or undefined where that would be too much. */
export type Holding = Readonly<{ take(amount: number): (() => void) | undefined }>

/** Holds at most `most` at once; a single larger amount goes when nothing else is held. */
export function holding(most: number): Holding {
  let held = 0
  return {
    take(amount) {
      if (held > 0 && held + amount > most) return undefined
      held += amount
      return () => {
        held -= amount
      }
    }
  }
}

/** Counts what is held at once, by all and by each. */
export type Sharing = Readonly<{ take(name: string, amount: number): (() => void) | undefined }>

/** Holds at most `most` at once, and `mostOfOne` of each; a single larger amount goes when nothing else of that one is held. */
export function sharing(most: number, mostOfOne: number): Sharing {
  const all = holding(most)
  const each = new Map<string, { held: number }>()
  return {
    take(name, amount) {
      if (amount === 0) return () => undefined // what has no body takes no room, whatever is held
      const own = each.get(name) ?? { held: 0 }
      if (own.held > 0 && own.held + amount > mostOfOne) return undefined
      const giveBack = all.take(amount)
      if (giveBack === undefined) return undefined
      own.held += amount
      each.set(name, own)
      return () => {
        giveBack()
        own.held -= amount
        if (own.held === 0) each.delete(name)
      }
    }
  }
}

const bucketsMax = 20_000

/** Token buckets in this process's memory. `monotonicMs` is a clock that only goes on. */
export function tokenBuckets(monotonicMs: () => number = () => performance.now()): Buckets {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    take(name, ratePerSecond, burst) {
      const now = monotonicMs()
      const bucket = buckets.get(name) ?? { tokens: burst, at: now }
      bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / second) * ratePerSecond)
      bucket.at = now
      if (buckets.size >= bucketsMax && !buckets.has(name)) buckets.clear()
      buckets.set(name, bucket)
      if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / ratePerSecond))
      bucket.tokens -= 1
      return 0
    },
    giveBack(name) {
      const bucket = buckets.get(name)
      if (bucket !== undefined) bucket.tokens += 1
    }
  }
}
