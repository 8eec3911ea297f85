import type { Db } from '../db/index.ts'
import { openPoster, type Outcome, post, type Transaction } from '../ledger/index.ts'

/** A way of posting single transactions; it rejects what was refused. */
export type Poster = Readonly<{ post(transaction: Transaction): Promise<unknown>; close(): Promise<void> }>

/** Those under way at the same time share their statements and their commit, as the ledger does it (group commit). */
export function together(db: Db, book: string): Poster {
  const { add, close } = openPoster(db, { book })
  return { post: async (transaction) => mustBePosted(await add(transaction)), close }
}

/** Each in a database transaction of its own: what group commit is measured against. */
export function separately(db: Db, book: string): Poster {
  return {
    post: (transaction) => db.transaction((tx) => post(tx, transaction, { book })),
    close: async () => {}
  }
}

function mustBePosted(outcome: Outcome): void {
  if (outcome.result === 'refused') throw new Error(`refused: ${outcome.refusal.code}`)
}
