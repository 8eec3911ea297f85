/** How a request can fail. The HTTP status follows from this alone, in one table: src/server/problem.ts. */
export type FailureKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'refused'
  | 'too_large'
  | 'too_many'
  | 'busy'

/** What a Failure carries beside its sentence. `advice` says what would make the request pass. */
export type FailureDetails = Readonly<{ advice?: string; [detail: string]: unknown }>

/** An expected "no". Thrown, so that the transaction it happens in rolls back. A bug is an `assert`, never a Failure. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly kind: FailureKind
  readonly code: `${string}.${string}`
  readonly details: FailureDetails

  constructor(kind: FailureKind, code: Failure['code'], message: string, details: FailureDetails = {}) {
    super(message)
    this.kind = kind
    this.code = code
    this.details = details
  }
}
