import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { cny, orderWorld, signed, teaSet } from '../../test/orders.ts'
import type { Tx } from '../db/index.ts'
import { Failure } from '../kernel/index.ts'
import {
  answerDispute,
  answerReturn,
  cancelOrder,
  claimOrder,
  confirmShipment,
  createOrder,
  decideDispute,
  deliverShipment,
  findLives,
  type Life,
  openDispute,
  receiveReturn,
  refundOrder,
  requestReturn,
  shipItems,
  shipReturn
} from './index.ts'

/** A stream of numbers below `n`, always the same for the same seed. */
function chance(seed: number) {
  let state = seed
  return (n: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * n)
  }
}

const tokens = [
  'tok_ok',
  'tok_ok',
  'tok_chargeback',
  'tok_chargeback_reversed',
  'tok_refund_refused_once',
  'tok_late_capture'
]
const said = { statement: 'Hm.', evidence: [] }

describe('whatever people do, in any order', () => {
  let db: TestDatabase
  let world: ReturnType<typeof orderWorld>
  beforeAll(async () => {
    db = await testDatabase()
    world = orderWorld(db)
  })
  afterAll(() => db.drop())

  const one = <T>(rows: readonly T[], roll: (n: number) => number): T | undefined => rows[roll(rows.length)]

  /** One act by somebody on this order, sensible or not. */
  function act(life: Life, roll: (n: number) => number): (tx: Tx) => Promise<unknown> {
    const orderId = life.order.id
    const shipmentId = one(life.shipments, roll)?.id ?? 'shp_01h455vb4pex5vsknk084sn02q'
    const dispute = one(life.disputes, roll)
    const disputeId = dispute?.id ?? 'dsp_01h455vb4pex5vsknk084sn02q'
    const returnId = one(life.returns, roll)?.id ?? 'ret_01h455vb4pex5vsknk084sn02q'
    const item = one(life.items, roll)
    const lines =
      roll(2) === 0 || item === undefined ? undefined : [{ itemId: item.id, quantity: 1 + roll(2) }]
    const part = one(life.parts, roll)
    const merchantId = part?.merchantId ?? undefined
    const amount = cny(1 + roll(900))
    const reason = 'because'
    const toBuyer = BigInt(roll(2)) * BigInt(roll(globalThis.Number(dispute?.amountMinor ?? 0n) + 1))
    const answer = one(['accept', 'contest', 'contest', 'withdraw', 'maintain'] as const, roll) ?? 'contest'
    const acts: ((tx: Tx) => Promise<unknown>)[] = [
      (tx) => shipItems(tx, { orderId, merchantId, lines }),
      (tx) => shipItems(tx, { orderId, merchantId }),
      (tx) => deliverShipment(tx, { shipmentId, proof: signed }),
      (tx) => deliverShipment(tx, { shipmentId, proof: signed }),
      (tx) => confirmShipment(tx, shipmentId),
      (tx) =>
        roll(3) === 0
          ? cancelOrder(tx, { orderId, lines, reason, merchantId: roll(2) === 0 ? merchantId : undefined })
          : shipItems(tx, { orderId, merchantId, lines }),
      (tx) => claimOrder(tx, { orderId, reason }),
      (tx) => openDispute(tx, { shipmentId, reason: 'other', ...said, ...(roll(3) > 0 && { amount }) }),
      (tx) => openDispute(tx, { shipmentId, reason: 'other', ...said, lines }),
      (tx) => answerDispute(tx, { disputeId, answer, ...said }),
      (tx) =>
        decideDispute(tx, {
          disputeId,
          toBuyer: { minor: toBuyer, currency: 'CNY' },
          toMerchant: { minor: (dispute?.amountMinor ?? 0n) - toBuyer, currency: 'CNY' },
          reason
        }),
      (tx) => requestReturn(tx, { shipmentId, reason, lines }),
      (tx) => answerReturn(tx, { returnId, answer: roll(4) === 0 ? 'reject' : 'authorise' }),
      (tx) => shipReturn(tx, { returnId }),
      (tx) => receiveReturn(tx, { returnId, ...(roll(2) === 0 && { amount, note: 'scratched' }) }),
      (tx) => refundOrder(tx, { orderId, amount, reason, ...(roll(3) === 0 && { fee: true }) }),
      (tx) => refundOrder(tx, { orderId, amount, reason, ...(roll(2) === 0 && { shipmentId }) })
    ]
    return one(acts, roll) ?? (() => Promise.resolve())
  }

  test.each([12])('all money is accounted for, and everything comes to an end (%d)', async (seed) => {
    const roll = chance(seed)
    const [a, b, buyerId] = [await world.merchant(700), await world.merchant(0), await world.buyer()]
    const [one_, two] = [teaSet(a, buyerId), teaSet(b, buyerId)]
    const references: string[] = []
    for (let i = 0; i < 14; i++) {
      const items = roll(2) === 0 ? one_.items : [...one_.items, ...two.items]
      const policies = {
        deliveryDeadlineDays: 5 + roll(20),
        inspectionDays: roll(9),
        autoConfirm: roll(5) > 0
      }
      const draft = world.draft({ ...one_, items, policies, reference: `chance ${seed} ${i}` })
      const { order } = await world.inTx((tx) => createOrder(tx, draft))
      references.push(order.reference)
      const token = tokens[roll(tokens.length)] ?? 'tok_ok'
      const capture = roll(4) === 0 ? 'manual' : 'automatic'
      if (roll(2) === 0) await world.pay(order.id, { amount: cny(1 + roll(900)), token: 'tok_ok', capture })
      await world.pay(order.id, { token, capture })
    }
    const surprises = new Set<string>()
    let done = 0
    for (let round = 0; round < 24; round++) {
      await (roll(3) === 0 ? world.passDays(roll(7)) : world.run())
      const lives = await world.inTx((tx) => findLives(tx, references))
      for (const life of lives) {
        try {
          await world.inTx(act(life, roll))
          done++
        } catch (error) {
          if (!(error instanceof Failure)) throw error
          if (!error.code.startsWith('orders.')) surprises.add(`${error.code}: ${error.message}`)
        }
      }
    }
    expect([...surprises]).toEqual([])
    expect(done).toBeGreaterThan(20)
    expect(await world.wrongs()).toEqual([])
    await world.passDays(70)
    expect(await world.wrongs()).toEqual([])
    const left = (await world.inTx((tx) => findLives(tx, references))).filter(
      ({ order }) => order.endedAt === null && order.policies.autoConfirm && order.state === 'delivered'
    )
    const waiting = left.filter((life) => life.disputes.every((dispute) => dispute.state === 'decided'))
    expect(waiting.map(({ order }) => order.id)).toEqual([])
  })
})
