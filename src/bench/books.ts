import { createBook } from '../books/index.ts'
import { insertBarely, rowsOf } from './bare.ts'
import type { Driven } from './drive.ts'
import { type Market, openMarket } from './market.ts'
import { type Measurement, measurement, percent, type Round, type Timing, timed } from './measure.ts'
import { openPosting, type PostingThread, type Share } from './posting.ts'
import { counterOf, mustSucceed, plains } from './singles.ts'
import { book as mainBook, rounds, type Stage, type Workload } from './stage.ts'

const counts = [1, 2, 4]

/** The name under which one book stands in the report, beside several: the ratio is what several gain. */
const oneBook = 'the same requests in one book'

/**
 * The requests of `ledger.single` in one, two and four books at once, in all of them together always as many under way. Each
 * book has a posting thread of its own; beside it as many threads post as many requests in one book, so that what is gained
 * is gained by the books and not by the threads.
 */
export const booksWorkload: Workload = {
  name: 'ledger.books',
  summary: 'the same in 1, 2 and 4 books at once, 256 in flight in all of them together',
  async run(stage) {
    const desks: Desk[] = []
    try {
      for (let no = 1; no <= Math.max(...counts); no++) desks.push(await openDesk(stage, no))
      for (const count of counts) stage.keep(await measureBooks(stage, desks.slice(0, count)))
    } finally {
      await Promise.all(desks.map(({ thread }) => thread.close()))
    }
  }
}

/** A book, the trade in it, and the thread that posts. */
type Desk = Readonly<{ book: string; market: Market; thread: PostingThread }>

async function openDesk({ db, url, effort }: Stage, no: number): Promise<Desk> {
  const book = no === 1 ? mainBook : `bench-${no}`
  if (book !== mainBook) await db.transaction((tx) => createBook(tx, book))
  return { book, market: await openMarket(db, effort.accounts, book), thread: openPosting(url) }
}

async function measureBooks(stage: Stage, desks: readonly Desk[]): Promise<Measurement> {
  const { bare, effort } = stage
  const total = Math.max(...effort.inFlight)
  const each = Math.max(1, Math.floor(total / desks.length))
  const workload = `ledger.books.${desks.length}`
  stage.step(workload)
  const counter = counterOf(stage, total)
  const run = async (what: string, deskOf: (own: Desk) => Desk) => {
    const many = Math.ceil(counter.next(what) / desks.length)
    const shares = desks.map((own): Share => {
      const { book, market } = deskOf(own)
      return { book, transactions: plains(market, many) }
    })
    const driven = await drive(desks, shares, each)
    mustSucceed(workload, driven)
    const timing = { count: driven.times.length, ms: driven.ms }
    counter.saw(what, timing)
    return { shares, driven, timing }
  }
  const measured = await rounds(stage, async (): Promise<Round> => {
    const { shares, driven, timing } = await run('own', (own) => own)
    const limit = await insertShares(bare, shares, each)
    const [first] = desks
    const several = first !== undefined && desks.length > 1
    const besides = several ? { [oneBook]: (await run(oneBook, () => first)).timing } : {}
    return { ...timing, times: driven.times, failed: driven.failed, limit, besides }
  })
  return measurement(
    {
      workload,
      unit: 'transfers',
      latencyOf: 'request',
      limit: `bare multi-row inserts of the same rows, ${each} a transaction, ${desks.length} at once`,
      settings: { books: desks.length, inFlight: each * desks.length, accounts: effort.accounts },
      read: readBooks
    },
    measured
  )
}

function readBooks({ besides: [one], ratio }: Omit<Measurement, 'reading'>): string {
  const share = `${percent(ratio)} of what bare inserts of the same rows reach`
  return one === undefined ? `${share}.` : `${one.ratio} times as many as in one book, and ${share}.`
}

/** Lets every thread post its share at the same time; what is measured begins when all of them have theirs. */
async function drive(desks: readonly Desk[], shares: readonly Share[], each: number): Promise<Driven> {
  const pairs = desks.flatMap(({ thread }, i) => {
    const share = shares[i]
    return share === undefined ? [] : [{ thread, share }]
  })
  await Promise.all(pairs.map(({ thread, share }) => thread.take(share)))
  let all: readonly Driven[] = []
  const ms = await timed(async () => {
    all = await Promise.all(pairs.map(({ thread }) => thread.drive(each)))
  })
  return {
    ms,
    times: all.flatMap(({ times }) => times),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    failure: all.find(({ failure }) => failure !== null)?.failure ?? null
  }
}

/** The rows of all books, inserted barely: each book's in transactions of their own, all books at once. */
async function insertShares(bare: Stage['bare'], shares: readonly Share[], each: number): Promise<Timing> {
  const columns = await Promise.all(shares.map(({ book, transactions }) => rowsOf(bare, book, transactions)))
  let count = 0
  const ms = await timed(async () => {
    for (const part of await Promise.all(columns.map((rows) => insertBarely(bare, rows, each))))
      count += part.count
  })
  return { count, ms }
}
