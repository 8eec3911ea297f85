import assert from 'node:assert/strict'
import pg from 'pg'
import { z } from 'zod'
import { Failure } from '../kernel/index.ts'
import type { Attribution, Db, Tx } from './db.ts'
import { isLost } from './lost.ts'
import { sql } from './sql.ts'

export type GathererOptions<Item, Result> = Readonly<{
  db: Pick<Db, 'transaction'>
  /**
   * Does all items in one transaction and answers one result each, in their order; a Failure as a result refuses that
   * item alone. If it throws instead, all of it is rolled back and each half is tried by itself, down to the one item
   * that cannot be done: one bad item never fails its neighbours. If a statement takes too long, since it waits for a
   * lock, each is tried by itself and gives up soon, so that those wait no longer that need not.
   */
  work: (tx: Tx, items: readonly Item[]) => Promise<readonly (Result | Failure)[]>
  /** The most items of one transaction. */
  sizeMax: number
  /** So many transactions at once: while one of them waits for the disk, the next is made ready. */
  lanes?: number
  /** For each transaction that takes longer than `ms`, since it waits for a lock, one more may begin, up to `lanes` more. */
  beside?: Readonly<{ ms: number; lanes: number }>
  /** From so many waiting items on, further ones are refused at once: the queue and the memory it takes are bounded. */
  waitingMax: number
  by?: Attribution
}>

/** Does what arrives at the same time in one transaction: many callers share its statements and its one commit. */
export type Gatherer<Item, Result> = Readonly<{
  /** Resolves once the item is durable; rejects with its Failure, or with what broke its transaction. */
  add(item: Item): Promise<Result>
  /** How many items wait and how many are being worked on. */
  load(): Readonly<{ waiting: number; running: number }>
  /** Takes nothing more, and resolves when all that was taken has ended. */
  close(): Promise<void>
}>

type Entry<Item, Result> = Readonly<{
  item: Item
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}>

export function gatherer<Item, Result>(options: GathererOptions<Item, Result>): Gatherer<Item, Result> {
  const { sizeMax, lanes = 2, beside, waitingMax } = options
  let waiting: Entry<Item, Result>[] = []
  let running = 0
  let lanesBusy = 0
  let lanesSlow = 0
  const lanesOpen = () => lanes + Math.min(lanesSlow, beside?.lanes ?? 0)
  let starting = false
  let closed: (() => void) | undefined

  /** At the end of this turn of the event loop, so that all that arrives in it goes together. */
  const startSoon = () => {
    if (starting || lanesBusy >= lanesOpen()) return
    starting = true
    setImmediate(() => {
      starting = false
      while (lanesBusy < lanesOpen() && waiting.length > 0) void runLane()
    })
  }
  const runLane = async () => {
    lanesBusy++
    const entries = waiting.splice(0, sizeMax)
    running += entries.length
    let slow = 0
    const timer =
      beside &&
      setTimeout(() => {
        lanesSlow += slow = 1
        if (waiting.length > 0) startSoon()
      }, beside.ms)
    await perform(options, entries)
    clearTimeout(timer)
    lanesSlow -= slow
    running -= entries.length
    lanesBusy--
    if (waiting.length > 0) startSoon()
    else if (lanesBusy === 0) closed?.()
  }
  return {
    add(item) {
      if (closed !== undefined) return Promise.reject(closing())
      if (waiting.length >= waitingMax) return Promise.reject(full(waitingMax))
      const { promise, resolve, reject } = Promise.withResolvers<Result>()
      waiting.push({ item, resolve, reject })
      startSoon()
      return promise
    },
    load: () => ({ waiting: waiting.length, running }),
    close: () =>
      new Promise((resolve) => {
        closed = resolve
        if (lanesBusy === 0 && waiting.length === 0) resolve()
      })
  }
}

/** In this time a statement must be done whose group has waited for long already: some hundred times what it takes. */
const hurriedMs = 250

/** Never throws: each entry is told. With `statementMs` no statement before the commit may take longer. */
async function perform<Item, Result>(
  options: GathererOptions<Item, Result>,
  entries: readonly Entry<Item, Result>[],
  statementMs?: number
): Promise<void> {
  const { db, by } = options
  const work = statementMs === undefined ? options.work : hurried(options.work, statementMs)
  let worked = false
  try {
    const results = await db.transaction(async (tx) => {
      worked = false
      const done = await work(
        tx,
        entries.map(({ item }) => item)
      )
      assert.equal(done.length, entries.length)
      await tx.flush()
      worked = true
      return done
    }, by)
    for (const [i, result] of results.entries()) {
      if (result instanceof Failure) entries[i]?.reject(result)
      else entries[i]?.resolve(result)
    }
  } catch (error) {
    // After the work only the commit can fail, and then nobody knows whether it happened.
    if (worked || entries.length === 1 || isAboutDatabase(error)) {
      for (const { reject } of entries) reject(error)
      return
    }
    if (tookLong(error)) {
      for (const entry of entries) await perform(options, [entry], hurriedMs)
      return
    }
    const half = Math.ceil(entries.length / 2)
    await perform(options, entries.slice(0, half))
    await perform(options, entries.slice(half))
  }
}

/** The same work in statements that give up soon. The commit gets its usual time: it may wait for a standby. */
function hurried<Item, Result>(
  work: GathererOptions<Item, Result>['work'],
  statementMs: number
): GathererOptions<Item, Result>['work'] {
  const set = (tx: Tx, time: string) => tx.run(sql`select set_config('statement_timeout', ${time}, true)`)
  return async (tx, items) => {
    const { usual } = await tx.one(
      z.strictObject({ usual: z.string() }),
      sql`select current_setting('statement_timeout') as usual`
    )
    await set(tx, String(statementMs))
    const results = await work(tx, items)
    await tx.flush()
    await set(tx, usual)
    return results
  }
}

/** A statement or a lock was waited for too long, as happens to all of a group when one of them meets a lock. */
function tookLong(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(57014|55P03)$/.test(error.code ?? '')
}

/** Lost connections, lacking resources: trying each half would fail just the same. */
function isAboutDatabase(error: unknown): boolean {
  if (error instanceof Failure) return error.kind === 'busy'
  if (isLost(error)) return true
  return error instanceof pg.DatabaseError && /^(53|57P|58|XX)/.test(error.code ?? '')
}

function full(waitingMax: number): Failure {
  return new Failure(
    'too_many',
    'db.queue_full',
    `${waitingMax} requests wait already, so this one was not taken. Nothing was changed.`,
    { retryAfterSeconds: 1, advice: 'Send the same request again in a second or later, and fewer at once.' }
  )
}

function closing(): Failure {
  return new Failure('busy', 'db.closing', 'Kontor is being stopped. Nothing was changed.', {
    retryAfterSeconds: 2,
    advice: 'Send the same request again in a few seconds.'
  })
}
