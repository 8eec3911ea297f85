import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { cny, orderWorld, teaSet } from '../../test/orders.ts'
import { day } from '../kernel/index.ts'
import { balances } from '../ledger/index.ts'
import { merchantAccount, owedAccount } from '../merchants/index.ts'
import {
  answerReturn,
  cancelOrder,
  claimOrder,
  confirmOrder,
  createOrder,
  type ItemId,
  openDispute,
  receiveReturn,
  refundOrder,
  requestReturn,
  retryRefund,
  shipItems,
  type ShipmentId,
  shipReturn
} from './index.ts'

describe('money that goes back', () => {
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

  const goBack = (shipmentId: ShipmentId, itemId?: ItemId, quantity = 1) =>
    world.inTx((tx) =>
      requestReturn(tx, { shipmentId, reason: 'too small', ...(itemId && { lines: [{ itemId, quantity }] }) })
    )
  const have = async (merchantId: `mer_${string}`) => {
    const accounts = [merchantAccount(merchantId, 'CNY'), owedAccount(merchantId, 'CNY')] as const
    const found = await world.inTx((tx) => balances(tx, accounts))
    return accounts.map((account) => globalThis.Number(found.get(account)?.posted ?? 0n))
  }

  test('for a return waits for the goods, and is not released meanwhile', async () => {
    const { id, shipmentId, life } = await world.deliveredOrder()
    const { id: returnId } = await goBack(shipmentId, life.items[0]?.id)
    await world.inTx((tx) => answerReturn(tx, { returnId, answer: 'authorise' }))
    await world.passDays(7)
    const kept = await world.money(id)
    expect(kept).toMatchObject({ refunded: 0, released: 1758 - 348 - 64, commission: 64 })
    await world.inTx((tx) => shipReturn(tx, { returnId, carrier: 'SF' }))
    await world.inTx((tx) => receiveReturn(tx, { returnId }))
    await world.run()
    expect(await world.money(id)).toMatchObject({ held: 0, refunded: 348 })
    const { returns, refunds, state } = await world.lifeOf(id)
    expect(returns).toMatchObject([{ state: 'received', refundId: refunds[0]?.id }])
    expect(refunds).toMatchObject([{ cause: 'return', state: 'succeeded', amount: cny(348) }])
    expect(state).toBe('completed')
    await expect(goBack(shipmentId, life.items[0]?.id, 2)).rejects.toMatchObject({
      code: 'orders.nothing_to_return'
    })
  })

  test('for a return that nobody answers or sends: each deadline acts by itself', async () => {
    const { id, shipmentId } = await world.deliveredOrder()
    const { id: returnId } = await goBack(shipmentId)
    const next = async () => (await world.lifeOf(id)).next?.what
    expect(await next()).toBe('return_authorised')
    await world.passDays(5)
    expect((await world.lifeOf(id)).returns).toMatchObject([{ state: 'authorised' }])
    expect(await next()).toBe('return_lapses')
    await world.passDays(14)
    expect(await world.money(id)).toMatchObject({ held: 0, released: 1678 })
    expect((await world.lifeOf(id)).returns).toMatchObject([{ state: 'lapsed' }])
    await expect(world.inTx((tx) => shipReturn(tx, { returnId }))).rejects.toMatchObject({
      code: 'orders.return_unfit'
    })
  })

  test('for a return whose receipt the merchant does not mention goes back all the same', async () => {
    const { id, shipmentId } = await world.deliveredOrder()
    const { id: returnId } = await goBack(shipmentId)
    await world.inTx((tx) => answerReturn(tx, { returnId, answer: 'authorise' }))
    await world.inTx((tx) => shipReturn(tx, { returnId }))
    await world.passDays(30)
    expect(await world.money(id)).toMatchObject({ held: 0, refunded: 1808 })
    expect(await world.lifeOf(id)).toMatchObject({ state: 'refunded' })
  })

  test('after the release comes from the merchant, and what it does not have it owes', async () => {
    const { id, merchantId, shipmentId } = await world.deliveredOrder()
    await world.inTx((tx) => confirmOrder(tx, id))
    expect(await have(merchantId)).toEqual([1678, 0])
    await world.inTx((tx) => refundOrder(tx, { orderId: id, shipmentId, amount: cny(758), reason: 'sorry' }))
    expect(await world.money(id)).toMatchObject({ released: 1678 - 724, commission: 130 - 34, refunded: 758 })
    expect(await have(merchantId)).toEqual([954, 0])
    await expect(
      world.inTx((tx) => refundOrder(tx, { orderId: id, amount: cny(1001), reason: 'sorry' }))
    ).rejects.toMatchObject({ code: 'orders.refund_too_large', details: { most: '10.00 CNY' } })
    await world.inTx((tx) => refundOrder(tx, { orderId: id, fee: true, amount: cny(50), reason: 'sorry' }))
    expect(await world.money(id)).toMatchObject({ commission: 46, refunded: 808 })
  })

  test('goes back over several payments, each by what it has left, to the cent', async () => {
    const { id } = await world.order()
    await world.pay(id, { method: 'voucher', amount: cny(500) })
    await world.pay(id, { amount: cny(1) })
    await world.pay(id)
    await world.run()
    await world.inTx((tx) => shipItems(tx, { orderId: id }))
    for (const amount of [1000, 333, 425]) {
      await world.inTx((tx) => refundOrder(tx, { orderId: id, amount: cny(amount), reason: 'sorry' }))
      await world.run()
    }
    const { payments, refunds, state } = await world.lifeOf(id)
    for (const payment of payments) expect(payment.refunded.minor).toBe(payment.captured.minor)
    expect(refunds.flatMap((refund) => refund.shares.map((share) => share.state))).not.toContain('pending')
    expect(await world.money(id)).toMatchObject({ held: 0, refunded: 1808 })
    expect(state).toBe('refunded')
  })

  test('that the provider refuses waits, and can be sent again', async () => {
    const { id } = await world.shippedOrder({}, { token: 'tok_refund_refused_once' })
    const [refund] = await world.inTx((tx) =>
      refundOrder(tx, { orderId: id, amount: cny(9), reason: 'sorry' })
    )
    await world.run()
    const stateOf = async () => (await world.lifeOf(id)).refunds.map((found) => found.state)
    expect(await stateOf()).toEqual(['failed'])
    const refundId = refund?.id ?? 'rfd_'
    await world.inTx((tx) => retryRefund(tx, refundId))
    expect(await stateOf()).toEqual(['pending'])
    await expect(world.inTx((tx) => retryRefund(tx, refundId))).rejects.toMatchObject({
      code: 'orders.refund_not_failed'
    })
    await world.run()
    expect(await stateOf()).toEqual(['succeeded'])
    expect(await world.money(id)).toMatchObject({ refunded: 9 })
  })

  test('of one shipment leaves the money of the other where it is', async () => {
    const [merchantId, buyerId] = [await world.merchant(), await world.buyer()]
    const life = await world.inTx((tx) => createOrder(tx, world.draft(teaSet(merchantId, buyerId))))
    const { id } = life.order
    await world.pay(id)
    await world.run()
    const [cup, pot] = life.items.map((item) => item.id)
    const ship = (itemId: ItemId | undefined, quantity: number) =>
      world.inTx((tx) => shipItems(tx, { orderId: id, lines: [{ itemId: itemId ?? 'itm_', quantity }] }))
    const first = await ship(cup, 2)
    await world.inTx((tx) => confirmOrder(tx, id))
    const second = await ship(pot, 1)
    const before = await world.money(id)
    await world.inTx((tx) =>
      refundOrder(tx, { orderId: id, shipmentId: first.id, amount: cny(100), reason: 'sorry' })
    )
    expect(await world.money(id)).toMatchObject({ held: before.held, refunded: 100 })
    const { parts } = await world.lifeOf(id)
    expect(parts[0]?.shipments.find((one) => one.id === second.id)?.held.minor).toBe(second.valueMinor)
  })

  describe('by a chargeback', () => {
    const charge = async (token: string, days: number) => {
      const made = await world.shippedOrder({ policies: { deliveryDeadlineDays: 90 } }, { token })
      return { ...made, pass: () => world.passDays(days) }
    }

    test('comes out of what is held; the dispute about the same money is closed, and nothing is released', async () => {
      const { id, shipmentId, pass } = await charge('tok_chargeback', 21)
      await world.passDays(17)
      await world.inTx((tx) =>
        openDispute(tx, { shipmentId, reason: 'not_received', statement: 'Where?', evidence: [] })
      )
      db.clock.advance(day)
      await pass()
      const { disputes, timeline, state } = await world.lifeOf(id)
      expect(disputes).toMatchObject([{ outcome: 'closed', decidedBy: 'chargeback' }])
      expect(timeline.map((event) => event.type)).toContain('order.charged_back')
      expect(await world.money(id)).toMatchObject({ held: 0, frozen: 0, released: 0, refunded: 1808 })
      expect(state).toBe('refunded')
      await expect(
        world.inTx((tx) => refundOrder(tx, { orderId: id, amount: cny(1), reason: 'sorry' }))
      ).rejects.toMatchObject({ code: 'orders.refund_too_large' })
    })

    test('that is reversed is held again, and goes on to the merchant', async () => {
      const { id, pass } = await charge('tok_chargeback_reversed', 21)
      await pass()
      expect(await world.money(id)).toMatchObject({ held: 0, refunded: 1808 })
      await world.passDays(11)
      expect(await world.money(id)).toMatchObject({ held: 1808, refunded: 0 })
      await world.inTx((tx) => confirmOrder(tx, id))
      expect(await world.money(id)).toMatchObject({ held: 0, released: 1678, commission: 130 })
    })

    test('before the shipment stops it; what is cancelled meanwhile goes back when it is reversed', async () => {
      const { id } = await world.paidOrder({}, { token: 'tok_chargeback_reversed' })
      await world.passDays(21)
      const ship = () => world.inTx((tx) => shipItems(tx, { orderId: id }))
      await expect(ship()).rejects.toMatchObject({ code: 'orders.charged_back' })
      await world.inTx((tx) => cancelOrder(tx, { orderId: id, reason: 'no' }))
      expect(await world.money(id)).toMatchObject({ held: 0, refunded: 1808 })
      await world.passDays(11)
      const { state, refunds, payments } = await world.lifeOf(id)
      expect(state).toBe('cancelled')
      expect(refunds).toMatchObject([{ state: 'succeeded' }, { state: 'succeeded' }])
      expect(payments).toMatchObject([{ refunded: cny(1808), chargedBack: cny(0) }])
      expect(await world.money(id)).toMatchObject({ held: 0, refunded: 1808 })
    })

    test('that is reversed after the rest was claimed goes to the buyer as well', async () => {
      const { id } = await world.order({ policies: { deliveryDeadlineDays: 25 } })
      await world.pay(id, { amount: cny(1000), token: 'tok_chargeback_reversed' })
      await world.pay(id)
      await world.run()
      await world.inTx((tx) => shipItems(tx, { orderId: id }))
      await world.passDays(26)
      expect(await world.money(id)).toMatchObject({ held: 808, refunded: 1000 })
      await world.inTx((tx) => claimOrder(tx, { orderId: id, reason: 'It never came.' }))
      expect(await world.money(id)).toMatchObject({ held: 0, refunded: 1808 })
      await world.passDays(6)
      expect(await world.money(id)).toMatchObject({ held: 0, released: 0, refunded: 1808 })
      const { payments, refunds, state } = await world.lifeOf(id)
      expect(payments).toHaveLength(2)
      for (const { captured, refunded, chargedBack } of payments)
        expect({ refunded, chargedBack }).toEqual({ refunded: captured, chargedBack: cny(0) })
      expect(refunds.map(({ cause, state: was }) => [cause, was])).toContainEqual(['claim', 'succeeded'])
      expect(state).toBe('refunded')
    })

    test('after the release is taken from the merchant, who comes to owe it', async () => {
      const { id, merchantId, pass } = await charge('tok_chargeback', 21)
      await world.inTx((tx) => confirmOrder(tx, id))
      await pass()
      expect(await world.money(id)).toMatchObject({ released: 0, commission: 0, refunded: 1808 })
      expect(await have(merchantId)).toEqual([0, 0])
      expect(await world.lifeOf(id)).toMatchObject({ state: 'completed', money: { chargedBack: cny(1808) } })
    })
  })
})
