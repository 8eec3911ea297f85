import { type Attempt, attempt } from './attempt.ts'
import type { ActOptions, Call, Send } from './call.ts'
import { argumentInvalid, type Effect } from './error.ts'
import { version } from './generated/version.ts'
import { writeJson } from './json.ts'
import { aborted, judge } from './judge.ts'
import { type Machine, realMachine } from './machine.ts'
import { waitMs } from './retry.ts'
import { baseOf, queryText } from './url.ts'

/** What one attempt came to, for a log of your own. */
export type AttemptReport = Readonly<{
  method: string
  path: string
  /** The how-manieth attempt of this call it was, from 1. */
  attempt: number
  /** Null where no answer came. */
  status: number | null
  code: string | null
  requestId: string | null
  ms: number
  /** After what time it is sent again; null: it is not. */
  againInMs: number | null
}>

/** Where Kontor is, who asks, and how patiently. */
export type KontorOptions = Readonly<{
  /** Such as `https://kontor.example`. */
  url: string
  /** An API key: `kontor_…`. */
  key: string
  /** The time of one attempt, its answer included. Left out: 30 s. */
  timeoutMs?: number | undefined
  /** How many times a request is sent at most. Left out: 6; 1: never again. */
  attemptsMax?: number | undefined
  /** The time of all attempts and what lies between them. Left out: 90 s. */
  totalMs?: number | undefined
  /** What sends. Left out: the `fetch` of the runtime. */
  fetch?: typeof globalThis.fetch | undefined
  /** Told of each attempt when it is over. */
  onAttempt?: ((report: AttemptReport) => void) | undefined
}>

const usual = { timeoutMs: 30_000, attemptsMax: 6, totalMs: 90_000 }

/** Sends calls with these options. */
export function sender(options: KontorOptions, machine: Machine = realMachine): Send {
  const base = baseOf(options.url)
  const bearer = `Bearer ${letters('key', options.key, 1000)}`
  return async <Reply>(call: Call, given: ActOptions = {}) => {
    const { signal, timeoutMs, attemptsMax, totalMs, idempotencyKey, ...query } = given
    const key =
      call.keyed === true ? letters('idempotencyKey', idempotencyKey ?? machine.newKey(), 255) : null
    const request: Attempt = {
      url: base + call.path + queryText(query),
      init: requestOf(call, bearer, key),
      fetch: options.fetch ?? globalThis.fetch,
      signal
    }
    const limits = {
      timeoutMs: limit('timeoutMs', timeoutMs ?? options.timeoutMs ?? usual.timeoutMs),
      attemptsMax: limit('attemptsMax', attemptsMax ?? options.attemptsMax ?? usual.attemptsMax),
      totalMs: limit('totalMs', totalMs ?? options.totalMs ?? usual.totalMs)
    }
    return (await persist({ call, request, key, limits, machine, report: options.onAttempt })) as Reply
  }
}

type Persistent = Readonly<{
  call: Call
  request: Attempt
  key: string | null
  limits: Readonly<{ timeoutMs: number; attemptsMax: number; totalMs: number }>
  machine: Machine
  report: KontorOptions['onAttempt']
}>

/** Sends until there is an answer that stays the same, or the limits are reached. */
async function persist({ call, request, key, limits, machine, report }: Persistent): Promise<unknown> {
  const began = machine.elapsedMs()
  let effect: Effect = 'nothing_changed'
  for (let attempts = 1; ; attempts++) {
    if (isAborted(request))
      throw aborted(request.signal, { effect, idempotencyKey: key, attempts: attempts - 1 })
    const started = machine.elapsedMs()
    const outcome = await attempt(request, Math.min(limits.timeoutMs, limits.totalMs - (started - began)))
    const ended = machine.elapsedMs()
    const judged = judge(call, outcome, machine.wallMs())
    const wait = waitMs(attempts, judged, machine.chance())
    const again =
      judged.passing &&
      attempts < limits.attemptsMax &&
      ended - began + wait < limits.totalMs &&
      !isAborted(request)
    report?.({
      method: call.method,
      path: call.path,
      attempt: attempts,
      status: judged.status,
      code: judged.code,
      requestId: judged.requestId,
      ms: Math.round(ended - started),
      againInMs: again ? wait : null
    })
    if ('value' in judged) return judged.value
    if (judged.effect === 'unknown') effect = 'unknown'
    const known = { effect, idempotencyKey: key, attempts }
    if (isAborted(request)) throw aborted(request.signal, known)
    if (!again) throw judged.error(known)
    await machine.pause(wait, request.signal)
  }
}

const isAborted = ({ signal }: Attempt) => signal?.aborted === true

function requestOf(call: Call, bearer: string, key: string | null): RequestInit {
  const { body, type } = bodyOf(call)
  return {
    method: call.method,
    redirect: 'manual',
    headers: {
      accept: call.replyType ?? 'application/json',
      authorization: bearer,
      'user-agent': `kontor-sdk/${version}`,
      ...(body !== undefined && { 'content-type': type }),
      ...(key !== null && { 'idempotency-key': key })
    },
    ...(body !== undefined && { body })
  }
}

/** What is sent, and its type. */
function bodyOf({ body, bodyType }: Call): Readonly<{ body: string | Blob | undefined; type: string }> {
  if (body === undefined || bodyType === undefined)
    return { body: body === undefined ? undefined : writeJson(body), type: 'application/json' }
  if (bodyType !== 'image/*') return { body: textOf(body), type: bodyType }
  if (!(body instanceof Blob) || !body.type.startsWith('image/'))
    throw argumentInvalid('The body is no Blob whose type is that of an image, such as image/jpeg.')
  return { body, type: body.type }
}

function textOf(body: unknown): string {
  if (typeof body !== 'string') throw argumentInvalid('The body is no text.')
  return body
}

/** Text that may stand in a header. It is not repeated in the refusal: it may be a secret. */
function letters(name: string, value: string, most: number): string {
  if (typeof value !== 'string' || value.length > most || !/^[!-~]+$/.test(value))
    throw argumentInvalid(
      `${name} is not of its form.`,
      `It has 1 to ${most} visible ASCII letters without spaces.`
    )
  return value
}

function limit(name: string, value: number): number {
  if (!(value >= 1)) throw argumentInvalid(`${name} is ${value}.`, 'It is at least 1.')
  return value
}
