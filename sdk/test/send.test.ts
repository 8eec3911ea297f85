import { readFileSync } from 'node:fs'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { type Fault, openFaultyProxy } from '../../test/faulty-proxy.ts'
import { freePort } from '../../test/served.ts'
import { type AttemptReport, createKontor, KontorError, type KontorOptions } from '../src/index.ts'
import { version } from '../src/generated/version.ts'

/** A server that answers what it is told to, to see what is sent and how often. Kontor itself answers in test/sdk.test.ts. */
const server = await openFaultyProxy()
afterAll(() => server.close())
const reports: AttemptReport[] = []
beforeEach(() => (reports.length = 0))
const key = 'kontor_test_secret'
const to = (more: Partial<KontorOptions> = {}) =>
  createKontor({
    url: server.url,
    key,
    timeoutMs: 2000,
    onAttempt: (report) => reports.push(report),
    ...more
  })
const kontor = to()

const json = { 'content-type': 'application/json' }
const ok: Fault = { status: 200, headers: { ...json, 'x-request-id': 'req_ok' }, text: '{"id":"ord_1"}' }
const problem = (status: number, code: string, more: object = {}, headers = {}): Fault => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  text: JSON.stringify({ code, status, detail: `${code}.`, advice: 'Mend it.', requestId: 'req_1', ...more })
})

const order = { reference: 'order-1', buyerId: 'buy_1', items: [] }

async function errorOf(act: Promise<unknown>): Promise<KontorError> {
  const error: unknown = await act.then(
    () => undefined,
    (thrown: unknown) => thrown
  )
  expect(error).toBeInstanceOf(KontorError)
  return error as KontorError
}

describe('an image', () => {
  test('is sent as it is, with its own type, and comes back as one', async () => {
    const picture = new Blob(['not really a picture'], { type: 'image/png' })
    server.plan(ok, { status: 200, headers: { 'content-type': 'image/webp' }, text: 'another' })
    await kontor.evidence.create(picture)
    expect(server.seen[0]).toMatchObject({ text: 'not really a picture' })
    expect(server.seen[0]?.headers).toMatchObject({ 'content-type': 'image/png' })
    const found = await kontor.evidence.get('evd_1')
    expect([found.type, await found.text()]).toEqual(['image/webp', 'another'])
  })

  test('is not sent where it does not say what it is', async () => {
    server.plan()
    const error = await errorOf(kontor.evidence.create(new Blob(['x'])))
    expect(error).toMatchObject({ code: 'sdk.argument_invalid' })
    expect(server.seen).toEqual([])
  })
})

describe('a request', () => {
  test('carries the key, who sends, the type of the body and a key of its own', async () => {
    server.plan(ok, ok)
    expect(await kontor.orders.create(order)).toEqual({ id: 'ord_1' })
    await kontor.orders.create(order)
    const [first, second] = server.seen
    expect(first).toMatchObject({ method: 'POST', path: '/v1/orders', text: JSON.stringify(order) })
    expect(first?.headers).toMatchObject({
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'user-agent': `kontor-sdk/${version}`
    })
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    expect(first?.headers['idempotency-key']).toMatch(uuid)
    expect(second?.headers['idempotency-key']).toMatch(uuid)
    expect(second?.headers['idempotency-key']).not.toBe(first?.headers['idempotency-key'])
  })

  test('carries the key of the caller, and no key where none is taken', async () => {
    server.plan(ok, ok, ok, ok)
    await kontor.shipments.confirm('shp_1', { idempotencyKey: 'confirm-order-1' })
    await kontor.orders.get('ord_1', { include: 'merchant' })
    await kontor.apiKeys.revoke('key_1')
    await kontor.ledger.transactions.post({ id: 'txn_1', legs: [] })
    const [confirm, get, revoke, post] = server.seen
    expect(confirm).toMatchObject({ path: '/v1/shipments/shp_1/confirm', text: '' })
    expect(confirm?.headers['idempotency-key']).toBe('confirm-order-1')
    expect(confirm?.headers).not.toHaveProperty('content-type')
    expect(get).toMatchObject({ method: 'GET', path: '/v1/orders/ord_1?include=merchant' })
    expect(get?.headers).not.toHaveProperty('idempotency-key')
    expect(revoke).toMatchObject({ method: 'DELETE', path: '/v1/api-keys/key_1' })
    expect(revoke?.headers).toHaveProperty('idempotency-key')
    expect(post?.headers).not.toHaveProperty('idempotency-key')
  })

  test('keeps a path before the API, and encodes what it is given', async () => {
    server.plan(ok, ok)
    const below = to({ url: `${server.url}/kontor/` })
    await below.orders.list({ reference: 'a b&c=ü', limit: 5, cursor: undefined })
    await below.ledger.accounts.get('merchant:mer_1:CNY/../x')
    expect(server.seen.map(({ path }) => path)).toEqual([
      '/kontor/v1/orders?reference=a%20b%26c%3D%C3%BC&limit=5',
      '/kontor/v1/ledger/accounts/merchant%3Amer_1%3ACNY%2F..%2Fx'
    ])
  })

  test('of another type is sent and answered as a text', async () => {
    const xml = { status: 200, headers: { 'content-type': 'application/xml' }, text: '<Document/>' }
    server.plan({ ...ok, text: '{"statements":[]}' }, xml)
    expect(await kontor.statements.import('<camt/>')).toEqual({ statements: [] })
    expect(await kontor.bankFiles.document('bkf_1')).toBe('<Document/>')
    expect(server.seen[0]).toMatchObject({ text: '<camt/>', headers: { 'content-type': 'application/xml' } })
  })

  test.each([
    ['an address that is none', () => to({ url: 'kontor.example' })],
    ['an address of another kind', () => to({ url: 'ftp://kontor.example' })],
    ['an address with a password', () => to({ url: 'https://a:b@kontor.example' })],
    ['an address with a query', () => to({ url: 'https://kontor.example?a=1' })],
    ['an empty API key', () => to({ key: '' })],
    ['an API key with a line break', () => to({ key: 'kontor_x\ny' })],
    ['an empty id', () => kontor.orders.get('')],
    ['an id that leads elsewhere', () => kontor.orders.get('..')],
    ['an id that is missing', () => kontor.orders.get(undefined as unknown as string)],
    ['an empty Idempotency-Key', () => kontor.orders.create(order, { idempotencyKey: '' })],
    ['an Idempotency-Key with a space', () => kontor.orders.create(order, { idempotencyKey: 'a b' })],
    [
      'an Idempotency-Key that is too long',
      () => kontor.orders.create(order, { idempotencyKey: 'x'.repeat(256) })
    ],
    ['no attempt', () => kontor.me.get({ attemptsMax: 0 })],
    ['a time-out of no time', () => kontor.me.get({ timeoutMs: NaN })],
    ['a query that is an object', () => kontor.orders.list({ reference: {} as string })],
    ['a query with a fraction', () => kontor.orders.list({ limit: 1.5 })]
  ])('with %s is refused before anything is sent', async (_, act) => {
    server.plan()
    const error = await errorOf((async () => act())())
    expect(error).toMatchObject({ code: 'sdk.argument_invalid', effect: 'nothing_changed', attempts: 0 })
    expect(error.message).toContain('Nothing was sent.')
    expect(server.seen).toEqual([])
  })

  test.each([
    ['an integer that JSON readers do not keep', 2 ** 53],
    ['a bigint', 12900n],
    ['no number', NaN],
    ['infinitely much', Infinity]
  ])('with %s is refused before anything is sent', async (_, amount) => {
    server.plan()
    const money = { amount: amount as number, currency: 'CNY' as const }
    const error = await errorOf(kontor.payments.capture('pay_1', { amount: money }))
    expect(error).toMatchObject({ code: 'sdk.number_unsafe', effect: 'nothing_changed' })
    expect(error.message).toContain('amount is')
    expect(server.seen).toEqual([])
  })
})

describe('an answer', () => {
  test.each([
    ['is not JSON', { ...ok, text: '<html>' }],
    ['is JSON of another type', { ...ok, headers: { 'content-type': 'text/html' } }],
    ['holds a number that cannot be read exactly', { ...ok, text: '{"amount":9007199254740993}' }],
    ['leads elsewhere', { status: 307, headers: { location: `${server.url}/elsewhere` } }],
    [
      'is a refusal of somebody else',
      { status: 403, headers: { 'content-type': 'text/html' }, text: 'Forbidden' }
    ],
    [
      'is a refusal in a form that is none',
      { status: 422, headers: { 'content-type': 'application/problem+json' } }
    ]
  ] as const)(
    'that %s is none of Kontor, is not asked for again, and leaves open what happened',
    async (_, fault) => {
      server.plan(fault)
      expect(await errorOf(kontor.orders.create(order))).toMatchObject({
        code: 'sdk.answer_invalid',
        status: fault.status,
        effect: 'unknown',
        attempts: 1,
        idempotencyKey: server.seen[0]?.headers['idempotency-key']
      })
      expect(server.seen).toHaveLength(1)
      server.plan(fault)
      expect(await errorOf(kontor.me.get())).toMatchObject({
        effect: 'nothing_changed',
        idempotencyKey: null
      })
    }
  )

  test('that refuses is an error with all that Kontor says', async () => {
    const errors = [{ path: 'items', message: 'must not be empty' }]
    server.plan(problem(400, 'http.body_invalid', { errors, details: { figure: 7 } }))
    const error = await errorOf(kontor.orders.create(order))
    expect(error).toMatchObject({
      name: 'KontorError',
      message: 'http.body_invalid. Mend it.',
      code: 'http.body_invalid',
      status: 400,
      detail: 'http.body_invalid.',
      advice: 'Mend it.',
      errors,
      details: { figure: 7 },
      requestId: 'req_1',
      effect: 'nothing_changed',
      attempts: 1
    })
    expect(JSON.stringify(error) + String(error.stack)).not.toContain(key)
  })
})

describe('what may do better a moment later is sent again, with the same key and the same body', () => {
  test.each<[string, Fault]>([
    ['a connection that ended', 'drop request'],
    ['429 with Retry-After', problem(429, 'http.overloaded', {}, { 'retry-after': '0' })],
    ['503 of Kontor', problem(503, 'http.database_lost')],
    ['502 of a gateway', { status: 502, text: 'Bad Gateway' }],
    ['503 of a gateway', { status: 503 }],
    ['504 of a gateway', { status: 504 }],
    ['a key in flight', problem(409, 'http.key_in_flight')],
    ['408', problem(408, 'http.body_slow')]
  ])('%s', async (_, fault) => {
    server.plan(fault, fault, ok)
    expect(await kontor.orders.create(order)).toEqual({ id: 'ord_1' })
    expect(server.seen).toHaveLength(3)
    expect(new Set(server.seen.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
    expect(new Set(server.seen.map(({ text }) => text))).toEqual(new Set([JSON.stringify(order)]))
    expect(reports.map(({ attempt, againInMs }) => [attempt, againInMs === null])).toEqual([
      [1, false],
      [2, false],
      [3, true]
    ])
    expect(reports.at(-1)).toMatchObject({
      method: 'POST',
      path: '/v1/orders',
      status: 200,
      requestId: 'req_ok'
    })
    const [first = 0, second = 0, third = 0] = server.seen.map(({ at }) => at)
    expect(second - first).toBeGreaterThanOrEqual(125)
    expect(third - second).toBeGreaterThanOrEqual(250)
  })

  test('no answer within the time of one attempt', async () => {
    server.plan('stall reply', ok)
    expect(await kontor.orders.create(order, { timeoutMs: 200 })).toEqual({ id: 'ord_1' })
    expect(reports.map(({ status }) => status)).toEqual([null, 200])
  })

  test.each([
    ['seconds', () => '1'],
    ['a date', () => new Date(Date.now() + 2500).toUTCString()]
  ])('not before what Retry-After says in %s', async (_, after) => {
    server.plan({ status: 503, headers: { 'retry-after': after() } }, ok)
    await kontor.orders.create(order)
    const [first = 0, second = 0] = server.seen.map(({ at }) => at)
    expect(second - first).toBeGreaterThanOrEqual(1000)
  })

  test.each([
    [500, 'http.bug'],
    [422, 'orders.payment_too_much'],
    [409, 'orders.reference_taken'],
    [404, 'orders.order_unknown'],
    [401, 'identity.key_unknown']
  ])('but not %i %s', async (status, code) => {
    server.plan(problem(status, code))
    expect(await errorOf(kontor.orders.create(order))).toMatchObject({ status, code, attempts: 1 })
    expect(server.seen).toHaveLength(1)
  })
})

describe('patience ends', () => {
  const down: Fault = { status: 503 }
  test('after so many attempts', async () => {
    server.plan(...Array.from({ length: 9 }, () => down))
    expect(await errorOf(kontor.me.get({ attemptsMax: 3 }))).toMatchObject({ status: 503, attempts: 3 })
    expect(server.seen).toHaveLength(3)
  })

  test('after one attempt, where that is asked for', async () => {
    server.plan(down)
    expect(await errorOf(to({ attemptsMax: 1 }).me.get())).toMatchObject({ attempts: 1 })
  })

  test('after so much time, and without waiting for what would come too late', async () => {
    server.plan({ status: 503, headers: { 'retry-after': '3600' } })
    const began = performance.now()
    expect(await errorOf(kontor.me.get())).toMatchObject({ attempts: 1, status: 503 })
    server.plan(...Array.from({ length: 9 }, () => down))
    const error = await errorOf(kontor.me.get({ totalMs: 700 }))
    expect(error.attempts).toBeGreaterThan(1)
    expect(error.attempts).toBeLessThan(5)
    expect(performance.now() - began).toBeLessThan(5000)
  })

  test('at the end of all the time in the middle of an attempt', async () => {
    server.plan('stall reply', 'stall reply')
    const error = await errorOf(kontor.me.get({ timeoutMs: 30_000, totalMs: 300 }))
    expect(error).toMatchObject({ code: 'sdk.timeout', attempts: 1, status: null })
  })

  test('when the caller aborts, before, in the middle and between two attempts', async () => {
    const reason = new Error('the page was left')
    server.plan()
    expect(await errorOf(kontor.orders.create(order, { signal: AbortSignal.abort(reason) }))).toMatchObject({
      code: 'sdk.aborted',
      effect: 'nothing_changed',
      attempts: 0,
      cause: reason
    })
    expect(server.seen).toEqual([])

    const began = performance.now()
    server.plan('stall reply')
    const inTheMiddle = new AbortController()
    setTimeout(() => inTheMiddle.abort(reason), 200)
    const waiting = { signal: inTheMiddle.signal, timeoutMs: 20_000 }
    expect(await errorOf(kontor.orders.create(order, waiting))).toMatchObject({
      code: 'sdk.aborted',
      effect: 'unknown',
      attempts: 1,
      cause: reason
    })

    server.plan({ status: 503, headers: { 'retry-after': '20' } }, ok)
    const between = new AbortController()
    setTimeout(() => between.abort(reason), 300)
    expect(await errorOf(kontor.me.get({ signal: between.signal }))).toMatchObject({
      code: 'sdk.aborted',
      attempts: 1
    })
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(server.seen).toHaveLength(1)
  })
})

describe('what is known of the effect', () => {
  const once = { attemptsMax: 1 }
  test.each<[string, Fault, string]>([
    ['a refusal', problem(422, 'orders.payment_too_much'), 'nothing_changed'],
    ['too much to do', problem(429, 'http.overloaded'), 'nothing_changed'],
    ['a mistake of Kontor', problem(500, 'http.bug'), 'nothing_changed'],
    ['a lost database', problem(503, 'http.database_lost'), 'unknown'],
    ['a first one still at work', problem(409, 'http.key_in_flight'), 'unknown'],
    ['a gateway', { status: 502 }, 'unknown'],
    ['no answer', 'drop request', 'unknown']
  ])('after %s', async (_, fault, effect) => {
    server.plan(fault)
    const error = await errorOf(kontor.orders.create(order, once))
    expect(error.effect).toBe(effect)
    expect(error.idempotencyKey).toBe(server.seen[0]?.headers['idempotency-key'])
    if (effect === 'unknown' && error.code.startsWith('sdk.'))
      expect(error.advice).toContain('Send it again with the same idempotencyKey')
    server.plan(fault)
    expect((await errorOf(kontor.me.get(once))).effect).toBe('nothing_changed')
  })

  test('after nobody could be reached', async () => {
    const nobody = to({ url: `http://127.0.0.1:${await freePort()}` })
    const error = await errorOf(nobody.orders.create(order, { attemptsMax: 2 }))
    expect(error).toMatchObject({
      code: 'sdk.unreachable',
      effect: 'nothing_changed',
      attempts: 2,
      status: null
    })
    expect(error.message).toContain('ECONNREFUSED')
  })

  test('stays unknown when a refusal follows an attempt without an answer', async () => {
    server.plan('drop request', problem(422, 'orders.payment_too_much'))
    const error = await errorOf(kontor.orders.create(order))
    expect(error).toMatchObject({ code: 'orders.payment_too_much', effect: 'unknown', attempts: 2 })
    expect(error.advice).toBe(
      'Mend it. An attempt before this one had no answer. Whether it took effect is not known. ' +
        'Send it again with the same idempotencyKey: it will then take effect once.'
    )
  })
})

describe('a list', () => {
  const page = (items: number[], next: string | null): Fault => ({
    ...(ok as object),
    status: 200,
    text: JSON.stringify({ items, next })
  })

  test('comes page by page, or whole, with the filters on every page', async () => {
    server.plan(page([1, 2], 'c2'))
    expect(await kontor.orders.list({ state: 'paid', limit: 2 })).toEqual({ items: [1, 2], next: 'c2' })
    server.plan(page([1, 2], 'c2'), page([], 'c3'), page([3], null))
    const all: unknown[] = []
    for await (const one of kontor.orders.all({ state: 'paid' })) all.push(one)
    expect(all).toEqual([1, 2, 3])
    expect(server.seen.map(({ path }) => path)).toEqual([
      '/v1/orders?limit=100&state=paid',
      '/v1/orders?limit=100&state=paid&cursor=c2',
      '/v1/orders?limit=100&state=paid&cursor=c3'
    ])
  })

  test('is not asked for further than it is taken', async () => {
    server.plan(page([1, 2], 'c2'), page([3], null))
    for await (const one of kontor.orders.all({ limit: 2 })) if (one) break
    expect(server.seen).toHaveLength(1)
  })

  test('is tried again page by page, and ends with an error where a page cannot be had', async () => {
    server.plan(page([1], 'c2'), { status: 503 }, page([2], 'c3'), problem(403, 'http.permission_missing'))
    const all: unknown[] = []
    const taking = (async () => {
      for await (const one of kontor.orders.all()) all.push(one)
    })()
    expect(await errorOf(taking)).toMatchObject({ code: 'http.permission_missing' })
    expect(all).toEqual([1, 2])
  })

  test('that names the same page again ends', async () => {
    server.plan(page([1], 'c2'), page([2], 'c2'))
    const taking = (async () => {
      for await (const one of kontor.orders.all()) expect(one).toBeTruthy()
    })()
    expect(await errorOf(taking)).toMatchObject({ code: 'sdk.answer_invalid' })
  })
})

test('the version that it says is that of the package', () => {
  expect(version).toBe((JSON.parse(readFileSync('sdk/package.json', 'utf8')) as { version: string }).version)
})

test('methods may be taken apart, and a fetch may be given', async () => {
  const asked: string[] = []
  const { get } = to({
    fetch: (url, init) => {
      asked.push(url as string)
      return fetch(url, init)
    }
  }).me
  server.plan(ok)
  await get()
  expect(asked).toEqual([`${server.url}/v1/me`])
})
