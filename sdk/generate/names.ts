import { itemOf, type Operation, type Placed, replyOf } from './document.ts'

/** What an operation is called in the SDK: `kontor.ledger.accounts.freeze` is `['ledger', 'accounts']` and `freeze`. */
export type Name = Readonly<{
  resource: readonly string[]
  method: string
  /** The name of the method that goes through all pages; null where there are no pages. */
  all: string | null
}>

/**
 * The rule, from the path and the method of an operation:
 *
 * 1. The resource is the path up to its first parameter, or up to what is a path by itself: `/v1/ledger/accounts/{id}` is
 *    `ledger.accounts`, `/v1/events/end` is `events`. An ending counts as a word: `/v1/ledger/trial-balance.csv` is `csv` of
 *    `ledger.trialBalance`.
 * 2. On the resource itself, GET is `list` with pages and `get` without, POST `create`, PUT `set`.
 * 3. On one of it (`…/{id}`), GET is `get`, POST `update`, PUT `set`, DELETE `delete`.
 * 4. Below one of it (`…/{id}/cancellation`), GET is the word itself, PUT `set` and the word, DELETE `delete` and the word.
 *    POST is the verb that `verbs` has for the word. A word that is not there is taken as a verb, or where it ends in an s
 *    as what is created.
 * 5. What has pages has a second method that goes through all of them: `list` has `all`, `deliveries` has `allDeliveries`.
 *
 * `exceptions` names the few operations whose name by the rule would mislead.
 */
export function namesOf(placed: readonly Placed[]): ReadonlyMap<Placed, Name> {
  const paths = new Set(placed.map(({ path }) => path))
  return new Map(
    placed.filter(({ operation }) => isForCallers(operation)).map((one) => [one, nameOf(one, paths)])
  )
}

/** What POST to such a word below one thing does to that thing. */
const verbs: Readonly<Record<string, string>> = {
  answers: 'answer',
  cancellation: 'cancel',
  captures: 'capture',
  claims: 'claim',
  decision: 'decide',
  deliveries: 'deliver',
  'delivery-code': 'createDeliveryCode',
  details: 'update',
  disputes: 'dispute',
  execution: 'execute',
  payments: 'pay',
  receipt: 'receive',
  refunds: 'refund',
  reinstatement: 'reinstate',
  rejection: 'recordRejection',
  replays: 'replay',
  resolution: 'resolve',
  returns: 'return',
  secret: 'rotateSecret',
  shipment: 'ship',
  shipments: 'ship',
  state: 'setState',
  suspension: 'suspend',
  tracking: 'track',
  transmission: 'recordTransmission'
}

const exceptions: Readonly<Record<string, string>> = {
  'DELETE /v1/api-keys/{keyId}': 'revoke',
  'GET /v1/ledger/accounts/{accountId}/statement': 'entries',
  'POST /v1/fx/rates': 'load',
  'POST /v1/ledger/batches': 'post',
  'POST /v1/ledger/transactions': 'post',
  'POST /v1/statements': 'import'
}

/** An operation that asks for no key is called by payment services, which sign what they send. */
function isForCallers({ security }: Operation): boolean {
  return security?.length !== 0
}

function nameOf({ method, path, operation }: Placed, paths: ReadonlySet<string>): Name {
  const segments = path
    .replace(/^\/v1\//, '')
    .replace(/\.(\w+)$/, '/$1')
    .split('/')
  const length = resourceLength(segments, paths)
  const rest = segments.slice(length)
  const name = exceptions[`${method} ${path}`] ?? methodOf(method, rest, hasPages(operation))
  const all = name === 'list' ? 'all' : `all${capital(name)}`
  return {
    resource: segments.slice(0, length).map(camel),
    method: name,
    all: hasPages(operation) ? all : null
  }
}

const hasPages = (operation: Operation) => itemOf(replyOf(operation)?.schema) !== null

function resourceLength(segments: readonly string[], paths: ReadonlySet<string>): number {
  const parameter = segments.findIndex(isParameter)
  const most = parameter < 0 ? segments.length : parameter
  for (let length = 1; length < most; length++)
    if (paths.has(`/v1/${segments.slice(0, length).join('/')}`)) return length
  return most
}

function methodOf(method: string, rest: readonly string[], pages: boolean): string {
  const words = rest.filter((segment) => !isParameter(segment))
  const last = words.at(-1)
  if (last === undefined) {
    const ofOne = { GET: 'get', POST: 'update', PUT: 'set', DELETE: 'delete' }
    const ofAll = { GET: pages ? 'list' : 'get', POST: 'create', PUT: 'set', DELETE: 'delete' }
    return verbOf(rest.length > 0 ? ofOne : ofAll, method)
  }
  const between = words.slice(0, -1).map(singular).map(capital).join('')
  const thing = capital(camel(last))
  if (isParameter(rest.at(-1) ?? ''))
    return (
      verbOf({ GET: 'get', POST: 'update', PUT: 'set', DELETE: 'delete' }, method) + between + singular(thing)
    )
  if (method === 'GET') return between === '' ? camel(last) : `${camel(between)}${thing}`
  if (method === 'POST') return (verbs[last] ?? postName(last)) + between
  return verbOf({ PUT: 'set', DELETE: 'delete' }, method) + between + thing
}

const postName = (word: string) =>
  word.endsWith('s') ? `create${capital(singular(camel(word)))}` : camel(word)

function verbOf(verbsOfMethods: Readonly<Record<string, string>>, method: string): string {
  const verb = verbsOfMethods[method]
  if (verb === undefined) throw new Error(`no rule names ${method}`)
  return verb
}

const isParameter = (segment: string) => segment.startsWith('{')
const singular = (word: string) => word.replace(/ies$/, 'y').replace(/s$/, '')

/** `payout-profile` is payoutProfile. */
export function camel(words: string): string {
  const [first = '', ...more] = words.split(/[^A-Za-z0-9]+/)
  return first.charAt(0).toLowerCase() + first.slice(1) + more.map(capital).join('')
}

/** With a capital first letter. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
