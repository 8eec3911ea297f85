import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { createMarketplace } from '../../test/marketplace.ts'
import { orderWorld, teaSet } from '../../test/orders.ts'
import type { ActorKind } from '../api/index.ts'
import { hour } from '../kernel/index.ts'
import { createOrder, shipItems } from './index.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into freely here
type Json = any

describe('the list of orders', () => {
  let db: TestDatabase
  let world: ReturnType<typeof orderWorld>
  let shop: ReturnType<typeof createMarketplace>
  let key = ''
  const made: { id: string; reference: string; at: Date }[] = []
  let merchants: string[] = []
  let buyerId = ''
  beforeAll(async () => {
    db = await testDatabase()
    world = orderWorld(db)
    shop = createMarketplace(db)
    key = (await shop.makeKey('operator')).secret
    merchants = [await world.merchant(), await world.merchant()]
    buyerId = await world.buyer()
    for (const [i, reference] of [
      'web-1',
      'web-10',
      'Web-2',
      'web-2',
      'web-3ä',
      'shop 7',
      'web%'
    ].entries()) {
      db.clock.advance(hour)
      const set = teaSet(merchants[i % 2] ?? '', buyerId)
      const { order } = await world.inTx((tx) => createOrder(tx, world.draft({ ...set, reference })))
      made.push({ id: order.id, reference, at: order.createdAt })
    }
  })
  afterAll(() => db.drop())

  async function get(path: string, secret = key): Promise<Json> {
    const headers = { authorization: `Bearer ${secret}` }
    const answer = await shop.server.fetch(new Request(`http://kontor${path}`, { headers }))
    const body = (await answer.json()) as Json
    expect(answer.status, JSON.stringify(body)).toBe(200)
    return body
  }
  /** The references of all pages of two. */
  async function references(query: string, secret = key): Promise<string[]> {
    const found: string[] = []
    for (let cursor = ''; ;) {
      const page = await get(`/v1/orders?limit=2${query}${cursor}`, secret)
      found.push(...page.items.map(({ reference }: Json) => reference))
      if (page.next === null) return found
      cursor = `&cursor=${page.next}`
    }
  }
  const keyOf = async (kind: ActorKind, owner: object) => (await shop.makeKey(kind, owner)).secret
  const names = made
  const all = () => names.map(({ reference }) => reference)

  test('is in the order in which they were made, or the other way round', async () => {
    expect(await references('')).toEqual(all())
    expect(await references('&sort=newest')).toEqual(all().toReversed())
    expect(await references(`&sort=newest&merchantId=${merchants[0]}`)).toEqual(
      all()
        .filter((_, i) => i % 2 === 0)
        .toReversed()
    )
    expect(await references(`&sort=newest&state=awaiting_payment&buyerId=${buyerId}`)).toEqual(
      all().toReversed()
    )
  })

  test('is narrowed to a time, its beginning counted and its end not', async () => {
    const [from, to] = [made[1]?.at.toISOString(), made[3]?.at.toISOString()]
    expect(await references(`&createdFrom=${from}&createdTo=${to}`)).toEqual(['web-10', 'Web-2'])
    expect(await references(`&createdFrom=${from}&createdTo=${to}&sort=newest`)).toEqual(['Web-2', 'web-10'])
    expect(await references(`&createdFrom=${to}&merchantId=${merchants[1]}`)).toEqual(['web-2', 'shop 7'])
    expect(await references(`&createdTo=1970-01-01T00:00:00Z`)).toEqual([])
    expect(await references(`&createdFrom=9999-01-01T00:00:00Z`)).toEqual([])
  })

  test.each([
    ['web-1', ['web-1', 'web-10']],
    ['web', ['web%', 'web-1', 'web-10', 'web-2', 'web-3ä']],
    ['web%', ['web%']],
    ['Web', ['Web-2']],
    ['web-3ä', ['web-3ä']],
    ['shop 7', ['shop 7']],
    ['7', []]
  ])('finds by the beginning of a reference, letter by letter: %s', async (search, found) => {
    expect(await references(`&search=${encodeURIComponent(search)}`)).toEqual(found)
  })

  test('finds by the beginning of a reference within the other filters, and only what is one’s own', async () => {
    expect(await references(`&search=web&merchantId=${merchants[1]}`)).toEqual(['web-10', 'web-2'])
    const seller = await keyOf('merchant', { merchantId: merchants[0] })
    expect(await references('&search=web', seller)).toEqual(['web%', 'web-1', 'web-3ä'])
    const stranger = await keyOf('buyer', { buyerId: await world.buyer() })
    expect(await references('&search=web', stranger)).toEqual([])
    expect(await references('&search=web&state=paid')).toEqual([])
  })

  test('finds by the id of whatever hangs on an order, for whoever may see that', async () => {
    const { id, merchantId, paymentId } = await world.paidOrder({ reference: 'paid one' })
    const { id: shipmentId } = await world.inTx((tx) => shipItems(tx, { orderId: id }))
    for (const search of [id, shipmentId, paymentId, 'paid'])
      expect(await references(`&search=${search}`)).toEqual(['paid one'])
    const seller = await keyOf('merchant', { merchantId })
    const others = await keyOf('merchant', { merchantId: merchants[0] })
    expect(await references(`&search=${shipmentId}`, seller)).toEqual(['paid one'])
    expect(await references(`&search=${shipmentId}`, others)).toEqual([])
    expect(await references(`&search=${paymentId}`, seller)).toEqual([])
    expect(await references(`&search=dsp_01h455vb4pex5vsknk084sn02q`)).toEqual([])
  })

  test('of a merchant has its shipments, disputes and returns too, and nobody else’s', async () => {
    const { id, shipmentId, merchantId } = await world.deliveredOrder()
    await world.deliveredOrder()
    const send = async (as: 'service' | 'operator', path: string, body: object) => {
      const secret = await keyOf(as, {})
      const headers = {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'idempotency-key': path
      }
      const request = new Request(`http://kontor${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body)
      })
      const answer = await shop.server.fetch(request)
      expect(answer.status).toBe(201)
      return (await answer.json()) as Json
    }
    const amount = { amount: 100, currency: 'CNY' }
    const reason = 'It came broken.'
    const dispute = { reason: 'damaged', statement: reason, amount }
    await send('service', `/v1/shipments/${shipmentId}/disputes`, dispute)
    await send('service', `/v1/shipments/${shipmentId}/returns`, { reason })
    await send('operator', `/v1/orders/${id}/refunds`, {
      amount: { ...amount, amount: 5 },
      fee: true,
      reason
    })
    for (const list of ['shipments', 'disputes', 'returns']) {
      const own = await get(`/v1/${list}?merchantId=${merchantId}`)
      expect(
        own.items.map(({ orderId }: Json) => orderId),
        list
      ).toEqual([id])
      const seller = await keyOf('merchant', { merchantId })
      expect((await get(`/v1/${list}`, seller)).items, list).toHaveLength(1)
      expect((await get(`/v1/${list}?merchantId=${merchants[0]}`)).items, list).toEqual([])
    }
    expect((await db.superuser('select from orders_shipment where merchant_id is null')).length).toBe(0)
  })
})
