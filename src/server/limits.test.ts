import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { hold, thing, thingServer } from '../../test/things.ts'
import { sharing } from './limits.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const { serverWith, send, made } = thingServer(db)

describe('what is held by each', () => {
  test('is at most a share, but for one thing that is larger, and comes back', () => {
    const { take } = sharing(100, 20)
    const large = take('anna', 60)
    expect(large).toBeDefined()
    expect(take('anna', 1)).toBeUndefined()
    expect(take('berta', 15)).toBeDefined()
    expect(take('berta', 6)).toBeUndefined()
    expect(take('carla', 30)).toBeUndefined()
    // What takes no room is let in meanwhile, and its end forgets nothing of what is held after it began.
    const nothing = take('anna', 0)
    expect(nothing).toBeDefined()
    large?.()
    expect(take('anna', 20)).toBeDefined()
    nothing?.()
    expect(take('anna', 1)).toBeUndefined()
  })
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
    const open = hold()
    const inWork = [1, 2].map(() => send('/v1/things', { body: thing }, limited))
    const third = await send('/v1/things', { body: thing }, limited)
    expect(third).toMatchObject({ status: 429, body: { code: 'http.overloaded' } })
    expect(third.headers.get('retry-after')).toBe('1')
    expect((await send('/healthz', {}, limited)).status).toBe(200)
    open()
    expect((await Promise.all(inWork)).map(({ status }) => status)).toEqual([201, 201])
  })
})

describe('without a database', () => {
  test('a request is told to come back, and readiness says no', async () => {
    const gone = await testDatabase(undefined, { connectionsMax: 2 })
    const lost = serverWith({}, false, gone)
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
    const breaking = serverWith({}, false, other)
    const open = hold()
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
    const open = hold()
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
  const closed = serverWith({}, false)
  for (const path of ['/status', '/metrics']) {
    expect((await send(path, { who: 'nobody' }, closed)).status).toBe(401)
    expect((await send(path, {}, closed)).status).toBe(403)
    expect((await send(path)).status).toBe(200)
  }
  for (const path of ['/docs', '/v1/openapi.json', '/healthz', '/readyz'])
    expect((await send(path, { who: 'nobody' }, closed)).status).toBe(200)
})
