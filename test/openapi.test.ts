import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createApp } from '../src/app.ts'
import { sandboxSettings } from '../src/payouts/index.ts'
import { openApi, type OpenApi } from '../src/server/index.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const { routes } = createApp({ testKeys: true, providers: new Map(), payouts: sandboxSettings })
const document = openApi(routes, version)
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation }))
)

describe('the description of the API', () => {
  test('docs/openapi.json describes the routes as they are', async () => {
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('../docs/openapi.json')
  })

  test('has every route once, each under a name of its own', () => {
    expect(operations).toHaveLength(routes.length)
    const names = operations.map(({ operation }) => operation.operationId)
    expect(new Set(names).size).toBe(names.length)
  })

  test('refers only to what it holds, and calls nothing "any"', () => {
    const text = JSON.stringify(document)
    const names = [...text.matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)]
    for (const [, kind = '', name = ''] of names)
      expect(Object.keys(document.components[kind as keyof OpenApi['components']]), name).toContain(name)
    for (const { name, operation } of operations) {
      const schema = operation.requestBody?.content['application/json']?.schema
      if (schema) expect(Object.keys(schema), name).not.toEqual([])
    }
  })

  test.each(operations)(
    '$name says what it does, for whom, and takes only bodies of a described form',
    ({ operation }) => {
      expect(operation.summary).toMatch(/^[A-Z].*[.]$/)
      expect(operation.tags).toHaveLength(1)
      if (operation['x-permission'] !== null) expect(operation['x-granted-to']).not.toEqual([])
      for (const parameter of operation.parameters.filter(({ in: place }) => place === 'path'))
        expect(parameter.required).toBe(true)
    }
  )
})

describe('a route', () => {
  test.each(routes)(
    '$method $path has a permission of the form noun.verb, or says why it has none',
    (route) => {
      if (route.permission !== null) expect(route.permission).toMatch(/^[a-z][a-z_]*([.][a-z_]+)+$/)
      else expect(route.description ?? '').toMatch(/sign/)
    }
  )

  test.each(routes)(
    '$method $path that shows a secret once takes an Idempotency-Key, and says so',
    (route) => {
      const showsOnce = route.failures.some((code) => code.endsWith('_shown_once'))
      expect(route.ownIdempotency === 'by key').toBe(showsOnce)
      const operation = document.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()]
      const takesKey = operation?.parameters.some(({ name }) => name === 'Idempotency-Key')
      if (showsOnce) expect(takesKey).toBe(true)
    }
  )

  test('no two stand at the same place', () => {
    const places = routes.map((route) => `${route.method} ${route.path.replace(/:\w+/g, ':')}`)
    expect(places.filter((place, i) => places.indexOf(place) !== i)).toEqual([])
  })
})
