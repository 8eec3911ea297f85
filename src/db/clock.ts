import pg from 'pg'
import { type Clock, systemClock } from '../kernel/index.ts'
import { reach } from './hosts.ts'

/** The machine's time, moved ahead by what `db_clock` says: so that a demo can let fifteen days pass. */
export type DatabaseClock = Clock &
  Readonly<{
    /** Reads the offset anew, as another process may have moved it. */
    refresh(): Promise<void>
    /** Puts the clock at `to`; it then goes on by itself. Never back. */
    set(to: Date): Promise<void>
    close(): Promise<void>
  }>

/** A clock whose offset lives in the database of `url`, shared by every process that works on it. */
export async function databaseClock(url: string, machine: Clock = systemClock): Promise<DatabaseClock> {
  const pool = new pg.Pool({ ...reach(url), keepAlive: true, max: 1 })
  pool.on('error', () => {})
  let offsetMs = 0
  const read = async () => {
    const { rows } = await pool.query<{ offset_ms: string }>('select offset_ms from db_clock')
    offsetMs = globalThis.Number(rows[0]?.offset_ms ?? 0)
  }
  await read()
  return {
    now: () => new Date(machine.now().getTime() + offsetMs),
    refresh: read,
    async set(to) {
      const { rows } = await pool.query<{ offset_ms: string }>(
        'update db_clock set offset_ms = greatest(offset_ms, $1) returning offset_ms',
        [to.getTime() - machine.now().getTime()]
      )
      offsetMs = globalThis.Number(rows[0]?.offset_ms ?? 0)
    },
    close: () => pool.end()
  }
}
