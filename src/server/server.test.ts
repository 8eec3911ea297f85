import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { testDatabase } from '../../test/database.ts'
import { type Actor, actorKinds, pageOf, pageQuery, type Route, route } from '../api/index.ts'
import { emit, lastEvents } from '../audit/index.ts'
import { Failure, idSchema, PositiveMoney, Timestamp } from '../kernel/index.ts'
import { createLog, createServer, type Limits } from './index.ts'

const db = await testDatabase()
afterAll(() => db.drop())

const lines: string[] = []
const log = createLog('info', { write: (line) => lines.push(line) })
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
const authenticate = async (header: string | undefined) => {
  const actor = actors[header ?? '']
  if (!actor) throw new Failure('unauthenticated', 'identity.key_missing', 'No key.')
  return actor
}

const Thing = z.strictObject({ name: z.string().max(50), price: PositiveMoney, at: Timestamp.optional() })
const common = { tag: 'Things', grantedTo: actorKinds } as const
let slow = Promise.resolve()
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
      await slow
      if (body.name === 'refused')
        throw new Failure('refused', 'thing.refused', 'No.', { left: 12n, advice: 'Ask.' })
      await emit(tx, { type: 'thing.made', subject: id })
      if (body.name === 'bug') throw new Error('secret inside')
      return { id, thing: body }
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

const serverWith = (limits: Partial<Limits> = {}) =>
  createServer({ db, routes, authenticate, log, version: 'test', limits, openPages: true })
const server = serverWith()
let count = 0

type Sending = {
  method?: string
  body?: unknown
  key?: string | null
  headers?: Record<string, string>
  who?: string
}
async function send(path: string, { method, body, key, headers, who = 'anna' }: Sending = {}, to = server) {
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
function json(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
const made = async () => (await db.transaction((tx) => lastEvents(tx, 10_000))).length
const thing = { name: 'cup', price: { amount: 1999, currency: 'USD' } }

describe('an Idempotency-Key', () => {
  test('gives the same answer again, and one effect', async () => {
    const before = await made()
    const first = await send('/v1/things', { body: thing, key: 'same' })
    const again = await send('/v1/things', { body: ` ${JSON.stringify(thing)} `, key: 'same' })
    expect(first.status).toBe(201)
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect([again.status, again.text]).toEqual([first.status, first.text])
    expect(await made()).toBe(before + 1)
  })

  test('with another body is refused, and is another key for another actor', async () => {
    await send('/v1/things', { body: thing, key: 'mine' })
    const changed = await send('/v1/things', { body: { ...thing, name: 'pot' }, key: 'mine' })
    expect(changed).toMatchObject({ status: 422, body: { code: 'http.key_reused' } })
    expect(
      (await send('/v1/things', { body: { ...thing, name: 'pot' }, key: 'mine', who: 'berta' })).status
    ).toBe(201)
  })

  test('sent 50 times at once acts once; the others are told so or get the same answer', async () => {
    const before = await made()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send('/v1/things', { body: thing, key: 'fifty' }))
    )
    expect(await made()).toBe(before + 1)
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body['id']))
    expect(ids.size).toBe(1)
    const others = answers.filter(({ status }) => status !== 201)
    expect(new Set(others.map(({ body }) => body['code']))).toEqual(
      new Set(others.length > 0 ? ['http.key_in_flight'] : [])
    )
  })

  test('of a refused request stays free', async () => {
    const refused = await send('/v1/things', { body: { ...thing, name: 'refused' }, key: 'free' })
    expect(refused.status).toBe(422)
    expect((await send('/v1/things', { body: thing, key: 'free' })).status).toBe(201)
  })

  test.each([
    ['is asked for', null, 'http.key_missing'],
    ['may not be empty', '', 'http.key_invalid'],
    ['may not hold spaces', 'a b', 'http.key_invalid'],
    ['may not be longer than 255', 'x'.repeat(256), 'http.key_invalid']
  ])('%s', async (_, key, code) => {
    expect(await send('/v1/things', { body: thing, key })).toMatchObject({ status: 400, body: { code } })
  })
})

describe('a refusal', () => {
  test('is a problem document that says what, why, and what next', async () => {
    const { status, headers, body } = await send('/v1/things', { body: { ...thing, name: 'refused' } })
    expect(status).toBe(422)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(body).toEqual({
      type: 'urn:kontor:problem:thing.refused',
      title: 'Refused',
      status: 422,
      detail: 'No.',
      code: 'thing.refused',
      advice: 'Ask.',
      details: { left: 12 },
      requestId: headers.get('x-request-id')
    })
  })

  test('names every field that is not of the described form', async () => {
    const { body } = await send('/v1/things', {
      body: { name: 7, price: { amount: 0, currency: 'XXX', tip: 1 }, colour: 'red' }
    })
    expect(body['code']).toBe('http.body_invalid')
    const errors = body['errors'] as { path: string }[]
    expect(errors.map(({ path }) => path).sort()).toEqual([
      'colour',
      'name',
      'price.amount',
      'price.currency',
      'price.tip'
    ])
  })

  test.each<[string, string, Sending, number, string]>([
    ['nobody', '/v1/things', { body: thing, who: 'nobody' }, 401, 'identity.key_missing'],
    ['a stranger', '/v1/things/special', {}, 403, 'http.permission_missing'],
    ['an unknown path', '/v1/nothing', {}, 404, 'http.path_unknown'],
    ['another method', '/v1/things', { method: 'DELETE' }, 405, 'http.method'],
    ['a wrong id', '/v1/things/ord_1', {}, 400, 'http.path_invalid'],
    ['a NUL in the path', '/v1/things/%00', {}, 404, 'http.path_unknown'],
    ['a path that is not UTF-8', '/v1/things/%ff', {}, 404, 'http.path_unknown'],
    [
      'an unknown query parameter',
      '/v1/things/thg_01h455vb4pex5vsknk084sn02q?x=1',
      {},
      400,
      'http.query_invalid'
    ],
    [
      'a repeated query parameter',
      '/v1/things/thg_01h455vb4pex5vsknk084sn02q?limit=1&limit=2',
      {},
      400,
      'http.query_invalid'
    ],
    [
      'a limit beyond the page',
      '/v1/things/thg_01h455vb4pex5vsknk084sn02q?limit=101',
      {},
      400,
      'http.query_invalid'
    ],
    [
      'a query that is not UTF-8',
      '/v1/things/thg_01h455vb4pex5vsknk084sn02q?name=%ff',
      {},
      400,
      'http.query_invalid'
    ],
    [
      'a NUL in the query',
      '/v1/things/thg_01h455vb4pex5vsknk084sn02q?name=%00',
      {},
      400,
      'http.text_invalid'
    ],
    ['a broken body', '/v1/things', { body: '{"name":' }, 400, 'http.json_malformed'],
    ['a NUL in the body', '/v1/things', { body: { ...thing, name: '\0' } }, 400, 'http.text_invalid'],
    ['a lone surrogate', '/v1/things', { body: '{"name":"\\ud800"}' }, 400, 'http.text_invalid'],
    [
      'an exponent',
      '/v1/things',
      { body: '{"name":"a","price":{"amount":1e3,"currency":"USD"}}' },
      400,
      'http.number_inexact'
    ],
    ['no body', '/v1/things', { method: 'POST' }, 400, 'http.body_invalid'],
    [
      'a form',
      '/v1/things',
      { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'http.content_type'
    ],
    [
      'another charset',
      '/v1/things',
      { body: thing, headers: { 'content-type': 'application/json; charset=latin1' } },
      415,
      'http.content_type'
    ],
    [
      'a packed body',
      '/v1/things',
      { body: thing, headers: { 'content-encoding': 'gzip' } },
      415,
      'http.content_type'
    ],
    [
      'a large body',
      '/v1/things',
      { body: { ...thing, name: 'x'.repeat(70_000) } },
      413,
      'http.body_too_large'
    ]
  ])('of %s', async (_, path, sending, status, code) => {
    const before = await made()
    const answer = await send(path, sending)
    expect(answer).toMatchObject({ status, body: { status, code } })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    if (status === 405) expect(answer.headers.get('allow')).toBe('POST')
    if (status === 401) expect(answer.headers.get('www-authenticate')).toContain('Bearer')
    expect(await made()).toBe(before)
  })

  test('of a bug shows nothing of the inside, changes nothing, and the log holds the rest', async () => {
    const before = await made()
    const { status, text, body } = await send('/v1/things', { body: { ...thing, name: 'bug' } })
    expect(status).toBe(500)
    expect(text).not.toContain('secret inside')
    expect(await made()).toBe(before)
    const line = lines.find(
      (each) => each.includes(String(body['requestId'])) && each.includes('secret inside')
    )
    expect(line).toContain('server.test.ts')
  })
})

test('a route of another type gets the text as it was sent', async () => {
  const headers = { 'content-type': 'text/xml; charset=utf-8', 'x-signature': 'abc' }
  const answer = await send('/v1/statements', { body: '<a>付</a>', headers, key: null, who: 'nobody' })
  expect(answer).toMatchObject({ status: 202, text: '<ok>8 abc</ok>' })
  expect(answer.headers.get('content-type')).toBe('application/xml')
  const large = await send('/v1/statements', { body: 'x'.repeat(101), headers, key: null })
  expect(large).toMatchObject({ status: 413, body: { code: 'http.body_too_large' } })
})

test('answers carry headers that keep browsers careful, and the request id of the sender', async () => {
  const { headers } = await send('/v1/things/special', { headers: { 'x-request-id': 'shop-4711' } })
  expect(headers.get('x-request-id')).toBe('shop-4711')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(headers.get('cache-control')).toBe('no-store')
})

test('the log names the request, never its body or its key', async () => {
  lines.length = 0
  await send('/v1/things', { body: { ...thing, name: 'private name' }, key: 'logged-key' })
  const [line = ''] = lines
  expect(JSON.parse(line)).toMatchObject({ method: 'POST', route: '/v1/things', status: 201, actor: 'anna' })
  expect(lines.join()).not.toMatch(/private name|Bearer|logged-key/)
})

describe('a limit', () => {
  test('of requests a second holds for each key alone', async () => {
    const limited = serverWith({ keyRatePerSecond: 1, keyBurst: 3 })
    const post = (who: string) => send('/v1/things', { body: thing, who }, limited)
    const statuses = []
    for (let i = 0; i < 5; i++) statuses.push((await post('anna')).status)
    expect(statuses).toEqual([201, 201, 201, 429, 429])
    expect((await post('berta')).status).toBe(201)
    expect((await post('anna')).headers.get('retry-after')).toBe('1')
  })

  test('of requests without a key holds for an address', async () => {
    const limited = serverWith({ addressRatePerSecond: 1, addressBurst: 2 })
    const statuses = []
    for (let i = 0; i < 4; i++)
      statuses.push((await send('/v1/things', { who: 'x', body: thing }, limited)).status)
    expect(statuses).toEqual([401, 401, 429, 429])
  })

  test('of requests in work turns the rest away before it collapses, health excepted', async () => {
    const limited = serverWith({ requestsMax: 2 })
    let open: () => void = () => {}
    slow = new Promise((resolve) => (open = resolve))
    const inWork = [1, 2].map(() => send('/v1/things', { body: thing }, limited))
    const third = await send('/v1/things', { body: thing }, limited)
    expect(third).toMatchObject({ status: 503, body: { code: 'http.overloaded' } })
    expect(third.headers.get('retry-after')).toBe('1')
    expect((await send('/healthz', {}, limited)).status).toBe(200)
    open()
    expect((await Promise.all(inWork)).map(({ status }) => status)).toEqual([201, 201])
  })
})

describe('without a database', () => {
  test('a request is told to come back, and readiness says no', async () => {
    const gone = await testDatabase(undefined, { connectionsMax: 2 })
    const lost = createServer({
      db: gone,
      routes,
      authenticate,
      log,
      version: 'test',
      ready: [{ name: 'database', run: () => gone.transaction(async () => true) }]
    })
    expect((await send('/readyz', {}, lost)).status).toBe(200)
    await gone.superuser(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'
    )
    await wait(50)
    await gone.drop()
    const answer = await send('/v1/things', { body: thing }, lost)
    expect(answer.status).toBeGreaterThanOrEqual(500)
    expect((await send('/readyz', {}, lost)).status).toBe(503)
    expect((await send('/healthz', {}, lost)).status).toBe(200)
  })

  test('a connection that breaks in the middle is answered 503', async () => {
    const other = await testDatabase()
    const breaking = createServer({ db: other, routes, authenticate, log, version: 'test' })
    let open: () => void = () => {}
    slow = new Promise((resolve) => (open = resolve))
    const answer = send('/v1/things', { body: thing }, breaking)
    await vi.waitFor(async () => {
      const found = await other.superuser(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state like 'idle in%'`
      )
      expect(found).toHaveLength(1)
    })
    await wait(50)
    open()
    expect(await answer).toMatchObject({ status: 503, body: { code: 'http.database_lost' } })
    await other.drop()
  })
})

describe('on the network', () => {
  test('stopping lets a request in flight end and takes no other', async () => {
    const { url, port, close } = await serverWith().listen({ host: '127.0.0.1', port: 0 })
    let open: () => void = () => {}
    slow = new Promise((resolve) => (open = resolve))
    const before = await made()
    const inFlight = fetch(`${url}/v1/things`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer anna',
        'content-type': 'application/json',
        'idempotency-key': 'last'
      },
      body: JSON.stringify(thing)
    })
    await wait(100)
    const closed = close()
    await wait(50)
    const refused = await new Promise((resolve) => {
      connect(port, '127.0.0.1')
        .on('connect', () => resolve('taken'))
        .on('error', () => resolve('refused'))
    })
    expect(refused).toBe('refused')
    open()
    expect((await inFlight).status).toBe(201)
    await closed
    expect(await made()).toBe(before + 1)
  })

  test('what is not HTTP is answered with a problem document', async () => {
    const { port, close } = await serverWith().listen({ host: '127.0.0.1', port: 0 })
    const text = await new Promise<string>((resolve) => {
      let all = ''
      connect(port, '127.0.0.1', function (this: Socket) {
        this.write('NOT HTTP AT ALL\r\n\r\n')
      })
        .on('data', (part) => (all += String(part)))
        .on('close', () => resolve(all))
    })
    expect(text).toMatch(/^HTTP\/1.1 400 Bad Request[^]*"code":"http.unreadable"/)
    await close()
  })

  test('a body without a length is counted as it comes', async () => {
    const { url, close } = await serverWith().listen({ host: '127.0.0.1', port: 0 })
    const chunks = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 20; i++) controller.enqueue(Buffer.alloc(8192, 32))
        controller.close()
      }
    })
    const answer = await fetch(`${url}/v1/things`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer anna',
        'content-type': 'application/json',
        'idempotency-key': 'chunks'
      },
      body: chunks,
      duplex: 'half'
    } as RequestInit)
    expect(answer.status).toBe(413)
    await close()
  })
})

test('metrics count requests by route and status', async () => {
  const own = serverWith()
  await send('/v1/things', { body: thing }, own)
  await send('/v1/nothing', {}, own)
  const { text } = await send('/metrics', {}, own)
  expect(text).toMatch(
    /kontor_http_request_duration_seconds_count\{method="POST",route="\/v1\/things",status="201"\} 1/
  )
  expect(text).toMatch(/kontor_http_refusals_total\{code="http.path_unknown"\} 1/)
  expect(text).toMatch(/kontor_db_connections\{state="idle"\} \d/)
})

test('pages need a key unless they are open', async () => {
  const closed = createServer({ db, routes, authenticate, log, version: 'test' })
  for (const path of ['/status', '/metrics']) {
    expect((await send(path, { who: 'nobody' }, closed)).status).toBe(401)
    expect((await send(path, {}, closed)).status).toBe(403)
    expect((await send(path)).status).toBe(200)
  }
  for (const path of ['/docs', '/v1/openapi.json', '/healthz', '/readyz'])
    expect((await send(path, { who: 'nobody' }, closed)).status).toBe(200)
})
