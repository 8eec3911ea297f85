/** How figures of several rounds lie: the median, half of them between the quartiles, all between least and most. */
export type Spread = Readonly<{ median: number; min: number; q1: number; q3: number; max: number }>

/** The value below which `share` of the values lie, between two neighbours in proportion (type 7 of Hyndman and Fan). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = share * (sorted.length - 1)
  const low = sorted[Math.floor(place)] ?? 0
  const high = sorted[Math.ceil(place)] ?? low
  return low + (high - low) * (place - Math.floor(place))
}

/** The median: the middle value, or the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/**
 * The least value that `share` of the values do not exceed (nearest rank): a time that was really measured. For the
 * latencies of requests; of fewer than 100 the 99th percentile is the longest.
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}

/** The spread of these values. */
export function spreadOf(values: readonly number[]): Spread {
  const [min, q1, middle, q3, max] = [0, 0.25, 0.5, 0.75, 1].map((share) => quantile(values, share))
  return { median: middle ?? 0, min: min ?? 0, q1: q1 ?? 0, q3: q3 ?? 0, max: max ?? 0 }
}

/** Rounds a figure to three digits that count, and never below the whole part: what a measurement can carry. */
export function rounded(value: number): number {
  if (!globalThis.Number.isFinite(value) || value === 0) return 0
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  const scale = 10 ** Math.min(digits, 6)
  return Math.round(value * scale) / scale
}
