import type { Command } from 'commander'
import { migrate, pendingMigrations } from '../db/index.ts'
import { countTestKeys } from '../identity/index.ts'
import { createLog } from '../server/index.ts'
import { readConfig } from './config.ts'
import { databaseOf, open, type Open } from './database.ts'
import { environment, exitCodes } from './exit.ts'
import { addCommand, portOption, type Run } from './program.ts'
import { appOf, startService } from './service.ts'

type Options = Readonly<{
  port?: number
  host?: string
  migrate: boolean
  allowTestKeys?: boolean
  allowSandbox?: boolean
}>

const usualPort = 4700

/** `kontor serve`: the server, until it is told to stop. */
export function serveCommand(program: Command, run: Run<Options>): void {
  addCommand(program, {
    name: 'serve',
    summary: 'Serve the API: on DATABASE_URL, or on the embedded PostgreSQL of KONTOR_HOME.',
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
    .option('--allow-test-keys', 'serve in production although keys for tests can be used')
    .option('--allow-sandbox', 'serve in production although the sandbox provider is configured')
    .action(run(serve))
}

const serve: Parameters<Run<Options>>[0] = async (surroundings, options) => {
  const config = readConfig(surroundings)
  const log = createLog(config.logLevel, { write: surroundings.out })
  const stopped = surroundings.stopped()
  if (config.production && config.sandbox && !options.allowSandbox) {
    throw environment(
      'This is production, and the sandbox provider is configured (KONTOR_SANDBOX_URL): it moves no real money.',
      'Take it out of the environment, or say --allow-sandbox.'
    )
  }
  const place = await databaseOf(config, (step) => log.info(step))
  try {
    await bringUpToDate(place.url, options.migrate, (name) => log.info({ migration: name }, 'migrated'))
    const opened = await open(config, place.url)
    try {
      if (config.production && !options.allowTestKeys) await refuseTestKeys(opened)
      const host = options.host ?? config.host
      const port = options.port ?? config.port ?? usualPort
      const service = await startService({
        config,
        opened,
        url: place.url,
        app: appOf(config),
        log,
        host,
        port,
        version: surroundings.version,
        openPages: config.openPages
      })
      log.info({ url: service.listening.url, production: config.production }, 'listening')
      await stopped
      log.info('stopping: requests in work are ended first')
      await service.stop()
      log.info('stopped')
    } finally {
      await opened.close()
    }
  } finally {
    await place.release()
  }
  return exitCodes.ok
}

async function bringUpToDate(url: string, may: boolean, told: (name: string) => void): Promise<void> {
  if (!may) {
    const pending = await pendingMigrations(url)
    if (pending.length === 0) return
    throw environment(
      `The database lacks ${pending.length} migrations of this release.`,
      'Run `kontor migrate` first.'
    )
  }
  for (const name of await migrate(url)) told(name)
}

async function refuseTestKeys({ db }: Open): Promise<void> {
  const count = await db.transaction(countTestKeys)
  if (count === 0) return
  throw environment(
    `This is production, and ${count} API keys for tests can still be used.`,
    'Revoke them (kontor keys list --test; kontor keys revoke ID), or say --allow-test-keys.'
  )
}
