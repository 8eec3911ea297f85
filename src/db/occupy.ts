import pg from 'pg'

const lockKey = 7_201_003

/** The right to work on a database beside others, or alone; it ends with the process that has it. */
export type Occupation = Readonly<{ release: () => Promise<void> }>

/**
 * Occupies the database: `beside` others who work by the same clock, or `alone`, for work under a clock of its own, on
 * which nobody else's timers may act. Undefined when somebody else's occupation does not go with it.
 */
export async function occupy(url: string, how: 'beside' | 'alone'): Promise<Occupation | undefined> {
  const client = new pg.Client({ connectionString: url, keepAlive: true })
  client.on('error', () => {}) // The server went away: whoever works on it learns so by himself.
  await client.connect()
  const lock = how === 'alone' ? 'pg_try_advisory_lock' : 'pg_try_advisory_lock_shared'
  const { rows } = await client.query<{ got: boolean }>(`select ${lock}($1) as got`, [lockKey])
  if (!rows[0]?.got) {
    await client.end()
    return undefined
  }
  return { release: () => client.end().catch(() => undefined) }
}
