import { claimWork, type Job } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { type Currency, day, hour, later } from '../kernel/index.ts'
import { latestRates, loadRates } from '../payouts/index.ts'
import { chanceOf } from './chance.ts'

/** How the rates of the example are marked: nobody should take them for those of a market. */
const source = 'example rates'
const daysKept = 7

const pairs: readonly Readonly<{ from: Currency; to: Currency }>[] = [
  { from: 'USD', to: 'CNY' },
  { from: 'USD', to: 'JPY' },
  { from: 'USD', to: 'EUR' },
  { from: 'EUR', to: 'CNY' },
  { from: 'EUR', to: 'JPY' },
  { from: 'CNY', to: 'JPY' }
]

/** Loads rates between CNY, USD, JPY and EUR that are made up: always the same on the same day, a little other on the next. */
export async function loadExampleRates(tx: Tx, seed: number, wanted = pairs): Promise<void> {
  const rateOf = ratesOn(tx.now, seed)
  await loadRates(
    tx,
    wanted.map(({ from, to }) => ({ base: from, quote: to, rate: rateOf(from, to), source, at: tx.now }))
  )
}

const scale = 100_000n

/** The rates of a day. Each follows from what a dollar costs, so that no way round gains anything to speak of. */
function ratesOn(at: Date, seed: number): (from: Currency, to: Currency) => string {
  const chance = chanceOf(seed + Math.floor(at.getTime() / day))
  const dollar: Partial<Record<Currency, bigint>> = {
    USD: scale,
    EUR: BigInt(chance.between(85_200, 87_900)),
    CNY: BigInt(chance.between(709_000, 719_000)),
    JPY: BigInt(chance.between(14_700_000, 15_100_000))
  }
  return (from, to) => {
    const rate = ((dollar[to] ?? scale) * scale) / (dollar[from] ?? scale)
    return `${rate / scale}.${(rate % scale).toString().padStart(5, '0')}`
  }
}

/**
 * Goes on with the rates of the example when the world has ended, each week anew. It begins nothing: without a rate of
 * the example there is nothing to go on with, and a pair whose rate somebody else has loaded is theirs.
 */
export function exampleRatesJob(seed = 1): Job {
  return {
    name: 'world.rates',
    everyMs: hour,
    run: (db) =>
      db.transaction(async (tx) => {
        if (!(await claimWork(tx, 'world.rates'))) return 0
        const due = (await duePairs(tx)).filter(({ at }) => at <= tx.now)
        if (due.length > 0) await loadExampleRates(tx, seed, due)
        return due.length
      }),
    dueAt: async (tx) =>
      (await duePairs(tx)).reduce<Date | null>((first, { at }) => (first && first <= at ? first : at), null)
  }
}

/** When each pair of the example needs its next rate. */
async function duePairs(tx: Tx): Promise<Readonly<{ from: Currency; to: Currency; at: Date }>[]> {
  const latest = await latestRates(tx, pairs, new Date(0), tx.now)
  if (!latest.some((rate) => rate.source === source)) return []
  return pairs.flatMap(({ from, to }) => {
    const found = latest.find(
      ({ base, quote }) => (base === from && quote === to) || (base === to && quote === from)
    )
    if (found === undefined) return [{ from, to, at: tx.now }]
    return found.source === source ? [{ from, to, at: later(found.at, daysKept * day) }] : []
  })
}
