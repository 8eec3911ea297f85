import { placement } from '../books/index.ts'
import {
  createClusterDatabase,
  createDatabase,
  type Db,
  distribute,
  dropClusterDatabase,
  dropDatabase,
  migrate,
  nodesOf,
  openDb,
  urlOfDatabase
} from '../db/index.ts'
import { type Clock, newId } from '../kernel/index.ts'
import { createBareTables } from '../ledger/index.ts'
import type { Measurement } from './measure.ts'

/** How much is done: small figures give an impression, large ones a result. */
export type Effort = Readonly<{
  /** Rounds that count, after one that warms up. */
  rounds: number
  /** How long the disk and the commits of one row are tried before each workload. */
  probeMs: number
  /** About how long a round of requests lasts. */
  roundMs: number
  /** Transactions of a batch, and batches of a round. */
  batchSize: number
  batches: number
  /** Accounts of the market. */
  accounts: number
  /** Requests under way at once, one workload each. */
  inFlight: readonly number[]
  /** How long the load lasts that is half of the reached one. */
  halfLoadMs: number
  /** Order lives of a round, and how many are under way at once. */
  lives: number
  livesAtOnce: number
  /** The batches and the requests of a round while more is stored: few, so that they do not change how much is. */
  growthBatch: number
  growthSingles: number
  /** So many stored transfers growth is measured at, and reads. */
  growthAt: readonly number[]
  readsAt: readonly number[]
  /** Orders that are stored when reads are measured, and reads of each kind in a round. */
  orders: number
  reads: number
}>

/** A Kontor that listens, on the database it was asked for, with a sandbox provider beside it. */
export type Served = Readonly<{
  apiUrl: string
  operatorKey: string
  serviceKey: string
  stop(): Promise<void>
}>

/** Starts a Kontor on a database of the run. */
export type Serve = (url: string) => Promise<Served>

/** What a workload runs on: a migrated database of its own, which is dropped afterwards. */
export type Stage = Readonly<{
  url: string
  clock: Clock
  /** With the rights of the application, and with those of the owner. */
  db: Db
  bare: Db
  effort: Effort
  serve: Serve
  /** What is being done now, and how much of it is done. */
  step(text: string): void
  update(done: number, total: number): void
  /** Takes what was measured, so that it outlives what fails later. */
  keep(...found: readonly Measurement[]): void
}>

/** Measures something, and keeps one measurement for each of its cases. */
export type Workload = Readonly<{
  name: string
  /** What it measures, for the help. */
  summary: string
  run(stage: Stage): Promise<void>
}>

/** The book of the workloads: the one that the API works on. */
export const book = 'main'
/** What the names of a run's databases begin with; the time at which they are made follows. */
export const databasePrefix = 'kontor_bench'
const connectionsMax = 32
const statementTimeoutMs = 600_000

type Setting = Pick<Stage, 'clock' | 'effort' | 'serve' | 'step' | 'update' | 'keep'> &
  Readonly<{
    serverUrl: string
    /** The names of the databases of the run, as long as they are there: what is left of one that was broken off. */
    databases: Set<string>
    /** The name of a migrated database, of which the stage's own is a copy; null: the own one is migrated. */
    template: string | null
  }>

/** Whether the server is the coordinator of a cluster. Its stages are made on all nodes, and the ledger is placed on them. */
const isCluster = async (serverUrl: string) => (await nodesOf(serverUrl)).length > 1

/**
 * Makes a migrated database for as long as `work` takes, and gives it its name: what the stages are copied from. None on a
 * cluster, whose databases cannot be copied.
 */
export async function withTemplate<T>(
  setting: Omit<Setting, 'template'>,
  work: (template: string | null) => Promise<T>
): Promise<T> {
  if (await isCluster(setting.serverUrl)) return work(null)
  return inDatabase({ ...setting, template: null }, async (url, template) => {
    await migrate(url)
    return work(template)
  })
}

/** Makes a database for as long as `work` takes. */
async function inDatabase<T>(
  { serverUrl, template, clock, databases }: Setting,
  work: (url: string, name: string) => Promise<T>
): Promise<T> {
  const name = newId(databasePrefix, clock.now())
  databases.add(name)
  if (await isCluster(serverUrl)) await createClusterDatabase(serverUrl, name)
  else await createDatabase(serverUrl, name, template ?? undefined)
  try {
    return await work(urlOfDatabase(serverUrl, name), name)
  } finally {
    await dropStage(serverUrl, name)
    databases.delete(name)
  }
}

/** Drops a database of the run, on every node where there are several, with whoever is connected to it. */
export async function dropStage(serverUrl: string, name: string): Promise<void> {
  if (await isCluster(serverUrl)) await dropClusterDatabase(serverUrl, name)
  else await dropDatabase(serverUrl, name)
}

/** Does something on a stage of its own. */
export async function onStage<T>(setting: Setting, work: (stage: Stage) => Promise<T>): Promise<T> {
  const { clock, effort, serve, step, update, keep, template } = setting
  return inDatabase(setting, async (url) => {
    if (template === null) await migrate(url)
    if (await isCluster(setting.serverUrl)) await distribute(url, placement, [])
    const db = openDb({ url, clock, connectionsMax, statementTimeoutMs })
    const bare = openDb({ url, clock, connectionsMax, statementTimeoutMs, role: null })
    try {
      await bare.transaction(createBareTables)
      return await work({ url, clock, effort, serve, step, update, keep, db, bare })
    } finally {
      await Promise.all([db.close(), bare.close()])
    }
  })
}

/** One round that warms everything up, then those that count. */
export async function rounds<T>(
  { effort, update }: Pick<Stage, 'effort' | 'update'>,
  round: () => Promise<T>
): Promise<T[]> {
  await round()
  const results: T[] = []
  while (results.length < effort.rounds) {
    results.push(await round())
    update(results.length, effort.rounds)
  }
  return results
}
