import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Route } from '../src/api/index.ts'
import { createApp } from '../src/app.ts'
import { sandboxSettings } from '../src/payouts/index.ts'
import { authenticator, createKey } from '../src/identity/index.ts'
import { createLog, createServer, exampleOf, openApi } from '../src/server/index.ts'
import { testDatabase } from './database.ts'
import { fillSmallWorld, harvest } from './small-world.ts'
import { brokenBodies, type BrokenBody, missed } from './broken.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const { routes, permissionsOf, checks } = createApp({
  testKeys: true,
  providers: new Map(),
  payouts: sandboxSettings
})
const document = openApi(routes, 'test')
const { schemas } = document.components
const bugs: string[] = []
const server = createServer({
  db,
  routes,
  authenticate: authenticator(db, permissionsOf),
  log: createLog('error', { write: (line) => bugs.push(line) }),
  version: 'test',
  limits: { keyRatePerSecond: 1e6, keyBurst: 1e6, addressRatePerSecond: 1e6, addressBurst: 1e6 }
})
const everything = new Set(routes.flatMap(({ permission }) => permission ?? []))
const { secret } = await db.transaction((tx) =>
  createKey(tx, () => everything, { kind: 'operator', label: 'fuzz', test: true })
)
const world = harvest(document)
let count = 0
let before: Record<string, unknown>
beforeAll(async () => {
  await fillSmallWorld(db)
  for (let round = 0; round < 2; round++)
    for (const { method, path } of routes.filter((route) => route.method === 'GET'))
      for (const filled of world.pathsOf({ method, path }))
        world.note(await (await ask({ method, path: filled })).text())
  before = await contents()
}, 120_000)

/** How many rows each table has, and how far the log is: nothing that was refused may change any of it. */
async function contents(): Promise<Record<string, unknown>> {
  const tables = await db.superuser(`select tablename from pg_tables where schemaname = 'public' order by 1`)
  const counts = tables.map(
    ({ tablename }) => `(select count(*) from ${String(tablename)}) as ${String(tablename)}`
  )
  const [row] = await db.superuser(`select ${counts.join(', ')}`)
  return row ?? {}
}

type Sending = Readonly<{
  method: string
  path: string
  body?: string | Uint8Array<ArrayBuffer>
  headers?: Readonly<Record<string, string>>
}>

async function ask({ method, path, body, headers }: Sending): Promise<Response> {
  const request = new Request(`http://kontor${path}`, {
    method,
    headers: {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      'idempotency-key': `fuzz-${count++}`,
      ...headers
    },
    ...(body === undefined ? {} : { body })
  })
  return server.fetch(request)
}

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => {
    const fill = (route: string) =>
      world.pathsOf({
        method: method.toUpperCase() as Route['method'],
        path: route.replace(/\{(\w+)\}/g, ':$1') as Route['path']
      })[0] ?? route
    return { name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path, fill, operation }
  })
)
type Op = (typeof operations)[number]

/** Requests that are wrong in their address or their head, whatever their body is. */
function brokenHeads({ method, path, fill, operation }: Op): Sending[] {
  const whole = fill(path)
  const taken = new Set(Object.keys(document.paths[path] ?? {}).map((each) => each.toUpperCase()))
  const body = method === 'GET' ? {} : { body: '{}' }
  const ids = [
    'x',
    'ord_',
    '%00',
    '%ff',
    '..%2f..',
    `ord_${'8'.repeat(26)}`,
    'a'.repeat(3000),
    '%F0%9F%98%80',
    "'%20or%201=1--",
    '-1'
  ]
  const query = operation.parameters.filter(({ in: place }) => place === 'query')
  return [
    ...(path.includes('{') ? ids.map((id) => ({ method, path: path.replace(/\{\w+\}/g, id), ...body })) : []),
    ...['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']
      .filter((each) => !taken.has(each) && !(each === 'GET' && taken.has('HEAD')))
      .map((each) => ({ method: each, path: whole })),
    ...['?unknown=1', '?limit=%ff', '?a=%00', '?__proto__=1', '?a=1&a=2', '?limit[]=1'].map((search) => ({
      method,
      path: whole + search,
      ...body
    })),
    ...query.flatMap(({ name, schema }) => [
      ...(name === 'limit'
        ? ['0', '-1', '101', '1.5', '1e3', 'NaN', 'x', '9'.repeat(40), '0x10', '', ' 10', '+1']
        : []
      ).map((value) => ({ method, path: `${whole}?${name}=${encodeURIComponent(value)}` })),
      ...(name === 'cursor' ? ['x', 'e30', 'bnVsbA', '\0', 'A'.repeat(2000)] : []).map((value) => ({
        method,
        path: `${whole}?${name}=${encodeURIComponent(value)}`
      })),
      ...missed(schema, ['x', '😀', 'null', '-1']).map((value) => ({
        method,
        path: `${whole}?${name}=${encodeURIComponent(value)}`
      })),
      { method, path: `${whole}?${name}=1&${name}=2` }
    ]),
    ...(operation.parameters.some(({ in: place }) => place === 'header')
      ? ['', 'a b', 'x'.repeat(300)].map((key) => ({
          method,
          path: whole,
          headers: { 'idempotency-key': key },
          ...body
        }))
      : [])
  ]
}

/** Requests whose body is wrong. */
function brokenSendings({ method, path, fill, operation }: Op): Sending[] {
  const whole = fill(path)
  const schema = operation.requestBody?.content['application/json']?.schema
  if (method === 'GET') return []
  const wrongTypes = [
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'application/json; charset=utf-16',
    '',
    'x'
  ]
  const raw: BrokenBody[] = [
    '{',
    '[',
    '"',
    '{"a":}',
    'nul',
    '[1,2',
    '{"a":1}}',
    '{"a":NaN}',
    '{"a":1e400}',
    '{"a":01}',
    'undefined',
    '\u0000',
    '{"\\u0000":1}',
    '{"a":"\\ud800"}',
    '['.repeat(20_000),
    `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`,
    '[]',
    '"text"',
    '1',
    'true',
    '[{}]',
    '-',
    '{"constructor":{"prototype":{"x":1}}}',
    '{"__proto__":{"x":1}}',
    `{"a":"${'x'.repeat(9_000_000)}"}`,
    new Uint8Array([0xff, 0xfe, 0x7b]),
    new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d])
  ]
  const described = schema ? brokenBodies(schema, schemas, world.inhabited(exampleOf(schema, schemas))) : []
  const body = JSON.stringify(schema ? exampleOf(schema, schemas) : {})
  return [
    ...(schema || operation.requestBody ? raw : []).map((each) => ({ method, path: whole, body: each })),
    ...described.map((each) => ({ method, path: whole, body: each })),
    ...wrongTypes
      .filter(() => operation.requestBody?.content['application/json'])
      .map((type) => ({ method, path: whole, body, headers: { 'content-type': type } }))
  ]
}

describe('a broken request', () => {
  test.each(operations)('to $name is refused', async (operation) => {
    const wrong: string[] = []
    for (const sending of [...brokenHeads(operation), ...brokenSendings(operation)]) {
      const { status } = await ask(sending)
      if (status >= 400 && status < 500) continue
      const { method, path, body, headers } = sending
      wrong.push(
        `${status} for ${method} ${path.slice(0, 150)} ${JSON.stringify(headers ?? {})} ${String(body ?? '').slice(0, 300)}`
      )
    }
    expect(wrong).toEqual([])
  })

  test('is one of thousands, and none of them was a bug or changed anything', async () => {
    expect(count).toBeGreaterThan(5000)
    expect(bugs).toEqual([])
    expect(await contents()).toEqual(before)
  })

  test('leaves every check as it was', async () => {
    for (const check of checks) {
      const { differences } = await db.snapshot((tx) => check.run(tx))
      expect({ check: check.name, differences }).toEqual({ check: check.name, differences: [] })
    }
  })
})
