import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '../src/api/index.ts'
import { createApp } from '../src/app.ts'
import { placeEvents } from '../src/audit/store.ts'
import { authenticator, createKey, type KeyRequest, makeLink, signIn } from '../src/identity/index.ts'
import { newId } from '../src/kernel/index.ts'
import { sandboxSettings } from '../src/payouts/index.ts'
import { createLog, createServer, openApi } from '../src/server/index.ts'
import { spreadEvents } from '../src/webhooks/spread.ts'
import { testDatabase } from './database.ts'
import { fillSmallWorld, harvest, idPattern } from './small-world.ts'

// A whole small world, and somebody who has no part in it: whatever he asks for, he sees and changes nothing of it.
const db = await testDatabase()
afterAll(() => db.drop())
const app = createApp({ testKeys: true, providers: new Map(), payouts: sandboxSettings })
const document = openApi(app.routes, 'test')
const server = createServer({
  db,
  routes: app.routes,
  authenticate: authenticator(db, app.permissionsOf),
  log: createLog('silent', { write: () => {} }),
  version: 'test',
  limits: { keyRatePerSecond: 1e6, keyBurst: 1e6 }
})
const everything = new Set(app.routes.flatMap(({ permission }) => permission ?? []))
const keyOf = (request: Omit<KeyRequest, 'label' | 'test'>) =>
  db.transaction((tx) => createKey(tx, () => everything, { label: 'test', test: true, ...request }))

/** Rates and general commission are for everybody; an event is nobody's by its own id, but by what it is about. */
const common = /^(fxr|csc|evt)_/
/** A merchant makes webhook endpoints of its own; what it gets there: src/webhooks/routes.test.ts. */
const makesOwn = ({ method, path }: Route) => method === 'POST' && path === '/v1/webhook-endpoints'
const world = harvest(document)

let count = 0
async function send(route: Route, path: string, secret: string, body?: unknown) {
  const answer = await server.fetch(
    new Request(`http://kontor${path}`, {
      method: route.method,
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': route.bodyType,
        'idempotency-key': `stranger-${count++}`
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
  )
  return { status: answer.status, text: await answer.text() }
}

/** An endpoint of the marketplace with something in line for it, which nobody sends. */
async function addWebhook(secret: string): Promise<void> {
  const post = (path: string, body?: unknown) => {
    const route = app.routes.find(
      (one) => one.method === 'POST' && one.path.startsWith('/v1/webhook-endpoints')
    )
    if (!route) throw new Error('a route')
    return send(route, path, secret, body)
  }
  const made = await post('/v1/webhook-endpoints', { url: 'https://shop.example/hooks' })
  const { endpoint } = JSON.parse(made.text) as { endpoint: { id: string } }
  expect((await post(`/v1/webhook-endpoints/${endpoint.id}/test`)).status).toBe(202)
  await db.transaction((tx) => placeEvents(tx, 1e5))
  expect(await db.transaction((tx) => spreadEvents(tx, 100))).toBeGreaterThan(0)
}

beforeAll(async () => {
  await fillSmallWorld(db)
  const { secret } = await keyOf({ kind: 'operator' })
  await addWebhook(secret)
  await db.transaction(async (tx) => signIn(tx, (await makeLink(tx, { kind: 'operator' })).token))
  for (let round = 0; round < 2; round++)
    for (const route of app.routes.filter(({ method }) => method === 'GET'))
      for (const path of world.pathsOf(route)) world.note((await send(route, path, secret)).text)
})

describe.each(['merchant', 'buyer'] as const)('a %s who has no part in the world', (kind) => {
  const merchantId = newId('mer', db.clock.now())
  const buyerId = newId('buy', db.clock.now())
  const own = kind === 'merchant' ? merchantId : buyerId
  const request = kind === 'merchant' ? ({ kind, merchantId } as const) : ({ kind, buyerId } as const)
  const key = keyOf(request)
  const granted = app.routes.filter(
    (route) => route.permission !== null && route.grantedTo.includes(kind) && !makesOwn(route)
  )

  test.each(granted)('sees and changes nothing by $method $path', async (route) => {
    const { secret, key: made } = await key
    for (const path of world.pathsOf(route)) {
      const { status, text } = await send(route, path, secret, world.bodyOf(route))
      expect(status, `${path} ${text.slice(0, 300)}`).toBeLessThan(500)
      if (status >= 300) continue
      const foreign = [...text.matchAll(idPattern)]
        .map(([id]) => id)
        .filter((id) => id !== own && id !== made.id && !common.test(id))
      expect({ path, foreign, text: text.slice(0, 300) }).toEqual({
        path,
        foreign: [],
        text: text.slice(0, 300)
      })
      if (path.match(idPattern) && !path.includes(own)) expect(`${status} for ${path}`).toBe('a refusal')
    }
  })

  test('has left no event in the log', async () => {
    const { key: made } = await key
    const events = await db.superuser('select type, subject from audit_event where actor = $1', [made.id])
    expect(events).toEqual([])
  })
})

test('the world that was asked for has everything that there is to ask for', () => {
  const prefixes = app.routes.flatMap((route) => {
    const operation = document.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()]
    return (operation?.parameters ?? []).flatMap(
      ({ schema }) => /^\^([a-z]{3})_/.exec(schema.pattern ?? '')?.[1] ?? []
    )
  })
  expect([...new Set(prefixes)].filter((prefix) => !world.found.has(prefix))).toEqual([])
})
