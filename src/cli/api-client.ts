import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { second } from '../kernel/index.ts'
import type { Config } from './config.ts'
import { CommandFailure, environment, exitCodes, usage } from './exit.ts'
import { keptAddress } from './kept-address.ts'
import { usualPort } from './port.ts'
import { readSecrets } from './secrets.ts'

/** Asks a running Kontor over its API, with one key. What is not answered with 2xx is thrown. */
export type ApiClient = Readonly<{
  url: string
  key: string
  get(path: string): Promise<unknown>
  /** With an Idempotency-Key of its own. */
  send(method: 'POST' | 'PUT', path: string, body: unknown): Promise<unknown>
}>

/** Thrown when a running Kontor cannot be reached. */
export class Unreachable extends CommandFailure {}

/** Where to ask, and whom. */
export type ClientOptions = Readonly<{ url?: string; key?: string }>

const timeoutMs = 15 * second
const Problem = z.object({ detail: z.string(), advice: z.string().optional() })

/**
 * Refuses what is no address that a request can be sent to, without repeating it: it may hold a password. `name`: how it
 * was given.
 */
export function checkAddress(name: string, text: string): void {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol))
    throw usage(`${name} is no address.`, 'An address begins with http:// or https://.')
  if (url.username !== '' || url.password !== '')
    throw usage(
      `The address of ${name} holds a user or a password, and nothing can be sent to such an address.`,
      'Leave out what stands before the @.'
    )
}

/**
 * The client that is asked for by options, by the environment, or by what `kontor try` has kept in KONTOR_HOME, in this
 * order; where nothing says an address, that of the usual port. Whose of the kept keys it takes is said by `kind`.
 */
export async function clientOf(
  { client, home }: Pick<Config, 'client' | 'home'>,
  options: ClientOptions,
  kind: 'service' | 'operator'
): Promise<ApiClient> {
  if (options.url !== undefined) checkAddress('--url', options.url)
  const key = options.key ?? client.key ?? (await readSecrets(home)).keys?.[kind]
  if (key === undefined) {
    throw environment(
      'There is no API key to ask with.',
      'Say --key kontor_test_…, set KONTOR_API_KEY, or start `kontor try` with the same KONTOR_HOME.'
    )
  }
  const url = options.url ?? client.url ?? (await keptAddress(home)) ?? `http://127.0.0.1:${usualPort}`
  return connect(url.replace(/\/$/, ''), key)
}

function connect(url: string, key: string): ApiClient {
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(url + path, {
      method,
      redirect: 'error',
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json', 'idempotency-key': randomUUID() })
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs)
    }).catch((error: unknown) => {
      throw unreachable(url, error)
    })
    const text = await answer.text().catch((error: unknown) => {
      throw unreachable(url, error)
    })
    if (answer.status >= 500 || answer.status === 429) throw unreachable(url, `it answered ${answer.status}`)
    const told = parsed(text)
    if (answer.ok && told !== undefined) return told
    throw refused(method, url + path, answer.status, text)
  }
  return {
    url,
    key,
    get: (path) => ask('GET', path),
    send: (method, path, body) => ask(method, path, body)
  }
}

function unreachable(url: string, error: unknown): Unreachable {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  const why = cause instanceof Error ? cause.message : String(cause)
  return new Unreachable(
    exitCodes.environment,
    `Kontor cannot be reached at ${url}: ${why}.`,
    'Start it with `kontor try` or `kontor serve`, or say where it is with --url or KONTOR_URL.'
  )
}

function refused(method: string, url: string, status: number, text: string): CommandFailure {
  const problem = Problem.safeParse(parsed(text))
  const what = `${method} ${url} was answered with ${status}`
  if (!problem.success) {
    return environment(
      `${what}, and not as Kontor answers: ${text.slice(0, 200)}`,
      'Say where Kontor is with --url or KONTOR_URL.'
    )
  }
  const { detail, advice } = problem.data
  const other = 'Another Kontor than this one may be meant: say which with --url or KONTOR_URL.'
  return new CommandFailure(
    exitCodes.different,
    `${what}: ${detail}`,
    status === 401 ? `${advice ?? ''} ${other}`.trim() : advice
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
