import type { Command } from 'commander'
import { migrate, type Occupation, pendingMigrations } from '../db/index.ts'
import { countTestKeys, keysOf } from '../identity/index.ts'
import { addressOf, createLog, type Logger } from '../server/index.ts'
import { type Config, readConfig } from './config.ts'
import { databaseOf, open, type Open, type Place, workBeside } from './database.ts'
import { environment, exitCodes } from './exit.ts'
import { keepAddress } from './kept-address.ts'
import { choosePort, usualPort } from './port.ts'
import { addCommand, portOption, type Run } from './program.ts'
import { startServices } from './sandbox.ts'
import { appOf, startService } from './service.ts'
import type { Surroundings } from './surroundings.ts'

type Options = Readonly<{
  port?: number
  host?: string
  migrate: boolean
  sandbox: boolean
  allowTestKeys?: boolean
  allowSandbox?: boolean
}>

/** `kontor serve`: the server, until it is told to stop. Where its port is taken it has touched nothing. */
export function serveCommand(program: Command, run: Run<Options>): void {
  addCommand(program, {
    name: 'serve',
    summary: 'Serve the API: on DATABASE_URL, or on the embedded PostgreSQL of KONTOR_HOME.',
    more: 'Outside production the sandbox provider runs with it, unless KONTOR_SANDBOX_URL names another.',
    examples: [
      'kontor serve',
      'kontor serve --port 8080 --host 0.0.0.0',
      'DATABASE_URL=postgres://… KONTOR_ENV=production kontor serve'
    ]
  })
    .option(
      '-p, --port <port>',
      `port to listen on, 0 for any free one (KONTOR_PORT, ${usualPort})`,
      portOption
    )
    .option('--host <host>', 'address to listen on (KONTOR_HOST, 127.0.0.1)')
    .option('--no-migrate', 'refuse to start instead of applying missing migrations')
    .option('--no-sandbox', 'start no sandbox provider')
    .option('--allow-test-keys', 'serve in production although keys for tests can be used')
    .option('--allow-sandbox', 'serve in production although the sandbox provider is configured')
    .action(run(serve))
}

async function serve(surroundings: Surroundings, options: Options) {
  const config = readConfig(surroundings)
  const log = createLog(config.logLevel, { write: surroundings.out })
  const stopped = surroundings.stopped()
  if (config.production && config.sandbox && !options.allowSandbox) {
    throw environment(
      'This is production, and the sandbox provider is configured (KONTOR_SANDBOX_URL): it moves no real money.',
      'Take it out of the environment, or say --allow-sandbox.'
    )
  }
  const host = options.host ?? config.host
  const port = await choosePort(host, options.port ?? config.port ?? usualPort)
  const place = await databaseOf(config, (step) => log.info(step))
  try {
    await bringUpToDate(place.url, options.migrate, log)
    const opened = await open(config, place.url)
    try {
      if (config.production && !options.allowTestKeys) await refuseTestKeys(opened)
      await workBeside(place.url, (beside) =>
        serveUntil(stopped, { surroundings, options, config, host, port, opened, beside, place, log })
      )
    } finally {
      await opened.close()
    }
  } finally {
    await place.release()
  }
  return exitCodes.ok
}

type Serving = Readonly<{
  surroundings: Surroundings
  options: Options
  config: Config
  host: string
  port: number
  opened: Open
  beside: Occupation
  place: Place
  log: Logger
}>

async function serveUntil(stopped: Promise<void>, serving: Serving): Promise<void> {
  const { surroundings, options, config, host, port, opened, beside, place, log } = serving
  const { url } = place
  const apiUrl = addressOf(host, port)
  const services = await startServices({
    config,
    url,
    clock: opened.clock,
    apiUrl,
    wanted: options.sandbox && !config.production
  })
  try {
    const app = appOf(config, { providers: services.providers, beside, url: apiUrl })
    const { version } = surroundings
    const service = await startService({
      config,
      opened,
      url,
      app,
      moreJobs: services.jobs,
      log,
      host,
      port,
      version,
      openPages: config.openPages,
      consoleFolder: surroundings.consoleFolder
    })
    const keys = await opened.db.transaction(keysOf)
    if (keys.length === 0) log.warn('there is no API key yet: kontor keys create operator')
    if (services.providers.size === 0)
      log.warn('there is no payment provider, so no order can be paid: see docs/operations.md')
    log.info(
      {
        url: service.listening.url,
        production: config.production,
        providers: [...services.providers.keys()]
      },
      'listening'
    )
    const forget = place.embedded ? await keepAddress(config.home, service.listening.url) : async () => {}
    await stopped
    await forget()
    log.info('stopping: requests in work are ended first')
    await service.stop()
    log.info('stopped')
  } finally {
    await services.close()
  }
}

async function bringUpToDate(url: string, may: boolean, log: Logger): Promise<void> {
  if (!may) {
    const pending = await pendingMigrations(url)
    if (pending.length === 0) return
    throw environment(
      `The database lacks ${pending.length} migrations of this release.`,
      'Run `kontor migrate` first.'
    )
  }
  for (const migration of await migrate(url)) log.info({ migration }, 'migrated')
}

async function refuseTestKeys({ db }: Open): Promise<void> {
  const count = await db.transaction(countTestKeys)
  if (count === 0) return
  throw environment(
    `This is production, and ${count} API keys for tests can still be used.`,
    'Revoke them (kontor keys list --test; kontor keys revoke ID), or say --allow-test-keys.'
  )
}
