import type { Job } from '../api/index.ts'
import { expireHolds } from './expire.ts'
import { deltasWait, nextExpiry, rollUpDeltas } from './job-store.ts'

/** So many changes of unlimited accounts may wait: few enough to be added up whenever a balance is read. */
const deltasMin = 500
const deltasMax = 20_000
const holdsMax = 500

/** What the ledger does by itself: gives back what expired holds had set aside, and adds up unlimited accounts. */
export const jobs: readonly Job[] = [
  {
    name: 'ledger.expire',
    everyMs: 1000,
    run: (db) => db.transaction((tx) => expireHolds(tx, holdsMax)),
    dueAt: nextExpiry
  },
  {
    name: 'ledger.rollup',
    everyMs: 1000,
    run: (db) => db.transaction((tx) => rollUpDeltas(tx, deltasMin, deltasMax)),
    dueAt: async (tx) => ((await deltasWait(tx, deltasMin)) ? tx.now : null)
  }
]
