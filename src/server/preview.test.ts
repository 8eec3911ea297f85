import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { createMarketplace } from '../../test/marketplace.ts'
import { orderWorld } from '../../test/orders.ts'
import type { ActorKind } from '../api/index.ts'
import { day } from '../kernel/index.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into freely here
type Json = any

describe('a preview', () => {
  let db: TestDatabase
  let world: ReturnType<typeof orderWorld>
  let shop: ReturnType<typeof createMarketplace>
  const keys = new Map<ActorKind, string>()
  beforeAll(async () => {
    db = await testDatabase()
    world = orderWorld(db)
    shop = createMarketplace(db)
    for (const kind of ['operator', 'service'] as const) keys.set(kind, (await shop.makeKey(kind)).secret)
  })
  afterAll(async () => {
    const found = await world.wrongs()
    await db.drop()
    expect(found).toEqual([])
  })

  async function post(kind: ActorKind, path: string, body: object | null, key?: string) {
    const request = new Request(`http://kontor${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${keys.get(kind)}`,
        ...(key && { 'idempotency-key': key }),
        ...(body && { 'content-type': 'application/json' })
      },
      ...(body && { body: JSON.stringify(body) })
    })
    const answer = await shop.server.fetch(request)
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Json }
  }
  /** Everything that stands in the tables, but for when a key was last used. */
  async function everything(): Promise<string> {
    const tables = await db.superuser(
      `select relname as name from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'identity_key' order by 1`
    )
    const rowsOf = (name: string) =>
      `select '${name}' as name, (select string_agg(t::text, chr(10) order by t::text) from ${name} t) as rows`
    const rows = await db.superuser(tables.map(({ name }) => rowsOf(String(name))).join(' union all '))
    return rows.map(({ name, rows: found }) => `${String(name)}: ${String(found)}`).join('\n')
  }
  const cny = (amount: number) => ({ amount, currency: 'CNY' })
  const reason = 'As agreed with both sides.'

  type Act = Readonly<{
    what: string
    by: ActorKind
    prepare: () => Promise<string>
    body: object | null
    changes: (answered: Json) => unknown
    becomes: unknown
  }>
  const disputed = async () => {
    const { shipmentId } = await world.deliveredOrder()
    const body = { reason: 'damaged', statement: reason, amount: cny(600) }
    const { body: dispute } = await post('service', `/v1/shipments/${shipmentId}/disputes`, body, shipmentId)
    return dispute.id as string
  }
  const acts: Act[] = [
    {
      what: 'cancelling an order',
      by: 'operator',
      prepare: async () => `/v1/orders/${(await world.paidOrder()).id}/cancel`,
      body: { reason },
      changes: ({ state, money }) => [state, money.refunded.amount],
      becomes: ['cancelled', 1808]
    },
    {
      what: 'confirming an order, among requests that are done in groups',
      by: 'service',
      prepare: async () => `/v1/orders/${(await world.deliveredOrder()).id}/confirm`,
      body: null,
      changes: ({ state, money }) => [state, money.released.amount, money.commission.amount],
      becomes: ['completed', 1678, 130]
    },
    {
      what: 'claiming back what did not come',
      by: 'service',
      prepare: async () => {
        const { id } = await world.shippedOrder()
        db.clock.advance(31 * day)
        return `/v1/orders/${id}/claims`
      },
      body: { reason },
      changes: ({ money }) => money.refunded.amount,
      becomes: 1808
    },
    {
      what: 'deciding a dispute',
      by: 'operator',
      prepare: async () => `/v1/disputes/${await disputed()}/decision?include=order`,
      body: { toBuyer: cny(400), toMerchant: cny(200), reason },
      changes: ({ state, outcome, toBuyer, toMerchant, order: { money } }) => [
        state,
        outcome,
        toBuyer.amount,
        toMerchant.amount,
        money.refunded.amount,
        money.frozen.amount
      ],
      becomes: ['decided', 'split', 400, 200, 400, 0]
    },
    {
      what: 'a refund of goodwill',
      by: 'operator',
      prepare: async () => `/v1/orders/${(await world.shippedOrder()).id}/refunds?include=order`,
      body: { amount: cny(200), reason },
      changes: ({ items, order }) => [
        items.map(({ amount }: Json) => amount.amount),
        order.money.held.amount
      ],
      becomes: [[200], 1608]
    }
  ]

  test.each(acts)('of $what answers as the act does, and leaves everything as it was', async (act) => {
    const path = await act.prepare()
    const before = await everything()
    const foreseen = await post(act.by, `${path}${path.includes('?') ? '&' : '?'}preview=true`, act.body)
    expect(foreseen.headers.get('kontor-preview')).toBe('true')
    expect(act.changes(foreseen.body), JSON.stringify(foreseen.body)).toEqual(act.becomes)
    expect(await everything()).toBe(before)
    const done = await post(act.by, path, act.body, path)
    expect(done.headers.get('kontor-preview')).toBeNull()
    expect(done.status).toBe(foreseen.status)
    expect(act.changes(done.body)).toEqual(act.becomes)
    expect(await everything()).not.toBe(before)
  })

  test('uses no Idempotency-Key up, not even the one that it was sent with', async () => {
    const { id } = await world.paidOrder()
    const path = `/v1/orders/${id}/cancel`
    for (let i = 0; i < 2; i++) {
      const { status, headers } = await post('operator', `${path}?preview=true`, { reason }, 'the-same-key')
      expect([status, headers.get('idempotency-replayed')]).toEqual([200, null])
    }
    const done = await post('operator', path, { reason }, 'the-same-key')
    expect([done.status, done.headers.get('idempotency-replayed')]).toEqual([200, null])
    expect(done.body.state).toBe('cancelled')
  })

  test('is refused as the act would be', async () => {
    const { id } = await world.shippedOrder()
    const before = await everything()
    const { status, body } = await post('operator', `/v1/orders/${id}/cancel?preview=true`, { reason })
    expect([status, body.code]).toEqual([422, 'orders.shipped_already'])
    expect(await everything()).toBe(before)
    expect((await post('service', `/v1/disputes/${id}/decision?preview=true`, { reason })).status).toBe(403)
  })

  test('of fifty at once, beside the act itself, answers each and acts once', async () => {
    const { id } = await world.deliveredOrder()
    const path = `/v1/orders/${id}/confirm`
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        i === 25 ? post('service', path, null, 'really') : post('service', `${path}?preview=true`, null)
      )
    )
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    expect(answers[25]?.status).toBe(200)
    const events = await db.superuser(
      `select from audit_event where subject = '${id}' and type = 'order.confirmed'`
    )
    expect(events.length).toBeLessThanOrEqual(1)
    expect(await world.money(id)).toMatchObject({ held: 0, released: 1678, commission: 130 })
  })

  test('can be asked only where the description says so, and in no other words', async () => {
    const { id } = await world.paidOrder()
    const other = await post('service', `/v1/orders/${id}/shipments?preview=true`, {}, 'other')
    expect([other.status, other.body.code]).toEqual([400, 'http.query_invalid'])
    for (const word of ['false', '1', 'True', '']) {
      const path = `/v1/orders/${id}/cancel?preview=${word}`
      expect((await post('operator', path, { reason }, `word-${word}`)).status).toBe(400)
    }
    expect(await world.lifeOf(id)).toMatchObject({ state: 'paid' })
  })

  test('plans no call to a provider', async () => {
    const { id } = await world.paidOrder()
    const calls = () => db.superuser('select from payments_call')
    const before = (await calls()).length
    await post('operator', `/v1/orders/${id}/cancel?preview=true`, { reason })
    await world.run()
    expect((await calls()).length).toBe(before)
    expect(await world.money(id)).toMatchObject({ held: 1808, refunded: 0 })
  })
})
