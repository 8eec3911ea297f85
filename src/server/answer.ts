import type { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { Logger } from 'pino'
import type { ServedRequest } from '../desk/index.ts'
import type { Clock } from '../kernel/index.ts'
import { newId } from '../kernel/index.ts'
import type { Limits } from './limits.ts'
import type { Metrics } from './metrics.ts'
import { type Place, places } from './places.ts'
import { bugProblem, failureOf, type Problem, problemOf, problemText } from './problem.ts'
import type { Answer, Reply } from './serve.ts'

/** What every answer of a server needs, whatever it answers. */
export type Surroundings = Readonly<{
  clock: Clock
  log: Logger
  metrics: Metrics
  limits: Limits
  /** How far the clock is ahead of the machine's. */
  aheadMs(): number
  /** Told of each request to the API once it is answered. */
  noteRequest: ((request: ServedRequest) => void) | undefined
}>

/** How a page tells of a problem to a person; elsewhere it is told to a program. */
export type ShowProblem = (problem: Problem, request: Request) => Reply

/** One request on its way: what it is about is learnt as it goes. */
export type Visit = { requestId: string; route: string; actor: string | undefined }

const safety = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cache-control': 'no-store'
}
const apiPolicy = "default-src 'none'; frame-ancestors 'none'"

/** Answers requests one like the other: counted, limited, logged, each refusal a problem document. */
export function answerer({ clock, log, metrics, limits, aheadMs, noteRequest }: Surroundings) {
  let inFlight = 0
  const { enter } = places(limits)
  return {
    inFlight: () => inFlight,
    answer: async (
      { req: { raw: request }, env }: Context,
      route: string,
      always: boolean,
      work: (visit: Visit, place: Place) => Promise<Reply>,
      showProblem: ShowProblem = problemAnswer
    ): Promise<Response> => {
      const start = performance.now()
      const visit: Visit = { requestId: requestIdOf(request, clock), route, actor: undefined }
      metrics.inFlight.set(++inFlight)
      let code: string | undefined
      let answer: Reply
      let place: Place | undefined
      try {
        place = enter(always)
        answer = await work(visit, place)
      } catch (error) {
        const problem = problemFor(error, visit.requestId)
        code = problem.code
        metrics.refusals.inc({ code })
        if (problem.status >= 500)
          log.error({ requestId: visit.requestId, route, err: error }, 'request failed')
        answer = showProblem(problem, request)
      } finally {
        place?.leave()
        metrics.inFlight.set(--inFlight)
      }
      const ms = performance.now() - start
      metrics.duration.observe({ method: request.method, route, status: answer.status }, ms / 1000)
      log.info(
        {
          requestId: visit.requestId,
          method: request.method,
          route,
          status: answer.status,
          ms: tenths(ms),
          actor: visit.actor,
          code
        },
        'request'
      )
      if (isOfApi(route))
        noteRequest?.({
          ...servedOf(request, answer, visit),
          at: clock.now(),
          code: code ?? null,
          ms: tenths(ms)
        })
      const headers = headersOf(answer, visit.requestId, aheadMs() < 1000 ? undefined : clock.now())
      return respond(answer, headers, limits.requestMs, (env as Wire | undefined)?.outgoing)
    }
  }
}

const tenths = (ms: number) => Math.round(ms * 10) / 10

/** Pages are left out: they are looked at by people and machines that look whether all is well. */
const isOfApi = (route: string) => route === 'unknown' || route.startsWith('/v1/')

/** What the log of requests keeps of a request and its answer. */
function servedOf(
  { method, headers }: Request,
  { status, headers: answered }: Pick<Reply, 'status' | 'headers'>,
  { requestId, route, actor }: Visit
) {
  const key = headers.get('idempotency-key')
  return {
    requestId,
    method: method.slice(0, 20),
    route,
    status,
    actor: actor ?? null,
    idempotencyKey: key !== null && /^[\x21-\x7e]{1,255}$/.test(key) ? key : null,
    replayed: answered?.['idempotency-replayed'] === 'true',
    preview: answered?.['kontor-preview'] === 'true'
  }
}

function problemFor(error: unknown, requestId: string): Problem {
  const failure = failureOf(error)
  return failure ? problemOf(failure, requestId) : bugProblem(requestId)
}

/** A browser asks its user for a key only where he opens a page: a script that is refused says so by itself. */
function challengeFor(request: Request): string {
  const page = request.headers.get('accept')?.includes('text/html') === true
  return page ? 'Bearer realm="Kontor", Basic realm="Kontor"' : 'Bearer realm="Kontor"'
}

function problemAnswer(problem: Problem, request: Request): Answer {
  const wait = problem.details?.['retryAfterSeconds']
  const methods = problem.details?.['methods']
  return {
    status: problem.status,
    type: 'application/problem+json',
    text: problemText(problem),
    headers: {
      ...(problem.status === 401 ? { 'www-authenticate': challengeFor(request) } : {}),
      ...(problem.status === 429 || problem.status === 503
        ? { 'retry-after': typeof wait === 'number' ? String(wait) : '2' }
        : {}),
      // What is still to come of a body that came too late belongs to no request any more.
      ...(problem.status === 408 ? { connection: 'close' } : {}),
      ...(problem.status === 405 && Array.isArray(methods) ? { allow: methods.join(', ') } : {})
    }
  }
}

/** What the server of the network hands along: where the answer is written. Not there for a request in this process. */
type Wire = Readonly<{ outgoing?: ServerResponse }>

/** The headers of an answer. A simulated clock's time stands in `Kontor-Time`. */
function headersOf(answer: Reply, requestId: string, simulated: Date | undefined): Record<string, string> {
  return {
    ...safety,
    'content-security-policy': apiPolicy,
    'content-type': answer.type,
    'x-request-id': requestId,
    ...(simulated ? { 'kontor-time': simulated.toISOString() } : {}),
    ...answer.headers
  }
}

/**
 * Writes the answer. On the network in one piece: a Response would be read again, as a stream. Whoever takes nothing of it
 * for `stalledMs` is cut off.
 */
function respond(
  { status, text }: Reply,
  headers: Record<string, string>,
  stalledMs: number,
  wire?: ServerResponse
): Response {
  if (status === 304) delete headers['content-type']
  if (wire === undefined) return new Response(status === 304 ? null : text, { status, headers })
  wire.setTimeout(stalledMs)
  if (status === 304) wire.writeHead(status, headers).end()
  else wire.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text)
  return RESPONSE_ALREADY_SENT
}

function requestIdOf(request: Request, clock: Clock): string {
  const sent = request.headers.get('x-request-id')
  return sent !== null && /^[\w.:-]{8,64}$/.test(sent) ? sent : newId('req', clock.now())
}
