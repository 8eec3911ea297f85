import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { cny, orderWorld, signed, teaSet } from '../../test/orders.ts'
import type { Tx } from '../db/index.ts'
import { Failure, money } from '../kernel/index.ts'
import { changeMerchantState } from '../merchants/index.ts'
import {
  addTracking,
  answerDispute,
  answerReturn,
  cancelOrder,
  claimOrder,
  confirmShipment,
  createOrder,
  decideDispute,
  deliverShipment,
  issueDeliveryCode,
  openDispute,
  payOrder,
  receiveReturn,
  refundOrder,
  requestReturn,
  retryRefund,
  shipItems,
  shipReturn
} from './index.ts'

const nowhere = '01h455vb4pex5vsknk084sn02q'
const said = { statement: 'Hm.', evidence: [] }

describe('refused, and nothing is changed:', () => {
  let db: TestDatabase
  let world: ReturnType<typeof orderWorld>
  let waiting: Awaited<ReturnType<typeof world.order>>
  let paid: Awaited<ReturnType<typeof world.paidOrder>>
  let shipped: Awaited<ReturnType<typeof world.shippedOrder>>
  let delivered: Awaited<ReturnType<typeof world.shippedOrder>>
  let ended: Awaited<ReturnType<typeof world.shippedOrder>>
  let disputed: Awaited<ReturnType<typeof world.shippedOrder>> & { disputeId: `dsp_${string}` }
  let returned: Awaited<ReturnType<typeof world.shippedOrder>> & { returnId: `ret_${string}` }
  let stranger: `buy_${string}`

  beforeAll(async () => {
    db = await testDatabase()
    world = orderWorld(db)
    stranger = await world.buyer()
    ended = await world.shippedOrder()
    await world.inTx((tx) => confirmShipment(tx, ended.shipmentId))
    waiting = await world.order()
    paid = await world.paidOrder()
    shipped = await world.shippedOrder()
    delivered = await world.deliveredOrder()
    const disputing = await world.deliveredOrder()
    const { result } = await world.inTx((tx) =>
      openDispute(tx, { shipmentId: disputing.shipmentId, reason: 'other', ...said })
    )
    disputed = { ...disputing, disputeId: result.id }
    const returning = await world.deliveredOrder()
    const { id } = await world.inTx((tx) =>
      requestReturn(tx, { shipmentId: returning.shipmentId, reason: 'too small' })
    )
    returned = { ...returning, returnId: id }
  })
  afterAll(async () => {
    const found = await world.wrongs()
    await db.drop()
    expect(found).toEqual([])
  })

  const draft = (more: Record<string, unknown> = {}) => ({
    ...world.draft(teaSet(waiting.merchantId, waiting.buyerId)),
    ...more
  })
  const buyerOf = (made: { buyerId: `buy_${string}` }) => ({ merchantId: null, buyerId: made.buyerId })
  const merchantOf = (made: { merchantId: `mer_${string}` }) => ({
    merchantId: made.merchantId,
    buyerId: null
  })
  const usd = money(1n, 'USD')
  const lines = (quantity: number, itemId = paid.life.items[0]?.id ?? 'itm_') => [
    { itemId: itemId as never, quantity }
  ]

  type Row = readonly [code: string, act: (tx: Tx) => Promise<unknown>]
  const rows: readonly Row[] = [
    ['orders.buyer_missing', (tx) => createOrder(tx, draft({ buyerId: `buy_${nowhere}` }))],
    ['orders.currencies_mixed', (tx) => createOrder(tx, draft({ fee: usd }))],
    ['orders.total_differs', (tx) => createOrder(tx, draft({ total: cny(1807) }))],
    [
      'orders.shipping_without_items',
      (tx) => createOrder(tx, draft({ shipping: [{ merchantId: paid.merchantId, amount: cny(1) }] }))
    ],
    [
      'orders.merchant_missing',
      (tx) => createOrder(tx, world.draft(teaSet(`mer_${nowhere}`, waiting.buyerId)))
    ],
    ...[9_007_199_254_740_991n, 1_000_000_000_001n].map((minor): Row => [
      'orders.total_out_of_range',
      (tx) => {
        const [item] = draft().items
        const dear = [{ ...item, quantity: 1, tax: undefined, unitPrice: money(minor, 'CNY') }]
        return createOrder(tx, draft({ items: dear, shipping: [], fee: undefined }))
      }
    ]),
    ['orders.order_unknown', (tx) => cancelOrder(tx, { orderId: `ord_${nowhere}`, reason: 'no' })],
    ['orders.shipment_unknown', (tx) => confirmShipment(tx, `shp_${nowhere}`)],
    ['orders.refund_unknown', (tx) => retryRefund(tx, `rfd_${nowhere}`)],
    [
      'orders.currency_differs',
      (tx) => payOrder(tx, { orderId: waiting.id, provider: 'sandbox', method: 'card', amount: usd })
    ],
    [
      'orders.payment_too_much',
      (tx) => payOrder(tx, { orderId: waiting.id, provider: 'sandbox', method: 'card', amount: cny(1809) })
    ],
    ['orders.paid_already', (tx) => payOrder(tx, { orderId: paid.id, provider: 'sandbox', method: 'card' })],
    [
      'orders.order_unknown',
      (tx) =>
        payOrder(
          tx,
          { orderId: waiting.id, provider: 'sandbox', method: 'card' },
          { merchantId: null, buyerId: stranger }
        )
    ],
    ['orders.not_paid', (tx) => shipItems(tx, { orderId: waiting.id })],
    // Another party's things do not exist, whatever state they are in.
    [
      'orders.order_unknown',
      (tx) => refundOrder(tx, { orderId: waiting.id, amount: cny(1), reason: 'sorry' }, merchantOf(paid))
    ],
    ['orders.order_unknown', (tx) => shipItems(tx, { orderId: waiting.id }, merchantOf(paid))],
    [
      'orders.order_unknown',
      (tx) => cancelOrder(tx, { orderId: shipped.id, reason: 'no' }, merchantOf(waiting))
    ],
    ['orders.order_unknown', (tx) => claimOrder(tx, { orderId: shipped.id, reason: 'late' }, buyerOf(paid))],
    ['orders.shipment_unknown', (tx) => confirmShipment(tx, ended.shipmentId, buyerOf(paid))],
    [
      'orders.shipment_unknown',
      (tx) => {
        const about = { shipmentId: ended.shipmentId, reason: 'other', ...said } as const
        return openDispute(tx, about, buyerOf(paid))
      }
    ],
    [
      'orders.shipment_unknown',
      (tx) => requestReturn(tx, { shipmentId: shipped.shipmentId, reason: 'no' }, buyerOf(paid))
    ],
    ['orders.return_unknown', (tx) => shipReturn(tx, { returnId: returned.returnId }, buyerOf(paid))],
    [
      'orders.shipment_unknown',
      (tx) => {
        const events = [{ at: new Date('2026-03-01'), code: 'delivered' as const, place: '' }]
        return addTracking(tx, { shipmentId: shipped.shipmentId, events }, merchantOf(paid))
      }
    ],
    ['orders.part_unknown', (tx) => shipItems(tx, { orderId: paid.id, merchantId: waiting.merchantId })],
    ['orders.order_unknown', (tx) => shipItems(tx, { orderId: paid.id }, merchantOf(waiting))],
    ['orders.units_insufficient', (tx) => shipItems(tx, { orderId: paid.id, lines: lines(3) })],
    ['orders.item_unknown', (tx) => shipItems(tx, { orderId: paid.id, lines: lines(1, `itm_${nowhere}`) })],
    ['orders.item_twice', (tx) => shipItems(tx, { orderId: paid.id, lines: [...lines(1), ...lines(1)] })],
    ['orders.nothing_left', (tx) => shipItems(tx, { orderId: shipped.id })],
    [
      'orders.tracking_in_future',
      (tx) => {
        const events = [{ at: new Date('2099-01-01'), code: 'in_transit' as const, place: '' }]
        return addTracking(tx, { shipmentId: shipped.shipmentId, events })
      }
    ],
    [
      'orders.proof_not_yours',
      (tx) => {
        const proof = { kind: 'carrier_event', reference: 'x' } as const
        return deliverShipment(tx, { shipmentId: shipped.shipmentId, proof }, merchantOf(shipped))
      }
    ],
    [
      'orders.delivered_already',
      (tx) => deliverShipment(tx, { shipmentId: delivered.shipmentId, proof: signed })
    ],
    ['orders.delivered_already', (tx) => issueDeliveryCode(tx, delivered.shipmentId)],
    ['orders.confirmed_already', (tx) => confirmShipment(tx, ended.shipmentId)],
    ['orders.shipped_already', (tx) => cancelOrder(tx, { orderId: shipped.id, reason: 'no' })],
    [
      'orders.cancel_partly_before_paid',
      (tx) =>
        cancelOrder(tx, {
          orderId: waiting.id,
          reason: 'no',
          lines: lines(1, waiting.life.items[0]?.id ?? 'itm_')
        })
    ],
    ['orders.claim_too_early', (tx) => claimOrder(tx, { orderId: shipped.id, reason: 'late' })],
    [
      'orders.nothing_to_dispute',
      (tx) => openDispute(tx, { shipmentId: ended.shipmentId, reason: 'other', ...said })
    ],
    [
      'orders.amount_too_large',
      (tx) =>
        openDispute(tx, { shipmentId: delivered.shipmentId, amount: cny(1759), reason: 'other', ...said })
    ],
    [
      'orders.shipment_unknown',
      (tx) => {
        const party = { merchantId: null, buyerId: stranger }
        return openDispute(tx, { shipmentId: delivered.shipmentId, reason: 'other', ...said }, party)
      }
    ],
    [
      'orders.answer_not_yours',
      (tx) =>
        answerDispute(tx, { disputeId: disputed.disputeId, answer: 'accept', ...said }, buyerOf(disputed))
    ],
    [
      'orders.answer_not_yours',
      (tx) =>
        answerDispute(
          tx,
          { disputeId: disputed.disputeId, answer: 'withdraw', ...said },
          merchantOf(disputed)
        )
    ],
    [
      'orders.dispute_unknown',
      (tx) =>
        answerDispute(tx, { disputeId: disputed.disputeId, answer: 'accept', ...said }, merchantOf(paid))
    ],
    [
      'orders.dispute_answer_unfit',
      (tx) => answerDispute(tx, { disputeId: disputed.disputeId, answer: 'maintain', ...said })
    ],
    [
      'orders.decision_differs',
      (tx) =>
        decideDispute(tx, {
          disputeId: disputed.disputeId,
          toBuyer: cny(1),
          toMerchant: cny(1),
          reason: 'seen'
        })
    ],
    ['orders.not_delivered', (tx) => requestReturn(tx, { shipmentId: shipped.shipmentId, reason: 'no' })],
    [
      'orders.nothing_to_return',
      (tx) => requestReturn(tx, { shipmentId: returned.shipmentId, reason: 'no' })
    ],
    ['orders.return_unfit', (tx) => shipReturn(tx, { returnId: returned.returnId })],
    ['orders.return_unfit', (tx) => receiveReturn(tx, { returnId: returned.returnId })],
    [
      'orders.answer_not_yours',
      (tx) => answerReturn(tx, { returnId: returned.returnId, answer: 'authorise' }, buyerOf(returned))
    ],
    [
      'orders.return_unknown',
      (tx) => answerReturn(tx, { returnId: returned.returnId, answer: 'authorise' }, merchantOf(paid))
    ],
    ['orders.not_paid', (tx) => refundOrder(tx, { orderId: waiting.id, amount: cny(1), reason: 'sorry' })],
    [
      'orders.refund_too_large',
      (tx) => refundOrder(tx, { orderId: paid.id, amount: cny(1), reason: 'sorry' })
    ],
    [
      'orders.refund_too_large',
      (tx) => refundOrder(tx, { orderId: paid.id, fee: true, amount: cny(51), reason: 'sorry' })
    ],
    [
      'merchants.suspended',
      async (tx) => {
        await changeMerchantState(tx, waiting.merchantId, 'suspended', 'Fake goods.')
        return createOrder(tx, draft())
      }
    ]
  ]

  test.each(rows.map(([code, act], no) => [no + 1, code, act] as const))('%d %s', async (_, code, act) => {
    const count = 'select (select count(*) from audit_event)::int as events'
    const before = await db.superuser(count)
    const refusal = await world.inTx(act).then(
      () => undefined,
      (error: unknown) => error
    )
    expect(refusal).toBeInstanceOf(Failure)
    expect(refusal).toMatchObject({ code, details: { advice: expect.stringMatching(/^[A-Z].{5,}\.?$/) } })
    expect(await db.superuser(count)).toEqual(before)
  })
})
