import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { migrate, openDb } from '../db/index.ts'
import { formatDecimal, type ManualClock } from '../kernel/index.ts'
import { sandboxBankJob } from '../payouts/index.ts'
import { replayOlist, type ReplaySummary, type Stage } from '../replay/index.ts'
import { type Config, readConfig } from './config.ts'
import { databaseOf, workAlone } from './database.ts'
import { environment, exitCodes } from './exit.ts'
import { addCommand, type Run } from './program.ts'
import { progressOn } from './progress.ts'
import { sandboxInside } from './sandbox.ts'
import { appOf } from './service.ts'
import type { Surroundings } from './surroundings.ts'

type Options = Readonly<{ json?: boolean }>

const connectionsMax = 8
const statementTimeoutMs = 120_000

/** `kontor replay olist`: real orders from files through the operations of the API. */
export function replayCommand(program: Command, run: Run<Options>): void {
  const replay = program.command('replay').description('Run real marketplace orders from files.')
  addCommand(replay, {
    name: 'olist',
    summary: 'Run the orders of the Olist CSV files in a folder, under the clock of their timestamps.',
    more:
      'Payments, shipping, delivery and cancellation are as in the files; releases, commission and weekly payouts ' +
      'follow. What contradicts itself is reported. Run again, it goes on where it stopped; nothing doubles.',
    examples: ['kontor replay olist ./olist', 'kontor replay olist ./olist --json | jq .totals']
  })
    .argument('<folder>', 'with olist_orders_dataset.csv and the others, under their original names')
    .option(
      '--json',
      'print {"orders": {STATE: n}, "totals": {…}, "exceptions": [{"orderId", "kind", "detail"}]}'
    )
    .action(run((surroundings, { json }, folder = '') => replayFolder(surroundings, json === true, folder)))
}

const ordersFile = 'olist_orders_dataset.csv'

async function replayFolder(surroundings: Surroundings, json: boolean, given: string) {
  const folder = resolve(surroundings.folder, given)
  const config = readConfig(surroundings)
  if (config.production)
    throw environment(
      'A replay is paid by the sandbox provider, and this is production.',
      'Use another database.'
    )
  if (!existsSync(join(folder, ordersFile))) throw fileMissing(folder)
  const progress = progressOn(surroundings)
  progress.step('Starting the database')
  const place = await databaseOf(config, progress.step)
  try {
    await migrate(place.url)
    progress.step('Replaying orders')
    const summary = await workAlone(place.url, () =>
      onStage(config, place.url, (stage) => replayOlist({ folder, stage, progress: progress.update }))
    )
    progress.end()
    surroundings.out(json ? `${JSON.stringify(summary, exactly)}\n` : report(summary))
    return exitCodes.ok
  } finally {
    await place.release()
  }
}

const fileMissing = (folder: string) =>
  environment(
    `There is no ${ordersFile} in ${folder}. Nothing was begun.`,
    'Give the folder that holds the Olist CSV files under their original names.'
  )

/** Commits need not be durable one by one: what a crash takes away, the next run does again. */
async function onStage<T>(
  config: Config,
  url: string,
  work: (stage: (clock: ManualClock) => Promise<Stage>) => Promise<T>
): Promise<T> {
  const opened: (() => Promise<void>)[] = []
  try {
    return await work(async (clock) => {
      const db = openDb({ url, clock, connectionsMax, statementTimeoutMs, durable: false })
      opened.push(() => db.close())
      const { providers, jobs: sandboxJobs } = await sandboxInside(config, db, false)
      const jobs = [...appOf(config, { providers }).jobs, ...sandboxJobs, sandboxBankJob(config.payouts)]
      const promptJobs = jobs.filter((job) => job.name === 'payments.calls')
      const [provider = ''] = providers.keys()
      return { db, clock, jobs, promptJobs, provider, payouts: config.payouts }
    })
  } finally {
    for (const close of opened) await close()
  }
}

/** Amounts are whole numbers of minor units, at most 2^53 - 1 each. */
const exactly = (_: string, value: unknown) => (typeof value === 'bigint' ? globalThis.Number(value) : value)

const exceptionsShown = 20

function report({ orders, totals, exceptions }: ReplaySummary): string {
  const count = Object.values(orders).reduce((sum, n) => sum + n, 0)
  const states = Object.entries(orders).sort(([, a], [, b]) => b - a)
  const amount = (minor: bigint) => formatDecimal({ minor, currency: 'BRL' }).padStart(16)
  const shown = exceptions.slice(0, exceptionsShown)
  return [
    `${count} orders by final state`,
    ...states.map(([state, n]) => `  ${state.padEnd(18)}${String(n).padStart(8)}`),
    '',
    'Money, BRL',
    `  paid              ${amount(totals.paid)}`,
    `  held              ${amount(totals.held)}   in escrow`,
    `  released          ${amount(totals.released)}   to merchants`,
    `  commission        ${amount(totals.commission)}`,
    `  refunded          ${amount(totals.refunded)}   to buyers`,
    `  paid out          ${amount(totals.paidOut)}   of what was released, booked by the bank`,
    '',
    `${exceptions.length} exceptions${exceptions.length > shown.length ? `, the first ${shown.length} (all of them with --json)` : ''}`,
    ...shown.map(({ orderId, kind, detail }) => `  ${orderId}  ${kind}: ${detail}`),
    ''
  ].join('\n')
}
