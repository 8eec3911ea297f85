import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { createMarketplace } from '../../test/marketplace.ts'
import { type ActorKind } from '../api/index.ts'
import { createApp } from '../app.ts'
import { authenticator, createKey } from '../identity/index.ts'
import { day } from '../kernel/index.ts'
import { sandboxSettings } from '../payouts/index.ts'
import { createLog, createServer, startJobs } from '../server/index.ts'
import { requestLog, type ServedRequest } from './index.ts'
import { forgetRequests } from './request-store.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into freely here
type Json = any
type Sent = Readonly<{ method?: string; headers?: Record<string, string>; body?: string }>

describe('the log of requests', () => {
  let db: TestDatabase
  let app: ReturnType<typeof createApp>
  let server: ReturnType<typeof createServer>
  const keys = new Map<ActorKind, Readonly<{ id: string; secret: string }>>()
  beforeAll(async () => {
    db = await testDatabase()
    app = createApp({
      testKeys: true,
      providers: new Map(),
      payouts: sandboxSettings,
      requestLog: { keptMs: day, rowsMax: 1000, perSecondMax: 100 }
    })
    server = createServer({
      db,
      routes: app.routes,
      authenticate: authenticator(db, app.permissionsOf),
      log: createLog('silent', { write: () => {} }),
      version: 'test',
      noteRequest: app.requests.note
    })
    for (const kind of ['operator', 'service'] as const) {
      const made = await db.transaction((tx) =>
        createKey(tx, app.permissionsOf, { kind, label: 't', test: true })
      )
      keys.set(kind, { id: made.key.id, secret: made.secret })
    }
  })
  afterAll(() => db.drop())

  async function send(path: string, kind: ActorKind | null = 'operator', more: Sent = {}): Promise<Json> {
    const key = kind === null ? undefined : keys.get(kind)?.secret
    const headers = { ...(key && { authorization: `Bearer ${key}` }), ...more.headers }
    const answer = await server.fetch(new Request(`http://kontor${path}`, { ...more, headers }))
    return { status: answer.status, id: answer.headers.get('x-request-id'), body: await answer.json() }
  }
  const listed = async (query = '') => {
    await app.requests.write(db)
    return (await send(`/v1/requests?limit=100${query}`)).body.items as Json[]
  }
  const buyer = (key: string, reference = 'somebody@example.org') => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ reference })
  })

  test('has each request with its answer, and nothing of what was in it', async () => {
    const made = await send('/v1/buyers', 'service', buyer('one'))
    await send('/v1/buyers', 'service', buyer('one'))
    const refused = await send('/v1/buyers', 'service', buyer('one', 'another'))
    await send(`/v1/buyers/${made.body.id}`)
    await send('/v1/orders', null)
    await send('/nowhere')
    await send('/docs/none')
    const items = await listed()
    expect(items.map(({ method, route, status }) => `${method} ${route} ${status}`)).toEqual([
      'GET unknown 404',
      'GET unknown 404',
      'GET /v1/orders 401',
      'GET /v1/buyers/:buyerId 200',
      'POST /v1/buyers 422',
      'POST /v1/buyers 201',
      'POST /v1/buyers 201'
    ])
    expect(items[4]).toMatchObject({ code: 'http.key_reused', idempotencyKey: 'one', requestId: refused.id })
    expect(items.map(({ replayed }) => replayed)).toEqual([false, false, false, false, false, true, false])
    expect(items[6]).toMatchObject({ actor: keys.get('service')?.id, code: null, preview: false })
    expect(items[2].actor).toBeNull()
    expect(items.every(({ ms }) => ms > 0)).toBe(true)
    expect(JSON.stringify(items)).not.toMatch(/example[.]org|another|buy_|kontor_test_/)
  })

  test('is narrowed to a key, a route, a class of answers, a code or one request', async () => {
    const refused = (await listed('&status=4xx')).filter(({ route }) => route !== '/v1/requests')
    expect(refused.map(({ status }) => status)).toEqual([404, 404, 401, 422])
    expect(await listed(`&actor=${keys.get('service')?.id}`)).toHaveLength(3)
    expect(await listed('&route=/v1/buyers')).toHaveLength(3)
    expect(await listed('&route=/v1/buyers&status=2xx')).toHaveLength(2)
    expect(await listed('&code=http.key_reused')).toHaveLength(1)
    expect(await listed('&method=POST&status=5xx')).toEqual([])
    const [one] = await listed('&code=identity.key_missing')
    expect(await listed(`&requestId=${one.requestId}`)).toEqual([one])
  })

  test('pages from the newest on, each request once', async () => {
    await app.requests.write(db)
    const seen: string[] = []
    for (let cursor = ''; ;) {
      const { body } = await send(`/v1/requests?limit=2&status=4xx${cursor}`)
      seen.push(...body.items.map(({ requestId }: Json) => requestId))
      if (body.next === null) break
      cursor = `&cursor=${body.next}`
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength(4)
  })

  const served = (status: number, method = 'GET', no = 0): ServedRequest => ({
    at: db.clock.now(),
    requestId: `req ${no}`,
    method,
    route: '/v1/me',
    status,
    code: null,
    actor: null,
    idempotencyKey: null,
    replayed: false,
    preview: false,
    ms: 1
  })

  test('takes no more than so many a second, and leaves room for what matters', async () => {
    const log = requestLog({ keptMs: day, rowsMax: 1000, perSecondMax: 100 })
    for (let i = 0; i < 500; i++) log.note(served(200))
    for (let i = 0; i < 30; i++) log.note(served(i % 2 === 0 ? 500 : 201, i % 2 === 0 ? 'GET' : 'POST'))
    expect(log.missed()).toBe(450)
    expect(await log.write(db)).toBe(80)
    expect(await log.write(db)).toBe(0)
  })

  test('is written soon by the jobs, also where nothing else changes', async () => {
    const log = requestLog({ keptMs: day, rowsMax: 1000, perSecondMax: 100 })
    const still = { ...db, mark: async () => 'the same' }
    const jobs = startJobs({ db: still, jobs: log.jobs, log: createLog('silent', { write: () => {} }) })
    onTestFinished(() => jobs.stop())
    const written = async () =>
      (await db.superuser(`select from desk_request where request_id = 'req 77'`)).length
    await wait(2500)
    log.note(served(200, 'GET', 77))
    await vi.waitFor(async () => expect(await written()).toBe(1), { timeout: 10_000 })
    await db.superuser(`delete from desk_request where request_id = 'req 77'`)
  })

  test('keeps nothing where it is kept for no time', async () => {
    const log = requestLog({ keptMs: 0, rowsMax: 1000, perSecondMax: 100 })
    log.note(served(200))
    expect([await log.write(db), log.missed()]).toEqual([0, 0])
  })

  test('forgets what is old by the database’s time, and what is beyond its rows, the oldest first', async () => {
    const count = async () => (await db.superuser('select from desk_request')).length
    const forget = (ageMs: number, rowsMax: number, limit = 5000) =>
      db.transaction((tx) => forgetRequests(tx, { ageMs, rowsMax, limit }))
    db.clock.advance(300 * day)
    const all = await count()
    expect(await forget(day, 1000)).toBe(0)
    await db.superuser(`update desk_request set kept_at = now() - interval '2 days'
      where no in (select no from desk_request order by no limit 5)`)
    expect([await forget(day, 1000, 3), await forget(day, 1000), await forget(day, 1000)]).toEqual([3, 2, 0])
    expect(await forget(day, 10)).toBe(all - 5 - 10)
    expect(await count()).toBe(10)
    expect(await forget(0, 1000)).toBe(10)
    expect(await forget(0, 1000)).toBe(0)
  })

  test('is for operators and auditors', async () => {
    expect((await send('/v1/requests', 'service')).status).toBe(403)
    expect(createMarketplace(db).app.requests.missed()).toBe(0)
  })
})
