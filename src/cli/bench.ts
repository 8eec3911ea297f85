import { access, constants, stat, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Command, InvalidArgumentError, Option } from 'commander'
import {
  aboveFunding,
  type BenchOptions,
  dropStage,
  efforts,
  markdownOf,
  type Ran,
  runBench,
  type Size,
  storing,
  tableOf,
  workloads,
  workloadsNamed
} from '../bench/index.ts'
import { systemClock } from '../kernel/index.ts'
import { serveForBench } from './bench-serve.ts'
import { readConfig } from './config.ts'
import { databaseOf } from './database.ts'
import { environment, exitCodes, usage } from './exit.ts'
import { addCommand, type Run } from './program.ts'
import { type Progress, progressOn } from './progress.ts'
import type { Surroundings } from './surroundings.ts'

type Options = Readonly<{
  json?: boolean
  report?: string
  size: Size
  rounds?: number
  transfers?: number[]
  accounts?: number
}>

const sizes = Object.keys(efforts)
const patienceMs = 5000

const more = `Workloads (or the first words of them, such as ledger; all where none is named):
${workloads.map(({ name, summary }) => `  ${name.padEnd(20)} ${summary}`).join('\n')}

Each runs in a database of its own, which is dropped at the end, in rounds after one that warms up. Beside each stands a
limit that is measured in the same rounds: the same rows, inserted into a bare table with the same indexes. Printed are the
median of the rounds, the slowest and the fastest, and the latencies. What is measured and how: docs/bench.md.
Sizes: quick takes some minutes, normal a quarter of an hour, full (10 million transfers stored, 13 GiB of disk) an hour.`

/** `kontor bench`: figures of this machine, each beside a limit measured in the same run. */
export function benchCommand(program: Command, run: Run<Options>): void {
  addCommand(program, {
    name: 'bench',
    summary: 'Measure this machine, each figure beside a limit.',
    more,
    examples: [
      'kontor bench ledger --size quick',
      'kontor bench --report bench.md --json > bench.json',
      'kontor bench growth reads --transfers 1000000 10000000',
      'DATABASE_URL=postgres://kontor@db.example/postgres kontor bench ledger.single http'
    ]
  })
    .argument('[workload...]', 'what to measure')
    .addOption(new Option('--size <size>', 'how much is done').choices(sizes).default('normal'))
    .option('--rounds <n>', 'rounds that count', wholeOption(1, 1000))
    .option(
      '--transfers <n...>',
      'stored transfers that growth goes up to and reads are measured at',
      listOption
    )
    .option('--accounts <n>', 'accounts that money moves between', wholeOption(20, 1_000_000))
    .option('--json', 'print the report as JSON (docs/bench.md describes it)')
    .option('--report <file>', 'write the report as Markdown, too')
    .action(run((surroundings, options, ...names) => bench(surroundings, options, names)))
}

function wholeOption(least: number, most: number) {
  return (text: string): number => {
    const value = /^\d{1,10}$/.test(text) ? globalThis.Number(text) : -1
    if (value < least || value > most)
      throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`)
    return value
  }
}

const listOption = (text: string, before: number[] = []) => [
  ...before,
  wholeOption(1000, 1_000_000_000)(text)
]

async function bench(surroundings: Surroundings, options: Options, names: readonly string[]) {
  const wanted = new Set(names.flatMap((name) => named(name)))
  const effort = effortOf(options)
  const page = options.report === undefined ? null : resolve(surroundings.folder, options.report)
  if (page !== null) await mustBeWritable(page)
  const config = readConfig(surroundings)
  const progress = progressOn(surroundings)
  progress.step('Starting the database')
  const place = await databaseOf(config, progress.step)
  try {
    const ran = await runUntil(surroundings, progress, {
      serverUrl: place.url,
      where: place.embedded ? 'embedded' : 'DATABASE_URL',
      clock: systemClock,
      version: surroundings.version,
      size: options.size,
      effort,
      workloads: names.length === 0 ? workloads : workloads.filter((workload) => wanted.has(workload)),
      serve: (url) => serveForBench(surroundings, config, url),
      folders: [config.home, surroundings.folder]
    })
    progress.end()
    if (ran === null) return exitCodes.different
    const { report, failure } = ran
    surroundings.out(options.json ? `${JSON.stringify(report)}\n` : tableOf(report))
    if (page !== null) await writeFile(page, markdownOf(report))
    if (failure !== null) throw failure.error
    return exitCodes.ok
  } finally {
    await place.release()
  }
}

/** Refuses a file that could not be written, before anything is measured for it. */
async function mustBeWritable(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  const why = await (
    found?.isDirectory()
      ? Promise.reject(new Error('it is a folder'))
      : access(found === undefined ? dirname(path) : path, constants.W_OK)
  ).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
  if (why instanceof Error)
    throw environment(
      `The report cannot be written to ${path}: ${why.message}. Nothing was measured.`,
      'Name a file with --report in a folder that is there and may be written to.'
    )
}

type Running = Omit<BenchOptions, 'databases' | 'step' | 'update'>

/** Runs to the end, or until it is stopped: then it answers null, and none of its databases is left. */
async function runUntil(
  { err, stopped: asked }: Surroundings,
  progress: Progress,
  options: Running
): Promise<Ran | null> {
  const databases = new Set<string>()
  let stopping = false
  const stopped = asked().then(() => {
    stopping = true
    return null
  })
  const goOn = () => {
    if (stopping) throw new Error('the run is being stopped')
  }
  const running = runBench({
    ...options,
    databases,
    step(text) {
      goOn()
      progress.step(text)
    },
    update(done, total) {
      goOn()
      progress.update(done, total)
    }
  })
  const ran = await Promise.race([running, stopped])
  if (ran !== null) return ran
  progress.step('Stopping, and dropping the databases of the run')
  progress.end()
  err(leaving([...databases]))
  const ended = running.catch(() => undefined)
  await Promise.race([ended, wait(patienceMs)])
  // The round under way may still take long. Without its databases it fails at once.
  for (const name of databases) await dropStage(options.serverUrl, name)
  await ended
  return null
}

/** Whoever asks again to stop ends the process at once: what it then leaves is told before. */
function leaving(databases: readonly string[]): string {
  if (databases.length === 0) return ''
  return (
    'Stopping again ends it at once and leaves these databases, which the next `kontor bench` drops:\n' +
    databases.map((name) => `  drop database ${name} with (force);\n`).join('')
  )
}

function named(name: string) {
  const found = workloadsNamed(name)
  if (found.length > 0) return found
  const known = workloads.map((workload) => workload.name).join(', ')
  throw usage(
    `There is no workload ${name}.`,
    `Choose of ${known}; \`kontor bench --help\` says what each is.`
  )
}

function effortOf({ size, rounds, transfers, accounts }: Options) {
  const usual = efforts[size]
  const stored = transfers === undefined ? usual : storing(usual, transfers)
  return aboveFunding({
    ...stored,
    ...(rounds === undefined ? {} : { rounds }),
    ...(accounts === undefined ? {} : { accounts })
  })
}
