import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { openDb } from '../db/index.ts'
import { systemClock } from '../kernel/index.ts'
import type { Transaction } from '../ledger/index.ts'
import { Driven, inFlight } from './drive.ts'
import { type Poster, together } from './poster.ts'
import { askThread } from './thread.ts'

/** Transactions for one book. */
export type Share = Readonly<{ book: string; transactions: readonly Transaction[] }>

/** A thread that posts, with a connection pool of its own, as one of several processes of Kontor would. */
export type PostingThread = Readonly<{
  /** Takes the transactions over, so that handing them over is no part of what is measured. */
  take(share: Share): Promise<void>
  /** Posts what it took, so many requests always under way. */
  drive(count: number): Promise<Driven>
  close(): Promise<void>
}>

type Order = Readonly<{ share: Share } | { count: number } | { end: true }>

const postingThread = 'kontor bench posting'

/** Starts a thread that posts on a database of the run. This same file is what runs in it. */
export function openPosting(url: string): PostingThread {
  const thread = new Worker(new URL(import.meta.url), { workerData: { [postingThread]: url } })
  const ask = (order: Order) => askThread(thread, order)
  return {
    take: async (share) => {
      await ask({ share })
    },
    drive: async (count) => Driven.parse(await ask({ count })),
    close: async () => {
      await ask({ end: true })
      await thread.terminate()
    }
  }
}

const connectionsMax = 4

function posting(url: string): (order: Order) => Promise<unknown> {
  const db = openDb({ url, clock: systemClock, connectionsMax })
  const posters = new Map<string, Poster>()
  const posterOf = (book: string) => {
    const poster = posters.get(book) ?? together(db, book)
    posters.set(book, poster)
    return poster
  }
  let taken: Share = { book: '', transactions: [] }
  return async (order) => {
    if ('share' in order) {
      taken = order.share
      return true
    }
    if ('end' in order) {
      for (const poster of posters.values()) await poster.close()
      await db.close()
      return true
    }
    const poster = posterOf(taken.book)
    return inFlight(taken.transactions, order.count, (transaction) => poster.post(transaction))
  }
}

const url = isMainThread ? undefined : (workerData as Record<string, string> | null)?.[postingThread]
if (url !== undefined) {
  const obey = posting(url)
  // What fails ends the thread, which tells whoever waits for it.
  parentPort?.on(
    'message',
    (order: Order) => void obey(order).then((answer) => parentPort?.postMessage(answer))
  )
}
