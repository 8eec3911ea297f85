import type { Tx } from '../db/index.ts'
import { claimExpired } from './job-store.ts'
import { postAll } from './post.ts'
import type { Transaction } from './transaction.ts'

/**
 * Gives back what expired holds of a book still have, as a void that nobody asked for. Their ids are new ones: the lock
 * on the hold sees to it that it happens once, and nobody can have taken them.
 */
export async function expireHolds(tx: Tx, book: string, limit: number): Promise<number> {
  const expired = await claimExpired(tx, book, limit)
  const voids = expired.map((hold): Transaction => {
    return { id: tx.newId('txn'), legs: [{ id: tx.newId('trf'), type: 'void', hold, code: 'expired' }] }
  })
  await postAll(tx, voids, { book })
  return expired.length
}
