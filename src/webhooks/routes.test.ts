import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { openSettings } from '../../test/hooks.ts'
import { createMarketplace } from '../../test/marketplace.ts'
import { openReceiver, type Receiver } from '../../test/receiver.ts'
import { runJobs } from '../api/index.ts'
import { emit, type NewEvent } from '../audit/index.ts'
import { type Id, later, minute, newId } from '../kernel/index.ts'

/** Webhooks as they are asked for over HTTP. */
let db: TestDatabase
let marketplace: ReturnType<typeof createMarketplace>
let receiver: Receiver
const keys = new Map<string, string>()
const [shop, stranger] = [newId('mer', new Date()), newId('mer', new Date())]

beforeAll(async () => {
  db = await testDatabase()
  marketplace = createMarketplace(db, { webhooks: openSettings })
  receiver = await openReceiver()
  for (const kind of ['operator', 'service', 'auditor'] as const)
    keys.set(kind, (await marketplace.makeKey(kind)).secret)
  keys.set('shop', (await marketplace.makeKey('merchant', { merchantId: shop })).secret)
  keys.set('stranger', (await marketplace.makeKey('merchant', { merchantId: stranger })).secret)
})
afterEach(async () => {
  // What the next test does is no business of this one's endpoints.
  await db.superuser(`update webhooks_endpoint set state = 'disabled'`)
  receiver.received.length = 0
  receiver.answers(() => 204)
})
afterAll(async () => {
  await receiver.close()
  await db.drop()
})

type Endpoint = Readonly<{
  id: string
  state: string
  url: string
  merchantId: string | null
  events: string[]
}>
type Made = Readonly<{ endpoint: Endpoint; secret: string }>
type Delivery = Readonly<{
  id: string
  state: string
  type: string
  attemptsMade: unknown[]
  eventId: string
}>
type Problem = Readonly<{ code: string; advice?: string }>
let count = 0

async function ask<T>(who: string, method: string, path: string, body?: unknown, key = `hooks-${++count}`) {
  const answer = await marketplace.server.fetch(
    new Request(`http://kontor${path}`, {
      method,
      headers: {
        authorization: `Bearer ${keys.get(who)}`,
        ...(method !== 'GET' && { 'idempotency-key': key }),
        ...(body !== undefined && { 'content-type': 'application/json' })
      },
      ...(body !== undefined && { body: JSON.stringify(body) })
    })
  )
  return { status: answer.status, body: (await answer.json()) as T }
}

const settle = () => runJobs(db, marketplace.jobs)
const add = (who: string, more: object = {}) =>
  ask<Made>(who, 'POST', '/v1/webhook-endpoints', { url: receiver.url, ...more })
const tell = (type: string, owner: Id<'mer'> | null = null, subject = 'thg_1') =>
  db.transaction((tx) => emit(tx, { type: type as NewEvent['type'], subject, owner }))

describe('an endpoint', () => {
  test('shows its secret once, when it is made and when it is rotated', async () => {
    const made = await ask<Made>('operator', 'POST', '/v1/webhook-endpoints', { url: receiver.url }, 'once')
    expect(made).toMatchObject({ status: 201, body: { secret: expect.stringMatching(/^whsec_\S{44}$/) } })
    const { id } = made.body.endpoint
    expect(made.body.endpoint).toMatchObject({ state: 'enabled', events: ['*'], merchantId: null })
    const again = await ask<Problem>(
      'operator',
      'POST',
      '/v1/webhook-endpoints',
      { url: receiver.url },
      'once'
    )
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'webhooks.secret_shown_once', details: { endpointId: id } }
    })
    const path = `/v1/webhook-endpoints/${id}`
    const rotated = await ask<Made>('operator', 'POST', `${path}/secret`, {}, 'rotate')
    expect(rotated).toMatchObject({ status: 201, body: { endpoint: { id } } })
    expect(rotated.body.secret).not.toBe(made.body.secret)
    expect(await ask('operator', 'POST', `${path}/secret`, {}, 'rotate again')).toMatchObject({ status: 201 })
    // A repeat of the first that comes late makes no third secret.
    expect(await ask('operator', 'POST', `${path}/secret`, {}, 'rotate')).toMatchObject({
      status: 409,
      body: { code: 'webhooks.secret_shown_once' }
    })
    const shown = await ask<Endpoint>('auditor', 'GET', path)
    expect(JSON.stringify(shown.body)).not.toMatch(/whsec_/)
    const kept = await db.superuser(`select body from api_idempotency where body like '%whsec_%'`)
    expect(kept).toEqual([])
    expect(await db.superuser(`select * from audit_event where data::text like '%whsec_%'`)).toEqual([])
  })

  test('of a merchant gets what is its business, and exists for nobody else but the marketplace', async () => {
    const { body } = await add('shop')
    const path = `/v1/webhook-endpoints/${body.endpoint.id}`
    expect(body.endpoint.merchantId).toBe(shop)
    await settle()
    receiver.received.length = 0
    await tell('thing.sold', shop)
    await tell('thing.bought', stranger)
    await tell('thing.seen')
    await settle()
    const toShop = await ask<{ items: Delivery[] }>('shop', 'GET', `${path}/deliveries?subject=thg_1`)
    expect(toShop.body.items.map(({ type }) => type)).toEqual(['thing.sold'])
    const [delivery] = toShop.body.items
    for (const [method, where, sent] of [
      ['GET', path, undefined],
      ['GET', `${path}/deliveries`, undefined],
      ['POST', `${path}/details`, { description: 'mine' }],
      ['POST', `${path}/state`, { state: 'paused' }],
      ['POST', `${path}/secret`, {}],
      ['POST', `${path}/test`, undefined],
      ['POST', `${path}/replays`, { since: '2026-01-01T00:00:00Z' }],
      ['DELETE', path, undefined],
      ['GET', `/v1/webhook-deliveries/${delivery?.id}`, undefined],
      ['POST', `/v1/webhook-deliveries/${delivery?.id}/replay`, undefined]
    ] as const) {
      const answer = await ask('stranger', method, where, sent)
      expect({ where, method, status: answer.status }).toEqual({ where, method, status: 404 })
    }
    const ids = async (who: string) =>
      (await ask<{ items: Endpoint[] }>(who, 'GET', '/v1/webhook-endpoints?limit=100')).body.items.map(
        ({ id }) => id
      )
    expect(await ids('stranger')).toEqual([])
    expect(await ids('shop')).toEqual([body.endpoint.id])
    for (const who of ['operator', 'service', 'auditor']) expect(await ids(who)).toContain(body.endpoint.id)
    expect((await ask('auditor', 'POST', `${path}/test`)).status).toBe(403)
    expect((await ask('operator', 'DELETE', path)).status).toBe(200)
    expect((await ask('shop', 'GET', path)).status).toBe(404)
  })

  test.each([
    ['an address without TLS', { url: 'http://shop.example/' }, 422, 'webhooks.url_refused'],
    ['loopback', { url: 'https://127.0.0.1/' }, 422, 'webhooks.url_refused'],
    ['the metadata of a cloud', { url: 'https://169.254.169.254/latest' }, 422, 'webhooks.url_refused'],
    ['no address', { url: 'shop' }, 422, 'webhooks.url_refused'],
    ['an address with spaces', { url: 'https://a b' }, 400, 'http.body_invalid'],
    [
      'a pattern that is none',
      { url: 'https://shop.example/', events: ['order*'] },
      400,
      'http.body_invalid'
    ],
    [
      'a pattern that no event has',
      { url: 'https://shop.example/', events: ['order.*', 'ordr.*'] },
      422,
      'webhooks.event_unknown'
    ],
    ['no events', { url: 'https://shop.example/', events: [] }, 400, 'http.body_invalid']
  ])('is refused with %s', async (_, body, status, code) => {
    const strict = createMarketplace(db)
    const { secret } = await strict.makeKey('operator')
    const answer = await strict.server.fetch(
      new Request('http://kontor/v1/webhook-endpoints', {
        method: 'POST',
        headers: {
          authorization: `Bearer ${secret}`,
          'content-type': 'application/json',
          'idempotency-key': `refused-${++count}`
        },
        body: JSON.stringify(body)
      })
    )
    expect({ status: answer.status, ...((await answer.json()) as Problem) }).toMatchObject({ status, code })
  })

  test('with a password in its address is refused, and the password is not repeated', async () => {
    const answer = await add('operator', { url: 'https://user:geheim@shop.example/' })
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'webhooks.url_refused', details: { url: 'https://shop.example/' } }
    })
    expect(JSON.stringify(answer.body)).not.toContain('geheim')
  })

  test('of a merchant is not in the own network, which is open to the marketplace alone', async () => {
    const own = createMarketplace(db, { webhooks: { ...openSettings, allowPrivate: 'marketplace' } })
    const [operator, merchant] = [
      (await own.makeKey('operator')).secret,
      (await own.makeKey('merchant', { merchantId: newId('mer', db.clock.now()) })).secret
    ]
    const post = async (key: string, path: string, body: unknown) => {
      const headers = {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': `private-${++count}`
      }
      const sent = { method: 'POST', headers, body: JSON.stringify(body) }
      const answer = await own.server.fetch(new Request(`http://kontor/v1/webhook-endpoints${path}`, sent))
      return { status: answer.status, body: (await answer.json()) as Made & Problem }
    }
    const [inside, outside] = [{ url: 'http://10.0.0.7/hooks' }, { url: 'http://shop.example/hooks' }]
    const refused = { status: 422, body: { code: 'webhooks.url_refused' } }
    expect(await post(operator, '', inside)).toMatchObject({ status: 201 })
    expect(await post(merchant, '', inside)).toMatchObject(refused)
    const made = await post(merchant, '', outside)
    expect(made).toMatchObject({ status: 201 })
    // Nor does an operator move it there.
    for (const key of [merchant, operator])
      expect(await post(key, `/${made.body.endpoint.id}/details`, inside)).toMatchObject(refused)
  })

  test('there are twenty of at most, also when thirty are asked for at once', async () => {
    const { secret } = await marketplace.makeKey('merchant', { merchantId: newId('mer', db.clock.now()) })
    keys.set('eager', secret)
    const asked = await Promise.all(Array.from({ length: 30 }, () => add('eager')))
    expect(asked.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(20)
    for (const { body } of asked.filter(({ status }) => status !== 201))
      expect(body).toMatchObject({ code: 'webhooks.endpoints_enough' })
  })
})

describe('deliveries', () => {
  test('are listed by state and event, shown with their attempts, and sent again', async () => {
    const { body } = await add('service', { events: ['shipment.*'] })
    const path = `/v1/webhook-endpoints/${body.endpoint.id}`
    receiver.answers(({ type }) =>
      type === 'shipment.lost' ? { status: 500, text: 'we do not know parcels' } : 200
    )
    await tell('shipment.lost', null, 'par_1')
    await tell('shipment.found', null, 'par_2')
    await settle()
    const listed = async (query: string) =>
      (await ask<{ items: Delivery[] }>('service', 'GET', `${path}/deliveries?${query}`)).body.items
    expect((await listed('')).map(({ type }) => type)).toEqual(['shipment.found', 'shipment.lost'])
    expect((await listed('state=delivered')).map(({ type }) => type)).toEqual(['shipment.found'])
    const [lost] = await listed('type=shipment.lost')
    const shown = await ask<Delivery>('service', 'GET', `/v1/webhook-deliveries/${lost?.id}`)
    expect(shown.body).toMatchObject({
      state: 'waiting',
      lastStatus: 500,
      attemptsMade: [{ no: 1, status: 500, answer: 'we do not know parcels', error: 'answered 500' }]
    })
    const replay = (id = '') =>
      ask<Delivery & Problem>('service', 'POST', `/v1/webhook-deliveries/${id}/replay`)
    expect(await replay(lost?.id)).toMatchObject({ status: 409, body: { code: 'webhooks.not_replayable' } })
    const [found] = await listed('state=delivered')
    expect(await replay(found?.id)).toMatchObject({ status: 202, body: { state: 'waiting', replayed: true } })
    await settle()
    const twice = receiver.received.filter(({ id }) => id === found?.eventId)
    expect(twice).toHaveLength(2)
    expect(twice[0]?.text).toBe(twice[1]?.text)
    const page = await ask<{ items: Delivery[]; next: string }>(
      'service',
      'GET',
      `${path}/deliveries?limit=1`
    )
    expect((await listed(`limit=1&cursor=${page.body.next}`)).map(({ type }) => type)).toEqual([
      'shipment.lost'
    ])
  })

  test('a test is among them; what is disabled gets no replay', async () => {
    const { body } = await add('operator', { events: ['quote.*'] })
    const path = `/v1/webhook-endpoints/${body.endpoint.id}`
    expect((await ask('operator', 'POST', `${path}/test`)).status).toBe(202)
    await settle()
    const { body: page } = await ask<{ items: Delivery[] }>('operator', 'GET', `${path}/deliveries`)
    expect(page.items).toMatchObject([{ type: 'webhook.endpoint_tested', state: 'delivered' }])
    expect(await ask('operator', 'POST', `/v1/webhook-deliveries/${page.items[0]?.id}/replay`)).toMatchObject(
      {
        status: 409,
        body: { code: 'webhooks.not_replayable' }
      }
    )
    const state = (to: string) => ask<Endpoint & Problem>('operator', 'POST', `${path}/state`, { state: to })
    expect((await state('disabled')).body.state).toBe('disabled')
    expect((await state('disabled')).body.code).toBe('webhooks.state_already')
    const since = later(db.clock.now(), -minute).toISOString()
    expect(await ask('operator', 'POST', `${path}/replays`, { since })).toMatchObject({
      body: { code: 'webhooks.endpoint_disabled' }
    })
    expect((await state('enabled')).body.state).toBe('enabled')
    expect(await ask('operator', 'POST', `${path}/replays`, { since })).toMatchObject({
      status: 201,
      body: { count: 0, more: false }
    })
  })
})

test('the log can be followed from its end by places', async () => {
  await settle()
  const { body: end } = await ask<{ place: number }>('operator', 'GET', '/v1/events/end')
  await tell('thing.next', null, 'thg_follow')
  await tell('thing.next', null, 'thg_follow')
  await settle()
  const { body } = await ask<{ items: { subject: string; sequence: number }[] }>(
    'operator',
    'GET',
    `/v1/events?afterPlace=${end.place}`
  )
  expect(body.items.map(({ subject, sequence }) => [subject, sequence])).toEqual([
    ['thg_follow', 1],
    ['thg_follow', 2]
  ])
})
