import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { cny, orderWorld, signed, teaSet } from '../../test/orders.ts'
import { cancelOrder, claimOrder, createOrder, deliverShipment, shipItems } from './index.ts'

const reason = 'changed my mind'

describe('what was not shipped', () => {
  let db: TestDatabase
  let world: ReturnType<typeof orderWorld>
  beforeAll(async () => {
    db = await testDatabase()
    world = orderWorld(db)
  })
  afterAll(async () => {
    const found = await world.wrongs()
    await db.drop()
    expect(found).toEqual([])
  })

  test('is cancelled before it is paid, and nothing more comes in', async () => {
    const { id } = await world.order()
    await world.pay(id)
    await world.inTx((tx) => cancelOrder(tx, { orderId: id, reason }))
    await world.run()
    expect(await world.lifeOf(id)).toMatchObject({ state: 'cancelled', next: null, money: { paid: cny(0) } })
    await expect(world.pay(id)).rejects.toMatchObject({ code: 'orders.closed' })
    await expect(world.inTx((tx) => cancelOrder(tx, { orderId: id, reason }))).rejects.toMatchObject({
      code: 'orders.closed'
    })
  })

  test('is let go when it was only authorized', async () => {
    const { id } = await world.paidOrder({}, { capture: 'manual' })
    await world.inTx((tx) => cancelOrder(tx, { orderId: id, reason }))
    await world.run()
    const { state, payments } = await world.lifeOf(id)
    expect(state).toBe('cancelled')
    expect(payments).toMatchObject([{ state: 'voided', captured: cny(0) }])
  })

  test('is refunded whole with the fee, when all of it is cancelled', async () => {
    const { id } = await world.paidOrder()
    await world.inTx((tx) => cancelOrder(tx, { orderId: id, reason }))
    await world.run()
    expect(await world.money(id)).toMatchObject({ paid: 1808, held: 0, refunded: 1808 })
    const { state, payments } = await world.lifeOf(id)
    expect(state).toBe('cancelled')
    expect(payments).toMatchObject([{ refunded: cny(1808) }])
  })

  test('is refunded item by item with its share of tax and shipping, and the fee stays', async () => {
    const { id, life } = await world.paidOrder()
    const cup = life.items[0]?.id ?? 'itm_'
    const lines = [{ itemId: cup as never, quantity: 1 }]
    await world.inTx((tx) => cancelOrder(tx, { orderId: id, lines, reason }))
    expect(await world.money(id)).toMatchObject({ refunded: 300 + 28 + 18 })
    await world.inTx((tx) => shipItems(tx, { orderId: id }))
    expect(await world.lifeOf(id)).toMatchObject({ state: 'shipped' })
    await expect(world.inTx((tx) => cancelOrder(tx, { orderId: id, reason }))).rejects.toMatchObject({
      code: 'orders.shipped_already'
    })
  })

  test('of one merchant does not touch the other', async () => {
    const [a, b, buyerId] = [await world.merchant(), await world.merchant(), await world.buyer()]
    const [one, two] = [teaSet(a, buyerId), teaSet(b, buyerId)]
    const draft = world.draft({
      ...one,
      items: [...one.items, ...two.items],
      shipping: [...one.shipping, ...two.shipping]
    })
    const { order } = await world.inTx((tx) => createOrder(tx, draft))
    await world.pay(order.id)
    await world.run()
    await world.inTx((tx) => cancelOrder(tx, { orderId: order.id, reason }, { merchantId: a, buyerId: null }))
    expect(await world.money(order.id)).toMatchObject({ paid: 3566, held: 1808, refunded: 1758 })
    const { state, parts } = await world.lifeOf(order.id)
    expect(state).toBe('paid')
    expect(parts.map((part) => part.state)).toEqual(['cancelled', 'paid', 'paid'])
    await world.inTx((tx) => cancelOrder(tx, { orderId: order.id, merchantId: b, reason }))
    expect(await world.money(order.id)).toMatchObject({ held: 0, refunded: 3566 })
  })

  test('is cancelled whole by the buyer, also when one merchant has cancelled its part before', async () => {
    const [a, b, buyerId] = [await world.merchant(), await world.merchant(), await world.buyer()]
    const draft = world.draft({
      ...teaSet(a, buyerId),
      items: [a, b].flatMap((id) => teaSet(id, buyerId).items)
    })
    const { order } = await world.inTx((tx) => createOrder(tx, draft))
    await world.pay(order.id)
    await world.run()
    await world.inTx((tx) => cancelOrder(tx, { orderId: order.id, reason }, { merchantId: a, buyerId: null }))
    await world.inTx((tx) => cancelOrder(tx, { orderId: order.id, reason }))
    const { state, money } = await world.lifeOf(order.id)
    expect(state).toBe('cancelled')
    expect(money).toMatchObject({ held: cny(0), refunded: money.paid })
    await expect(world.inTx((tx) => cancelOrder(tx, { orderId: order.id, reason }))).rejects.toMatchObject({
      code: 'orders.nothing_left'
    })
  })

  test('or not delivered by the deadline can be claimed back, and not before', async () => {
    const { id, shipmentId } = await world.shippedOrder({ policies: { deliveryDeadlineDays: 10 } })
    const claim = () => world.inTx((tx) => claimOrder(tx, { orderId: id, reason: 'where is it?' }))
    await world.passDays(9.9)
    await expect(claim()).rejects.toMatchObject({ code: 'orders.claim_too_early' })
    expect((await world.lifeOf(id)).next).toMatchObject({ what: 'can_be_claimed' })
    await world.passDays(0.1)
    await claim()
    await world.run()
    expect(await world.money(id)).toMatchObject({ paid: 1808, refunded: 1808 })
    expect(await world.lifeOf(id)).toMatchObject({ state: 'refunded', next: null })
    await expect(claim()).rejects.toMatchObject({ code: 'orders.nothing_to_claim' })
    await expect(
      world.inTx((tx) => deliverShipment(tx, { shipmentId, proof: signed }))
    ).rejects.toMatchObject({ code: 'orders.shipment_claimed' })
  })

  test('can be claimed back while what was delivered goes its way', async () => {
    const { id, life } = await world.paidOrder()
    const pot = life.items[1]?.id ?? 'itm_'
    const lines = [{ itemId: pot as never, quantity: 1 }]
    const { id: shipmentId } = await world.inTx((tx) => shipItems(tx, { orderId: id, lines }))
    await world.inTx((tx) => deliverShipment(tx, { shipmentId, proof: signed }))
    await world.passDays(31)
    await world.inTx((tx) => claimOrder(tx, { orderId: id, reason: 'no cups' }))
    await world.run()
    const pots = 1001 + 62
    expect(await world.money(id)).toMatchObject({
      held: 0,
      released: pots - 50,
      commission: 50 + 50,
      refunded: 1758 - pots
    })
    expect(await world.lifeOf(id)).toMatchObject({ state: 'completed' })
  })
})
