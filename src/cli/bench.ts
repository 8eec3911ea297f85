import type { Command } from 'commander'
import { benchLedger, benchOrders, type Measurement } from '../bench/index.ts'
import { createDatabase, dropDatabase, migrate } from '../db/index.ts'
import { createKey } from '../identity/index.ts'
import { newId, systemClock } from '../kernel/index.ts'
import { addressOf, createLog } from '../server/index.ts'
import { type Config, readConfig } from './config.ts'
import { databaseOf, open } from './database.ts'
import { exitCodes } from './exit.ts'
import { choosePort } from './port.ts'
import { addCommand, type Run } from './program.ts'
import { type Progress, progressOn } from './progress.ts'
import { startServices } from './sandbox.ts'
import { appOf, startService } from './service.ts'
import type { Surroundings } from './surroundings.ts'

type Options = Readonly<{ json?: boolean }>
type Bench = (
  surroundings: Surroundings,
  config: Config,
  url: string,
  progress: Progress
) => Promise<Measurement[]>

/** `kontor bench`: figures of this machine, each beside a limit measured in the same run. */
export function benchCommand(program: Command, run: Run<Options>): void {
  const bench = program.command('bench').description('Measure this machine, each figure beside a limit.')
  const more =
    'Runs in a database of its own, which is dropped at the end. Every transaction is durable (fsync on). The limit ' +
    'is measured in the same run: the same rows, inserted many at once into bare tables with the same indexes.'
  const json = 'print [{"workload", "perSecond", "p50Ms", "p99Ms", "limitPerSecond", "ratio"}]'
  addCommand(bench, {
    name: 'ledger',
    summary: 'Durable transfers a second: in batches, and as single requests, 1 to 256 at once.',
    more,
    examples: ['kontor bench ledger', 'kontor bench ledger --json']
  })
    .option('--json', json)
    .action(run((surroundings, options) => measure(surroundings, options, ledger)))
  addCommand(bench, {
    name: 'orders',
    summary: 'Complete lives of orders a second, over HTTP, the sandbox provider included.',
    more,
    examples: ['kontor bench orders', 'kontor bench orders --json']
  })
    .option('--json', json)
    .action(run((surroundings, options) => measure(surroundings, options, orders)))
}

async function measure(surroundings: Surroundings, { json }: Options, bench: Bench) {
  const config = readConfig(surroundings)
  const progress = progressOn(surroundings)
  progress.step('Starting the database')
  const place = await databaseOf(config, progress.step)
  try {
    const name = newId('kontor_bench', systemClock.now())
    const url = urlOf(place.url, name)
    await createDatabase(place.url, name)
    try {
      await migrate(url)
      progress.step('Measuring')
      const measured = await bench(surroundings, config, url, progress)
      progress.end()
      surroundings.out(json ? `${JSON.stringify(measured)}\n` : table(measured))
      return exitCodes.ok
    } finally {
      await dropDatabase(place.url, name)
    }
  } finally {
    await place.release()
  }
}

function urlOf(url: string, database: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${database}`
  return parsed.href
}

const ledger: Bench = (_, __, url, progress) =>
  benchLedger({ url, clock: systemClock, onProgress: progress.update })

async function orders(surroundings: Surroundings, config: Config, url: string, progress: Progress) {
  const opened = await open(config, url)
  const port = await choosePort('127.0.0.1', 0)
  const apiUrl = addressOf('127.0.0.1', port)
  const services = await startServices({ config, url, clock: opened.clock, apiUrl, wanted: true })
  try {
    const app = appOf(config, services.providers)
    const { version } = surroundings
    const log = createLog('silent', { write: () => {} })
    const serving = {
      config,
      opened,
      url,
      app,
      log,
      version,
      host: '127.0.0.1',
      port,
      openPages: false,
      moreJobs: []
    }
    const service = await startService(serving)
    const keyOf = (kind: 'operator' | 'service') =>
      opened.db.transaction(async (tx) => {
        const made = await createKey(tx, app.permissionsOf, { kind, label: 'bench', test: true })
        return made.secret
      })
    try {
      return await benchOrders({
        url,
        clock: opened.clock,
        apiUrl,
        operatorKey: await keyOf('operator'),
        serviceKey: await keyOf('service'),
        onProgress: progress.update
      })
    } finally {
      await service.stop()
    }
  } finally {
    await services.close()
    await opened.close()
  }
}

function table(measured: readonly Measurement[]): string {
  const columns = ['workload', 'per second', 'p50 ms', 'p99 ms', 'limit per second', 'of the limit']
  const rows = measured.map(({ workload, perSecond, p50Ms, p99Ms, limitPerSecond, ratio }) => [
    workload,
    String(perSecond),
    String(p50Ms),
    String(p99Ms),
    String(limitPerSecond),
    `${Math.round(ratio * 1000) / 10} %`
  ])
  const widths = columns.map((column, i) =>
    Math.max(column.length, ...rows.map((row) => row[i]?.length ?? 0))
  )
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')
  return `${[columns, ...rows].map(line).join('\n')}\n`
}
