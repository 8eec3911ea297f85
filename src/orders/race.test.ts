import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { cny, orderWorld, signed } from '../../test/orders.ts'
import { pngWithPlace } from '../../test/pictures.ts'
import type { Tx } from '../db/index.ts'
import { Failure } from '../kernel/index.ts'
import { addEvidence } from './add-evidence.ts'
import {
  cancelOrder,
  claimOrder,
  confirmOrder,
  decideDispute,
  deliverShipment,
  openDispute,
  refundOrder,
  shipItems
} from './index.ts'

describe('fifty at once', () => {
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

  /** How many succeeded, and the codes of the refusals of the others. */
  async function fifty(work: (tx: Tx, no: number) => Promise<unknown>) {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, no) => world.inTx((tx) => work(tx, no)))
    )
    const codes = outcomes.flatMap((outcome) => {
      if (outcome.status === 'fulfilled') return []
      if (!(outcome.reason instanceof Failure)) throw outcome.reason
      return [outcome.reason.code]
    })
    return { done: 50 - codes.length, codes: [...new Set(codes)] }
  }

  test('pay an order once', async () => {
    const { id } = await world.order()
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => world.pay(id)))
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    await world.run()
    expect(await world.money(id)).toMatchObject({ paid: 1808 })
  })

  test('hand in forty pictures that nothing refers to, each party its own', async () => {
    const parties = [
      { merchantId: null, buyerId: await world.buyer() },
      { merchantId: await world.merchant(), buyerId: null }
    ]
    const outcomes = await Promise.all(
      parties.map((party) => fifty((tx) => addEvidence(tx, pngWithPlace(), party)))
    )
    expect(outcomes).toEqual(parties.map(() => ({ done: 40, codes: ['orders.evidence_too_many'] })))
  })

  test('ship what there is once', async () => {
    const { id } = await world.paidOrder()
    expect(await fifty((tx) => shipItems(tx, { orderId: id }))).toEqual({
      done: 1,
      codes: ['orders.nothing_left']
    })
  })

  test('deliver a shipment once', async () => {
    const { shipmentId } = await world.shippedOrder()
    const outcome = await fifty((tx) => deliverShipment(tx, { shipmentId, proof: signed }))
    expect(outcome).toEqual({ done: 1, codes: ['orders.delivered_already'] })
  })

  test('confirm it and release it once', async () => {
    const { id } = await world.shippedOrder()
    expect(await fifty((tx) => confirmOrder(tx, id))).toEqual({
      done: 1,
      codes: ['orders.confirmed_already']
    })
    expect(await world.money(id)).toMatchObject({ held: 0, released: 1678 })
  })

  test('refund no more than there is', async () => {
    const { id } = await world.shippedOrder()
    const { done, codes } = await fifty((tx) =>
      refundOrder(tx, { orderId: id, amount: cny(100), reason: 'sorry' })
    )
    expect({ done, codes }).toEqual({ done: 17, codes: ['orders.refund_too_large'] })
    await world.run()
    expect(await world.money(id)).toMatchObject({ held: 108, refunded: 1700 })
  })

  test('dispute no more than is held', async () => {
    const { id, shipmentId } = await world.shippedOrder()
    const outcome = await fifty((tx) =>
      openDispute(tx, { shipmentId, amount: cny(500), reason: 'other', statement: 'Hm.', evidence: [] })
    )
    expect(outcome).toEqual({ done: 3, codes: ['orders.amount_too_large'] })
    expect(await world.money(id)).toMatchObject({ frozen: 1500 })
  })

  test('decide a dispute once', async () => {
    const { id, shipmentId } = await world.shippedOrder()
    const { result } = await world.inTx((tx) =>
      openDispute(tx, { shipmentId, reason: 'other', statement: 'Hm.', evidence: [] })
    )
    const outcome = await fifty((tx, no) =>
      decideDispute(tx, {
        disputeId: result.id,
        toBuyer: cny(no % 2 ? 1758 : 0),
        toMerchant: cny(no % 2 ? 0 : 1758),
        reason: 'seen'
      })
    )
    expect(outcome).toEqual({ done: 1, codes: ['orders.dispute_decided'] })
    const { held, released, refunded } = await world.money(id)
    expect([held, released === 0 || refunded === 0]).toEqual([0, true])
  })

  test('of different minds: ship, cancel, confirm and claim an order, and it stays consistent', async () => {
    const { id, buyerId } = await world.paidOrder({ policies: { deliveryDeadlineDays: 1 } })
    await world.passDays(2)
    const acts = [
      (tx: Tx) => shipItems(tx, { orderId: id }),
      (tx: Tx) => cancelOrder(tx, { orderId: id, reason: 'no' }, { merchantId: null, buyerId }),
      (tx: Tx) => confirmOrder(tx, id),
      (tx: Tx) => claimOrder(tx, { orderId: id, reason: 'late' })
    ]
    await fifty((tx, no) => (acts[no % 4] ?? acts[0])?.(tx) ?? Promise.resolve())
    await world.run()
    const { held, released, refunded } = await world.money(id)
    expect([held, released > 0 !== refunded > 0]).toEqual([0, true])
  })

  test('and the timers of two processes release each shipment once', async () => {
    const made = []
    for (let i = 0; i < 8; i++) made.push(await world.deliveredOrder())
    const timers = world.jobs.find((job) => job.name === 'orders.timers')
    db.clock.advance(8 * 86_400_000)
    await Promise.all(Array.from({ length: 6 }, async () => timers?.run(db)))
    await world.run()
    for (const { id } of made) expect(await world.money(id)).toMatchObject({ held: 0, released: 1678 })
  })
})
