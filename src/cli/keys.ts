import type { Command } from 'commander'
import { type ActorKind, actorKinds } from '../api/index.ts'
import { type ApiKey, createKey, keysOf, revokeKey } from '../identity/index.ts'
import { type Id, idSchema, later } from '../kernel/index.ts'
import { readConfig } from './config.ts'
import { withDatabase } from './database.ts'
import { readDuration } from './duration.ts'
import { exitCodes, usage } from './exit.ts'
import { addCommand, type Run } from './program.ts'
import { appOf } from './service.ts'

type Options = Readonly<{
  label?: string
  merchant?: string
  buyer?: string
  permissions?: string
  expires?: string
  test?: boolean
  json?: boolean
}>

const byCommandLine = { actor: 'command-line', request: null }

/** `kontor keys`: makes, lists and revokes API keys. */
export function keysCommand(program: Command, run: Run<Options>): void {
  const keys = program.command('keys').description('Make, list and revoke API keys.')
  addCommand(keys, {
    name: 'create',
    summary: `Make an API key and print it, this once. Kinds: ${actorKinds.join(', ')}.`,
    more: 'Outside production keys are for tests (kontor_test_…), and production refuses to serve with them.',
    examples: [
      'kontor keys create operator --label "back office"',
      'kontor keys create merchant --merchant mer_01h455vb4pex5vsknk084sn02q --expires 90d',
      'kontor keys create service --permissions orders.read,orders.write --json'
    ]
  })
    .argument('<kind>', `one of ${actorKinds.join(', ')}`)
    .option('--label <text>', 'what it is for', 'made by the command line')
    .option('--merchant <id>', 'the merchant whose key it is')
    .option('--buyer <id>', 'the buyer whose key it is')
    .option('--permissions <list>', 'narrow what the kind may do, separated by commas')
    .option('--expires <duration>', 'such as 90d')
    .option('--test', 'for tests, also in production')
    .option('--json', 'print {"secret", "key"}')
    .action(run((surroundings, options, kind = '') => create(surroundings, options, kind)))
  addCommand(keys, {
    name: 'list',
    summary: 'List API keys that can be used.',
    examples: ['kontor keys list --test']
  })
    .option('--test', 'only those for tests')
    .option('--json', 'print a list of keys')
    .action(
      run(async (surroundings, { test, json }) => {
        const all = await withDatabase(readConfig(surroundings), ({ db }) => db.transaction(keysOf))
        const shown = all.filter((key) => !test || key.test)
        surroundings.out(json ? `${JSON.stringify(shown)}\n` : list(shown))
        return exitCodes.ok
      })
    )
  addCommand(keys, {
    name: 'revoke',
    summary: 'Revoke an API key for good; servers stop taking it within two seconds.',
    examples: ['kontor keys revoke key_01h455vb4pex5vsknk084sn02q']
  })
    .argument('<id>', 'key_…')
    .option('--json', 'print the key')
    .action(
      run(async (surroundings, { json }, text = '') => {
        const id = readId('key', text)
        const key = await withDatabase(readConfig(surroundings), ({ db }) =>
          db.transaction((tx) => revokeKey(tx, id), byCommandLine)
        )
        surroundings.out(json ? `${JSON.stringify(key)}\n` : `${key.id} is revoked.\n`)
        return exitCodes.ok
      })
    )
}

const create: (
  surroundings: Parameters<Parameters<Run<Options>>[0]>[0],
  options: Options,
  kind: string
) => ReturnType<Parameters<Run<Options>>[0]> = async (surroundings, options, kind) => {
  const config = readConfig(surroundings)
  const { permissionsOf } = appOf(config)
  if (!isKind(kind)) throw usage(`There is no kind "${kind}".`, `Choose one of ${actorKinds.join(', ')}.`)
  const { label = '', merchant, buyer, permissions, expires, test, json } = options
  const made = await withDatabase(config, ({ db }) =>
    db.transaction(
      (tx) =>
        createKey(tx, permissionsOf, {
          kind,
          label,
          test: test === true || !config.production,
          merchantId: merchant === undefined ? undefined : readId('mer', merchant),
          buyerId: buyer === undefined ? undefined : readId('buy', buyer),
          permissions: permissions?.split(',').map((name) => name.trim()),
          expiresAt: expires === undefined ? undefined : later(tx.now, readDuration(expires))
        }),
      byCommandLine
    )
  )
  if (json) surroundings.out(`${JSON.stringify(made)}\n`)
  else {
    surroundings.out(`${made.secret}\n`)
    surroundings.err(`This is ${made.key.id}. It is shown this once: keep it where only you can read it.\n`)
  }
  return exitCodes.ok
}

const isKind = (kind: string): kind is ActorKind => (actorKinds as readonly string[]).includes(kind)

/** An id of this kind that was typed. */
export function readId<P extends string>(prefix: P, text: string): Id<P> {
  const parsed = idSchema(prefix).safeParse(text)
  if (!parsed.success)
    throw usage(`"${text.slice(0, 60)}" is no id.`, `It must be of the form ${prefix}_… with 26 letters.`)
  return parsed.data
}

function list(keys: readonly ApiKey[]): string {
  if (keys.length === 0) return 'There are no such keys. Make one: kontor keys create operator\n'
  return keys
    .map(({ id, prefix, kind, label, merchantId, buyerId }) =>
      `${id}  ${prefix}…  ${kind.padEnd(8)}  ${label}  ${merchantId ?? buyerId ?? ''}`.trimEnd()
    )
    .join('\n')
    .concat('\n')
}
