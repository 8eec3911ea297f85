import type { Db } from '../db/index.ts'
import { post, type Transaction } from '../ledger/index.ts'

/** A way of posting single transactions. */
export type Poster = Readonly<{ post(transaction: Transaction): Promise<unknown>; close(): Promise<void> }>

/** Each in a database transaction of its own: what group commit is measured against. */
export function separately(db: Db, book: string): Poster {
  return {
    post: (transaction) => db.transaction((tx) => post(tx, transaction, { book })),
    close: async () => {}
  }
}

/** The way of the ledger itself. */
export function asTheLedgerDoes(db: Db, book: string): Poster {
  return separately(db, book)
}
