import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { migrate } from '../db/index.ts'
import { addressOf, createLog } from '../server/index.ts'
import { type Config, readConfig } from './config.ts'
import { databaseOf, open, workBeside } from './database.ts'
import { demoKeys } from './demo-keys.ts'
import { ensureWorld } from './demo-world.ts'
import { environment, exitCodes } from './exit.ts'
import { keepAddress } from './kept-address.ts'
import { choosePort, usualPort } from './port.ts'
import { addCommand, portOption, type Run } from './program.ts'
import { progressOn } from './progress.ts'
import { startServices } from './sandbox.ts'
import { readSecrets } from './secrets.ts'
import { appOf, startService } from './service.ts'
import { demoLinks, type PrintedLink } from './sign-in.ts'
import type { Surroundings } from './surroundings.ts'

type Options = Readonly<{ port?: number; host?: string; json?: boolean }>

/** `kontor try`: a small world to look at, served until it is told to stop. */
export function tryCommand(program: Command, run: Run<Options>): void {
  addCommand(program, {
    name: 'try',
    summary: 'Fill a small marketplace with 90 days of orders, and serve it with a sandbox provider.',
    more: 'The first start makes everything; the next goes on from where it was. `kontor reset` starts over.',
    examples: ['kontor try', 'kontor try --port 8080', 'KONTOR_HOME=/tmp/second kontor try']
  })
    .option(
      '-p, --port <port>',
      `port to listen on, 0 for any free one (${usualPort} or the next that is free)`,
      portOption
    )
    .option('--host <host>', 'address to listen on (KONTOR_HOST, 127.0.0.1)')
    .option('--json', 'print {"url", "docs", "status", "keys", "signIn"} when ready')
    .action(run(tryIt))
}

async function tryIt(surroundings: Surroundings, options: Options) {
  const read = readConfig(surroundings)
  // Whoever tries things out receives webhooks on his own machine, those of its merchants too.
  const config: Config = { ...read, webhooks: { allowPrivate: 'everybody', allowHttp: true } }
  if (config.production) {
    throw environment(
      '`try` makes a marketplace that is not real, and this is production.',
      'Take KONTOR_ENV and NODE_ENV out of the environment.'
    )
  }
  const stopped = surroundings.stopped()
  const host = options.host ?? config.host
  const port = await choosePort(host, options.port ?? config.port)
  const progress = progressOn(surroundings)
  progress.step('Starting the database')
  let place = await databaseOf(config, progress.step)
  try {
    progress.step('Bringing the database up to date')
    await migrate(place.url)
    const found = await ensureWorld(config, place, progress)
    place = found.place
    progress.end()
    const { url } = place
    const { demonstration } = found
    const world = { config, url, host, port, json: options.json === true, demonstration }
    await workBeside(url, () => serveWorld(surroundings, world, stopped))
  } finally {
    await place.release()
  }
  return exitCodes.ok
}

type World = Readonly<{
  config: Config
  url: string
  host: string
  port: number
  json: boolean
  demonstration: boolean
}>

async function serveWorld(
  surroundings: Surroundings,
  { config, url, host, port, json, demonstration }: World,
  stopped: Promise<void>
): Promise<void> {
  await mkdir(config.home, { recursive: true })
  const logFile = join(config.home, 'kontor.log')
  const logStream = createWriteStream(logFile, { flags: 'w', mode: 0o600 })
  const log = createLog(config.logLevel, { write: (line) => void logStream.write(line) })
  const opened = await open(config, url)
  const apiUrl = addressOf(host, port)
  const services = await startServices({ config, url, clock: opened.clock, apiUrl, wanted: true })
  try {
    const app = appOf(config, { providers: services.providers, url: apiUrl })
    const keys = await demoKeys(config.home, opened.db, app.permissionsOf)
    const { owners = {} } = await readSecrets(config.home)
    const signIn = await demoLinks(config, opened.db, apiUrl, demonstration ? owners : {})
    const { version, consoleFolder } = surroundings
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
      openPages: true,
      consoleFolder
    })
    const forget = await keepAddress(config.home, apiUrl)
    const addresses = { url: apiUrl, docs: `${apiUrl}/docs`, status: `${apiUrl}/status` }
    surroundings.out(
      json
        ? `${JSON.stringify({ ...addresses, keys, signIn: urlsOf(signIn), log: logFile })}\n`
        : welcome(surroundings, config, addresses, { keys, signIn: urlsOf(signIn), logFile, demonstration })
    )
    await stopped
    if (!json) surroundings.out('\nStopping: what is in work is ended first.\n')
    await forget()
    await service.stop()
  } finally {
    await services.close()
    await opened.close()
    logStream.end()
  }
}

type Welcome = Readonly<{
  keys: Readonly<Record<string, string>>
  signIn: Readonly<Record<string, string>>
  logFile: string
  demonstration: boolean
}>

const urlsOf = (links: Readonly<Record<string, PrintedLink>>) =>
  Object.fromEntries(Object.entries(links).map(([kind, { url }]) => [kind, url]))

function welcome(
  { program, folder }: Surroundings,
  { home }: Config,
  { url, docs, status }: Readonly<{ url: string; docs: string; status: string }>,
  { keys, signIn, logFile, demonstration }: Welcome
): string {
  const elsewhere = home === join(folder, '.kontor') ? '' : `KONTOR_HOME='${home}' `
  const lines = [
    'Kontor is ready.',
    '',
    ...(demonstration
      ? []
      : [
          'This database had something in it already, so no demonstration was made: it is served as it is. For the',
          'demonstration take an empty database, or unset DATABASE_URL.',
          ''
        ]),
    `  Status page  ${status}`,
    `  The API      ${docs}`,
    `  The log      ${logFile}`,
    '',
    `Sign in by one of these, each once (the operator's within an hour):`,
    ...Object.entries(signIn).map(([kind, link]) => `  ${kind.padEnd(9)}  ${link}`),
    '',
    'One key for each kind of actor, for programs:',
    ...Object.entries(keys).map(([kind, key]) => `  ${kind.padEnd(9)}  ${key}`),
    '',
    'Try next:',
    `  curl -H 'Authorization: Bearer ${keys['operator'] ?? '…'}' '${url}/v1/orders?limit=3'`,
    `  ${elsewhere}${program} sign-in operator --url ${url}`,
    `  ${elsewhere}${program} clock advance 15d`,
    `  ${elsewhere}${program} verify`,
    '',
    `Ctrl-C stops it; the next start goes on from here, and \`${elsewhere}${program} reset\` starts over.`,
    ''
  ]
  return lines.join('\n')
}
