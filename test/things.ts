import { z } from 'zod'
import { type Actor, actorKinds, notYet, pageOf, pageQuery, type Route, route } from '../src/api/index.ts'
import { emit, lastEvents } from '../src/audit/index.ts'
import type { Db } from '../src/db/index.ts'
import type { Authenticate } from '../src/identity/index.ts'
import { Failure, idSchema, PositiveMoney, Timestamp } from '../src/kernel/index.ts'
import { createLog, createServer, type Limits } from '../src/server/index.ts'

const actors: Record<string, Actor> = Object.fromEntries(
  ['anna', 'berta'].map((id) => [
    `Bearer ${id}`,
    {
      id,
      kind: 'operator',
      permissions: new Set(['things.read', 'things.write']),
      merchantId: null,
      buyerId: null
    }
  ])
)
const authenticate: Authenticate = async ({ authorization }) => {
  const actor = actors[authorization ?? '']
  if (!actor) throw new Failure('unauthenticated', 'identity.key_missing', 'No key.')
  return actor
}

const Thing = z.strictObject({ name: z.string().max(50), price: PositiveMoney, at: Timestamp.optional() })
const common = { tag: 'Things', grantedTo: actorKinds } as const

/** A body that POST /v1/things takes. */
export const thing = { name: 'cup', price: { amount: 1999, currency: 'USD' } }

let held = Promise.resolve()

/** The names of the things that came together to POST /v1/gathered, group by group. */
export const groups: string[][] = []

/** Keeps every POST /v1/things in work until the answer is called. */
export function hold(): () => void {
  let open: () => void = () => {}
  held = new Promise((resolve) => (open = resolve))
  return open
}

const routes: Route[] = [
  route({
    ...common,
    method: 'POST',
    path: '/v1/things',
    summary: 'Make a thing.',
    permission: 'things.write',
    body: Thing,
    reply: z.strictObject({ id: z.string(), thing: Thing }),
    handle: async ({ tx, body }) => {
      const id = tx.newId('evt')
      await held
      if (body.name === 'refused')
        throw new Failure('refused', 'thing.refused', 'No.', { left: 12n, advice: 'Ask.' })
      await emit(tx, { type: 'thing.made' as never, subject: id })
      if (body.name === 'bug') throw new Error('secret inside')
      return { id, thing: body }
    }
  }),
  route({
    ...common,
    method: 'POST',
    path: '/v1/gathered',
    summary: 'Make a thing together with others.',
    permission: 'things.write',
    body: Thing,
    reply: z.strictObject({ id: z.string(), together: z.number() }),
    apart: ({ body }) => body.price.currency,
    handleMany: async (tx, asked) => {
      groups.push(asked.map(({ body }) => body.name))
      await held
      const again = new Set<string>()
      const replies = []
      for (const { tx: own, body } of asked) {
        if (body.name === 'refused') {
          replies.push(new Failure('refused', 'thing.refused', 'No.', { advice: 'Ask.' }))
        } else if (again.has(body.name)) replies.push(notYet)
        else {
          again.add(body.name)
          const id = tx.newId('evt')
          await emit(own, { type: 'thing.made' as never, subject: id })
          replies.push({ id, together: asked.length })
        }
      }
      if (again.has('bug')) throw new Error('secret inside')
      return replies
    }
  }),
  route({
    ...common,
    method: 'GET',
    path: '/v1/things/:thingId',
    summary: 'Show a thing.',
    permission: 'things.read',
    params: z.strictObject({ thingId: idSchema('thg') }),
    query: z.strictObject({ ...pageQuery, name: z.string().optional() }),
    reply: pageOf(Thing),
    handle: async () => ({ items: [], next: null })
  }),
  route({
    ...common,
    method: 'GET',
    path: '/v1/things/special',
    summary: 'Show the special one.',
    permission: 'things.special',
    reply: z.strictObject({}),
    handle: async () => ({})
  }),
  route({
    ...common,
    method: 'POST',
    path: '/v1/statements',
    summary: 'Take a statement in.',
    permission: null,
    bodyType: 'application/xml',
    bodyBytesMax: 100,
    body: z.string().min(1),
    reply: z.string(),
    replyType: 'application/xml',
    status: 202,
    handle: async ({ body, raw }) => `<ok>${body.length} ${raw.header('x-signature') ?? 'unsigned'}</ok>`
  })
]

/** How a request is sent; left out: by anna, with a new key, GET without a body and POST with one. */
export type Sending = {
  method?: string
  body?: unknown
  key?: string | null
  headers?: Record<string, string>
  who?: string
}

/** A server of things, for tests of what every route has in common. */
export function thingServer(db: Db) {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => lines.push(line) })
  const serverWith = (
    limits: Partial<Limits> = {},
    openPages = true,
    own = db,
    trustedProxies: readonly string[] = []
  ) =>
    createServer({
      db: own,
      routes,
      authenticate,
      log,
      version: 'test',
      limits,
      openPages,
      trustedProxies,
      ready: [{ name: 'database', run: () => own.transaction(async () => true) }]
    })
  const server = serverWith()
  let count = 0
  const send = async (
    path: string,
    { method, body, key, headers, who = 'anna' }: Sending = {},
    to = server
  ) => {
    const request = new Request(`http://kontor${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        authorization: `Bearer ${who}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === null ? {} : { 'idempotency-key': key ?? `key-${count++}` }),
        ...headers
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) })
    })
    const answer = await to.fetch(request)
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, body: json(text) }
  }
  const made = async () => (await db.transaction((tx) => lastEvents(tx, 10_000))).length
  return { lines, serverWith, server, send, made }
}

function json(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
