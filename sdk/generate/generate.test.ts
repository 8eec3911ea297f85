import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { resources } from '../src/generated/operations.ts'
import type { Document, Operation } from './document.ts'
import { operationsOf } from './document.ts'
import { generate } from './generate.ts'
import { namesOf } from './names.ts'
import { sourcesOf } from './operations.ts'

const document = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as Document

describe('what is made from the description of the API', () => {
  test('is what `npm run sdk` makes of it now', async () => {
    for (const [path, text] of await generate()) expect(readFileSync(path, 'utf8'), path).toBe(text)
  })

  test('has a method for every operation but those that ask for no key', () => {
    const placed = operationsOf(document)
    const names = namesOf(placed)
    const without = placed.filter((one) => !names.has(one))
    expect(without.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1/providers/{provider}/webhooks'
    ])
    const methods = [...names.values()].flatMap(({ resource, method, all }) =>
      [method, ...(all === null ? [] : [all])].map((name) => [...resource, name].join('.'))
    )
    expect(new Set(methods).size).toBe(methods.length)
    expect(methodsOf(resources(() => Promise.reject(new Error('not sent')))).toSorted()).toEqual(
      methods.toSorted()
    )
  })

  test('sends what the description says: method, path, body and key of every operation', async () => {
    const sent: unknown[] = []
    const tree = resources(async (call) => {
      sent.push(call)
      return { items: [], next: null } as never
    })
    for (const [{ method, path, operation }, { resource, method: name, all }] of namesOf(
      operationsOf(document)
    ))
      for (const each of [name, ...(all === null ? [] : [all])]) {
        sent.length = 0
        const ids = [...path.matchAll(/\{\w+\}/g)].map((_, i) => `id/${i}`)
        const act = member([...resource, each], tree) as (...args: unknown[]) => unknown
        await drained(act(...ids, ...(operation.requestBody ? [{ some: 'body' }] : []), {}))
        const keyed = operation.parameters.some((parameter) => parameter.name === 'Idempotency-Key')
        let n = 0
        expect(sent, each).toEqual([
          {
            method,
            path: path.replace(/\{\w+\}/g, () => `id%2F${n++}`),
            ...(operation.requestBody && { body: expect.anything() }),
            ...bodyTypeOf(operation.requestBody?.content),
            ...replyTypeOf(operation.responses['200']?.content),
            ...(keyed && { keyed: true })
          }
        ])
        // Whoever changes something names the act by a key, or by the ids in what it sends.
        if (method !== 'GET' && !keyed) expect(path).toMatch(/^\/v1\/ledger\/(transactions|batches)$/)
      }
  })
})

/** What is sent, where it is no JSON. */
function bodyTypeOf(content: object | undefined) {
  const bodyType = ['application/xml', 'image/*'].find((type) => content !== undefined && type in content)
  return bodyType !== undefined && { bodyType }
}

/** What is answered, where it is no JSON. */
function replyTypeOf(content: object | undefined) {
  const replyType = ['application/xml', 'text/csv', 'image/*'].find(
    (type) => content !== undefined && type in content
  )
  return replyType !== undefined && { replyType }
}

const member = (path: readonly string[], tree: unknown): unknown =>
  path.reduce((part, name) => (part as Record<string, unknown>)[name], tree)

async function drained(result: unknown) {
  if (typeof result === 'object' && result !== null && Symbol.asyncIterator in result) {
    for await (const item of result as AsyncIterable<unknown>) expect(item).toBeUndefined()
  } else await result
}

function methodsOf(tree: object, before = ''): string[] {
  return Object.entries(tree).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'function' ? [before + name] : methodsOf(value as object, `${before}${name}.`)
  )
}

const page = {
  content: {
    'application/json': { schema: { properties: { items: { type: 'array', items: {} }, next: {} } } }
  }
}
const limit = { in: 'query', name: 'limit', schema: { type: 'integer', maximum: 100 } }
const operation = (more: Partial<Operation> = {}): Operation => ({
  summary: 'Act.',
  parameters: [],
  responses: {},
  ...more
})
const of = (
  paths: Record<string, Record<string, Operation>>,
  schemas: Document['components']['schemas'] = {}
): Document => ({
  paths,
  components: { schemas }
})

describe('the rule of the names', () => {
  const paged = operation({ parameters: [limit], responses: { 200: page } })
  test.each([
    ['GET', '/v1/orders', paged, 'orders.list', 'all'],
    ['GET', '/v1/me', operation(), 'me.get', null],
    ['POST', '/v1/orders', operation(), 'orders.create', null],
    ['GET', '/v1/orders/{id}', operation(), 'orders.get', null],
    ['PUT', '/v1/orders/{id}', operation(), 'orders.set', null],
    ['POST', '/v1/orders/{id}', operation(), 'orders.update', null],
    ['DELETE', '/v1/sign-in-links/{id}', operation(), 'signInLinks.delete', null],
    ['GET', '/v1/ledger/trial-balance', operation(), 'ledger.trialBalance.get', null],
    ['GET', '/v1/orders/end', operation(), 'orders.end', null],
    ['GET', '/v1/orders.csv', operation(), 'orders.csv', null],
    ['GET', '/v1/orders/{id}/payout-profile', operation(), 'orders.payoutProfile', null],
    ['PUT', '/v1/orders/{id}/payout-profile', operation(), 'orders.setPayoutProfile', null],
    ['DELETE', '/v1/orders/{id}/payout-profile', operation(), 'orders.deletePayoutProfile', null],
    ['GET', '/v1/orders/{id}/lines', paged, 'orders.lines', 'allLines'],
    ['GET', '/v1/orders/{id}/lines/{line}', operation(), 'orders.getLine', null],
    ['POST', '/v1/orders/{id}/payments', operation(), 'orders.pay', null],
    ['POST', '/v1/orders/{id}/cancellation', operation(), 'orders.cancel', null],
    ['POST', '/v1/orders/{id}/bring-forward', operation(), 'orders.bringForward', null],
    ['POST', '/v1/orders/{id}/photos', operation(), 'orders.createPhoto', null],
    ['POST', '/v1/orders/{id}/refunds/{refund}/retry', operation(), 'orders.retryRefund', null],
    ['DELETE', '/v1/api-keys/{keyId}', operation(), 'apiKeys.revoke', null]
  ])('%s %s', (method, path, one, name, all) => {
    const others = { '/v1/orders': { get: paged } }
    const all2 = of({
      ...others,
      [path]: { ...(path === '/v1/orders' && others[path]), [method.toLowerCase()]: one }
    })
    const names = namesOf(operationsOf(all2))
    const [, found] =
      [...names].find(
        ([placed]) => placed.operation === one && placed.path === path && placed.method === method
      ) ?? []
    expect(found && [...found.resource, found.method].join('.')).toBe(name)
    expect(found?.all).toBe(all)
  })

  test('refuses two operations of one name', () => {
    const doubled = of({
      '/v1/orders/{id}/shipment': { post: operation() },
      '/v1/orders/{id}/shipments': { post: operation() }
    })
    expect(() => sourcesOf(doubled)).toThrow('orders.ship would be two operations')
  })

  test('refuses a query parameter that is called like an option of each call', () => {
    const parameters = [{ in: 'query', name: 'signal', schema: { type: 'string' } }]
    expect(() => sourcesOf(of({ '/v1/orders': { get: operation({ parameters }) } }))).toThrow('signal')
  })
})

describe('the types', () => {
  const schemas: Document['components']['schemas'] = {
    Both: {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'integer', default: 1 }, c: { type: 'string' } },
      required: ['a']
    },
    Holder: {
      type: 'object',
      properties: { both: { $ref: '#/components/schemas/Both' } },
      required: ['both']
    }
  }
  const json = (schema: object) => ({ 'application/json': { schema } })
  const types = (schema: object, more: Document['components']['schemas'] = schemas) =>
    sourcesOf(
      of(
        {
          '/v1/things': {
            post: operation({
              requestBody: { required: true, content: json(schema) },
              responses: { 201: { content: json(schema) } }
            })
          }
        },
        more
      )
    )

  test('of what has a default: it may be left out of what is sent, and is in what is answered', () => {
    const { types: text, operations } = types({ $ref: '#/components/schemas/Holder' })
    const flat = text.replace(/\s+/g, ' ')
    expect(flat).toContain(
      'export interface Both { readonly a: string /** Left out: 1. */ readonly b: number readonly c?: string | undefined }'
    )
    expect(flat).toContain(
      'BothInput { readonly a: string /** Left out: 1. */ readonly b?: number | undefined readonly c?: string | undefined }'
    )
    expect(flat).toContain('Holder { readonly both: Both }')
    expect(flat).toContain('HolderInput { readonly both: BothInput }')
    expect(operations).toContain('create: (body: HolderInput, options?: CallOptions) => send<Holder>')
  })

  test.each([
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, 'number | null'],
    [{ type: 'array', items: { type: ['string', 'null'] } }, 'readonly (string | null)[]'],
    [
      { type: 'array', items: { type: 'array', items: { type: 'string' } } },
      'readonly (readonly string[])[]'
    ],
    [{ enum: ['a', 'b'] }, '"a" | "b"'],
    [{ type: 'string', const: 'a' }, '"a"'],
    [{ type: 'string', format: 'binary' }, 'Blob'],
    [{ type: 'object', additionalProperties: { type: 'boolean' } }, 'Readonly<Record<string, boolean>>'],
    [{ type: 'object' }, 'Readonly<Record<string, unknown>>'],
    [{}, 'unknown']
  ])('%j is %s', (schema, type) => {
    expect(types({ $ref: '#/components/schemas/Thing' }, { Thing: schema as object }).types).toContain(
      `export type Thing = ${type}\n`
    )
  })

  test.each([
    [{ type: 'object', patternProperties: {} }, 'no type for "patternProperties"'],
    [{ allOf: [{}] }, 'no type for "allOf"'],
    [{ type: 'file' }, 'no type for {"type":"file"}']
  ])('%j is refused, not guessed', (schema, message) => {
    expect(() => types(schema)).toThrow(message)
  })
})
