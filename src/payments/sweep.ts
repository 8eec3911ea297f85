import type { Db, Tx } from '../db/index.ts'
import { day, hour, later, minute } from '../kernel/index.ts'
import { lookAgain } from './look-again.ts'
import type { Providers, ProviderSettlement } from './provider.ts'
import { claimSweep, saveSweep, selectSweeps, type Sweep, unknownOf } from './sweep-store.ts'

/** How long one who goes through settlements has them for himself. */
const claimMs = 10 * minute

/** An hour after the next midnight UTC, when the settlements of the day are there. */
function nextSweep(now: Date): Date {
  return later(new Date((Math.floor(now.getTime() / day) + 1) * day), hour)
}

/**
 * Goes through the settlements that providers made since the last time. A movement in them that nobody told of (its
 * webhook was lost for good) has its payment looked up. Once a day and provider; answers how many payments.
 */
export async function sweepSettlements(db: Db, providers: Providers): Promise<number> {
  const sweeps = await db.transaction((tx) => sweepsOf(tx, providers))
  let count = 0
  for (const sweep of sweeps.filter(({ dueAt }) => dueAt <= db.clock.now())) {
    const provider = providers.get(sweep.provider)
    if (provider === undefined) continue
    if (!(await db.transaction((tx) => claimSweep(tx, sweep, later(tx.now, claimMs))))) continue
    const settlements = await provider.settlements(sweep.since).catch(() => null)
    count += await db.transaction((tx) => takeIn(tx, sweep, settlements))
  }
  return count
}

/** How far each provider's sweep has come; a new provider is begun now. */
async function sweepsOf(tx: Tx, providers: Providers): Promise<Sweep[]> {
  const known = new Map(
    (await selectSweeps(tx, [...providers.keys()])).map((sweep) => [sweep.provider, sweep])
  )
  return [...providers.keys()].map(
    (name) => known.get(name) ?? { provider: name, since: new Date(0), dueAt: tx.now }
  )
}

async function takeIn(
  tx: Tx,
  sweep: Sweep,
  settlements: readonly ProviderSettlement[] | null
): Promise<number> {
  if (settlements === null) {
    await saveSweep(tx, { ...sweep, dueAt: later(tx.now, hour) })
    return 0
  }
  const lines = settlements.flatMap((settlement) => settlement.lines)
  const unknown = lines.length === 0 ? [] : await unknownOf(tx, sweep.provider, lines)
  if (unknown.length > 0) await lookAgain(tx, unknown)
  const since = settlements.at(-1)?.at ?? sweep.since
  await saveSweep(tx, { ...sweep, since, dueAt: nextSweep(tx.now) })
  return unknown.length
}

/** When the next sweep is due. */
export async function nextSweepDue(tx: Tx, providers: Providers): Promise<Date | null> {
  const sweeps = await sweepsOf(tx, providers)
  return sweeps.reduce<Date | null>(
    (first, { dueAt }) => (first === null || dueAt < first ? dueAt : first),
    null
  )
}
