import type { Problem } from './problem.ts'
import type { Reply } from './serve.ts'

/** One request to a route of the API, made in this process. */
type ApiCall = Readonly<{
  method: 'GET' | 'POST'
  path: `/v1/${string}`
  /** Its Idempotency-Key. */
  key?: string
  /** The body: a value that is sent as JSON, or an image. */
  body?: unknown
}>

/** What a route has answered: its reply as it is on the wire, or why it refused. */
export type ApiAnswer = Readonly<
  { ok: true; value: unknown; replayed: boolean } | { ok: false; problem: Problem }
>

/** Asks the API as the visitor would by himself: with his session and nothing else. */
export type CallApi = (call: ApiCall) => Promise<ApiAnswer>

/** What a page is asked with. */
export type Visitor = Readonly<{
  method: 'GET' | 'POST'
  /** The path behind the base. */
  path: string
  query: URLSearchParams
  /** What a form has sent; null where none has. */
  form: FormData | null
  now: Date
  requestId: string
  header(name: string): string | undefined
  cookie(name: string): string | undefined
}>

/**
 * Pages that a later room shows under a path of their own. They have no rights: whatever they know or do, they ask the
 * API for, as the visitor. A form is read only from somebody who is signed in, and only from a page of this origin.
 */
export type Extension = Readonly<{
  base: `/${string}/`
  bodyBytesMax: number
  bodyMs: number
  show(visitor: Visitor, api: CallApi): Promise<Reply>
  showProblem(visitor: Visitor, problem: Problem): Reply
}>
