import { z } from 'zod'
import { pageOf, pageQuery, readCursor, type Route, route, toPage } from '../api/index.ts'
import { idSchema, PositiveMoney } from '../kernel/index.ts'
import { PaymentMethod, PaymentView, type Providers, viewOf } from '../payments/index.ts'
import { cancelOrder, claimOrder } from './cancel-order.ts'
import { createOrder } from './create-orders.ts'
import { confirmOrder } from './deliver-shipment.ts'
import { providerUnknown } from './failures.ts'
import { Line, NewOrder, OrderState, Reference, Sentence } from './order.ts'
import { OrderSummary, OrderView } from './order-view.ts'
import { payOrder } from './pay-order.ts'
import { partyOf, showOrder, showOrders } from './show-order.ts'

const tag = 'Orders'
const params = z.strictObject({ orderId: idSchema('ord') })
const include = z.literal('merchant').optional().meta({ description: 'Adds the merchants themselves.' })
const read = {
  permission: 'orders.read',
  grantedTo: ['operator', 'service', 'merchant', 'buyer', 'auditor']
} as const

const readRoutes = [
  route({
    ...read,
    method: 'GET',
    path: '/v1/orders',
    tag,
    summary: 'List orders.',
    description:
      'Merchants and buyers see their own. A merchant is shown its own part as if it were the whole.',
    query: z.strictObject({
      ...pageQuery,
      state: OrderState.optional().meta({ description: 'The state of the whole order.' }),
      merchantId: idSchema('mer').optional(),
      buyerId: idSchema('buy').optional(),
      reference: Reference.optional().meta({ description: "The marketplace's own id." }),
      include
    }),
    reply: pageOf(OrderSummary),
    handle: async ({ tx, actor, query: { limit, cursor, include: wanted, ...filters } }) => {
      const after = readCursor({ cursor }, filters) ?? ''
      const own = {
        ...filters,
        merchantId: actor.merchantId ?? filters.merchantId,
        buyerId: actor.buyerId ?? filters.buyerId
      }
      const page = { after, limit: limit + 1, withMerchants: wanted !== undefined }
      const rows = await showOrders(tx, own, partyOf(actor), page)
      return toPage(
        rows,
        limit,
        filters,
        (order) => order.id,
        (order) => order
      )
    }
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/orders/:orderId',
    tag,
    summary: 'Show an order: where its money is and why, and what happens next.',
    params,
    query: z.strictObject({ include }),
    reply: OrderView,
    failures: ['orders.order_unknown'],
    handle: ({ tx, actor, params: { orderId }, query }) =>
      showOrder(tx, orderId, partyOf(actor), query.include !== undefined)
  })
]

const NewPayment = z
  .strictObject({
    provider: z
      .string()
      .min(1)
      .max(40)
      .optional()
      .meta({ description: 'The first one connected if left out.' }),
    method: PaymentMethod,
    amount: PositiveMoney.optional().meta({ description: 'All that is missing if left out.' }),
    capture: z.enum(['automatic', 'manual']).optional().meta({
      description: 'manual: the money is authorized now, and captured with the first shipment.'
    }),
    token: Reference.optional().meta({
      description: "What stands for the buyer's card or wallet at the provider."
    }),
    instalments: z.number().int().min(1).max(36).optional()
  })
  .meta({ id: 'NewOrderPayment' })

function payRoute(providers: Providers): Route {
  const names = [...providers.keys()]
  return route({
    method: 'POST',
    path: '/v1/orders/:orderId/payments',
    tag,
    summary: 'Pay an order, whole or in part.',
    description: 'Several payments are possible; together they never exceed what is missing.',
    permission: 'orders.pay',
    grantedTo: ['service', 'buyer'],
    params,
    body: NewPayment,
    reply: PaymentView,
    failures: ['orders.order_unknown', 'orders.payment_too_much', 'orders.paid_already', 'orders.closed'],
    handle: async ({ tx, actor, params: { orderId }, body }) => {
      const provider = body.provider ?? names[0] ?? ''
      if (!providers.has(provider)) throw providerUnknown(provider, names)
      return viewOf(await payOrder(tx, { ...body, provider, orderId }, partyOf(actor)))
    }
  })
}

const Cancellation = z
  .strictObject({
    merchantId: idSchema('mer').optional().meta({ description: "All that is left of this merchant's part." }),
    lines: z
      .array(Line)
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'Some units. Else the whole order.' }),
    reason: Sentence
  })
  .meta({ id: 'Cancellation' })

const changeRoutes = [
  route({
    method: 'POST',
    path: '/v1/orders',
    tag,
    summary: 'Make an order.',
    description:
      'The same order again is answered with the first; its reference with another order is refused.',
    permission: 'orders.create',
    grantedTo: ['service'],
    body: NewOrder,
    bodyBytesMax: 256 * 1024,
    reply: OrderView,
    failures: [
      'orders.reference_taken',
      'orders.total_differs',
      'orders.total_out_of_range',
      'orders.currencies_mixed',
      'merchants.suspended'
    ],
    handle: async ({ tx, actor, body }) => {
      const { order } = await createOrder(tx, body)
      return showOrder(tx, order.id, partyOf(actor))
    }
  }),
  route({
    method: 'POST',
    path: '/v1/orders/:orderId/confirm',
    tag,
    summary: 'Confirm that everything has arrived: it is released at once.',
    description: 'For goods that are on their way as well. What is in dispute stays frozen.',
    permission: 'orders.confirm',
    grantedTo: ['service', 'buyer'],
    params,
    reply: OrderView,
    status: 200,
    failures: ['orders.order_unknown', 'orders.confirmed_already'],
    handle: async ({ tx, actor, params: { orderId } }) => {
      await confirmOrder(tx, orderId, partyOf(actor))
      return showOrder(tx, orderId, partyOf(actor))
    }
  }),
  route({
    method: 'POST',
    path: '/v1/orders/:orderId/cancel',
    tag,
    summary: 'Cancel what was not shipped.',
    description:
      'What was captured goes back, what was authorized is let go. A merchant cancels its own part.',
    permission: 'orders.cancel',
    grantedTo: ['operator', 'service', 'merchant', 'buyer'],
    params,
    body: Cancellation,
    reply: OrderView,
    status: 200,
    failures: ['orders.order_unknown', 'orders.shipped_already', 'orders.closed', 'orders.nothing_left'],
    handle: async ({ tx, actor, params: { orderId }, body }) => {
      await cancelOrder(tx, { orderId, ...body }, partyOf(actor))
      return showOrder(tx, orderId, partyOf(actor))
    }
  }),
  route({
    method: 'POST',
    path: '/v1/orders/:orderId/claims',
    tag,
    summary: 'Claim back what was not delivered in time.',
    permission: 'orders.claim',
    grantedTo: ['service', 'buyer'],
    params,
    body: z.strictObject({ merchantId: idSchema('mer').optional(), reason: Sentence }).meta({ id: 'Claim' }),
    reply: OrderView,
    status: 200,
    failures: ['orders.order_unknown', 'orders.claim_too_early', 'orders.nothing_to_claim'],
    handle: async ({ tx, actor, params: { orderId }, body }) => {
      await claimOrder(tx, { orderId, ...body }, partyOf(actor))
      return showOrder(tx, orderId, partyOf(actor))
    }
  })
]

/** The routes of orders themselves. */
export const routesOfOrders = (providers: Providers): readonly Route[] => [
  ...readRoutes,
  payRoute(providers),
  ...changeRoutes
]
