import { afterAll, describe, expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import { sandboxSettings } from '../src/payouts/index.ts'
import { type ActorKind, actorKinds, type Route } from '../src/api/index.ts'
import {
  authenticator,
  createKey,
  type KeyRequest,
  makeLink,
  type PersonKind,
  personKinds,
  signIn
} from '../src/identity/index.ts'
import { newId } from '../src/kernel/index.ts'
import { createLog, createServer, exampleOf, openApi } from '../src/server/index.ts'
import { testDatabase } from './database.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const { routes, permissionsOf } = createApp({
  testKeys: true,
  providers: new Map(),
  payouts: sandboxSettings
})
const document = openApi(routes, 'test')
const server = createServer({
  db,
  routes,
  authenticate: authenticator(db, permissionsOf),
  log: createLog('silent', { write: () => {} }),
  version: 'test',
  limits: { keyRatePerSecond: 1e6, keyBurst: 1e6, addressRatePerSecond: 1e6, addressBurst: 1e6 }
})
let count = 0

const merchantId = newId('mer', db.clock.now())
const buyerId = newId('buy', db.clock.now())
const ownerOf = (kind: ActorKind) =>
  kind === 'merchant' ? { merchantId } : kind === 'buyer' ? { buyerId } : {}
const keyOf = async (kind: ActorKind, more: Partial<KeyRequest> = {}) => {
  const request = { kind, label: 'test', test: true, ...ownerOf(kind), ...more }
  return (await db.transaction((tx) => createKey(tx, permissionsOf, request))).secret
}
const cookieOf = (kind: PersonKind) =>
  db.transaction(async (tx) => {
    const { token } = await makeLink(tx, { kind, ...ownerOf(kind) })
    return `kontor_session=${(await signIn(tx, token)).secret}`
  })
const strangers = await Promise.all(
  actorKinds.map(async (kind) => ({ kind, key: await keyOf(kind, { permissions: [] }) }))
)
const keys = new Map(await Promise.all(actorKinds.map(async (kind) => [kind, await keyOf(kind)] as const)))

const cookies = new Map(
  await Promise.all(personKinds.map(async (kind) => [kind, await cookieOf(kind)] as const))
)

const schemas = document.components.schemas
const operationOf = (route: Route) =>
  document.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()]

/** The path with an id of the right form for each parameter. */
function pathOf(route: Route): string {
  const examples = new Map(
    operationOf(route)
      ?.parameters.filter(({ in: place }) => place === 'path')
      .map(({ name, schema }) => [name, exampleOf(schema, schemas)])
  )
  return route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(examples.get(name))))
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

async function call(route: Route, shown: Readonly<Record<string, string>>, path = pathOf(route)) {
  const schema = operationOf(route)?.requestBody?.content[route.bodyType]?.schema
  const body =
    schema && route.bodyType === 'application/json' ? JSON.stringify(exampleOf(schema, schemas)) : 'text'
  const request = new Request(`http://kontor${path}`, {
    method: route.method,
    headers: {
      'content-type': route.bodyType,
      'idempotency-key': `permission-${count++}`,
      ...shown
    },
    ...(route.method === 'GET' || route.body === null ? {} : { body })
  })
  const answer = await server.fetch(request)
  const text = await answer.text()
  return { status: answer.status, code: /"code":"([^"]+)"/.exec(text)?.[1], text }
}

const guarded = routes.filter((route) => route.permission !== null)
const open = routes.filter((route) => route.permission === null)

describe.each(guarded)('$method $path', (route) => {
  test('is closed to nobody and to a key that is none', async () => {
    expect(await call(route, {})).toMatchObject({ status: 401, code: 'identity.key_missing' })
    expect(await call(route, bearer(`kontor_test_${'x'.repeat(43)}`))).toMatchObject({
      status: 401,
      code: 'identity.key_unknown'
    })
  })

  test('is closed to strangers of every kind', async () => {
    for (const { key } of strangers)
      expect(await call(route, bearer(key))).toMatchObject({ status: 403, code: 'http.permission_missing' })
  })

  test('is closed to the kinds that it is not granted to, and open to the others', async () => {
    for (const kind of actorKinds) {
      const { status, code } = await call(route, bearer(keys.get(kind) ?? ''))
      const closed = status === 403 && code === 'http.permission_missing'
      expect({ kind, closed }).toEqual({ kind, closed: !permissionsOf(kind).has(route.permission ?? '') })
      expect(status).toBeLessThan(500)
    }
  })

  test('answers the session of each kind of person as it answers a key of the kind', async () => {
    for (const kind of personKinds) {
      const cookie = cookies.get(kind) ?? ''
      // What a key has made is there for the second one, and for the session, alike.
      await call(route, bearer(keys.get(kind) ?? ''))
      const byKey = await call(route, bearer(keys.get(kind) ?? ''))
      const session = await call(route, { cookie, 'sec-fetch-site': 'same-origin' })
      expect({ kind, status: session.status, code: session.code }).toEqual({
        kind,
        status: byKey.status,
        code: byKey.code
      })
      if (route.method === 'GET') continue
      const foreign = await call(route, { cookie, 'sec-fetch-site': 'cross-site' })
      expect({ kind, status: foreign.status, code: foreign.code }).toEqual({
        kind,
        status: 403,
        code: 'http.cross_site'
      })
    }
  })
})

test.each(open)('$method $path takes nothing without a signature', async (route) => {
  for (const shown of [{}, bearer(keys.get('operator') ?? ''), { cookie: cookies.get('operator') ?? '' }]) {
    const { status } = await call(route, shown)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  }
})

test('a permission is granted alike by every route that needs it', () => {
  const grants = new Map<string, string>()
  for (const { permission, grantedTo, path } of guarded) {
    const kinds = [...grantedTo].sort().join()
    expect(`${permission} of ${path}: ${kinds}`).toBe(
      `${permission} of ${path}: ${grants.get(permission ?? '') ?? kinds}`
    )
    grants.set(permission ?? '', kinds)
  }
})
