import assert from 'node:assert/strict'
import pg from 'pg'
import type { z } from 'zod'
import { type Clock, Failure, type Id, minute, newId } from '../kernel/index.ts'
import { copyIn } from './copy.ts'
import { reach } from './hosts.ts'
import { assertSynced, hearCommits, isLost } from './lost.ts'
import { markNow, type Marks, marks, ownNumber } from './mark.ts'
import type { Sql } from './sql.ts'

/** Who acts, and in which request: what events and records say about their origin. */
export type Attribution = Readonly<{ actor: string; request: string | null }>

/** The only way to reach the database: inside a transaction, rows checked against a schema. */
export type Tx = Readonly<{
  /** The clock's time when the transaction began: one moment for everything in it. */
  now: Date
  by: Attribution
  /** A new id, sorted by the clock's time, or by another moment. */
  newId<P extends string>(prefix: P, at?: Date): Id<P>
  many<T>(row: z.ZodType<T>, query: Sql): Promise<T[]>
  maybe<T>(row: z.ZodType<T>, query: Sql): Promise<T | undefined>
  one<T>(row: z.ZodType<T>, query: Sql): Promise<T>
  /** Runs a statement and answers how many rows it touched. */
  run(query: Sql): Promise<number>
  /** Rows as the driver gives them, unchecked: for hot paths whose columns are checked by their own tests. */
  rows(query: Sql): Promise<readonly unknown[][]>
  /** Feeds a `copy … from stdin (format binary)` with parts of `CopyRows`; answers how many rows. What making them throws is thrown. */
  copy(statement: Sql, parts: Iterable<Uint8Array>): Promise<number>
  /** Keeps items that `write` then writes together, right before the commit: in the transaction, with one statement. */
  collect<T>(write: Writer<T>, items: readonly T[]): void
  /** Writes now what was collected, for somebody who is about to read it. */
  flush(): Promise<void>
  /** Says before anything is written that nobody waits for what is: it leaves the mark of this `Db` as it was. */
  quiet(): Promise<void>
}>

/** Writes all that was collected in a transaction. */
export type Writer<T> = (tx: Tx, items: readonly T[]) => Promise<void>

/** Thrown inside a transaction that met another one in mid-air: it rolls back and begins again, as after a deadlock. */
export class BeginAgain extends Error {
  override readonly name = 'BeginAgain'
}

export type Db = Readonly<{
  clock: Clock
  /** Read committed: whoever decides on a row locks it first, in id order. Repeated after a deadlock. */
  transaction<T>(work: (tx: Tx) => Promise<T>, by?: Attribution): Promise<T>
  /** One unmoving picture of the database, read only: what is read of it fits each other. */
  snapshot<T>(work: (tx: Tx) => Promise<T>, by?: Attribution): Promise<T>
  /**
   * A text that stays the same for as long as nothing is committed on the server, what was written quietly left out: who found
   * nothing to do at one text finds nothing at the same. Null on a cluster, whose nodes change on their own.
   */
  mark(): Promise<string | null>
  /** Connections in use, idle and waited for. */
  load(): Readonly<{ total: number; idle: number; waiting: number }>
  close(): Promise<void>
}>

export type DbOptions = Readonly<{
  url: string
  clock: Clock
  /** The role that statements run as; its grants are what make the log append-only. Null: the role of the URL. */
  role?: 'kontor_app' | null
  connectionsMax?: number
  /** How long a connection stays that nobody uses, with what it has planned; 0: for ever. */
  idleMs?: number
  statementTimeoutMs?: number
  /** Off only where the whole work can be repeated from its source, as in a replay. */
  durable?: boolean
  /** The driver's client. A simulation puts one in its place that fails on demand. */
  client?: typeof pg.Client
  /** Makes new ids. A simulation draws them from its seed. */
  makeId?: typeof newId
}>

/** The same transaction at another moment: for acts of several moments that are written together, as in a replay. */
export function atMoment(tx: Tx, now: Date): Tx {
  return { ...tx, now, newId: (prefix, at = now) => tx.newId(prefix, at) }
}

/** The same transaction on behalf of another: for requests of several that are done together. */
export function attributedTo(tx: Tx, by: Attribution): Tx {
  return { ...tx, by }
}

const unmoving = 'begin isolation level repeatable read, read only'
const keepAliveMs = 10_000
const attemptsMax = 5
const repeatable = new Set(['40P01', '40001'])
const system: Attribution = { actor: 'system', request: null }

/**
 * Work that can be repeated runs the same statements over and over: each is planned once for each connection. A cluster
 * needs the values to choose the node.
 */
const planOnce = `select set_config('plan_cache_mode', 'force_generic_plan', false)
  where not exists (select from pg_extension where extname = 'citus')`

export function openDb(options: DbOptions): Db {
  const {
    url,
    clock,
    role = 'kontor_app',
    connectionsMax = 10,
    idleMs = 10 * minute,
    statementTimeoutMs = 30_000,
    durable = true,
    client,
    makeId = newId
  } = options
  const settings = [
    `statement_timeout=${statementTimeoutMs}`,
    `idle_in_transaction_session_timeout=${statementTimeoutMs * 2}`,
    ...(role ? [`role=${role}`] : []),
    // On a cluster, `set local` is said to the node of the book, too. Elsewhere this is a name without a meaning.
    'citus.propagate_set_commands=local',
    ...(durable ? [] : ['synchronous_commit=off'])
  ]
  const pool = new pg.Pool({
    ...reach(url),
    ...(client ? { Client: client } : {}),
    // Said so often, nothing between forgets a connection that is idle, and one that leads nowhere any more is noticed.
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveMs,
    max: connectionsMax,
    idleTimeoutMillis: idleMs,
    // Statements that do not wait for each other's answers go out together: `begin` and the first one, at the least.
    pipeline: true,
    connectionTimeoutMillis: 30_000,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
    types: { getTypeParser }
  })
  // A lost connection also fails the query on it, which is where it is dealt with. Unheard, the event ends the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', () => {})
    hearCommits(client)
    if (!durable) client.query(planOnce).catch(() => undefined) // then it is only slower
  })
  const known = marks()
  const around: Around = { pool, clock, makeId, marks: known }
  return {
    clock,
    transaction: (work, by = system) => repeat(() => attempt({ ...around, begin: 'begin', by }, work)),
    snapshot: (work, by = system) => look({ ...around, by }, work),
    async mark() {
      const { rows } = await pool.query<{ mark: string | null }>({ name: 'mark', text: markNow })
      const snapshot = rows[0]?.mark ?? null
      return snapshot === null ? null : known.of(snapshot)
    },
    load: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end()
  }
}

async function repeat<T>(work: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count++) {
    try {
      return await work()
    } catch (error) {
      if (count === attemptsMax || !mayRepeat(error)) throw error
    }
  }
}

function mayRepeat(error: unknown): boolean {
  if (error instanceof BeginAgain) return true
  return error instanceof pg.DatabaseError && repeatable.has(error.code ?? '')
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw Object.assign(
      new Failure('busy', 'db.unavailable', 'The database cannot be reached now. Nothing was changed.', {
        retryAfterSeconds: 2,
        advice: 'Repeat the request with the same Idempotency-Key in a few seconds.'
      }),
      { cause: error }
    )
  }
}

type Around = Readonly<{ pool: pg.Pool; clock: Clock; makeId: typeof newId; marks: Marks }>
type Attempt = Around & Readonly<{ begin: string; by: Attribution }>

async function attempt<T>({ begin, by, ...around }: Attempt, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await connect(around.pool)
  let broken = true // until COMMIT or ROLLBACK is known to have arrived, the connection is not reused
  try {
    const begun = client.query(begin)
    begun.catch(() => undefined) // it is awaited, and heard, below
    const tx = transactionOn({ ...around, client, begun, by })
    const result = await work(tx)
    await begun
    await tx.flush()
    await client.query('commit')
    assertSynced(client)
    broken = false
    return result
  } catch (error) {
    if (!isLost(error)) {
      broken = await client.query('rollback').then(
        () => false,
        () => true
      )
    }
    throw error
  } finally {
    client.release(broken)
  }
}

/** A look at one unmoving picture. What was seen is answered at once: how the transaction ends says nothing about it. */
async function look<T>({ by, ...around }: Omit<Attempt, 'begin'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await connect(around.pool)
  const end = (how: 'commit' | 'rollback') =>
    client.query(how).then(
      () => client.release(),
      () => client.release(true)
    )
  const begun = client.query(unmoving)
  begun.catch(() => undefined) // it is awaited, and heard, below
  try {
    const result = await work(transactionOn({ ...around, client, begun, by }))
    await begun
    void end('commit')
    return result
  } catch (error) {
    if (isLost(error)) client.release(true)
    else await end('rollback')
    throw error
  }
}

/**
 * Sends statements in their order. Reads may go out together with `begin`; everything else waits until that is answered, for
 * where it was not done each statement would stand alone, and stay whatever becomes of the others.
 */
function sender(begun: Promise<unknown>): <T>(text: string, send: () => Promise<T>) => Promise<T> {
  let isOpen = false
  let isWaiting = false
  begun.then(
    () => (isOpen = true),
    () => undefined
  )
  return (text, send) => {
    if (isOpen || (!isWaiting && /^\s*select\b/i.test(text))) return send()
    isWaiting = true
    return begun.then(send)
  }
}

type Begun = Around & Readonly<{ client: pg.PoolClient; begun: Promise<unknown>; by: Attribution }>

function transactionOn({ client, begun, clock, by, makeId, marks: known }: Begun): Tx {
  const now = clock.now()
  const inTurn = sender(begun)
  const send = (query: pg.QueryConfig) => inTurn(query.text, () => client.query(query))
  const many: Tx['many'] = async (row, query) => {
    const { rows } = await send(prepared(query))
    return rows.map((found) => row.parse(found))
  }
  const maybe: Tx['maybe'] = async (row, query) => {
    const rows = await many(row, query)
    assert(rows.length <= 1)
    return rows[0]
  }
  const collected = new Map<Writer<never>, unknown[]>()
  const tx: Tx = {
    now,
    by,
    newId: (prefix, at = now) => makeId(prefix, at),
    many,
    maybe,
    async one(row, query) {
      const found = await maybe(row, query)
      assert(found !== undefined)
      return found
    },
    async run(query) {
      return (await send(prepared(query))).rowCount ?? 0
    },
    async rows(query) {
      const asked = { ...prepared(query), rowMode: 'array' as const }
      return (await inTurn(asked.text, () => client.query(asked))).rows
    },
    copy: (statement, parts) => {
      const { text } = statement.build()
      return inTurn(text, () => copyIn(client, text, parts))
    },
    collect(write, items) {
      const before = collected.get(write)
      if (before === undefined) collected.set(write, [...items])
      else before.push(...items)
    },
    async flush() {
      const writing = [...collected]
      collected.clear()
      for (const [write, items] of writing) await write(tx, items as never[])
    },
    async quiet() {
      const { rows } = await inTurn('', () => client.query<{ no: string }>(ownNumber))
      known.quiet(BigInt(rows[0]?.no ?? 0))
    }
  }
  return tx
}

const statementsMax = 500
const statementNames = new Map<string, string>()

/** Named statements are parsed and planned once per connection. Texts vary little; the limit guards against ones that do. */
function prepared(query: Sql): { name?: string; text: string; values: unknown[] } {
  const built = query.build()
  let name = statementNames.get(built.text)
  if (name === undefined && statementNames.size < statementsMax) {
    name = `k${statementNames.size}`
    statementNames.set(built.text, name)
  }
  return name === undefined ? built : { name, ...built }
}

const { builtins } = pg.types
const int8Array = 1016

/** bigint stays bigint (the driver's default is a string), and a date stays its text. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === builtins.INT8) return BigInt
  if (oid === builtins.DATE) return String
  if (oid === int8Array) return (text: string) => text.slice(1, -1).split(',').filter(Boolean).map(BigInt)
  return pg.types.getTypeParser(oid, format as 'text')
}
