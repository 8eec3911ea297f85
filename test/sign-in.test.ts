import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import { authenticator, createKey, makeLink, signIn } from '../src/identity/index.ts'
import { sandboxSettings } from '../src/payouts/index.ts'
import { createLog, createServer, openApi } from '../src/server/index.ts'
import { testDatabase } from './database.ts'
import { pause, serving, until } from './served.ts'
import { fillSmallWorld, harvest } from './small-world.ts'

const db = await testDatabase(new Date())
const worldDb = await testDatabase()
afterAll(async () => {
  await db.drop()
  await worldDb.drop()
})

describe('two processes', () => {
  const env = { DATABASE_URL: db.url, KONTOR_LOG_LEVEL: 'error' }
  let one: Awaited<ReturnType<typeof serving>>
  let other: typeof one

  beforeAll(async () => {
    ;[one, other] = await Promise.all([serving(env, '--no-sandbox'), serving(env, '--no-sandbox')])
    await Promise.all([one.start(), other.start()])
  }, 180_000)
  afterAll(() => {
    one.kill('SIGKILL')
    other.kill('SIGKILL')
  })

  const linkTo = async (address: string) => {
    const printed = await one.command(
      'sign-in',
      'operator',
      '--label',
      'two processes',
      '--url',
      address,
      '--json'
    )
    return (JSON.parse(printed) as { url: string }).url
  }
  const press = (link: string) =>
    fetch(link, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' }, redirect: 'manual' })
  const me = async (address: string, cookie: string) => {
    const answer = await fetch(`${address}/v1/me`, { headers: { cookie } })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const signedIn = async () =>
    (await press(await linkTo(one.address))).headers.getSetCookie()[0]?.split(';')[0] ?? ''

  test('let one of many in by a link that all use at once', async () => {
    const link = new URL(await linkTo(one.address))
    expect(link.origin).toBe(one.address)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => press(`${i % 2 ? one.address : other.address}${link.pathname}`))
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      303,
      ...Array.from({ length: 19 }, () => 410)
    ])
  })

  test('both refuse a session within two seconds after one has ended it', { timeout: 60_000 }, async () => {
    const cookie = await signedIn()
    for (const { address } of [one, other]) expect(await me(address, cookie)).toMatchObject({ status: 200 })
    const left = await fetch(`${one.address}/sign-out`, {
      method: 'POST',
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
      redirect: 'manual'
    })
    expect(left.status).toBe(303)
    const ended = performance.now()
    // It is asked all the time, so that it is remembered as long as it can be.
    await until(
      'the end of the session',
      async () => (await me(other.address, cookie)).status === 401,
      20_000
    )
    const asked = 1000 // the last request may have been on its way on a busy machine
    expect(performance.now() - ended).toBeLessThan(2000 + asked)
    expect((await me(one.address, cookie)).body['code']).toBe('identity.session_over')
  })

  test('keep people signed in while the clock is advanced by 15 days', { timeout: 120_000 }, async () => {
    const cookie = await signedIn()
    const link = await linkTo(other.address)
    const answer = () => fetch(`${one.address}/v1/me`, { headers: { cookie } })
    const before = (await answer()).headers.get('kontor-time')
    await one.command('clock', 'advance', '15d')
    await until('the moved clock', async () => (await answer()).headers.get('kontor-time') !== before)
    await pause(2500) // longer than anything is remembered
    expect(await me(one.address, cookie)).toMatchObject({ status: 200, body: { label: 'two processes' } })
    expect(await me(other.address, cookie)).toMatchObject({ status: 200 })
    expect((await press(link)).status).toBe(303)
  })
})

describe('a session in a whole small world', () => {
  const app = createApp({ testKeys: true, providers: new Map(), payouts: sandboxSettings })
  const world = harvest(openApi(app.routes, 'test'))
  const server = createServer({
    db: worldDb,
    routes: app.routes,
    authenticate: authenticator(worldDb, app.permissionsOf),
    log: createLog('silent', { write: () => {} }),
    version: 'test',
    limits: { keyRatePerSecond: 1e6, keyBurst: 1e6 }
  })
  const reads = app.routes.filter(({ method, permission }) => method === 'GET' && permission !== null)
  const ask = async (path: string, headers: Record<string, string>) => {
    const answer = await server.fetch(new Request(`http://kontor${path}`, { headers }))
    return { status: answer.status, text: (await answer.text()).replace(/"requestId":"[^"]+"/, '') }
  }
  let ids: Record<string, string>

  beforeAll(async () => {
    await fillSmallWorld(worldDb)
    const { secret } = await worldDb.transaction((tx) =>
      createKey(tx, app.permissionsOf, { kind: 'operator', label: 'test', test: true })
    )
    for (const { path, method } of reads)
      for (const filled of world.pathsOf({ path, method }))
        world.note((await ask(filled, { authorization: `Bearer ${secret}` })).text)
    const first = (prefix: string) => [...(world.found.get(prefix) ?? [])][0] ?? ''
    ids = { merchant: first('mer'), buyer: first('buy') }
  }, 180_000)

  test.each(['operator', 'merchant', 'buyer', 'auditor'] as const)(
    'of the kind %s sees what a key sees',
    async (kind) => {
      const owner =
        kind === 'merchant'
          ? { merchantId: ids['merchant'] as `mer_${string}` }
          : kind === 'buyer'
            ? { buyerId: ids['buyer'] as `buy_${string}` }
            : {}
      const { secret } = await worldDb.transaction((tx) =>
        createKey(tx, app.permissionsOf, { kind, label: 'test', test: true, ...owner })
      )
      const { secret: session } = await worldDb.transaction(async (tx) =>
        signIn(tx, (await makeLink(tx, { kind, ...owner })).token)
      )
      let found = 0
      for (const route of reads.filter(({ path }) => path !== '/v1/me'))
        for (const path of world.pathsOf(route)) {
          const byKey = await ask(path, { authorization: `Bearer ${secret}` })
          expect({ path, ...(await ask(path, { cookie: `kontor_session=${session}` })) }).toEqual({
            path,
            ...byKey
          })
          if (byKey.status === 200) found++
        }
      expect(found).toBeGreaterThan(5)
    }
  )
})
