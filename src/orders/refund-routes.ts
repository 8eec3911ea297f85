import { z } from 'zod'
import { pageOf, pageQuery, route } from '../api/index.ts'
import { idSchema } from '../kernel/index.ts'
import { andOrder, IncludeOrder, RefundsAndOrder } from './and-order.ts'
import { NewRefund } from './refund.ts'
import { refundOrder, retryRefund } from './refund-order.ts'
import { listRefunds } from './refund-store.ts'
import { ownPage } from './own-page.ts'
import { partyOf, showRefund, showRefunds } from './show-order.ts'
import { RefundView } from './view.ts'

const tag = 'Refunds'
const params = z.strictObject({ refundId: idSchema('rfd') })
const read = {
  permission: 'refunds.read',
  grantedTo: ['operator', 'service', 'merchant', 'buyer', 'auditor']
} as const

/** The routes of refunds. */
export const refundRoutes = [
  route({
    ...read,
    method: 'GET',
    path: '/v1/refunds',
    tag,
    summary: 'List refunds.',
    query: z.strictObject({
      ...pageQuery,
      orderId: idSchema('ord').optional(),
      merchantId: idSchema('mer').optional(),
      state: RefundView.shape.state.optional()
    }),
    reply: pageOf(RefundView),
    handle: ({ tx, actor, query }) =>
      ownPage(actor, query, async (own, { after, limit }) =>
        showRefunds(tx, await listRefunds(tx, { ...own, state: query.state }, after, limit), partyOf(actor))
      )
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/refunds/:refundId',
    tag,
    summary: 'Show a refund.',
    params,
    reply: RefundView,
    failures: ['orders.refund_unknown'],
    handle: ({ tx, actor, params: { refundId } }) => showRefund(tx, refundId, partyOf(actor))
  }),
  route({
    method: 'POST',
    path: '/v1/orders/:orderId/refunds',
    tag,
    summary: 'Give money back by goodwill.',
    description:
      'Of what was shipped, or of the fee: held money first, then what the merchant got, which it may come to owe. ' +
      'Goes back over all payments. One refund for each shipment concerned. What was not shipped is cancelled instead.',
    permission: 'refunds.create',
    grantedTo: ['operator', 'service', 'merchant'],
    params: z.strictObject({ orderId: idSchema('ord') }),
    body: NewRefund,
    query: IncludeOrder,
    reply: RefundsAndOrder,
    previewable: true,
    failures: ['orders.order_unknown', 'orders.not_paid', 'orders.refund_too_large'],
    handle: async ({ tx, actor, params: { orderId }, query, body }) => {
      const party = partyOf(actor)
      const refunds = await refundOrder(tx, { ...body, orderId }, party)
      return andOrder(tx, { items: await showRefunds(tx, refunds, party) }, orderId, party, query)
    }
  }),
  route({
    method: 'POST',
    path: '/v1/refunds/:refundId/retry',
    tag,
    summary: 'Send a refund again that the provider refused.',
    permission: 'refunds.retry',
    grantedTo: ['operator', 'service'],
    params,
    reply: RefundView,
    status: 200,
    failures: ['orders.refund_unknown', 'orders.refund_not_failed'],
    handle: async ({ tx, actor, params: { refundId } }) => {
      await retryRefund(tx, refundId)
      return showRefund(tx, refundId, partyOf(actor))
    }
  })
]
