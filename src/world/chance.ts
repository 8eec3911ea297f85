/** Chance from a seed: the same seed gives the same choices, on every machine. Not for secrets. */
export type Chance = Readonly<{
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  /** True in `percent` of a hundred cases. */
  happens(percent: number): boolean
  pick<T>(from: readonly [T, ...T[]]): T
}>

/** Makes a generator (splitmix32: 32 bits of state, every state once in 2^32 steps). */
export function chanceOf(seed: number): Chance {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
  const between = (low: number, high: number) => low + (next() % (high - low + 1))
  return {
    between,
    happens: (percent) => between(1, 100) <= percent,
    pick: <T>(from: readonly [T, ...T[]]): T => from[between(0, from.length - 1)] ?? from[0]
  }
}
