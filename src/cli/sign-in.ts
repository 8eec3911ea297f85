import type { Command } from 'commander'
import type { Db } from '../db/index.ts'
import { linkMinutes, type LinkRequest, makeLink, type PersonKind, personKinds } from '../identity/index.ts'
import { minute } from '../kernel/index.ts'
import { findMerchants } from '../merchants/index.ts'
import { findBuyers } from '../orders/index.ts'
import { type Config, readConfig } from './config.ts'
import { withDatabase } from './database.ts'
import { readDuration } from './duration.ts'
import { CommandFailure, exitCodes, usage } from './exit.ts'
import { readId } from './keys.ts'
import { addCommand, type Run } from './program.ts'
import type { Secrets } from './secrets.ts'
import { keptAddress } from './kept-address.ts'
import { ownUrl } from './service.ts'
import type { Surroundings } from './surroundings.ts'

type Options = Readonly<{
  merchant?: string
  buyer?: string
  label?: string
  expires?: string
  url?: string
  json?: boolean
}>

/** A link as the command line prints it. Its time is the database's own. */
export type PrintedLink = Readonly<{ id: string; url: string; expiresAt: Date }>

const byCommandLine = { actor: 'command-line', request: null }

/** `kontor sign-in`: a link by which somebody signs in, once. */
export function signInCommand(program: Command, run: Run<Options>): void {
  addCommand(program, {
    name: 'sign-in',
    summary: `Print a link that signs somebody in, once. Kinds: ${personKinds.join(', ')}.`,
    more:
      'Works on the database itself, whether or not Kontor runs. The link begins with --url, KONTOR_PUBLIC_URL, ' +
      'KONTOR_URL,\nwhere a Kontor runs with this KONTOR_HOME, or where `kontor serve` would listen, in this order.',
    examples: [
      'kontor sign-in operator',
      'kontor sign-in merchant --merchant mer_01h455vb4pex5vsknk084sn02q --expires 7d',
      'kontor sign-in buyer --buyer buy_01h455vb4pex5vsknk084sn02q --url https://pay.example --json'
    ]
  })
    .argument('<kind>', `one of ${personKinds.join(', ')}`)
    .option('--merchant <id>', 'the merchant who signs in')
    .option('--buyer <id>', 'the buyer who signs in')
    .option('--label <text>', 'whom or what it is for, shown to whoever signs in', '')
    .option('--expires <duration>', `how long the link works, such as 15m or 7d (${linkMinutes.usual}m)`)
    .option('--url <url>', 'where people reach this Kontor')
    .option('--json', 'print {"id", "url", "expiresAt"}')
    .action(run((surroundings, options, kind = '') => print(surroundings, options, kind)))
}

async function print(surroundings: Surroundings, options: Options, kind: string) {
  const config = readConfig(surroundings)
  if (!isPerson(kind))
    throw usage(`Nobody signs in as "${kind}".`, `Choose one of ${personKinds.join(', ')}.`)
  const { merchant, buyer, label, expires, json } = options
  const request = {
    kind,
    label,
    merchantId: merchant === undefined ? undefined : readId('mer', merchant),
    buyerId: buyer === undefined ? undefined : readId('buy', buyer),
    minutes: expires === undefined ? undefined : Math.max(1, Math.floor(readDuration(expires) / minute))
  }
  const running = config.databaseUrl === undefined ? await keptAddress(config.home) : undefined
  const origin = originOf(options.url ?? config.publicUrl ?? config.client.url ?? running ?? ownUrl(config))
  const link = await withDatabase(config, async ({ db }) => {
    await mustExist(db, request)
    return printedLink(db, request, origin)
  })
  if (json) surroundings.out(`${JSON.stringify(link)}\n`)
  else {
    surroundings.out(`${link.url}\n`)
    surroundings.err(`It works once, until ${link.expiresAt.toISOString()}. Whoever opens it is signed in.\n`)
  }
  return exitCodes.ok
}

/** A link for somebody who is not there would sign in to empty pages. */
async function mustExist(db: Db, { merchantId, buyerId }: LinkRequest): Promise<void> {
  const found = await db.transaction(async (tx) => ({
    merchant: merchantId === undefined || (await findMerchants(tx, [merchantId])).length > 0,
    buyer: buyerId === undefined || (await findBuyers(tx, [buyerId])).length > 0
  }))
  const missing = found.merchant ? (found.buyer ? undefined : buyerId) : merchantId
  if (missing === undefined) return
  throw new CommandFailure(
    exitCodes.different,
    `There is no ${missing} in this database. No link was made.`,
    'Orders name their merchants and buyers: GET /v1/orders.'
  )
}

/** A new link that begins with this origin. */
async function printedLink(db: Db, request: LinkRequest, origin: string): Promise<PrintedLink> {
  const { link, token } = await db.transaction((tx) => makeLink(tx, request), byCommandLine)
  return { id: link.id, url: `${origin}/sign-in/${token}`, expiresAt: link.expiresAt }
}

/** New links for whoever there is to be in a demonstration: they work for as long as links can. */
export async function demoLinks(
  config: Config,
  db: Db,
  url: string,
  { merchantId, buyerId }: NonNullable<Secrets['owners']>
): Promise<Readonly<Partial<Record<PersonKind, PrintedLink>>>> {
  const origin = config.publicUrl ?? url
  const linkFor = (request: LinkRequest) =>
    printedLink(db, { ...request, label: 'kontor try', minutes: linkMinutes.max[request.kind] }, origin)
  return {
    operator: await linkFor({ kind: 'operator' }),
    ...(merchantId && { merchant: await linkFor({ kind: 'merchant', merchantId }) }),
    ...(buyerId && { buyer: await linkFor({ kind: 'buyer', buyerId }) })
  }
}

const isPerson = (kind: string): kind is PersonKind => (personKinds as readonly string[]).includes(kind)

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw usage(`"${text.slice(0, 100)}" is no address.`, 'It must begin with http:// or https://.')
  return url.origin
}
