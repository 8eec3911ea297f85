import type { z } from 'zod'
import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { day, later } from '../kernel/index.ts'
import { rateFuture, rateSame } from './failures.ts'
import { insertRates, latestRates, type Pair } from './fx-store.ts'
import type { FoundRate, FxRate, NewRate } from './quote.ts'
import { inverse, readRate } from './rate.ts'
import type { PayoutSettings } from './settings.ts'

/** Loads exchange rates. Those before them stay; the newest by its own time is used. */
export async function loadRates(tx: Tx, rates: readonly z.output<typeof NewRate>[]): Promise<FxRate[]> {
  if (rates.some(({ base, quote }) => base === quote)) throw rateSame()
  if (rates.some(({ at }) => at > tx.now)) throw rateFuture()
  const loaded = rates.map((rate): FxRate => ({ ...rate, id: tx.newId('fxr'), loadedAt: tx.now }))
  if (loaded.length === 0) return []
  await insertRates(tx, loaded)
  await emit(
    tx,
    ...loaded.map(({ id, base, quote, rate, source }) => ({
      type: 'rate.loaded' as const,
      subject: id,
      data: { base, quote, rate, source }
    }))
  )
  return loaded
}

/** The current rate of each pair, turned into its direction; pairs without one are absent. */
export async function currentRates(
  tx: Tx,
  pairs: readonly Pair[],
  settings: PayoutSettings
): Promise<ReadonlyMap<string, FoundRate>> {
  if (pairs.length === 0) return new Map()
  const found = await latestRates(tx, pairs, later(tx.now, -settings.rateDays * day), tx.now)
  return new Map(
    pairs.flatMap(({ from, to }): [string, FoundRate][] => {
      const direct = found.find(({ base, quote }) => base === from && quote === to)
      const other = found.find(({ base, quote }) => base === to && quote === from)
      if (direct !== undefined)
        return [[pairKey(from, to), { id: direct.id, rate: readRate(from, to, direct.rate) }]]
      if (other === undefined) return []
      return [[pairKey(from, to), { id: other.id, rate: inverse(readRate(to, from, other.rate)) }]]
    })
  )
}

/** How a pair is named among the current rates. */
export const pairKey = (from: string, to: string) => `${from} ${to}`
