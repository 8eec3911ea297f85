import { randomInt } from 'node:crypto'
import { clientOf } from './hosts.ts'
import { type Sql, sql } from './sql.ts'

const lockKey = 7_201_003
/** The first half of the lock that says which process is there; the second is the process's own number. */
const presenceKey = 7_201_020
const againMs = 500

/** The right to work on a database beside others, or alone; it ends with the process that has it. */
export type Occupation = Readonly<{
  /**
   * The number of this process among those that work on the database: as long as the process lives, the others see its
   * lock. Null while the connection that holds it is lost; a new one has another number.
   */
  presence: () => number | null
  release: () => Promise<void>
}>

/**
 * Occupies the database: `beside` others who work by the same clock, or `alone`, for work under a clock of its own, on
 * which nobody else's timers may act. Undefined when somebody else's occupation does not go with it. When the connection
 * is lost, as in a fail-over, it is taken again.
 */
export async function occupy(url: string, how: 'beside' | 'alone'): Promise<Occupation | undefined> {
  let session: Session | undefined
  let released = false
  let again: NodeJS.Timeout | undefined
  const onLost = () => {
    session = undefined
    if (!released) again = setTimeout(() => void retake(), againMs)
  }
  const retake = async () => {
    const found = await begin(url, how, onLost).catch(() => undefined)
    if (found === undefined) return onLost()
    session = found
    if (released) await found.end()
  }
  session = await begin(url, how, onLost)
  if (session === undefined) return undefined
  return {
    presence: () => session?.presence ?? null,
    async release() {
      released = true
      clearTimeout(again)
      await session?.end()
    }
  }
}

type Session = Readonly<{ presence: number; end: () => Promise<void> }>

/** A connection that holds both locks; `onLost` is called when it ends by itself. Undefined: somebody is in the way. */
async function begin(url: string, how: 'beside' | 'alone', onLost: () => void): Promise<Session | undefined> {
  const client = clientOf(url, { keepAlive: true })
  client.on('error', () => {}) // The server went away: whoever works on it learns so by himself.
  await client.connect()
  const presence = randomInt(1, 2 ** 31)
  const lock = how === 'alone' ? 'pg_try_advisory_lock' : 'pg_try_advisory_lock_shared'
  const { rows } = await client.query<{ got: boolean }>(
    `select ${lock}($1) and pg_try_advisory_lock($2, $3) as got`,
    [lockKey, presenceKey, presence]
  )
  if (!rows[0]?.got) {
    await client.end()
    return undefined
  }
  let ended = false
  client.once('end', () => {
    if (!ended) onLost()
  })
  return {
    presence,
    async end() {
      ended = true
      await client.end().catch(() => undefined)
    }
  }
}

/** Whether the process of this number, a column of type integer, is not there any more. */
export const isAbsent = (number: Sql): Sql => sql`not exists (
  select from pg_locks l where l.locktype = 'advisory' and l.classid = ${presenceKey} and l.objsubid = 2
    and l.objid = ${number}::oid and l.database = (select oid from pg_database where datname = current_database()))`
