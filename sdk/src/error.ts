import type { FailureCode } from './generated/types.ts'

/** What the SDK refuses or finds by itself. */
export type SdkCode =
  | 'sdk.aborted'
  | 'sdk.answer_invalid'
  | 'sdk.argument_invalid'
  | 'sdk.money_invalid'
  | 'sdk.number_unsafe'
  | 'sdk.timeout'
  | 'sdk.unreachable'

/** The same for the same reason. Kontor's own codes stand in its documentation; `http.…` can come from each operation. */
export type ErrorCode = FailureCode | SdkCode | (string & {})

/**
 * What is known of the effect: `nothing_changed`, or `unknown` where an answer was lost. What is unknown can be sent
 * again with the same Idempotency-Key, and then takes effect once.
 */
export type Effect = 'nothing_changed' | 'unknown'

type About = Readonly<{
  code: ErrorCode
  detail: string
  advice?: string | null
  status?: number | null
  errors?: KontorError['errors']
  details?: KontorError['details']
  requestId?: string | null
  effect?: Effect
  idempotencyKey?: string | null
  attempts?: number
  cause?: unknown
}>

/** Why a call did not succeed. */
export class KontorError extends Error {
  override readonly name = 'KontorError'
  readonly code: ErrorCode
  /** The HTTP status of the last answer; null where there was none. */
  readonly status: number | null
  /** What was refused and why, for a person. */
  readonly detail: string
  /** What would make it pass. */
  readonly advice: string | null
  /** Each field that is not of the described form. */
  readonly errors: readonly Readonly<{ path: string; message: string }>[]
  /** Figures that belong to the code. */
  readonly details: Readonly<Record<string, unknown>>
  /** To be quoted in a question; it also stands in Kontor's log. */
  readonly requestId: string | null
  readonly effect: Effect
  /** The key that was sent, or null: what has an unknown effect is sent again with it. */
  readonly idempotencyKey: string | null
  /** How many times it was sent. */
  readonly attempts: number

  constructor(about: About) {
    const { code, detail, advice = null, cause } = about
    super(advice === null ? detail : `${detail} ${advice}`, cause === undefined ? undefined : { cause })
    this.code = code
    this.detail = detail
    this.advice = advice
    this.status = about.status ?? null
    this.errors = about.errors ?? []
    this.details = about.details ?? {}
    this.requestId = about.requestId ?? null
    this.effect = about.effect ?? 'nothing_changed'
    this.idempotencyKey = about.idempotencyKey ?? null
    this.attempts = about.attempts ?? 0
  }
}

/** What was given cannot be sent. */
export function argumentInvalid(detail: string, advice?: string): KontorError {
  return new KontorError({
    code: 'sdk.argument_invalid',
    detail: `${detail} Nothing was sent.`,
    advice: advice ?? null
  })
}
