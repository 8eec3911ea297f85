import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { hold, type Sending, thing, thingServer } from '../../test/things.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const { lines, send, made } = thingServer(db)

describe('an Idempotency-Key', () => {
  test('gives the same answer again, and one effect', async () => {
    const before = await made()
    const first = await send('/v1/things', { body: thing, key: 'same' })
    const again = await send('/v1/things', { body: ` ${JSON.stringify(thing)} `, key: 'same' })
    expect(first.status).toBe(201)
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect([again.status, again.text]).toEqual([first.status, first.text])
    expect(await made()).toBe(before + 1)
  })

  test('with another body is refused, and is another key for another actor', async () => {
    await send('/v1/things', { body: thing, key: 'mine' })
    const changed = await send('/v1/things', { body: { ...thing, name: 'pot' }, key: 'mine' })
    expect(changed).toMatchObject({ status: 422, body: { code: 'http.key_reused' } })
    expect(
      (await send('/v1/things', { body: { ...thing, name: 'pot' }, key: 'mine', who: 'berta' })).status
    ).toBe(201)
  })

  test('sent 50 times at once acts once; the others are told so or get the same answer', async () => {
    const before = await made()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send('/v1/things', { body: thing, key: 'fifty' }))
    )
    expect(await made()).toBe(before + 1)
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body['id']))
    expect(ids.size).toBe(1)
    const others = answers.filter(({ status }) => status !== 201)
    expect(new Set(others.map(({ body }) => body['code']))).toEqual(
      new Set(others.length > 0 ? ['http.key_in_flight'] : [])
    )
  })

  test('of a request that is still in work is refused, and used once', async () => {
    const before = await made()
    const finish = hold()
    const both = [1, 2].map(() => send('/v1/things', { body: thing, key: 'in-work' }))
    // One of them is told at once, while the other is held; if none were, waiting would show nothing more.
    await Promise.race([...both, new Promise((resolve) => setTimeout(resolve, 5000))])
    finish()
    const answers = await Promise.all(both)
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409])
    expect(await made()).toBe(before + 1)
  })

  test('of a refused request stays free', async () => {
    const refused = await send('/v1/things', { body: { ...thing, name: 'refused' }, key: 'free' })
    expect(refused.status).toBe(422)
    expect((await send('/v1/things', { body: thing, key: 'free' })).status).toBe(201)
  })

  test.each([
    ['is asked for', null, 'http.key_missing'],
    ['may not be empty', '', 'http.key_invalid'],
    ['may not hold spaces', 'a b', 'http.key_invalid'],
    ['may not be longer than 255', 'x'.repeat(256), 'http.key_invalid']
  ])('%s', async (_, key, code) => {
    expect(await send('/v1/things', { body: thing, key })).toMatchObject({ status: 400, body: { code } })
  })
})

describe('a refusal', () => {
  test('is a problem document that says what, why, and what next', async () => {
    const { status, headers, body } = await send('/v1/things', { body: { ...thing, name: 'refused' } })
    expect(status).toBe(422)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(body).toEqual({
      type: 'urn:kontor:problem:thing.refused',
      title: 'Refused',
      status: 422,
      detail: 'No.',
      code: 'thing.refused',
      advice: 'Ask.',
      details: { left: 12 },
      requestId: headers.get('x-request-id')
    })
  })

  test('names every field that is not of the described form', async () => {
    const { body } = await send('/v1/things', {
      body: { name: 7, price: { amount: 0, currency: 'XYZ', tip: 1 }, colour: 'red' }
    })
    expect(body['code']).toBe('http.body_invalid')
    const errors = body['errors'] as { path: string }[]
    expect(errors.map(({ path }) => path).sort()).toEqual([
      'colour',
      'name',
      'price.amount',
      'price.currency',
      'price.tip'
    ])
  })

  test.each<[string, string, Sending, number, string]>([
    ['nobody', '/v1/things', { body: thing, who: 'nobody' }, 401, 'identity.key_missing'],
    ['a stranger', '/v1/things/special', {}, 403, 'http.permission_missing'],
    ['an unknown path', '/v1/nothing', {}, 404, 'http.path_unknown'],
    ['another method', '/v1/things', { method: 'DELETE' }, 405, 'http.method'],
    ['a wrong id', '/v1/things/ord_1', {}, 400, 'http.path_invalid'],
    ['a NUL in the path', '/v1/things/%00', {}, 404, 'http.path_unknown'],
    ['a path that is not UTF-8', '/v1/things/%ff', {}, 404, 'http.path_unknown'],
    [
      'an unknown query parameter',
      '/v1/things/thg_01h455vb4pex5vsknk084sn02q?x=1',
      {},
      400,
      'http.query_invalid'
    ],
    [
      'a repeated query parameter',
      '/v1/things/thg_01h455vb4pex5vsknk084sn02q?limit=1&limit=2',
      {},
      400,
      'http.query_invalid'
    ],
    [
      'a limit beyond the page',
      '/v1/things/thg_01h455vb4pex5vsknk084sn02q?limit=101',
      {},
      400,
      'http.query_invalid'
    ],
    [
      'a query that is not UTF-8',
      '/v1/things/thg_01h455vb4pex5vsknk084sn02q?name=%ff',
      {},
      400,
      'http.query_invalid'
    ],
    [
      'a NUL in the query',
      '/v1/things/thg_01h455vb4pex5vsknk084sn02q?name=%00',
      {},
      400,
      'http.text_invalid'
    ],
    ['a broken body', '/v1/things', { body: '{"name":' }, 400, 'http.json_malformed'],
    ['a NUL in the body', '/v1/things', { body: { ...thing, name: '\0' } }, 400, 'http.text_invalid'],
    ['a lone surrogate', '/v1/things', { body: '{"name":"\\ud800"}' }, 400, 'http.text_invalid'],
    [
      'an exponent',
      '/v1/things',
      { body: '{"name":"a","price":{"amount":1e3,"currency":"USD"}}' },
      400,
      'http.number_inexact'
    ],
    ['no body', '/v1/things', { method: 'POST' }, 400, 'http.body_invalid'],
    [
      'a form',
      '/v1/things',
      { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'http.content_type'
    ],
    [
      'another charset',
      '/v1/things',
      { body: thing, headers: { 'content-type': 'application/json; charset=latin1' } },
      415,
      'http.content_type'
    ],
    [
      'a packed body',
      '/v1/things',
      { body: thing, headers: { 'content-encoding': 'gzip' } },
      415,
      'http.content_type'
    ],
    [
      'a large body',
      '/v1/things',
      { body: { ...thing, name: 'x'.repeat(70_000) } },
      413,
      'http.body_too_large'
    ]
  ])('of %s', async (_, path, sending, status, code) => {
    const before = await made()
    const answer = await send(path, sending)
    expect(answer).toMatchObject({ status, body: { status, code } })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    if (status === 405) expect(answer.headers.get('allow')).toBe('POST')
    if (status === 401) expect(answer.headers.get('www-authenticate')).toContain('Bearer')
    expect(await made()).toBe(before)
  })

  test('of a bug shows nothing of the inside, changes nothing, and the log holds the rest', async () => {
    const before = await made()
    const { status, text, body } = await send('/v1/things', { body: { ...thing, name: 'bug' } })
    expect(status).toBe(500)
    expect(text).not.toContain('secret inside')
    expect(await made()).toBe(before)
    const line = lines.find(
      (each) => each.includes(String(body['requestId'])) && each.includes('secret inside')
    )
    expect(line).toContain('things.ts')
  })
})

test('a route of another type gets the text as it was sent', async () => {
  const headers = { 'content-type': 'text/xml; charset=utf-8', 'x-signature': 'abc' }
  const answer = await send('/v1/statements', { body: '<a>付</a>', headers, key: null, who: 'nobody' })
  expect(answer).toMatchObject({ status: 202, text: '<ok>8 abc</ok>' })
  expect(answer.headers.get('content-type')).toBe('application/xml')
  const large = await send('/v1/statements', { body: 'x'.repeat(101), headers, key: null })
  expect(large).toMatchObject({ status: 413, body: { code: 'http.body_too_large' } })
})

test('answers carry headers that keep browsers careful, and the request id of the sender', async () => {
  const { headers } = await send('/v1/things/special', { headers: { 'x-request-id': 'shop-4711' } })
  expect(headers.get('x-request-id')).toBe('shop-4711')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(headers.get('cache-control')).toBe('no-store')
})

test('the log names the request, never its body or its key', async () => {
  lines.length = 0
  await send('/v1/things', { body: { ...thing, name: 'private name' }, key: 'logged-key' })
  const [line = ''] = lines
  expect(JSON.parse(line)).toMatchObject({ method: 'POST', route: '/v1/things', status: 201, actor: 'anna' })
  expect(lines.join()).not.toMatch(/private name|Bearer|logged-key/)
})
