import type { Job } from '../api/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { expireHolds } from './expire.ts'
import { flowsWait, keepFlows, placesMax } from './flows.ts'
import { nextExpiry } from './job-store.ts'
import { rollUp, rollUpDue } from './roll-up.ts'

const holdsMax = 500

/** The names of all books. */
type Books = (tx: Tx) => Promise<readonly string[]>

/**
 * What the ledger does by itself: gives back what expired holds had set aside, adds up unlimited accounts, and what moved
 * hour by hour. Book by book, each in a transaction of its own, so that none waits for another.
 */
export function ledgerJobs(books: Books): readonly Job[] {
  return [
    {
      name: 'ledger.expire',
      everyMs: 1000,
      run: (db) => inEach(db, books, (tx, book) => expireHolds(tx, book, holdsMax)),
      dueAt: async (tx) => {
        let first: Date | null = null
        for (const book of await books(tx)) {
          const at = await nextExpiry(tx, book)
          if (first === null || (at !== null && at < first)) first = at
        }
        return first
      }
    },
    {
      name: 'ledger.rollup',
      everyMs: 1000,
      run: (db) => inEach(db, books, rollUp),
      dueAt: async (tx) => {
        for (const book of await books(tx)) if (await rollUpDue(tx, book)) return tx.now
        return null
      }
    },
    {
      name: 'ledger.flows',
      everyMs: 5000,
      pieceMax: placesMax,
      run: (db) => inEach(db, books, keepFlows),
      dueAt: async (tx) => {
        for (const book of await books(tx)) if (await flowsWait(tx, book)) return tx.now
        return null
      }
    }
  ]
}

/** Does what is due in each book, and answers how much that was. */
async function inEach(
  db: Db,
  books: Books,
  work: (tx: Tx, book: string) => Promise<number>
): Promise<number> {
  let done = 0
  for (const book of await db.transaction(books)) done += await db.transaction((tx) => work(tx, book))
  return done
}
