import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { cny, orderWorld, signed, teaSet } from '../../test/orders.ts'
import { hour, minute } from '../kernel/index.ts'
import {
  addTracking,
  confirmOrder,
  confirmShipment,
  createOrder,
  deliverShipment,
  issueDeliveryCode,
  shipItems
} from './index.ts'

describe('an order', () => {
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

  test('is paid, shipped, delivered and released after the inspection period', async () => {
    const { id, shipmentId } = await world.shippedOrder()
    expect(await world.money(id)).toMatchObject({ paid: 1808, held: 1808 })
    await world.inTx((tx) => deliverShipment(tx, { shipmentId, proof: signed }))
    const { next, state } = await world.lifeOf(id)
    expect({ next, state }).toEqual({
      next: { at: new Date('2026-03-09T09:00:00Z'), what: 'released', subject: shipmentId },
      state: 'delivered'
    })
    await world.passDays(6.9)
    expect(await world.money(id)).toMatchObject({ paid: 1808, held: 1808 })
    await world.passDays(0.1)
    expect(await world.money(id)).toMatchObject({ paid: 1808, held: 0, released: 1678, commission: 130 })
    expect(await world.lifeOf(id)).toMatchObject({ state: 'completed', next: null })
  })

  test('is released at once when the buyer confirms, proof or not', async () => {
    const { id } = await world.shippedOrder()
    await world.inTx((tx) => confirmOrder(tx, id))
    expect(await world.money(id)).toMatchObject({ held: 0, released: 1678, commission: 130 })
    const { parts, timeline } = await world.lifeOf(id)
    expect(parts[0]?.shipments[0]).toMatchObject({ state: 'released', proof: 'confirmed' })
    expect(parts[0]?.reasons.map(({ kind }) => kind)).toEqual(['fund', 'release'])
    expect(timeline.map((event) => event.type)).toEqual(
      expect.arrayContaining(['order.created', 'order.paid', 'shipment.shipped', 'order.completed'])
    )
  })

  test('without automatic confirmation waits for the buyer', async () => {
    const { id } = await world.deliveredOrder({ policies: { autoConfirm: false } })
    await world.passDays(300)
    expect(await world.money(id)).toMatchObject({ held: 1808 })
    await world.inTx((tx) => confirmOrder(tx, id))
    expect(await world.money(id)).toMatchObject({ held: 0 })
  })

  test('is paid by several payments, never by more than is missing', async () => {
    const { id } = await world.order()
    await world.pay(id, { method: 'voucher', amount: cny(500) })
    await expect(world.pay(id, { amount: cny(1309) })).rejects.toMatchObject({
      code: 'orders.payment_too_much',
      details: { payable: '13.08 CNY' }
    })
    await world.pay(id, { amount: cny(308) })
    await world.run()
    expect(await world.lifeOf(id)).toMatchObject({ state: 'awaiting_payment', money: { paid: cny(808) } })
    await world.pay(id)
    await world.run()
    expect(await world.lifeOf(id)).toMatchObject({ state: 'paid', money: { paid: cny(1808) } })
    await expect(world.pay(id)).rejects.toMatchObject({ code: 'orders.paid_already' })
  })

  test('whose payment is declined can be paid by another', async () => {
    const { id } = await world.order()
    await world.pay(id, { token: 'tok_declined' })
    await world.run()
    await world.pay(id)
    await world.run()
    const { state, timeline } = await world.lifeOf(id)
    expect(state).toBe('paid')
    expect(timeline.map((event) => event.type)).toContain('order.payment_failed')
    const reported = timeline.filter(({ actor }) => actor === 'provider:sandbox').map(({ type }) => type)
    expect([...new Set(reported)].sort()).toEqual([
      'escrow.funded',
      'order.paid',
      'order.payment_captured',
      'order.payment_failed'
    ])
  })

  test('is authorized first and captured with its first shipment, where the payment says so', async () => {
    const { id } = await world.paidOrder({}, { capture: 'manual' })
    expect(await world.lifeOf(id)).toMatchObject({ state: 'authorized', money: { paid: cny(0) } })
    const { id: shipmentId } = await world.inTx((tx) => shipItems(tx, { orderId: id }))
    await world.inTx((tx) => confirmShipment(tx, shipmentId))
    expect(await world.money(id)).toMatchObject({ paid: 0 })
    await world.run()
    expect(await world.money(id)).toMatchObject({ paid: 1808, held: 0, released: 1678 })
    const { timeline } = await world.lifeOf(id)
    expect(timeline.filter(({ type }) => type === 'order.paid')).toHaveLength(1)
  })

  test('that is not paid in time expires by itself, and what was paid goes back', async () => {
    const { id } = await world.order({ policies: { payWithinHours: 2 } })
    await world.pay(id, { amount: cny(700) })
    await world.pay(id, { method: 'bank_transfer', token: 'tok_never_paid', amount: cny(1000) })
    await world.pass(2 * hour - minute)
    expect(await world.money(id)).toMatchObject({ paid: 700, held: 700 })
    await world.pass(minute)
    expect(await world.money(id)).toMatchObject({ paid: 700, refunded: 700 })
    const { state, payments, refunds } = await world.lifeOf(id)
    expect(state).toBe('expired')
    expect(payments.map((payment) => payment.state).sort()).toEqual(['captured', 'voided'])
    expect(new Set(refunds.map((refund) => `${refund.cause} ${refund.state}`))).toEqual(
      new Set(['expiry succeeded'])
    )
  })

  test('that has expired takes no money any more: it goes back by itself', async () => {
    const { id } = await world.order({ policies: { payWithinHours: 1 } })
    await world.pay(id, { method: 'bank_transfer', token: 'tok_late_payment' })
    await world.passDays(25)
    const { state, payments } = await world.lifeOf(id)
    expect(state).toBe('expired')
    expect(payments).toMatchObject([{ state: 'captured', captured: cny(1808), refunded: cny(1808) }])
    expect(await world.money(id)).toMatchObject({ paid: 0 })
  })

  test('that is made again is the same order; another with its reference is refused', async () => {
    const [merchantId, buyerId] = [await world.merchant(), await world.buyer()]
    const draft = world.draft(teaSet(merchantId, buyerId))
    const [a, b] = [
      await world.inTx((tx) => createOrder(tx, draft)),
      await world.inTx((tx) => createOrder(tx, draft))
    ]
    expect(b.order.id).toBe(a.order.id)
    await expect(world.inTx((tx) => createOrder(tx, { ...draft, fee: cny(51) }))).rejects.toMatchObject({
      code: 'orders.reference_taken'
    })
  })

  test('of two merchants is released shipment by shipment, to the cent', async () => {
    const [tea, silk, buyerId] = [await world.merchant(1000), await world.merchant(0), await world.buyer()]
    const price = (amount: number) => ({ amount, currency: 'CNY' })
    const life = await world.inTx((tx) =>
      createOrder(
        tx,
        world.draft({
          buyerId,
          items: [
            {
              merchantId: tea,
              category: 'tea',
              title: 'Tin',
              quantity: 3,
              unitPrice: price(333),
              tax: price(100)
            },
            { merchantId: silk, category: 'silk', title: 'Scarf', quantity: 1, unitPrice: price(5000) }
          ],
          shipping: [{ merchantId: tea, amount: price(200) }],
          fee: price(99)
        })
      )
    )
    const { id } = life.order
    await world.pay(id)
    await world.run()
    const itemId = life.items[0]?.id ?? 'itm_'
    const ship = (merchantId: typeof tea, quantity?: number) =>
      world.inTx((tx) =>
        shipItems(tx, {
          orderId: id,
          merchantId,
          ...(quantity && { lines: [{ itemId: itemId as never, quantity }] })
        })
      )
    const first = await ship(tea, 2)
    expect(first).toMatchObject({ valueMinor: 666n + 66n + 133n, commissionMinor: 66n })
    await expect(ship(tea, 2)).rejects.toMatchObject({ code: 'orders.units_insufficient' })
    await world.inTx((tx) => confirmShipment(tx, first.id))
    expect(await world.money(id)).toMatchObject({
      paid: 6398,
      held: 6398 - 865,
      released: 799,
      commission: 66
    })
    expect(await world.lifeOf(id)).toMatchObject({ state: 'partly_shipped' })
    const [second, third] = [await ship(tea), await ship(silk)]
    expect(second).toMatchObject({ valueMinor: 333n + 34n + 67n, commissionMinor: 34n })
    await world.inTx((tx) => confirmShipment(tx, third.id))
    await world.inTx((tx) => deliverShipment(tx, { shipmentId: second.id, proof: signed }))
    await world.passDays(7)
    expect(await world.money(id)).toMatchObject({ held: 0, released: 6398 - 100 - 99, commission: 199 })
    expect(await world.lifeOf(id)).toMatchObject({ state: 'completed' })
  })

  test("is delivered by the buyer's code, of which only the last one counts", async () => {
    const { shipmentId } = await world.shippedOrder()
    const deliver = (code: string) =>
      world.inTx((tx) => deliverShipment(tx, { shipmentId, proof: { kind: 'code', code } }))
    await expect(deliver('ABCDEFGH')).rejects.toMatchObject({ code: 'orders.delivery_code_wrong' })
    const old = await world.inTx((tx) => issueDeliveryCode(tx, shipmentId))
    const code = await world.inTx((tx) => issueDeliveryCode(tx, shipmentId))
    await expect(deliver(old)).rejects.toMatchObject({ code: 'orders.delivery_code_wrong' })
    expect(await deliver(` ${code.toLowerCase()}`)).toMatchObject({ state: 'delivered', proof: 'code' })
    const [row] = await db.superuser('select code_hash from orders_shipment where id = $1', [shipmentId])
    expect(JSON.stringify(row)).not.toContain(code)
  })

  test('is delivered when the carrier says so, however often and in whatever order it says it', async () => {
    const { id, shipmentId, merchantId } = await world.shippedOrder()
    const at = (minutesAgo: number) => new Date(db.clock.now().getTime() - minutesAgo * minute)
    const events = [
      { at: at(10), code: 'delivered' as const, place: 'Chengdu' },
      { at: at(60), code: 'in_transit' as const, place: 'Xi’an' }
    ]
    await expect(
      world.inTx((tx) => addTracking(tx, { shipmentId, events }, { merchantId, buyerId: null }))
    ).rejects.toMatchObject({ code: 'orders.proof_not_yours' })
    for (let i = 0; i < 2; i++) await world.inTx((tx) => addTracking(tx, { shipmentId, events }))
    const { parts } = await world.lifeOf(id)
    expect(parts[0]?.shipments[0]).toMatchObject({ proof: 'carrier_event', tracking: [events[1], events[0]] })
  })
})
