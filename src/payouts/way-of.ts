import type { Tx } from '../db/index.ts'
import type { Payout } from './payout.ts'
import { nextRuns } from './profile-store.ts'
import { type Income, payoutsSince } from './store.ts'

/** How money that came into a balance went on: the payouts that took it along, and when the next is made if none did. */
export type Way = Income & Readonly<{ payouts: readonly Payout[]; nextAt: Date | null }>

/** So many payouts of the same balance are looked through: each but the last came back or was called off. */
const triesMax = 20

/**
 * For each income the payouts that could take it along: the next one out of the same balance, and where that came back or
 * was called off, the one after it as well. `nextAt`: nothing took it yet, and this is when the schedule pays next.
 */
export async function waysOf(tx: Tx, incomes: readonly Income[]): Promise<readonly Way[]> {
  if (incomes.length === 0) return []
  const found = await payoutsSince(tx, incomes, triesMax)
  const next = await nextRuns(tx, [...new Set(incomes.map(({ merchantId }) => merchantId))])
  return incomes.map((income, i): Way => {
    const since = found[i] ?? []
    const arrived = since.findIndex(({ state }) => state !== 'cancelled' && state !== 'returned')
    const payouts = arrived < 0 ? since : since.slice(0, arrived + 1)
    return { ...income, payouts, nextAt: arrived < 0 ? (next.get(income.merchantId) ?? null) : null }
  })
}
