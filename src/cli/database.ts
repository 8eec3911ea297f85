import {
  checkSession,
  createDatabase,
  type DatabaseClock,
  databaseClock,
  type Db,
  keepEmbedded,
  type Occupation,
  occupy,
  openDb,
  pendingMigrations
} from '../db/index.ts'
import { type Clock, systemClock } from '../kernel/index.ts'
import type { Config } from './config.ts'
import { environment } from './exit.ts'

/** The database that a command works on, for as long as it needs it. */
export type Place = Readonly<{
  url: string
  embedded: boolean
  /** The embedded server is stopped when nobody else uses it. */
  release: () => Promise<void>
}>

/** The database of DATABASE_URL, or the embedded one of KONTOR_HOME, found running or started. */
export async function databaseOf(
  config: Config,
  onProgress: (step: string) => void = () => {}
): Promise<Place> {
  if (config.databaseUrl !== undefined) {
    return { url: config.databaseUrl, embedded: false, release: async () => {} }
  }
  const server = await keepEmbedded(config.home, onProgress, () =>
    onProgress('PostgreSQL had died and was started again')
  )
  try {
    await createDatabase(server.url('postgres'), 'kontor')
  } catch (error) {
    await server.release()
    throw error
  }
  return { url: server.url('kontor'), embedded: true, release: () => server.release() }
}

/** Refuses a database that lacks migrations of this release. */
async function mustBeMigrated(url: string): Promise<void> {
  const pending = await pendingMigrations(url)
  if (pending.length === 0) return
  throw environment(
    `The database lacks ${pending.length} migrations of this release (${pending[0]}, …). Nothing was changed.`,
    'Run `kontor migrate` first.'
  )
}

/** An open database and its clock. */
export type Open = Readonly<{
  db: Db
  clock: Clock
  /** Null in production, where time is the machine's and cannot be moved. */
  movable: DatabaseClock | null
  close: () => Promise<void>
}>

/** Opens the database with the rights of the application, on the clock that it keeps. */
export async function open(
  config: Config,
  url: string,
  connectionsMax = config.connections.requests
): Promise<Open> {
  const movable = await databaseClock(url)
  const ahead = movable.now().getTime() - systemClock.now().getTime()
  if (config.production && ahead > 1000) {
    await movable.close()
    throw environment(
      'The clock of this database was moved ahead: it was used for tests and cannot serve in production.',
      'Use another database. A clock never goes back, since what happened would lie in the future.'
    )
  }
  const clock: Clock = config.production ? systemClock : movable
  const db = openDb({ url, clock, connectionsMax, statementTimeoutMs: config.statementMs })
  try {
    await checkSession(db)
  } catch (error) {
    await db.close()
    await movable.close()
    throw error
  }
  return {
    db,
    clock,
    movable: config.production ? null : movable,
    close: async () => {
      await db.close()
      await movable.close()
    }
  }
}

/** Does something on the migrated database, and leaves everything as it was found. */
export async function withDatabase<T>(
  config: Config,
  work: (open: Open, url: string) => Promise<T>
): Promise<T> {
  const place = await databaseOf(config)
  try {
    await mustBeMigrated(place.url)
    const opened = await open(config, place.url)
    try {
      return await work(opened, place.url)
    } finally {
      await opened.close()
    }
  } finally {
    await place.release()
  }
}

/** Does work whose timers go by the database's clock; several may at once, but not beside work under another clock. */
export async function workBeside<T>(url: string, work: (beside: Occupation) => Promise<T>): Promise<T> {
  const occupation = await occupy(url, 'beside')
  if (!occupation) {
    throw environment(
      'This database is being filled by a replay or by the first `kontor try`.',
      'Wait until that has ended, or use another database.'
    )
  }
  try {
    return await work(occupation)
  } finally {
    await occupation.release()
  }
}

/** Does work under a clock of its own: a server beside it would act on the past by the time of today. */
export async function workAlone<T>(url: string, work: () => Promise<T>): Promise<T> {
  const occupation = await occupy(url, 'alone')
  if (!occupation) {
    throw environment(
      'Another Kontor works on this database now (serve, try, clock advance or replay).',
      'Stop it first, or use another KONTOR_HOME or DATABASE_URL.'
    )
  }
  try {
    return await work()
  } finally {
    await occupation.release()
  }
}
