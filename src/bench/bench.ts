import { nodesOf, openDb } from '../db/index.ts'
import { batchWorkload, holdsWorkload, hotWorkload } from './batches.ts'
import { booksWorkload } from './books.ts'
import { folderBeside, timeSyncs } from './disk.ts'
import { diskTooSmall, fewerThanAccounts } from './failures.ts'
import { fileSystemOf, type FileSystem, lookAtMachine, type Machine } from './machine.ts'
import { type Measurement, roundedSpread } from './measure.ts'
import { ordersWorkload } from './orders.ts'
import { createProbe, readPlace, readSettings, writeProbe } from './probe-store.ts'
import { holdSinglesWorkload, httpWorkload, singleWorkload } from './singles.ts'
import { type Effort, onStage, type Serve, type Stage, withTemplate, type Workload } from './stage.ts'
import { percentile, rounded, type Spread } from './stats.ts'
import { growthAndReads, growthWorkload, readsWorkload } from './stored.ts'
import { sweep } from './sweep.ts'
import type { Clock } from '../kernel/index.ts'

/** All workloads, in the order in which they run. */
export const workloads: readonly Workload[] = [
  batchWorkload,
  singleWorkload,
  booksWorkload,
  httpWorkload,
  holdsWorkload,
  holdSinglesWorkload,
  hotWorkload,
  ordersWorkload,
  growthWorkload,
  readsWorkload
]

/** The workloads of a name: one of them, or the group that its first word is. Empty where there is none. */
export function workloadsNamed(name: string): readonly Workload[] {
  return workloads.filter((workload) => workload.name === name || workload.name.startsWith(`${name}.`))
}

/** What the disk or the server does at most, measured before each workload. */
export type Limit = Readonly<{
  what: string
  perSecond: number
  spread: Spread
  p50Ms: number
  p99Ms: number
}>

/** All that a run found. docs/bench.md describes it; `format` grows when a field changes its meaning. */
export type Report = Readonly<{
  format: 1
  kontor: string
  at: string
  size: string
  effort: Effort
  machine: Machine
  database: Readonly<{
    version: string
    where: 'embedded' | 'DATABASE_URL'
    /** How many nodes the cluster has whose coordinator it is; 1 where it is none. */
    nodes: number
    fileSystem: FileSystem | null
    settings: Readonly<Record<string, string>>
  }>
  warnings: readonly string[]
  limits: readonly Limit[]
  measurements: readonly Measurement[]
}>

export type BenchOptions = Readonly<{
  /** A server's database that may be connected to; the workloads run in databases of their own beside it. */
  serverUrl: string
  where: Report['database']['where']
  clock: Clock
  version: string
  size: string
  effort: Effort
  workloads: readonly Workload[]
  serve: Serve
  /** Gets the names of the databases that the run makes, and loses them when they are dropped. */
  databases: Set<string>
  /** Folders that may lie on the file system of the database, for measuring the disk. */
  folders: readonly string[]
  step(text: string): void
  update(done: number, total: number): void
}>

/** What a run came to. */
export type Ran = Readonly<{
  report: Report
  /** What ended it before all was measured; null where nothing did. */
  failure: Readonly<{ workload: string; error: unknown }> | null
}>

/**
 * Runs workloads one after another, the limits of disk and server before each. The first that fails ends the run: what was
 * measured until then is answered together with the failure, or the failure is thrown where nothing was.
 */
export async function runBench(options: BenchOptions): Promise<Ran> {
  const { version, size, effort, where, clock } = options
  mustBeStorable(options)
  const at = clock.now().toISOString()
  options.step('Looking at the machine')
  const machine = await lookAtMachine()
  await sweep(options)
  const place = await lookAtServer(options)
  mustFit(options, place.fileSystem)
  const folder = await folderBeside(place.folder, options.folders)
  const { measurements, syncs, commits, failure } = await measureAll(options, folder)
  const limits = [
    ...(folder === null ? [] : [limitOf(`fdatasync of 8 KiB, one after another, in ${folder}`, syncs)]),
    limitOf('commits of one row, one after another, on one connection', commits)
  ]
  const { version: server, nodes, settings, fileSystem } = place
  const database = { version: server, where, nodes, fileSystem, settings }
  const warnings = [
    ...(failure === null ? [] : [incomplete(failure)]),
    ...warningsOf(machine, settings, folder === null && where === 'DATABASE_URL')
  ]
  const report = { format: 1, kontor: version, at, size, effort, machine, database } as const
  return { report: { ...report, warnings, limits, measurements }, failure }
}

async function measureAll(options: BenchOptions, folder: string | null) {
  const { effort } = options
  const measurements: Measurement[] = []
  const keep = (...found: readonly Measurement[]) => void measurements.push(...found)
  const syncs: number[][] = []
  const commits: number[][] = []
  let at = ''
  try {
    await withTemplate({ ...options, keep }, async (template) => {
      for (const workload of onceFilled(options.workloads)) {
        options.step((at = workload.name))
        await onStage({ ...options, keep, template }, async (stage) => {
          if (folder !== null) syncs.push(await timeSyncs(folder, effort.probeMs))
          commits.push(await timeCommits(stage))
          await workload.run(stage)
        })
      }
    })
    return { measurements, syncs, commits, failure: null }
  } catch (error) {
    if (measurements.length === 0) throw error
    return { measurements, syncs, commits, failure: { workload: at, error } }
  }
}

const incomplete = ({ workload, error }: NonNullable<Ran['failure']>) =>
  `The run ended in ${workload}: ${error instanceof Error ? error.message : String(error)}. ` +
  'Only what was measured before that stands here.'

const busyMax = 0.1

const transferKiB = 1
const restMiB = 3000

/** Rows, indexes and the server's log of what is stored. A full disk would stop everybody else on that server, too. */
export function mustFit(
  { workloads: asked, effort }: Pick<BenchOptions, 'workloads' | 'effort'>,
  fileSystem: FileSystem | null
): void {
  const transfers = Math.max(
    ...(asked.includes(growthWorkload) ? effort.growthAt : [0]),
    ...(asked.includes(readsWorkload) ? effort.readsAt : [0])
  )
  const neededMiB = Math.ceil((transfers * transferKiB) / 1024) + restMiB
  if (fileSystem !== null && transfers > 0 && fileSystem.freeMiB < neededMiB)
    throw diskTooSmall(transfers, neededMiB, fileSystem)
}

/** Opening the accounts stores a transfer each: less than that cannot be measured, and nothing is begun. */
export function mustBeStorable({
  workloads: asked,
  effort
}: Pick<BenchOptions, 'workloads' | 'effort'>): void {
  const { accounts, growthAt, readsAt } = effort
  const most = (levels: readonly number[]) => Math.max(0, ...levels)
  const least = asked.includes(readsWorkload) ? Math.min(...readsAt) : accounts
  if (least < accounts) throw fewerThanAccounts(least, accounts)
  if (asked.includes(growthWorkload) && most(growthAt) < accounts)
    throw fewerThanAccounts(most(readsAt), accounts)
}

/** Growth and reads need the same filled database: together, it is filled once. */
export function onceFilled(asked: readonly Workload[]): Workload[] {
  if (!asked.includes(growthWorkload) || !asked.includes(readsWorkload)) return [...asked]
  return asked
    .filter((one) => one !== growthWorkload)
    .map((one) => (one === readsWorkload ? growthAndReads : one))
}

async function lookAtServer({ serverUrl, clock }: BenchOptions) {
  const nodes = Math.max(1, (await nodesOf(serverUrl)).length)
  const db = openDb({ url: serverUrl, clock, role: null, connectionsMax: 1 })
  try {
    return await db.snapshot(async (tx) => {
      const { version, folder } = await readPlace(tx)
      const settings = await readSettings(tx)
      const fileSystem = folder === null ? null : await fileSystemOf(folder)
      return { version, nodes, folder, settings, fileSystem }
    })
  } finally {
    await db.close()
  }
}

async function timeCommits({ bare, effort }: Stage): Promise<number[]> {
  await bare.transaction(createProbe)
  const times: number[] = []
  const end = performance.now() + effort.probeMs
  while (performance.now() < end) {
    const start = performance.now()
    await bare.transaction(writeProbe)
    times.push(performance.now() - start)
  }
  return times
}

function limitOf(what: string, probes: readonly (readonly number[])[]): Limit {
  const rates = probes.map((times) => (times.length * 1000) / times.reduce((sum, ms) => sum + ms, 0))
  const spread = roundedSpread(rates)
  const all = probes.flat()
  return {
    what,
    perSecond: spread.median,
    spread,
    p50Ms: rounded(percentile(all, 0.5)),
    p99Ms: rounded(percentile(all, 0.99))
  }
}

/** What makes the figures worth less than they look. */
export function warningsOf(
  { busy, loadAverage, cores }: Pick<Machine, 'busy' | 'loadAverage' | 'cores'>,
  settings: Readonly<Record<string, string>>,
  remote = false
): string[] {
  const off = ['fsync', 'synchronous_commit', 'full_page_writes'].filter((name) => settings[name] === 'off')
  return [
    ...(busy > busyMax || loadAverage > cores * busyMax * 3
      ? [
          `The machine was not idle when the run began: ${Math.round(busy * 100)} % of its cores were in use, ` +
            `the load average was ${loadAverage}. Stop what else runs and measure again.`
        ]
      : []),
    ...off.map(
      (name) =>
        `${name} is off: what was acknowledged can be lost, and the figures are higher than durable ones.`
    ),
    ...(remote
      ? [
          'The disk of the database could not be reached from here: commits of one row stand for its fsync rate.'
        ]
      : [])
  ]
}
