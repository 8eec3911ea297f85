/** A measured workload beside the limit that was measured in the same run. */
export type Measurement = Readonly<{
  workload: string
  /** Transfers (or orders) a second. */
  perSecond: number
  p50Ms: number
  p99Ms: number
  limitPerSecond: number
  ratio: number
}>

/** How many of how many steps are done, for a progress bar. */
export type OnProgress = (done: number, total: number) => void

/** How long a piece of work took, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** The value below which `share` of the times lie. */
function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

/** Puts the figures together, rounded to what they can carry. */
export function measurement(
  workload: string,
  times: readonly number[],
  rates: Readonly<{ perSecond: number; limitPerSecond: number }>
): Measurement {
  const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits
  return {
    workload,
    perSecond: round(rates.perSecond, 0),
    p50Ms: round(percentile(times, 0.5), 2),
    p99Ms: round(percentile(times, 0.99), 2),
    limitPerSecond: round(rates.limitPerSecond, 0),
    ratio: round(rates.perSecond / rates.limitPerSecond, 3)
  }
}
