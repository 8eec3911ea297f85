import type { Tx } from '../db/index.ts'
import { closeGateWithin } from './account-store.ts'
import { deltasWait, rollUpDeltas, writeCheckpoints } from './job-store.ts'

/** So many changes of unlimited accounts may wait: few enough to be added up whenever a balance is read. */
const changesMin = 500
const changesMax = 20_000
/** So many entries at least lie between two checkpoints, few enough to be added up whenever a past balance is read. */
const transfersMin = 5000
/** So long may postings be held up for a checkpoint; if they have not ended by then, it is made another time. */
const gateWaitMs = 50

/** Whether something waits to be added up in a book. */
export function rollUpDue(tx: Tx, book: string): Promise<boolean> {
  return deltasWait(tx, book, { changes: changesMin, transfers: transfersMin })
}

/**
 * Adds what waits to the sums of unlimited accounts, answers how many changed, and keeps the sums of those that had many
 * entries as checkpoints. For this it closes the gate of the book for a moment.
 */
export async function rollUp(tx: Tx, book: string): Promise<number> {
  if (!(await rollUpDue(tx, book))) return 0
  const changed = await rollUpDeltas(tx, book, changesMax)
  const due = changed.filter(({ sinceCheckpoint }) => sinceCheckpoint >= transfersMin).map(({ no }) => no)
  if (due.length > 0 && (await closeGateWithin(tx, book, gateWaitMs))) await writeCheckpoints(tx, book, due)
  return changed.length
}
