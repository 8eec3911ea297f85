import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Actor, claimKey, findAnswer, keepAnswer, type Route, type RouteRequest } from '../api/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { Failure } from '../kernel/index.ts'
import { checkDigits, checkParams, parsePart, readBody, readQuery } from './body.ts'
import { takesIdempotencyKey } from './openapi.ts'
import { keyInFlight, keyInvalid, keyMissing, keyReused, permissionMissing } from './failures.ts'

/** What is answered: a text, its type and its status. */
export type Answer = Readonly<{
  status: number
  type: string
  text: string
  headers?: Readonly<Record<string, string>>
}>

/** Where nobody has to say who he is, nobody has rights: such a handler checks a signature itself. */
export const anonymous: Actor = {
  id: 'anonymous',
  kind: 'service',
  permissions: new Set(),
  merchantId: null,
  buyerId: null
}

/** Refuses who may not use the route. */
export function checkPermission(route: Pick<Route, 'permission'>, actor: Actor): void {
  if (route.permission !== null && !actor.permissions.has(route.permission))
    throw permissionMissing(route.permission)
}

/** What belongs to one request to a route. */
export type Call = Readonly<{
  db: Db
  route: Route
  actor: Actor
  requestId: string
  request: Request
  params: Readonly<Record<string, string>>
}>

/** Reads the request, acts and keeps the answer, all in one transaction: it happens whole and once, or not at all. */
export async function serveRoute(call: Call): Promise<Answer> {
  const { db, route, actor, request, requestId } = call
  const key = idempotencyKey(route, request)
  const { search, pathname } = new URL(request.url)
  const params = parsePart('path', route.params, checkParams(call.params))
  const query = parsePart('query', route.query, checkDigits(route.query, readQuery(search)))
  const sent = await readBody(request, route)
  const body =
    route.body === null ? parsePart('body', noBody, sent.value) : parsePart('body', route.body, sent.value)
  const raw = { text: sent.text, header: (name: string) => request.headers.get(name) ?? undefined }
  const form = key === null ? '' : fingerprint(route.method, pathname + search, sent.value)
  const work = (tx: Tx) => {
    const act = async () => {
      const told: RouteRequest<unknown, unknown, unknown> = { tx, actor, params, query, body, raw }
      const reply = await route.handle(told as RouteRequest<never, never, never>)
      return reply instanceof Failure ? reply : render(route, reply)
    }
    return key === null ? act() : once(tx, actor, key, form, route, act)
  }
  const answer = await db.transaction(work, { actor: actor.id, request: requestId })
  if (answer instanceof Failure) throw answer // after the commit: what was written stays
  return answer
}

const noBody = z.strictObject({}).optional()

/** Acts unless this key has its answer already; keeps the answer together with the effect. */
async function once(
  tx: Tx,
  actor: Actor,
  key: string,
  form: string,
  route: Route,
  act: () => Promise<Answer | Failure>
): Promise<Answer | Failure> {
  if (!(await claimKey(tx, actor.id, key))) throw keyInFlight()
  const kept = await findAnswer(tx, actor.id, key)
  if (kept) {
    if (kept.request !== form) throw keyReused()
    const headers = { 'idempotency-replayed': 'true' }
    return { status: kept.status, type: route.replyType, text: kept.body, headers }
  }
  const answer = await act()
  if (answer instanceof Failure) return answer
  await keepAnswer(tx, actor.id, key, { request: form, status: answer.status, body: answer.text })
  return answer
}

function render(route: Route, reply: unknown): Answer {
  const value: unknown = z.encode(route.reply, reply as never)
  const json = route.replyType === 'application/json'
  return { status: route.status, type: route.replyType, text: json ? JSON.stringify(value) : String(value) }
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
  return createHash('sha256')
    .update(`${method} ${address}\n${JSON.stringify(value) ?? ''}`)
    .digest('base64url')
}
