import { percentile, rounded, type Spread, spreadOf } from './stats.ts'

/** What else was measured in the same rounds, and what the workload is to it. */
export type Beside = Readonly<{
  what: string
  perSecond: number
  /** The workload's rate divided by this one, round by round; the median of the rounds. */
  ratio: number
}>

/** Latencies under a fixed load, from the moment at which each request was due. */
export type FixedLoad = Readonly<{ perSecond: number; p50Ms: number; p99Ms: number; failed: number }>

/** A measured workload beside the limit that was measured in the same run. docs/bench.md describes each field. */
export type Measurement = Readonly<{
  workload: string
  /** What is counted: `transfers`, `orders`, `reads`. */
  unit: string
  /** How many of them in all the rounds that count. */
  count: number
  /** Requests that failed in those rounds. */
  failed: number
  rounds: number
  /** The median of the rounds, and how the rounds lie. */
  perSecond: number
  spread: Spread
  /** What the latencies are those of: `batch`, `request`, `life`. */
  latencyOf: string
  p50Ms: number
  p99Ms: number
  /** What the limit is, its rate (median of the rounds), and the workload's share of it (median of the rounds' shares). */
  limit: string
  limitPerSecond: number
  limitSpread: Spread
  ratio: number
  /** At half of the reached load; null where that was not measured. */
  halfLoad: FixedLoad | null
  besides: readonly Beside[]
  /** Bytes of disk for each stored transfer, all tables of the ledger and their indexes together; null where not looked at. */
  bytesEach: number | null
  /** What it was measured with: accounts, batch size, requests in flight, transfers stored. */
  settings: Readonly<Record<string, number>>
  /** What the figures say, in a sentence. */
  reading: string
}>

/** One round: what was done in how many milliseconds, and what the rivals of the same round needed. */
export type Round = Readonly<{
  count: number
  ms: number
  times: readonly number[]
  failed?: number
  limit: Timing
  besides?: Readonly<Record<string, Timing>>
}>

/** So many of them in so many milliseconds. */
export type Timing = Readonly<{ count: number; ms: number }>

/** What a workload says of itself beside its figures. */
export type About = Pick<Measurement, 'workload' | 'unit' | 'latencyOf' | 'limit' | 'settings'> &
  Readonly<{
    halfLoad?: FixedLoad | null
    read: (figures: Omit<Measurement, 'reading'>) => string
  }>

/** How long a piece of work took, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** So many a second. */
export const rateOf = ({ count, ms }: Timing) => (count * 1000) / ms

/** The figures of a load at a fixed rate. */
export function fixedLoad(
  perSecond: number,
  { times, failed }: Readonly<{ times: readonly number[]; failed: number }>
): FixedLoad {
  return {
    perSecond: rounded(perSecond),
    p50Ms: rounded(percentile(times, 0.5)),
    p99Ms: rounded(percentile(times, 0.99)),
    failed
  }
}

/** Puts the rounds together, rounded to what they can carry. */
export function measurement(about: About, rounds: readonly Round[]): Measurement {
  const { halfLoad = null, read, ...named } = about
  const rates = rounds.map(rateOf)
  const limits = rounds.map(({ limit }) => rateOf(limit))
  const times = rounds.flatMap((round) => round.times)
  const figures = {
    ...named,
    count: rounds.reduce((sum, { count }) => sum + count, 0),
    failed: rounds.reduce((sum, { failed = 0 }) => sum + failed, 0),
    rounds: rounds.length,
    perSecond: rounded(spreadOf(rates).median),
    spread: roundedSpread(rates),
    p50Ms: rounded(percentile(times, 0.5)),
    p99Ms: rounded(percentile(times, 0.99)),
    limitPerSecond: rounded(spreadOf(limits).median),
    limitSpread: roundedSpread(limits),
    ratio: shareOf(rates, limits),
    halfLoad,
    besides: besidesOf(rounds, rates),
    bytesEach: null
  }
  return { ...figures, reading: read(figures) }
}

function besidesOf(rounds: readonly Round[], rates: readonly number[]): Beside[] {
  return Object.keys(rounds[0]?.besides ?? {}).map((what) => {
    const others = rounds.map(({ besides }) => rateOf(besides?.[what] ?? { count: 0, ms: 1 }))
    return { what, perSecond: rounded(spreadOf(others).median), ratio: shareOf(rates, others) }
  })
}

/** The median of the shares of each round: noise that meets both halves of a round stays out of it. */
function shareOf(rates: readonly number[], others: readonly number[]): number {
  return rounded(spreadOf(rates.map((rate, i) => rate / (others[i] ?? rate))).median)
}

/** The spread of figures, rounded. */
export function roundedSpread(values: readonly number[]): Spread {
  const { min, q1, median, q3, max } = spreadOf(values)
  return {
    median: rounded(median),
    min: rounded(min),
    q1: rounded(q1),
    q3: rounded(q3),
    max: rounded(max)
  }
}

/** A share as people read it: `52.2 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`
}

/** So many of something: `1 round`, `2 rounds`. */
export const counted = (count: number, one: string) => `${grouped(count)} ${one}${count === 1 ? '' : 's'}`

/** A count or rate as people read it: `34 212`. */
export function grouped(value: number): string {
  const [whole = '', part] = String(value).split('.')
  const spaced = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ' ')
  return part === undefined ? spaced : `${spaced}.${part}`
}
