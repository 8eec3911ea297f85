import type { paths } from './openapi.d.ts'
import { Problem, problemOf } from './problem.ts'
import { hearTime } from './time.ts'

type Method = 'get' | 'post' | 'put' | 'delete'
/** The paths that have this method. */
export type PathFor<M extends Method> = {
  [P in keyof paths]: paths[P] extends Readonly<Record<M, object>> ? P : never
}[keyof paths]
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>
type Parameters<O, Where extends string> = O extends { parameters: infer P }
  ? Where extends keyof P
    ? NonNullable<P[Where]>
    : never
  : never
type Content<T> = T extends { content: infer C } ? C[keyof C] : never
/** What an operation answers when it succeeds. */
export type Reply<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R } ? Content<R[keyof R & (200 | 201 | 202)]> : never
/** The names in the path of an operation. */
export type Names<P extends keyof paths, M extends Method> = Parameters<Operation<P, M>, 'path'>
/** What an operation takes: the names in its path, its query, its body. */
export type Input<P extends keyof paths, M extends Method> = Readonly<{
  path?: Names<P, M>
  query?: Parameters<Operation<P, M>, 'query'>
  body?: Operation<P, M> extends { requestBody?: infer B } ? Content<NonNullable<B>> : never
}>

const timeoutMs = 30_000
/** A picture may take as long over a weak line as the server waits for it. */
const pictureTimeoutMs = 180_000

/** The address of an operation, with its names and query filled in. */
export function addressOf(path: string, names: object = {}, query: object = {}): string {
  const filled = Object.entries(names).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(String(value))),
    path
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, String(value))
  return search.size > 0 ? `${filled}?${search}` : filled
}

let person: string | null = null

/** Says for whom this window was loaded: what it changes is refused once somebody else is signed in. */
export function actAs(loadedFor: string): void {
  person = loadedFor
}
const forWhom = (): Record<string, string> => (person === null ? {} : { 'kontor-person': person })

async function ask(address: string, init: RequestInit): Promise<Response> {
  const late = AbortSignal.timeout(init.body instanceof Blob ? pictureTimeoutMs : timeoutMs)
  const signal = init.signal ? AbortSignal.any([init.signal, late]) : late
  const answer = await fetch(address, { ...init, signal, credentials: 'same-origin' }).catch(
    (error: unknown) => {
      if (init.signal?.aborted) throw error
      throw new Problem(0, {})
    }
  )
  hearTime(answer)
  if (!answer.ok) throw await problemOf(answer)
  return answer
}

const isJson = (answer: Response) => /[/+]json/.test(answer.headers.get('content-type') ?? '')

async function contentOf<T>(answer: Response): Promise<T> {
  return (isJson(answer) ? await answer.json() : await answer.text()) as T
}

/** Reads. Throws a Problem. */
export async function read<P extends PathFor<'get'>>(
  path: P,
  input: Input<P, 'get'>,
  signal?: AbortSignal
): Promise<Reply<P, 'get'>> {
  return contentOf(await ask(addressOf(path, input.path, input.query), { signal: signal ?? null }))
}

/**
 * Changes something. With the same key and body it happens once, however often it is sent. Throws a Problem, whose outcome
 * says whether it is known that nothing was changed.
 */
export async function act<M extends 'post' | 'put' | 'delete', P extends PathFor<M>>(
  method: M,
  path: P,
  input: Input<P, M>,
  key: string
): Promise<Reply<P, M>> {
  const { body } = input
  const isText = typeof body === 'string'
  const headers: Record<string, string> = { 'idempotency-key': key, ...forWhom() }
  if (body !== undefined) headers['content-type'] = isText ? 'application/xml' : 'application/json'
  const answer = await ask(addressOf(path, input.path, input.query), {
    method: method.toUpperCase(),
    headers,
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) })
  })
  return contentOf(answer)
}

/**
 * Hands in a picture as evidence, and answers its id. One that is sent twice is kept twice; the one that nothing refers to is
 * forgotten. Throws a Problem.
 */
export async function handIn(picture: Blob, key: string): Promise<string> {
  const headers = { 'idempotency-key': key, 'content-type': picture.type, ...forWhom() }
  const answer = await ask('/v1/evidence', { method: 'POST', headers, body: picture })
  return (await contentOf<Reply<'/v1/evidence', 'post'>>(answer)).id
}
