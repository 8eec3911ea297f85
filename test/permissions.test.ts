import { afterAll, describe, expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import { sandboxSettings } from '../src/payouts/index.ts'
import { type ActorKind, actorKinds, type Route } from '../src/api/index.ts'
import { authenticator, createKey, type KeyRequest } from '../src/identity/index.ts'
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

const keyOf = async (kind: ActorKind, more: Partial<KeyRequest> = {}) => {
  const owner =
    kind === 'merchant'
      ? { merchantId: newId('mer', db.clock.now()) }
      : kind === 'buyer'
        ? { buyerId: newId('buy', db.clock.now()) }
        : {}
  const request = { kind, label: 'test', test: true, ...owner, ...more }
  return (await db.transaction((tx) => createKey(tx, permissionsOf, request))).secret
}
const strangers = await Promise.all(
  actorKinds.map(async (kind) => ({ kind, key: await keyOf(kind, { permissions: [] }) }))
)
const keys = new Map(await Promise.all(actorKinds.map(async (kind) => [kind, await keyOf(kind)] as const)))

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

async function call(route: Route, key: string | null, path = pathOf(route)) {
  const schema = operationOf(route)?.requestBody?.content[route.bodyType]?.schema
  const body =
    schema && route.bodyType === 'application/json' ? JSON.stringify(exampleOf(schema, schemas)) : 'text'
  const request = new Request(`http://kontor${path}`, {
    method: route.method,
    headers: {
      'content-type': route.bodyType,
      'idempotency-key': `permission-${count++}`,
      ...(key === null ? {} : { authorization: `Bearer ${key}` })
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
    expect(await call(route, null)).toMatchObject({ status: 401, code: 'identity.key_missing' })
    expect(await call(route, `kontor_test_${'x'.repeat(43)}`)).toMatchObject({
      status: 401,
      code: 'identity.key_unknown'
    })
  })

  test('is closed to strangers of every kind', async () => {
    for (const { key } of strangers)
      expect(await call(route, key)).toMatchObject({ status: 403, code: 'http.permission_missing' })
  })

  test('is closed to the kinds that it is not granted to, and open to the others', async () => {
    for (const kind of actorKinds) {
      const { status, code } = await call(route, keys.get(kind) ?? '')
      const closed = status === 403 && code === 'http.permission_missing'
      expect({ kind, closed }).toEqual({ kind, closed: !permissionsOf(kind).has(route.permission ?? '') })
      expect(status).toBeLessThan(500)
    }
  })
})

test.each(open)('$method $path takes nothing without a signature', async (route) => {
  for (const key of [null, keys.get('operator') ?? '']) {
    const { status } = await call(route, key)
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
