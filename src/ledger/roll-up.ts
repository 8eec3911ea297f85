import type { Tx } from '../db/index.ts'
import { closeGateSoon } from './account-store.ts'
import { deltasWait, rollUpDeltas, writeCheckpoints } from './job-store.ts'

/** So many changes of unlimited accounts may wait: few enough to be added up whenever a balance is read. */
const changesMin = 500
const changesMax = 20_000
/** So many entries at least lie between two checkpoints, few enough to be added up whenever a past balance is read. */
const transfersMin = 5000

/** Whether something waits to be added up in a book. */
export function rollUpDue(tx: Tx, book: string): Promise<boolean> {
  return deltasWait(tx, book, { changes: changesMin, transfers: transfersMin })
}

/**
 * Adds what waits to the sums of unlimited accounts, answers how many changed, and keeps the sums of those that had many
 * entries as checkpoints. For this it closes the gate of the book for a moment; if what is being posted has not ended
 * soon, that is left for another time.
 */
export async function rollUp(tx: Tx, book: string): Promise<number> {
  if (!(await rollUpDue(tx, book))) return 0
  const changed = await rollUpDeltas(tx, book, changesMax)
  const due = changed.filter(({ sinceCheckpoint }) => sinceCheckpoint >= transfersMin).map(({ no }) => no)
  if (due.length > 0 && (await closeGateSoon(tx, book))) await writeCheckpoints(tx, book, due)
  return changed.length
}
