import { z } from 'zod'
import { pageOf, pageQuery, route } from '../api/index.ts'
import { idSchema } from '../kernel/index.ts'
import { andOrder, IncludeOrder, ReturnAndOrder } from './and-order.ts'
import { NewReturn, ReturnAnswer, ReturnReceipt, ReturnShipment, ReturnState } from './return.ts'
import { answerReturn, receiveReturn, requestReturn, shipReturn } from './return-goods.ts'
import { ownPage } from './own-page.ts'
import { partyOf, showReturn, showReturns } from './show-order.ts'
import { ReturnView } from './view.ts'

const tag = 'Returns'
const params = z.strictObject({ returnId: idSchema('ret') })
const read = {
  permission: 'returns.read',
  grantedTo: ['operator', 'service', 'merchant', 'buyer', 'auditor']
} as const
const asBuyer = { permission: 'returns.request', grantedTo: ['service', 'buyer'] } as const
const asMerchant = { permission: 'returns.answer', grantedTo: ['operator', 'service', 'merchant'] } as const
const failures = ['orders.return_unknown', 'orders.return_unfit'] as const

const readRoutes = [
  route({
    ...read,
    method: 'GET',
    path: '/v1/returns',
    tag,
    summary: 'List returns.',
    query: z.strictObject({
      ...pageQuery,
      state: ReturnState.optional(),
      orderId: idSchema('ord').optional(),
      merchantId: idSchema('mer').optional()
    }),
    reply: pageOf(ReturnView),
    handle: ({ tx, actor, query }) => ownPage(actor, query, (own, slice) => showReturns(tx, own, slice))
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/returns/:returnId',
    tag,
    summary: 'Show a return.',
    params,
    reply: ReturnView,
    failures: ['orders.return_unknown'],
    handle: ({ tx, actor, params: { returnId } }) => showReturn(tx, returnId, partyOf(actor))
  })
]

const changeRoutes = [
  route({
    ...asBuyer,
    method: 'POST',
    path: '/v1/shipments/:shipmentId/returns',
    tag,
    summary: 'Ask to send goods back.',
    description:
      'Their money is not released meanwhile. If the merchant does not answer in time, it is authorised.',
    params: z.strictObject({ shipmentId: idSchema('shp') }),
    body: NewReturn,
    reply: ReturnView,
    failures: [
      'orders.shipment_unknown',
      'orders.not_delivered',
      'orders.nothing_to_return',
      'orders.return_too_late'
    ],
    handle: async ({ tx, actor, params: { shipmentId }, body }) => {
      const { id } = await requestReturn(tx, { ...body, shipmentId }, partyOf(actor))
      return showReturn(tx, id, partyOf(actor))
    }
  }),
  route({
    ...asMerchant,
    method: 'POST',
    path: '/v1/returns/:returnId/answer',
    tag,
    summary: 'Authorise a return, or reject it.',
    params,
    body: ReturnAnswer,
    query: IncludeOrder,
    reply: ReturnAndOrder,
    status: 200,
    previewable: true,
    failures,
    handle: async ({ tx, actor, params: { returnId }, query, body }) => {
      const party = partyOf(actor)
      await answerReturn(tx, { ...body, returnId }, party)
      const shown = await showReturn(tx, returnId, party)
      return andOrder(tx, shown, shown.orderId, party, query)
    }
  }),
  route({
    ...asBuyer,
    method: 'POST',
    path: '/v1/returns/:returnId/shipment',
    tag,
    summary: 'Say that the goods are on their way back.',
    params,
    body: ReturnShipment,
    reply: ReturnView,
    status: 200,
    failures,
    handle: async ({ tx, actor, params: { returnId }, body }) => {
      await shipReturn(tx, { ...body, returnId }, partyOf(actor))
      return showReturn(tx, returnId, partyOf(actor))
    }
  }),
  route({
    ...asMerchant,
    method: 'POST',
    path: '/v1/returns/:returnId/receipt',
    tag,
    summary: 'Say that the goods have come back: their money goes back.',
    params,
    body: ReturnReceipt,
    query: IncludeOrder,
    reply: ReturnAndOrder,
    status: 200,
    previewable: true,
    failures: [...failures, 'orders.amount_too_large', 'orders.note_missing'],
    handle: async ({ tx, actor, params: { returnId }, query, body }) => {
      const party = partyOf(actor)
      await receiveReturn(tx, { ...body, returnId }, party)
      const shown = await showReturn(tx, returnId, party)
      return andOrder(tx, shown, shown.orderId, party, query)
    }
  })
]

/** The routes of returns. */
export const returnRoutes = [...readRoutes, ...changeRoutes]
