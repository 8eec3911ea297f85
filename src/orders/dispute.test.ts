import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { cny, orderWorld } from '../../test/orders.ts'
import {
  answerDispute,
  confirmOrder,
  decideDispute,
  type DisputeId,
  openDispute,
  type ShipmentId
} from './index.ts'

describe('a dispute', () => {
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

  const open = async (shipmentId: ShipmentId, amount?: number) => {
    const { result } = await world.inTx((tx) =>
      openDispute(tx, {
        shipmentId,
        reason: 'damaged',
        statement: 'The spout is broken.',
        evidence: ['photo 1'],
        ...(amount !== undefined && { amount: cny(amount) })
      })
    )
    return result.id
  }
  const answer = (disputeId: DisputeId, given: 'accept' | 'contest' | 'withdraw' | 'maintain') =>
    world.inTx((tx) => answerDispute(tx, { disputeId, answer: given, statement: given, evidence: [given] }))
  const decide = (disputeId: DisputeId, toBuyer: number, toMerchant: number) =>
    world.inTx((tx) =>
      decideDispute(tx, { disputeId, toBuyer: cny(toBuyer), toMerchant: cny(toMerchant), reason: 'seen' })
    )

  test('freezes what is disputed and nothing else', async () => {
    const { id, shipmentId } = await world.deliveredOrder()
    const disputeId = await open(shipmentId, 1000)
    expect(await world.money(id)).toMatchObject({ held: 1808, frozen: 1000 })
    await world.inTx((tx) => confirmOrder(tx, id))
    expect(await world.money(id)).toMatchObject({ held: 1050, frozen: 1000, released: 724, commission: 34 })
    expect(await world.lifeOf(id)).toMatchObject({ state: 'delivered' })
    expect((await answer(disputeId, 'accept')).outcome).toBe('buyer')
    await world.run()
    expect(await world.money(id)).toMatchObject({
      held: 0,
      frozen: 0,
      refunded: 1000,
      released: 724,
      commission: 84
    })
    expect(await world.lifeOf(id)).toMatchObject({ state: 'completed' })
  })

  test('that the merchant does not answer is decided for the buyer', async () => {
    const { id, shipmentId } = await world.deliveredOrder()
    const disputeId = await open(shipmentId)
    expect((await world.lifeOf(id)).next).toMatchObject({ what: 'decided_for_buyer', subject: disputeId })
    await world.passDays(4.9)
    expect(await world.money(id)).toMatchObject({ frozen: 1758 })
    await world.passDays(0.1)
    expect(await world.money(id)).toMatchObject({ held: 0, refunded: 1808 })
    const { state, disputes } = await world.lifeOf(id)
    expect(state).toBe('refunded')
    expect(disputes).toMatchObject([{ outcome: 'buyer', decidedBy: 'deadline', toBuyer: cny(1758) }])
  })

  test('that the buyer does not answer is decided for the merchant, and goes on as without it', async () => {
    const { id, shipmentId } = await world.deliveredOrder({ policies: { inspectionDays: 20 } })
    const disputeId = await open(shipmentId, 600)
    await world.passDays(3)
    await answer(disputeId, 'contest')
    expect((await world.lifeOf(id)).next).toMatchObject({ what: 'decided_for_merchant' })
    await world.passDays(5)
    expect(await world.money(id)).toMatchObject({ held: 1808, frozen: 0 })
    await expect(open(shipmentId, 1159)).rejects.toMatchObject({ code: 'orders.amount_too_large' })
    await world.passDays(12)
    expect(await world.money(id)).toMatchObject({ held: 0, released: 1678 })
  })

  test('that both maintain is decided by an operator, exactly', async () => {
    const { id, shipmentId } = await world.deliveredOrder()
    const disputeId = await open(shipmentId, 601)
    await expect(answer(disputeId, 'maintain')).rejects.toMatchObject({ code: 'orders.dispute_answer_unfit' })
    await answer(disputeId, 'contest')
    await answer(disputeId, 'maintain')
    expect((await world.lifeOf(id)).disputes).toMatchObject([
      { evidence: ['photo 1', 'maintain'], responseEvidence: ['contest'], rejoinder: 'maintain' }
    ])
    await world.passDays(60)
    expect(await world.money(id)).toMatchObject({ held: 651, frozen: 601 })
    await expect(decide(disputeId, 300, 300)).rejects.toMatchObject({ code: 'orders.decision_differs' })
    await decide(disputeId, 301, 300)
    await world.run()
    expect(await world.money(id)).toMatchObject({ held: 0, frozen: 0, refunded: 301 })
    await expect(decide(disputeId, 301, 300)).rejects.toMatchObject({ code: 'orders.dispute_decided' })
  })

  test('about goods that have not arrived is decided for the merchant without waiting for proof', async () => {
    const { id, shipmentId } = await world.shippedOrder()
    const disputeId = await open(shipmentId)
    await decide(disputeId, 0, 1758)
    expect(await world.money(id)).toMatchObject({ held: 0, released: 1678, commission: 130 })
  })

  test('that is withdrawn leaves the release as it was', async () => {
    const { id, shipmentId } = await world.deliveredOrder()
    await answer(await open(shipmentId, 5), 'withdraw')
    await world.passDays(7)
    expect(await world.money(id)).toMatchObject({ held: 0, released: 1678 })
    await expect(open(shipmentId)).rejects.toMatchObject({ code: 'orders.nothing_to_dispute' })
  })
})
