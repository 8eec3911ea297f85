import { type Db, type Gatherer, gatherer } from '../db/index.ts'
import type { BookOption } from './book.ts'
import type { Outcome } from './outcome.ts'
import { type PostOptions, postBatch } from './post.ts'
import type { Transaction } from './transaction.ts'

export type PosterOptions = PostOptions &
  BookOption &
  Readonly<{
    /** The most transactions that share a commit. */
    sizeMax?: number
    /** So many commits at once: one waits for the disk while the next is decided. */
    lanes?: number
    /** From so many waiting transactions on, further ones are refused with `db.queue_full`. */
    waitingMax?: number
  }>

/**
 * Posts transactions of many callers together (group commit): what is posted at the same time shares its statements and
 * its one commit, and each still succeeds or fails alone. `add` resolves with the outcome once it is durable; refusals are
 * outcomes too, and are recorded.
 */
export function openPoster(
  db: Pick<Db, 'transaction'>,
  options: PosterOptions = {}
): Gatherer<Transaction, Outcome> {
  const { sizeMax = 1000, lanes = 2, waitingMax = 10_000, ...post } = options
  return gatherer({
    db,
    sizeMax,
    lanes,
    waitingMax,
    work: (tx, transactions: readonly Transaction[]) => postBatch(tx, transactions, post)
  })
}
