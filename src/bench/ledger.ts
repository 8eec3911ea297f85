import { type Db, openDb } from '../db/index.ts'
import { type Clock, newId } from '../kernel/index.ts'
import {
  type AccountId,
  type Columns,
  createBareTable,
  dropBareTable,
  insertBare,
  openAccounts,
  post,
  postAll,
  postBatch,
  readTransfers,
  type Transaction
} from '../ledger/index.ts'
import { type Measurement, measurement, type OnProgress, timed } from './measure.ts'
import { seeded, zipf } from './zipf.ts'

export type LedgerBenchOptions = Readonly<{
  /** A migrated database whose user may create tables; it keeps the rows of the run in a book of their own. */
  url: string
  clock: Clock
  onProgress?: OnProgress
  accounts?: number
  batches?: number
  batchSize?: number
  /** How many single requests at once, one workload each, and how many of them in all. */
  concurrencies?: readonly number[]
  singles?: number
}>

const connectionsMax = 32
const funds = 1_000_000_000n

/**
 * Durable transfers a second: in batches, and as single requests of which many are under way at once. Beside each stands
 * the limit, measured alternately with it: bare inserts of the same rows into a table with the same columns and indexes.
 */
export async function benchLedger(options: LedgerBenchOptions): Promise<Measurement[]> {
  const {
    url,
    clock,
    batches = 20,
    batchSize = 8000,
    singles = 2000,
    concurrencies = [1, 16, 64, 256]
  } = options
  const db = openDb({ url, clock, connectionsMax })
  const bare = openDb({ url, clock, connectionsMax, role: null })
  const book = newId('bench', clock.now())
  const next = await openMarket(db, book, options.accounts ?? 10_000)
  const total = batches + concurrencies.length
  let done = 0
  const step = () => options.onProgress?.(++done, total)
  try {
    await bare.transaction(createBareTable)
    const run = { db, bare, book, next, step, written: reader(bare, book) }
    await run.written()
    const results = [await benchBatches(run, batches, batchSize)]
    for (const concurrency of concurrencies) results.push(await benchSingles(run, concurrency, singles))
    return results
  } finally {
    await bare.transaction(dropBareTable)
    await Promise.all([db.close(), bare.close()])
  }
}

type Run = Readonly<{
  db: Db
  bare: Db
  book: string
  next: () => Transaction
  step: () => void
  /** The rows that the ledger wrote since this was last called. */
  written: () => Promise<Columns>
}>

/** Accounts with money in them, and transfers between those that Zipf's law picks. */
async function openMarket(db: Db, book: string, count: number): Promise<() => Transaction> {
  const names = Array.from({ length: count }, (_, i): AccountId => `wallet:w${i}:CNY`)
  const source: AccountId = 'source:bench:CNY'
  const limited = names.map((id) => ({ id, side: 'credit', floor: 0n, managed: false }) as const)
  const id = <P extends 'txn' | 'trf'>(prefix: P) => newId(prefix, db.clock.now())
  await db.transaction(async (tx) => {
    await openAccounts(tx, [{ id: source, side: 'debit', floor: null, managed: false }, ...limited], { book })
    const about = { type: 'plain', code: 'fund', debit: source, minor: funds } as const
    await postAll(
      tx,
      names.map((credit) => ({ id: id('txn'), legs: [{ ...about, id: id('trf'), credit }] })),
      { book }
    )
  })
  const random = seeded(1)
  const pick = zipf(count, random)
  return () => {
    const from = pick()
    const other = pick()
    const to = other === from ? (from + 1) % count : other
    const [debit = source, credit = source] = [names[from], names[to]]
    const minor = BigInt(1 + Math.floor(random() * 1000))
    return {
      id: id('txn'),
      legs: [{ id: id('trf'), type: 'plain', debit, credit, minor, code: 'trade', subject: `order-${from}` }]
    }
  }
}

async function benchBatches({ db, bare, book, next, step, written }: Run, batches: number, size: number) {
  const times: number[] = []
  let limitMs = 0
  for (let i = -1; i < batches; i++) {
    const transactions = Array.from({ length: size }, next)
    const ms = await timed(() => db.transaction((tx) => postBatch(tx, transactions, { book })))
    const rows = await written()
    const bareMs = await timed(() => bare.transaction((tx) => insertBare(tx, rows)))
    if (i < 0) continue // the first round warms both up
    times.push(ms)
    limitMs += bareMs
    step()
  }
  const perSecond = (size * batches * 1000) / times.reduce((sum, ms) => sum + ms, 0)
  return measurement('ledger.batch', times, { perSecond, limitPerSecond: (size * batches * 1000) / limitMs })
}

function reader(bare: Db, book: string): () => Promise<Columns> {
  let after = 0n
  return async () => {
    const { last, columns } = await bare.snapshot((tx) => readTransfers(tx, book, after))
    after = last
    return columns
  }
}

async function benchSingles(
  { db, bare, book, next, step, written }: Run,
  concurrency: number,
  count: number
) {
  const transactions = Array.from({ length: count }, next)
  const times: number[] = []
  const ms = await timed(() =>
    atOnce(transactions, concurrency, async (transaction) => {
      times.push(await timed(() => db.transaction((tx) => post(tx, transaction, { book }))))
    })
  )
  const rows = split(await written())
  const limitMs = await timed(() =>
    atOnce(rows, concurrency, (row) => bare.transaction((tx) => insertBare(tx, row)))
  )
  step()
  const rates = { perSecond: (count * 1000) / ms, limitPerSecond: (count * 1000) / limitMs }
  return measurement(`ledger.single.${concurrency}`, times, rates)
}

/** The columns of many rows as the columns of each; the texts of this workload hold no commas. */
function split(columns: Columns): Columns[] {
  const cells = columns.map((column) => column.slice(1, -1).split(','))
  return (cells[0] ?? []).map((_, i) => cells.map((column) => `{${column[i] ?? 'NULL'}}`))
}

async function atOnce<T>(
  things: readonly T[],
  workers: number,
  work: (thing: T) => Promise<unknown>
): Promise<void> {
  const queue = things.values()
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const thing of queue) await work(thing)
    })
  )
}
