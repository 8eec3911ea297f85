import type { components } from './openapi.d.ts'

type Document = components['schemas']['Problem']

/**
 * Why a request did not do what it was sent for. `outcome` says what is known: `refused`: nothing was changed; `unknown`:
 * no answer came, or one that does not tell, so that it may have happened.
 */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly advice: string | null
  readonly fields: readonly Readonly<{ path: string; message: string }>[]
  readonly requestId: string | null
  readonly outcome: 'refused' | 'unknown'

  private readonly document: Partial<Document>

  constructor(status: number, document: Partial<Document>) {
    super(document.detail ?? document.title ?? `HTTP ${status}`)
    this.name = 'Problem'
    this.status = status
    this.code = document.code ?? (status === 0 ? 'console.no_answer' : 'console.no_problem_document')
    this.advice = document.advice ?? null
    this.fields = document.errors ?? []
    this.requestId = document.requestId ?? null
    const isInFlight = this.code.endsWith('key_in_flight')
    this.document = document
    this.outcome = status === 0 || status >= 500 || isInFlight ? 'unknown' : 'refused'
  }

  /** The same, of an act that may have happened before. */
  asUnknown(): Problem {
    return new Problem(0, this.document)
  }
}

/** A problem of an answer that is not a success. */
export async function problemOf(answer: Response): Promise<Problem> {
  const document: unknown = await answer.json().catch(() => ({}))
  return new Problem(answer.status, typeof document === 'object' && document !== null ? document : {})
}

/** Any error as a problem: a failed fetch is an answer that did not come. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, {})
}
