import { type Answered, isConnectFailure, type Lost } from './attempt.ts'
import type { Call } from './call.ts'
import { type Effect, KontorError } from './error.ts'
import { readJson } from './json.ts'
import { isPassing, readRetryAfter } from './retry.ts'

/** What is known of the whole call when it is given up. */
export type Known = Readonly<{ effect: Effect; idempotencyKey: string | null; attempts: number }>

/** What an attempt came to. */
export type Judged = Readonly<{
  status: number | null
  code: string | null
  requestId: string | null
  retryAfterMs: number | null
  /** Whether another attempt may do better. */
  passing: boolean
}> &
  (Readonly<{ value: unknown }> | Readonly<{ effect: Effect; error(known: Known): KontorError }>)

/** What an attempt came to, and what follows from it. */
export function judge(call: Call, outcome: Answered | Lost, now: number): Judged {
  return 'answer' in outcome ? judgeAnswer(call, outcome, now) : judgeLost(call, outcome)
}

function judgeLost(call: Call, { thrown, timedOut }: Lost): Judged {
  const about = timedOut
    ? { code: 'sdk.timeout', detail: `${call.method} ${call.path} was not answered in time.` }
    : {
        code: 'sdk.unreachable',
        detail: `${call.method} ${call.path} was not answered: ${reasonOf(thrown)}.`
      }
  const effect = call.method === 'GET' || isConnectFailure(thrown) ? 'nothing_changed' : 'unknown'
  const lost = { status: null, code: null, requestId: null, retryAfterMs: null }
  return {
    ...lost,
    passing: isPassing(lost),
    effect,
    error: (known) => new KontorError({ ...about, advice: adviceFor(known), cause: thrown, ...known })
  }
}

function judgeAnswer(call: Call, answered: Answered, wallMs: number): Judged {
  const { answer, text } = answered
  const { status, headers } = answer
  const requestId = headers.get('x-request-id')
  const sent = Date.parse(headers.get('date') ?? '')
  const retryAfterMs = readRetryAfter(headers.get('retry-after'), isNaN(sent) ? wallMs : sent)
  const seen = { status, code: null, requestId, retryAfterMs }
  if (answer.ok) {
    const read = readReply(call, answered)
    if (read !== undefined) return { ...seen, passing: false, value: read.value }
  }
  const problem = answer.ok ? null : problemOf(headers.get('content-type'), text)
  if (problem === null) return judgeStranger(call, seen)
  const { code } = problem
  const open = status === 503 || code === 'http.key_in_flight'
  return {
    ...seen,
    code,
    passing: isPassing({ ...seen, code }),
    effect: open && call.method !== 'GET' ? 'unknown' : 'nothing_changed',
    error: (known) => {
      // Where a secret was shown once, an attempt before has made what the refusal names: to repeat it helps nobody.
      const isOpen = known.effect === 'unknown' && !open && !code.endsWith('_shown_once')
      const before = isOpen ? [adviceAfter(known)] : []
      const advice = [...(problem.advice === null ? [] : [problem.advice]), ...before].join(' ') || null
      return new KontorError({
        ...problem,
        advice,
        status,
        requestId: problem.requestId ?? requestId,
        ...known
      })
    }
  }
}

/** What was answered, where it is of the type that the call expects. */
function readReply(
  { replyType = 'application/json' }: Call,
  { answer, text, image }: Answered
): Readonly<{ value: unknown }> | undefined {
  if (replyType === 'image/*') return image === null ? undefined : { value: image }
  if (answer.headers.get('content-type')?.startsWith(replyType) !== true) return undefined
  return replyType === 'application/json' ? readJson(text) : { value: text }
}

/** An answer that Kontor does not give: of a gateway, or of a server that is none. */
function judgeStranger(
  call: Call,
  seen: Pick<Judged, 'status' | 'code' | 'requestId' | 'retryAfterMs'>
): Judged {
  return {
    ...seen,
    passing: isPassing(seen),
    effect: call.method === 'GET' ? 'nothing_changed' : 'unknown',
    error: (known) =>
      new KontorError({
        code: 'sdk.answer_invalid',
        detail: `${call.method} ${call.path} was answered with ${seen.status} in a form that Kontor does not use.`,
        advice:
          known.effect === 'unknown'
            ? adviceFor(known)
            : 'Check the url, and what stands between here and Kontor.',
        status: seen.status,
        requestId: seen.requestId,
        ...known
      })
  }
}

const adviceFor = ({ effect, idempotencyKey }: Known) =>
  effect === 'nothing_changed'
    ? 'Nothing was changed. Send it again.'
    : idempotencyKey === null
      ? 'Whether it took effect is not known. Send exactly the same again: it will then take effect once.'
      : 'Whether it took effect is not known. Send it again with the same idempotencyKey: it will then take effect once.'

/** For a refusal that changed nothing, after an attempt of which that is not known. */
const adviceAfter = (known: Known) => `An attempt before this one had no answer. ${adviceFor(known)}`

/** The caller does not want it any more. */
export function aborted(signal: AbortSignal | undefined, known: Known): KontorError {
  return new KontorError({
    code: 'sdk.aborted',
    detail: 'The call was aborted.',
    advice: adviceFor(known),
    cause: signal?.reason,
    ...known
  })
}

/** What a network says of itself, as far as it says it in a form that one knows. */
function reasonOf(thrown: unknown): string {
  const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown
  if (typeof cause === 'object' && cause !== null && 'code' in cause) return String(cause.code)
  return cause instanceof Error ? cause.message : String(cause)
}

type Problem = Pick<KontorError, 'code' | 'detail' | 'advice' | 'errors' | 'details' | 'requestId'>

function problemOf(type: string | null, text: string): Problem | null {
  if (type?.startsWith('application/problem+json') !== true) return null
  const read = readJson(text)?.value
  if (typeof read !== 'object' || read === null) return null
  const { code, detail, advice, errors, details, requestId } = read as Record<string, unknown>
  if (typeof code !== 'string' || typeof detail !== 'string') return null
  return {
    code,
    detail,
    advice: typeof advice === 'string' ? advice : null,
    errors: Array.isArray(errors) ? (errors as KontorError['errors']) : [],
    details: typeof details === 'object' && details !== null ? (details as KontorError['details']) : {},
    requestId: typeof requestId === 'string' ? requestId : null
  }
}
