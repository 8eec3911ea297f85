import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { orderWorld, signed, teaSet } from '../../test/orders.ts'
import type { Actor, ActorKind, Route } from '../api/index.ts'
import { createOrder, deliverShipment, orderJobs, orderRoutes, shipItems } from './index.ts'

describe('the routes of orders', () => {
  let db: TestDatabase
  let world: ReturnType<typeof orderWorld>
  let routes: readonly Route[]
  beforeAll(async () => {
    db = await testDatabase()
    world = orderWorld(db)
    routes = orderRoutes(world.providers)
  })
  afterAll(async () => {
    const found = await world.wrongs()
    await db.drop()
    expect(found).toEqual([])
  })

  type Owner = Partial<Pick<Actor, 'merchantId' | 'buyerId'>>
  const actor = (kind: ActorKind, owner: Owner = {}): Actor => ({
    id: `key of ${kind}`,
    kind,
    permissions: new Set(),
    merchantId: null,
    buyerId: null,
    ...owner
  })
  const service = actor('service')

  // oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into freely here
  type Answer = Record<string, any>

  /** Sends a request as the server would: checked by the route's schemas on the way in and out. */
  async function send(
    as: Actor,
    line: string,
    input: Record<string, unknown> = {},
    body?: unknown,
    key: string = randomUUID()
  ) {
    const [method, path = ''] = line.split(' ')
    const route = routes.find((found) => found.method === method && found.path === path)
    if (route === undefined) throw new Error(`no route ${line}`)
    const names = new Set([...path.matchAll(/:(\w+)/g)].map((found) => found[1]))
    const split = Map.groupBy(Object.entries(input), ([name]) => (names.has(name) ? 'params' : 'query'))
    const request = {
      actor: as,
      params: route.params.parse(Object.fromEntries(split.get('params') ?? [])),
      query: route.query.parse(Object.fromEntries(split.get('query') ?? [])),
      body: route.body === null ? null : route.body.parse(body),
      raw: { text: '', header: (name: string) => (name === 'idempotency-key' ? key : undefined) }
    }
    const answer = await db.transaction((tx) => route.handle({ ...request, tx } as never))
    return z.encode(route.reply, answer) as Answer
  }

  test('lead from the order to the payout of the merchant', async () => {
    const merchantId = await world.merchant()
    const { id: buyerId } = await send(service, 'POST /v1/buyers', {}, { reference: 'customer 9' })
    const set = teaSet(merchantId, buyerId)
    const order = await send(service, 'POST /v1/orders', {}, { reference: 'web 1', ...set })
    expect(order).toMatchObject({ state: 'awaiting_payment', total: { amount: 1808, currency: 'CNY' } })
    const orderId = order['id']
    const buyer = actor('buyer', { buyerId })
    const payment = { method: 'card', token: 'tok_ok' }
    expect(await send(buyer, 'POST /v1/orders/:orderId/payments', { orderId }, payment)).toMatchObject({
      state: 'pending',
      amount: { amount: 1808 }
    })
    await world.run()
    const seller = actor('merchant', { merchantId })
    const shipment = await send(seller, 'POST /v1/orders/:orderId/shipments', { orderId }, { carrier: 'SF' })
    const shipmentId = shipment['id']
    const { code } = await send(buyer, 'POST /v1/shipments/:shipmentId/delivery-code', { shipmentId })
    const proof = { kind: 'code', code }
    await send(seller, 'POST /v1/shipments/:shipmentId/deliveries', { shipmentId }, { proof })
    await send(buyer, 'POST /v1/shipments/:shipmentId/confirm', { shipmentId })
    const shown = await send(service, 'GET /v1/orders/:orderId', { orderId, include: 'merchant' })
    expect(shown).toMatchObject({
      state: 'completed',
      next: null,
      merchants: [{ id: merchantId }],
      money: {
        paid: { amount: 1808 },
        held: { amount: 0 },
        released: { amount: 1678 },
        commission: { amount: 130 }
      }
    })
    expect(JSON.stringify(shown)).not.toContain(code)
    const { items } = await send(service, 'GET /v1/orders', { reference: 'web 1' })
    expect(items).toMatchObject([{ id: orderId, state: 'completed' }])
  })

  test('show a merchant its own part and nothing of the others, nor of payments', async () => {
    const [a, b, buyerId] = [await world.merchant(), await world.merchant(), await world.buyer()]
    const [one, two] = [teaSet(a, buyerId), teaSet(b, buyerId)]
    const life = await world.inTx((tx) =>
      createOrder(tx, world.draft({ ...one, items: [...one.items, ...two.items.slice(0, 1)] }))
    )
    await world.pay(life.order.id)
    await world.run()
    await world.inTx((tx) => shipItems(tx, { orderId: life.order.id, merchantId: a }))
    const orderId = life.order.id
    const mine = await send(actor('merchant', { merchantId: b }), 'GET /v1/orders/:orderId', { orderId })
    expect(mine).toMatchObject({
      state: 'paid',
      total: { amount: 657 },
      merchantIds: [b],
      money: { paid: { amount: 657 } },
      payments: []
    })
    expect(JSON.stringify(mine)).not.toContain(a)
    expect(JSON.stringify(mine)).not.toMatch(/pay_/)
    const refund = { amount: { amount: 100, currency: 'CNY' }, reason: 'Sorry.' }
    await world.inTx((tx) => shipItems(tx, { orderId, merchantId: b }))
    const seller = actor('merchant', { merchantId: b })
    const line = 'POST /v1/orders/:orderId/refunds'
    const given = await send(seller, line, { orderId, include: 'order' }, refund)
    expect(given['order']).toMatchObject({ id: orderId, total: { amount: 657 }, merchantIds: [b] })
    expect(given['order'].money).toMatchObject({ paid: { amount: 657 }, refunded: { amount: 100 } })
    expect(await send(seller, line, { orderId }, refund)).not.toHaveProperty('order')
    const whole = await send(actor('buyer', { buyerId }), 'GET /v1/orders/:orderId', { orderId })
    expect(whole).toMatchObject({ state: 'shipped', total: { amount: 1808 + 657 } })
    const list = await send(actor('merchant', { merchantId: b }), 'GET /v1/orders', { merchantId: a })
    expect(list['items']).toMatchObject([{ id: orderId, total: { amount: 657 } }])
  })

  test('show a delivery code once, and give a repeat no other', async () => {
    const { buyerId, shipmentId } = await world.shippedOrder()
    const buyer = actor('buyer', { buyerId })
    const line = 'POST /v1/shipments/:shipmentId/delivery-code'
    const ask = (key: string, as = buyer) => send(as, line, { shipmentId }, undefined, key)
    const { code } = await ask('once')
    const again = { code: 'orders.code_shown_once', details: { shipmentId } }
    await expect(ask('once')).rejects.toMatchObject(again)
    const proof = (told: unknown) => ({ proof: { kind: 'code', code: told } })
    const deliver = (told: unknown) =>
      send(service, 'POST /v1/shipments/:shipmentId/deliveries', { shipmentId }, proof(told))
    const { code: newer } = await ask('twice')
    // A repeat of the first that comes late neither shows a code nor ends the newer one; another's key is another.
    await expect(ask('once')).rejects.toMatchObject(again)
    await expect(deliver(code)).rejects.toMatchObject({ code: 'orders.delivery_code_wrong' })
    await expect(ask('')).rejects.toMatchObject({ code: 'http.key_missing' })
    expect(await deliver(newer)).toMatchObject({ state: 'delivered' })
  })

  test('remember who asked for a delivery code as long as other answers are kept', async () => {
    const { shipmentId } = await world.shippedOrder()
    const line = 'POST /v1/shipments/:shipmentId/delivery-code'
    const ask = () => send(service, line, { shipmentId }, undefined, 'aging')
    const [forget] = orderJobs.filter(({ name }) => name === 'orders.forget_code_requests')
    const age = (days: number) =>
      db.superuser(`update orders_code_request set at = now() - $1::float8 * interval '1 day'`, [days])
    await ask()
    await age(13.9)
    await forget?.run(db)
    await expect(ask()).rejects.toMatchObject({ code: 'orders.code_shown_once' })
    await age(14.1)
    await forget?.run(db)
    expect(await ask()).toMatchObject({ code: expect.any(String) })
  })

  test('list page by page, each thing once', async () => {
    const merchantId = await world.merchant()
    const buyerId = await world.buyer()
    const made: string[] = []
    for (let i = 0; i < 5; i++)
      made.push(
        (await world.inTx((tx) => createOrder(tx, world.draft(teaSet(merchantId, buyerId))))).order.id
      )
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await send(service, 'GET /v1/orders', { merchantId, limit: 2, ...(cursor && { cursor }) })
      seen.push(...page['items'].map((order: { id: string }) => order.id))
      cursor = page['next']
    }
    expect(seen).toEqual(made.toSorted())
  })

  test('show cases to those they belong to, and to strangers as if they did not exist', async () => {
    const { id: orderId, shipmentId, buyerId, merchantId } = await world.shippedOrder()
    await world.inTx((tx) => deliverShipment(tx, { shipmentId, proof: signed }))
    const buyer = actor('buyer', { buyerId })
    const complaint = { reason: 'damaged', statement: 'Broken.', amount: { amount: 100, currency: 'CNY' } }
    const dispute = await send(buyer, 'POST /v1/shipments/:shipmentId/disputes', { shipmentId }, complaint)
    const goods = await send(
      buyer,
      'POST /v1/shipments/:shipmentId/returns',
      { shipmentId },
      { reason: 'No.' }
    )
    const [disputeId, returnId] = [dispute['id'], goods['id']]
    const refund = { amount: { amount: 5, currency: 'CNY' }, fee: true, reason: 'Sorry.' }
    const { items } = await send(actor('operator'), 'POST /v1/orders/:orderId/refunds', { orderId }, refund)
    const refundId = items[0].id
    const seller = actor('merchant', { merchantId })
    const strangers = [
      actor('buyer', { buyerId: await world.buyer() }),
      actor('merchant', { merchantId: await world.merchant() })
    ]
    const reads = [
      ['GET /v1/orders/:orderId', { orderId }],
      ['GET /v1/shipments/:shipmentId', { shipmentId }],
      ['GET /v1/disputes/:disputeId', { disputeId }],
      ['GET /v1/returns/:returnId', { returnId }],
      ['GET /v1/refunds/:refundId', { refundId }]
    ] as const
    for (const [line, input] of reads) {
      expect(await send(buyer, line, input)).toMatchObject({ id: Object.values(input)[0] })
      for (const stranger of strangers)
        await expect(send(stranger, line, input)).rejects.toMatchObject({ kind: 'not_found' })
    }
    await expect(send(seller, 'GET /v1/refunds/:refundId', { refundId })).rejects.toMatchObject({
      kind: 'not_found'
    })
    for (const list of ['orders', 'shipments', 'disputes', 'returns', 'refunds']) {
      for (const stranger of strangers) expect((await send(stranger, `GET /v1/${list}`))['items']).toEqual([])
      expect((await send(buyer, `GET /v1/${list}`))['items']).toHaveLength(1)
    }
    const [mine] = (await send(seller, 'GET /v1/disputes', { state: 'open' }))['items']
    const { reference } = await send(seller, 'GET /v1/orders/:orderId', { orderId })
    expect(mine).toMatchObject({ id: disputeId, orderReference: reference })
    expect(mine).not.toHaveProperty('merchant')
  })

  test('list disputes newest first when asked, with their merchants, page by page', async () => {
    const { id: orderId, shipmentId, buyerId, merchantId } = await world.shippedOrder()
    await world.inTx((tx) => deliverShipment(tx, { shipmentId, proof: signed }))
    const opened: string[] = []
    for (const minor of [100, 200, 300]) {
      const body = { reason: 'damaged', statement: 'Broken.', amount: { amount: minor, currency: 'CNY' } }
      const line = 'POST /v1/shipments/:shipmentId/disputes'
      opened.push((await send(actor('buyer', { buyerId }), line, { shipmentId }, body))['id'])
    }
    const listed = async (sort: 'newest' | 'oldest') => {
      const seen: string[] = []
      for (let cursor: string | null = ''; cursor !== null;) {
        const query = { orderId, sort, include: 'merchant', limit: 2, ...(cursor && { cursor }) }
        const page = await send(service, 'GET /v1/disputes', query)
        for (const { id, merchant } of page['items']) {
          expect(merchant).toMatchObject({ id: merchantId })
          seen.push(id)
        }
        cursor = page['next']
      }
      return seen
    }
    expect(await listed('oldest')).toEqual(opened.toSorted())
    expect(await listed('newest')).toEqual(opened.toSorted().reverse())
  })

  test('list buyers: by reference, and to a buyer itself alone', async () => {
    const [one, two] = [await world.buyer(), await world.buyer()]
    const { reference } = await send(service, 'GET /v1/buyers/:buyerId', { buyerId: one })
    const list = async (as: Actor, query: Record<string, unknown> = {}) =>
      (await send(as, 'GET /v1/buyers', query))['items'].map(({ id }: { id: string }) => id)
    expect(await list(service, { reference })).toEqual([one])
    expect(await list(actor('buyer', { buyerId: two }))).toEqual([two])
    expect(await list(actor('buyer', { buyerId: two }), { reference })).toEqual([])
    const page = await send(service, 'GET /v1/buyers', { limit: 1 })
    expect(page['items']).toHaveLength(1)
    expect(page['next']).not.toBeNull()
  })
})
