import { z } from 'zod'
import { type Actor, pageOf, pageQuery, readCursor, type Route, route, toPage } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { Failure, idSchema, PositiveMoney, Timestamp } from '../kernel/index.ts'
import { PaymentMethod, PaymentView, type Providers, viewOf } from '../payments/index.ts'
import { cancelOrder, claimOrder } from './cancel-order.ts'
import { createEach } from './create-orders.ts'
import { confirmEach } from './deliver-shipment.ts'
import { isDone, thenEach } from './each.ts'
import { providerUnknown } from './failures.ts'
import { Line, NewOrder, OrderState, Reference, Sentence } from './order.ts'
import { OrderSummary, OrderView } from './order-view.ts'
import type { Life } from './life.ts'
import { payEach } from './pay-order.ts'
import { searchedFor } from './search.ts'
import { addMerchants, partyOf, showOrder, showOrders, showOrdersWhole, viewLives } from './show-order.ts'

const tag = 'Orders'
const params = z.strictObject({ orderId: idSchema('ord') })
const include = z.literal('merchant').optional().meta({ description: 'Adds the merchants themselves.' })
const read = {
  permission: 'orders.read',
  grantedTo: ['operator', 'service', 'merchant', 'buyer', 'auditor']
} as const

/** What is looked for is taken as it was typed or was made in other days; nothing is found by what nothing is called. */
const Sought = z
  .string()
  .normalize('NFC')
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, { error: 'must not contain control characters' })

const Confirmation = z
  .strictObject({
    shipmentIds: z
      .array(idSchema('shp'))
      .min(1)
      .max(500)
      .optional()
      .meta({ description: 'Those that have arrived; left out: all that are on their way or delivered.' })
  })
  .default({})
  .meta({ id: 'OrderConfirmation' })

const readRoutes = [
  route({
    ...read,
    method: 'GET',
    path: '/v1/orders',
    tag,
    summary: 'List orders.',
    description:
      'Merchants and buyers see their own. A merchant is shown its own part as if it were the whole. Oldest first, or ' +
      'newest first; found by the beginning of a reference, in the order of the references.',
    query: z.strictObject({
      ...pageQuery,
      state: OrderState.optional().meta({ description: 'The state of the whole order.' }),
      merchantId: idSchema('mer').optional(),
      buyerId: idSchema('buy').optional(),
      reference: Sought.optional().meta({ description: "The marketplace's own id, exactly." }),
      search: Sought.optional().meta({
        description:
          'The beginning of a reference; or the id of an order, or of a shipment, dispute, return, refund or payment of it.'
      }),
      createdFrom: Timestamp.optional().meta({ description: 'Made at or after this moment.' }),
      createdTo: Timestamp.optional().meta({ description: 'Made before this moment.' }),
      sort: z.enum(['oldest', 'newest']).default('oldest'),
      include
    }),
    reply: pageOf(OrderSummary),
    handle: async ({ tx, actor, query: { limit, cursor, include: wanted, ...filters } }) => {
      const after = readCursor({ cursor }, filters) ?? null
      const { search, sort, ...narrowed } = filters
      const party = partyOf(actor)
      const sought = search === undefined ? {} : await searchedFor(tx, search, party)
      const own = {
        ...narrowed,
        ...sought,
        merchantId: actor.merchantId ?? filters.merchantId,
        buyerId: actor.buyerId ?? filters.buyerId
      }
      const slice = { after, limit: limit + 1, newestFirst: sort === 'newest' }
      const rows = await showOrders(tx, own, party, { ...slice, withMerchants: wanted !== undefined })
      return toPage(
        rows,
        limit,
        filters,
        (order) => (sought.prefix === undefined ? order.id : order.reference),
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
    handleMany: async (tx, asked) => {
      const wanted = asked.map(({ actor, params: { orderId } }) => ({ orderId, party: partyOf(actor) }))
      const views = await showOrdersWhole(tx, wanted)
      const withMerchants = asked.map(({ query }) => query.include !== undefined)
      return addMerchants(tx, views, withMerchants)
    }
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
    handleMany: async (tx, asked) => {
      const inputs = asked.map(({ tx: { by }, actor, params: { orderId }, body }) => {
        const provider = body.provider ?? names[0] ?? ''
        if (!providers.has(provider)) return providerUnknown(provider, names)
        return { ...body, provider, orderId, by, party: partyOf(actor) }
      })
      return thenEach(inputs, async (done) => {
        const started = await payEach(
          tx,
          done.map(({ value }) => value)
        )
        return started.map((payment) => (payment instanceof Failure ? payment : viewOf(payment)))
      })
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

/** What each of those whose act was done is shown. */
function viewDone(
  tx: Tx,
  asked: readonly Readonly<{ actor: Actor }>[],
  done: readonly Readonly<{ value: Life; no: number }>[]
) {
  const lives = done.map(({ value }) => value)
  const wanted = done.flatMap(({ value, no }) => {
    const actor = asked[no]?.actor
    return actor === undefined ? [] : [{ orderId: value.order.id, party: partyOf(actor) }]
  })
  return viewLives(tx, lives, wanted)
}

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
    handleMany: async (tx, asked) => {
      const made = await createEach(
        tx,
        asked.map(({ tx: { by }, body }) => ({ draft: body, by }))
      )
      return thenEach(made, (done) => viewDone(tx, asked, done))
    }
  }),
  route({
    method: 'POST',
    path: '/v1/orders/:orderId/confirm',
    tag,
    summary: 'Confirm that everything has arrived: it is released at once.',
    description:
      'For goods that are on their way as well. What is in dispute stays frozen. With `shipmentIds`, for those alone: what ' +
      'was shipped after somebody looked is not confirmed with what they saw.',
    permission: 'orders.confirm',
    grantedTo: ['service', 'buyer'],
    params,
    body: Confirmation,
    reply: OrderView,
    status: 200,
    previewable: true,
    failures: ['orders.order_unknown', 'orders.shipment_unknown', 'orders.confirmed_already'],
    handleMany: async (tx, asked) => {
      const inputs = asked.map(({ tx: { by }, actor, params: { orderId }, body: { shipmentIds } }) => ({
        orderId,
        shipmentIds,
        by,
        party: partyOf(actor)
      }))
      const lives = (await confirmEach(tx, inputs)).map((one) => (isDone(one) ? one.life : one))
      return thenEach(lives, (done) => viewDone(tx, asked, done))
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
    previewable: true,
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
    previewable: true,
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
