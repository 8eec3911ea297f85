import type { Effort } from './stage.ts'

const common = {
  probeMs: 500,
  batchSize: 8000,
  accounts: 10_000,
  inFlight: [1, 16, 64, 256],
  livesAtOnce: 128,
  growthBatch: 1000,
  growthSingles: 1000
} as const

/** How much is done in a run: an impression in minutes, a result, or one with ten million transfers stored. */
export const efforts = {
  quick: {
    ...common,
    rounds: 3,
    roundMs: 500,
    batches: 2,
    halfLoadMs: 1000,
    lives: 400,
    growthAt: [10_000, 100_000],
    readsAt: [100_000],
    orders: 10_000,
    reads: 200
  },
  normal: {
    ...common,
    rounds: 5,
    roundMs: 2000,
    batches: 4,
    halfLoadMs: 5000,
    lives: 1000,
    growthAt: [10_000, 100_000, 1_000_000],
    readsAt: [1_000_000],
    orders: 100_000,
    reads: 1000
  },
  full: {
    ...common,
    rounds: 9,
    roundMs: 4000,
    batches: 6,
    halfLoadMs: 15_000,
    lives: 2000,
    growthAt: [10_000, 100_000, 1_000_000, 10_000_000],
    readsAt: [1_000_000, 10_000_000],
    orders: 100_000,
    reads: 2000
  }
} as const satisfies Record<string, Effort>

export type Size = keyof typeof efforts

/** The same effort with other numbers of stored transfers: growth at the powers of ten up to the most of them, reads at each. */
export function storing(effort: Effort, transfers: readonly number[]): Effort {
  const most = Math.max(...transfers)
  const powers = Array.from({ length: 12 }, (_, i) => 10 ** (i + 4)).filter((power) => power < most)
  return { ...effort, growthAt: [...powers, most], readsAt: transfers }
}

/** The same effort without the levels of growth that lie below what opening the accounts stores. */
export function aboveFunding(effort: Effort): Effort {
  return { ...effort, growthAt: effort.growthAt.filter((at) => at >= effort.accounts) }
}
