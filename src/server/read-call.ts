import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Actor, Route, RouteRequest } from '../api/index.ts'
import { checkDigits, checkParams, parsePart, readBody, readQuery } from './body.ts'
import { keyInvalid, keyMissing } from './failures.ts'
import { takesIdempotencyKey } from './openapi.ts'

/** What belongs to one request to a route. */
export type Call = Readonly<{
  route: Route
  actor: Actor
  requestId: string
  request: Request
  params: Readonly<Record<string, string>>
  /** Time in which the body must have arrived. */
  bodyMs: number
}>

/** A request that was read and may be acted on. */
export type ReadCall = Readonly<{
  route: Route
  actor: Actor
  requestId: string
  /** Its Idempotency-Key, and what tells a repeat from another request with the same key; null where it takes none. */
  once: Readonly<{ key: string; form: string }> | null
  /** It is only asked what would happen: nothing that it does stays. */
  isPreview: boolean
  told: Omit<RouteRequest<unknown, unknown, unknown>, 'tx'>
}>

const noBody = z.strictObject({}).optional()

/** Reads a request, or refuses it. */
export async function readCall(call: Call): Promise<ReadCall> {
  const { route, actor, requestId, request, params: named, bodyMs } = call
  const { search, pathname } = new URL(request.url)
  const { isPreview, asked } = previewOf(route, readQuery(search))
  const key = isPreview ? null : idempotencyKey(route, request)
  const params = parsePart('path', route.params, checkParams(named))
  const query = parsePart('query', route.query, checkDigits(route.query, asked))
  const sent = await readBody(request, route, Math.max(bodyMs, route.bodyMs))
  const body =
    route.body === null ? parsePart('body', noBody, sent.value) : parsePart('body', route.body, sent.value)
  const raw = { text: sent.text, header: (name: string) => request.headers.get(name) ?? undefined }
  const once = key === null ? null : { key, form: fingerprint(route.method, pathname + search, sent.value) }
  return { route, actor, requestId, once, isPreview, told: { actor, params, query, body, raw } }
}

const Preview = z.strictObject({ preview: z.literal('true').optional() })

/** Whether a preview is asked for, and the rest of the query. Other routes know no such name, and refuse it. */
function previewOf(route: Route, sent: Readonly<Record<string, string>>) {
  if (!route.previewable) return { isPreview: false, asked: sent }
  const { preview, ...asked } = sent
  const found = parsePart('query', Preview, preview === undefined ? {} : { preview })
  return { isPreview: found.preview === 'true', asked }
}

function idempotencyKey(route: Route, request: Request): string | null {
  if (!takesIdempotencyKey(route)) return null
  const key = request.headers.get('idempotency-key')
  if (key === null) throw keyMissing()
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw keyInvalid()
  return key
}

/** Tells a repeat from another request: the method, the address and the value of the body, however it was spaced. */
function fingerprint(method: string, address: string, value: unknown): string {
  const hash = createHash('sha256').update(`${method} ${address}\n`)
  return hash.update(value instanceof Uint8Array ? value : (JSON.stringify(value) ?? '')).digest('base64url')
}
