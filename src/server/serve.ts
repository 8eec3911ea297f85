import assert from 'node:assert/strict'
import { z } from 'zod'
import {
  type Actor,
  claimKeys,
  findAnswers,
  keyOwner,
  type ImageReply,
  keepAnswers,
  notYet,
  type Route,
  type RouteRequest,
  type UsedKey
} from '../api/index.ts'
import { attributedTo, type Db, type Gatherer, gatherer, type Tx } from '../db/index.ts'
import { Failure } from '../kernel/index.ts'
import { keyInFlight, keyReused, permissionMissing } from './failures.ts'
import type { Limits } from './limits.ts'
import type { ReadCall } from './read-call.ts'

/** What is answered: a text, its type and its status. */
export type Answer = Readonly<{
  status: number
  type: string
  text: string
  headers?: Readonly<Record<string, string>>
}>

/** An answer, whose text may be bytes. */
export type Reply = Omit<Answer, 'text'> & Readonly<{ text: string | Uint8Array<ArrayBuffer> }>

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

/** Acts on a request and keeps the answer, all in one transaction: it happens whole and once, or not at all. */
export type Serve = (call: ReadCall) => Promise<Reply>

type Outcome = Reply | Failure | typeof notYet

/** Requests to one route that may go together, and how many have not been answered. */
type Line = { readonly gatherer: Gatherer<ReadCall, Reply | typeof notYet>; callers: number }

/** The most requests that are done in one transaction. */
const groupMax = 128
/** So many groups may wait for somebody's lock before they hold up all others. */
const slowMax = 3

/**
 * Serves routes. Requests to a route that can handle many are gathered: those that arrive while others are worked on
 * go together into the next transaction. At most `requestsMax` wait in each line; more are told to come back.
 */
export function servant(
  db: Db,
  { requestsMax: waitingMax, groupMs }: Pick<Limits, 'requestsMax' | 'groupMs'>
): Serve {
  const beside = { ms: groupMs, lanes: slowMax }
  const lines = new Map<Route, Map<string, Line>>()
  // Who only looks sees one moment, however many statements that takes.
  const within = ({ method }: Route) => (method === 'GET' ? db.snapshot : db.transaction)
  const openLine = (route: Route): Line => {
    const work = (tx: Tx, calls: readonly ReadCall[]) => serveMany(tx, route, calls)
    const options = {
      db: { transaction: within(route) },
      work,
      sizeMax: groupMax,
      lanes: 1,
      beside,
      waitingMax
    }
    return { gatherer: gatherer(options), callers: 0 }
  }
  const inLine = async (call: ReadCall) => {
    const { route, told } = call
    const name = route.apart?.(told as RouteRequest<never, never, never>) ?? ''
    const ofRoute = lines.get(route) ?? new Map<string, Line>()
    lines.set(route, ofRoute)
    const line = ofRoute.get(name) ?? openLine(route)
    ofRoute.set(name, line)
    line.callers++
    try {
      return await line.gatherer.add(call)
    } finally {
      // A line is gone once nobody stands in it: senders choose the names, and could think of any number of them.
      if (--line.callers === 0) ofRoute.delete(name)
    }
  }
  return async (call) => {
    const { route, actor, requestId } = call
    if (call.isPreview) return foresee(db, call)
    if (route.handleMany === null) {
      const by = { actor: actor.id, request: requestId }
      const [answer] = await within(route)((tx) => serveMany(tx, route, [call]), by)
      assert(answer !== undefined && answer !== notYet)
      if (answer instanceof Failure) throw answer // after the commit: what was written stays
      return answer
    }
    for (;;) {
      const answer = await inLine(call)
      if (answer !== notYet) return answer
    }
  }
}

/** Thrown out of a transaction so that nothing of it stays: what would have been answered. */
class Foreseen extends Error {
  readonly answer: Reply

  constructor(answer: Reply) {
    super('a preview, rolled back')
    this.answer = answer
  }
}

/**
 * Acts on a request alone, in a transaction that is rolled back whatever comes of it, and answers what it would have been
 * answered. No key is kept and no event told; calls to others are rows that jobs read after a commit, and there is none.
 */
async function foresee(db: Db, call: ReadCall): Promise<Reply> {
  const by = { actor: call.actor.id, request: call.requestId }
  try {
    return await db.transaction(async (tx) => {
      const [outcome] = await serveMany(tx, call.route, [call])
      if (outcome instanceof Failure) throw outcome
      assert(outcome !== undefined && outcome !== notYet, 'a request that is alone waits for no neighbour')
      await tx.flush() // what is written last can be refused as well
      throw new Foreseen(outcome)
    }, by)
  } catch (error) {
    if (!(error instanceof Foreseen)) throw error
    return { ...error.answer, headers: { ...error.answer.headers, 'kontor-preview': 'true' } }
  }
}

/** Acts on those requests whose keys have no answer yet; keeps their answers together with their effects. */
async function serveMany(tx: Tx, route: Route, calls: readonly ReadCall[]): Promise<Outcome[]> {
  const outcomes = await answeredBefore(tx, route, calls)
  const open = calls.flatMap((call, i) => (outcomes[i] === undefined ? [{ call, i }] : []))
  const replies = await act(
    tx,
    route,
    open.map(({ call }) => call)
  )
  const kept: Parameters<typeof keepAnswers>[1][number][] = []
  for (const [n, { call, i }] of open.entries()) {
    const reply = replies[n]
    const outcome = reply instanceof Failure || reply === notYet ? reply : render(route, reply)
    outcomes[i] = outcome
    if (call.once === null || outcome instanceof Failure || outcome === notYet) continue
    const { key, form } = call.once
    assert(typeof outcome.text === 'string', 'an answer that is kept is a text')
    kept.push({ actor: keyOwner(call.actor), key, request: form, status: outcome.status, body: outcome.text })
  }
  await keepAnswers(tx, kept)
  return outcomes.map((outcome) => {
    assert(outcome !== undefined)
    return outcome
  })
}

/** The answers that these requests have been given already, or why they get none; undefined: they are to be done. */
async function answeredBefore(
  tx: Tx,
  route: Route,
  calls: readonly ReadCall[]
): Promise<(Outcome | undefined)[]> {
  const keys = calls.flatMap(({ actor, once }): (UsedKey & Readonly<{ form: string }>)[] =>
    once === null ? [] : [{ actor: keyOwner(actor), ...once }]
  )
  if (keys.length === 0) return calls.map(() => undefined)
  const claimed = await claimKeys(tx, keys)
  const answers = await findAnswers(tx, keys)
  let n = 0
  return calls.map(({ once }) => {
    if (once === null) return undefined
    const answer = answers[n]
    if (claimed[n++] !== true) return keyInFlight()
    if (answer === undefined) return undefined
    if (answer.request !== once.form) return keyReused()
    const headers = { 'idempotency-replayed': 'true' }
    return { status: answer.status, type: route.replyType, text: answer.body, headers }
  })
}

async function act(tx: Tx, route: Route, calls: readonly ReadCall[]): Promise<readonly unknown[]> {
  if (calls.length === 0) return []
  const told = calls.map(({ told: rest, actor, requestId }) => {
    const request: RouteRequest<unknown, unknown, unknown> = {
      ...rest,
      tx: attributedTo(tx, { actor: actor.id, request: requestId })
    }
    return request as RouteRequest<never, never, never>
  })
  if (route.handleMany === null) return Promise.all(told.map((request) => route.handle(request)))
  const replies = await route.handleMany(tx, told)
  assert.equal(replies.length, told.length)
  return replies
}

function render(route: Route, reply: unknown): Reply {
  if (route.replyType === 'image/*') return renderImage(route, reply as ImageReply)
  const value: unknown = z.encode(route.reply, reply as never)
  const json = route.replyType === 'application/json'
  return { status: route.status, type: route.replyType, text: json ? JSON.stringify(value) : String(value) }
}

/** Whatever the bytes are, no browser takes them for anything but a picture, or lets them do anything. */
function renderImage({ status }: Route, { type, bytes, name }: ImageReply): Reply {
  const headers = {
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    'content-disposition': `inline; filename="${name}"`
  }
  return { status, type, text: bytes, headers }
}
