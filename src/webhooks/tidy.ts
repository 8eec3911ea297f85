import type { Tx } from '../db/index.ts'
import { later } from '../kernel/index.ts'
import { keptMs } from './delivery.ts'
import { promote } from './delivery-store.ts'
import { dropDone, skipStale } from './sending-store.ts'

/**
 * Drops deliveries that have been done for 30 days, and skips those that have waited as long for a paused endpoint; at
 * most `limit` of each. Answers how many.
 */
export async function tidy(tx: Tx, limit: number): Promise<number> {
  const before = later(tx.now, 1 - keptMs)
  const dropped = await dropDone(tx, before, limit)
  const skipped = await skipStale(tx, before, limit)
  await promote(tx, skipped)
  return dropped + skipped.length
}
