import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { second } from '../kernel/index.ts'
import type { Config } from './config.ts'
import { CommandFailure, environment, exitCodes } from './exit.ts'
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
 * The client that is asked for by options, by the environment, or by what `kontor try` has kept in KONTOR_HOME, in this
 * order. Whose of the kept keys it takes is said by `kind`.
 */
export async function clientOf(
  { client, home }: Pick<Config, 'client' | 'home'>,
  options: ClientOptions,
  kind: 'service' | 'operator'
): Promise<ApiClient> {
  const key = options.key ?? client.key ?? (await readSecrets(home)).keys?.[kind]
  if (key === undefined) {
    throw environment(
      'There is no API key to ask with.',
      'Say --key kontor_test_…, set KONTOR_API_KEY, or start `kontor try` with the same KONTOR_HOME.'
    )
  }
  const url = options.url ?? client.url ?? `http://127.0.0.1:${usualPort}`
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
    if (answer.ok) return JSON.parse(text) as unknown
    if (answer.status >= 500 || answer.status === 429) throw unreachable(url, `it answered ${answer.status}`)
    throw refused(method, path, answer.status, text)
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
    'Start it with `kontor try` or `kontor serve`, or say where it is with --url.'
  )
}

function refused(method: string, path: string, status: number, text: string): CommandFailure {
  const problem = Problem.safeParse(parsed(text))
  const detail = problem.success ? problem.data.detail : text.slice(0, 200)
  return new CommandFailure(
    exitCodes.different,
    `${method} ${path} was answered with ${status}: ${detail}`,
    problem.data?.advice
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
