import type { Job } from '../api/index.ts'
import { type App, createApp } from '../app.ts'
import { type Db, type Occupation, openDb, pendingMigrations } from '../db/index.ts'
import { authenticator } from '../identity/index.ts'
import type { Providers } from '../payments/index.ts'
import { pocket } from '../pocket/index.ts'
import { second, systemClock } from '../kernel/index.ts'
import {
  addressOf,
  createMetrics,
  createServer,
  type Listening,
  type Logger,
  type ReadyCheck,
  startJobs
} from '../server/index.ts'
import type { Config } from './config.ts'
import type { Open } from './database.ts'
import { usualPort } from './port.ts'

/** A running server with its jobs. */
export type Service = Readonly<{
  app: App
  listening: Listening
  /** Takes no new requests, ends what is in work, stops the jobs, closes what it opened. */
  stop: () => Promise<void>
}>

type Starting = Readonly<{
  config: Config
  opened: Open
  url: string
  app: App
  /** What happens by itself beside the app: the sandbox's bank. */
  moreJobs?: readonly Job[]
  log: Logger
  version: string
  host: string
  port: number
  openPages: boolean
  /** The folder of the built console; left out: it is not served. */
  consoleFolder?: string
}>

const migrationsMs = 30 * second

/** Starts to listen and to work. */
export async function startService(starting: Starting): Promise<Service> {
  const { config, opened, url, app, moreJobs = [], log, version, host, port } = starting
  const { openPages, consoleFolder } = starting
  const { db, clock, movable } = opened
  const jobsDb = openDb({
    url,
    clock,
    connectionsMax: config.connections.jobs,
    statementTimeoutMs: config.statementMs
  })
  const metrics = createMetrics(db, true)
  const jobs = startJobs({ db: jobsDb, jobs: [...app.jobs, ...moreJobs], log, metrics })
  const aheadMs = () => (movable ? movable.now().getTime() - systemClock.now().getTime() : 0)
  const server = createServer({
    db,
    routes: app.routes,
    authenticate: authenticator(db, app.permissionsOf),
    log,
    version,
    limits: config.limits,
    jobs,
    metrics,
    openPages,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    consoleFolder,
    aheadMs,
    extensions: [pocket],
    statusOf: app.statusOf,
    figuresOf: app.figuresOf,
    noteRequest: app.requests.note,
    ready: [
      { name: 'database', run: () => answers(db) },
      migrated(url),
      { name: 'jobs', run: async () => jobs.states().every(({ late }) => !late) }
    ]
  })
  const refresh = movable && setInterval(() => void movable.refresh().catch(() => undefined), second)
  const stopWork = async () => {
    if (refresh) clearInterval(refresh)
    await jobs.stop()
    await app.requests.write(jobsDb).catch(() => undefined) // the log of requests may lose its end
    await jobsDb.close()
  }
  let listening: Listening
  try {
    listening = await server.listen({ host, port })
  } catch (error) {
    await stopWork()
    throw error
  }
  return {
    app,
    listening,
    stop: async () => {
      await listening.close()
      await stopWork()
    }
  }
}

const answers = (db: Db) => db.transaction(async () => true)

/** Whether the database has all migrations, asked now and then: they change only by a deployment. */
function migrated(url: string): ReadyCheck {
  let known = { at: -Infinity, ok: false }
  return {
    name: 'migrations',
    run: async () => {
      if (performance.now() - known.at > migrationsMs) {
        known = { at: performance.now(), ok: (await pendingMigrations(url)).length === 0 }
      }
      return known.ok
    }
  }
}

/** What an app is made with, beside the configuration. */
type AppSurroundings = Readonly<{
  /** The payment services; without any it can still say what there is. */
  providers?: Providers
  beside?: Occupation
  /** Where this process can be reached, unless the configuration says where people reach it. */
  url?: string
}>

/** The app of this configuration. */
export function appOf(config: Config, { providers = new Map(), beside, url }: AppSurroundings = {}): App {
  const { production, payouts, webhooks, requestLog } = config
  return createApp({
    testKeys: !production,
    providers,
    payouts,
    webhooks,
    requestLog,
    origin: config.publicUrl ?? url ?? ownUrl(config),
    ...(beside ? { presence: beside.presence } : {})
  })
}

/** Where a Kontor of this configuration is reached from this machine. */
export function ownUrl({ host, port }: Pick<Config, 'host' | 'port'>): string {
  return addressOf(host, port ?? usualPort)
}
