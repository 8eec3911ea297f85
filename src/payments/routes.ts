import { z } from 'zod'
import { type Actor, pageOf, pageQuery, readCursor, type Route, route, toPage } from '../api/index.ts'
import { Failure, type Id, idSchema, Money, PositiveMoney } from '../kernel/index.ts'
import { CallState, CallView } from './call.ts'
import { callsOf, listCalls } from './call-store.ts'
import { paymentUnknown } from './failures.ts'
import { findPayment } from './find-payments.ts'
import { selectCaptures, selectChargebacks, selectRefunds } from './money-store.ts'
import { PaymentState, PaymentView, viewOf } from './payment.ts'
import type { Providers } from './provider.ts'
import { requestCapture } from './request-capture.ts'
import { retryRefund } from './request-refund.ts'
import { requestVoid } from './request-void.ts'
import { retryCall } from './retry-call.ts'
import { listPayments, selectPayments } from './store.ts'
import { takeWebhooks } from './take-webhook.ts'

const CaptureView = z
  .strictObject({
    id: idSchema('cap'),
    paymentId: idSchema('pay'),
    amount: Money,
    state: z.enum(['pending', 'done', 'failed', 'mismatched']),
    reference: z.string().nullable()
  })
  .meta({ id: 'PaymentCapture' })

const RefundView = z
  .strictObject({
    id: idSchema('rfd'),
    paymentId: idSchema('pay'),
    amount: Money,
    origin: z.enum(['asked', 'unwanted']).meta({
      description: 'unwanted: the order took no more money, so it went back by itself.'
    }),
    state: z.enum(['pending', 'done', 'failed']),
    attempt: z.number().int(),
    bounces: z
      .number()
      .int()
      .meta({ description: 'How many attempts were confirmed and came back after all.' }),
    reason: z.string(),
    failure: z.string().nullable(),
    reference: z.string().nullable()
  })
  .meta({ id: 'PaymentRefund' })

const ChargebackView = z
  .strictObject({
    id: idSchema('cbk'),
    paymentId: idSchema('pay'),
    amount: Money,
    reason: z.string(),
    state: z.enum(['lost', 'reversed', 'mismatched']),
    reference: z.string()
  })
  .meta({ id: 'Chargeback' })

const Detail = PaymentView.extend({
  captures: z.array(CaptureView),
  refunds: z.array(RefundView),
  chargebacks: z.array(ChargebackView)
}).meta({ id: 'PaymentDetail' })

const params = z.strictObject({ paymentId: idSchema('pay') })
const staff = ['operator', 'service'] as const

/** A buyer sees its own payments; a merchant none, as a payment can be for several merchants. */
function visibleTo(actor: Actor, buyerId: Id<'buy'> | null): boolean {
  return actor.merchantId === null && (actor.buyerId === null || actor.buyerId === buyerId)
}

const reads = [
  route({
    method: 'GET',
    path: '/v1/payments',
    tag: 'Payments',
    summary: 'List payments, newest first.',
    permission: 'payments.read',
    grantedTo: ['operator', 'service', 'buyer', 'auditor'],
    query: z.strictObject({
      ...pageQuery,
      subject: z.string().max(100).optional().meta({ description: 'What is paid for: an order id.' }),
      state: PaymentState.optional(),
      mismatched: z
        .stringbool()
        .optional()
        .meta({ type: 'boolean', description: 'Only those where the provider reported what was not asked.' })
    }),
    reply: pageOf(PaymentView),
    handle: async ({ tx, actor, query }) => {
      const { limit, cursor, ...filters } = query
      const before = readCursor({ cursor }, filters) ?? null
      const own = { ...filters, buyerId: actor.buyerId ?? undefined }
      const rows = actor.merchantId === null ? await listPayments(tx, own, before, limit + 1) : []
      return toPage(rows, limit, filters, ({ id }) => id, viewOf)
    }
  }),
  route({
    method: 'GET',
    path: '/v1/payments/:paymentId',
    tag: 'Payments',
    summary: 'Show a payment with its captures, refunds and chargebacks.',
    permission: 'payments.read',
    grantedTo: ['operator', 'service', 'buyer', 'auditor'],
    params,
    reply: Detail,
    failures: ['payments.payment_unknown'],
    handleMany: async (tx, asked) => {
      const ids = [...new Set(asked.map(({ params: { paymentId } }) => paymentId))]
      const payments = new Map((await selectPayments(tx, ids)).map((payment) => [payment.id, payment]))
      const captures = Map.groupBy(await selectCaptures(tx, ids), ({ paymentId }) => paymentId)
      const refunds = Map.groupBy(await selectRefunds(tx, ids), ({ paymentId }) => paymentId)
      const chargebacks = Map.groupBy(await selectChargebacks(tx, ids), ({ paymentId }) => paymentId)
      return asked.map(({ actor, params: { paymentId: id } }) => {
        const payment = payments.get(id)
        if (payment === undefined || !visibleTo(actor, payment.buyerId)) return paymentUnknown(id)
        return {
          ...viewOf(payment),
          captures: captures.get(id) ?? [],
          refunds: refunds.get(id) ?? [],
          chargebacks: chargebacks.get(id) ?? []
        }
      })
    }
  }),
  route({
    method: 'GET',
    path: '/v1/payments/:paymentId/calls',
    tag: 'Payments',
    summary: 'Show every call to the provider for a payment, oldest first.',
    permission: 'payments.calls.read',
    grantedTo: ['operator', 'auditor'],
    params,
    reply: z.strictObject({ items: z.array(CallView) }),
    failures: ['payments.payment_unknown'],
    handle: async ({ tx, actor, params: { paymentId } }) => {
      const payment = await findPayment(tx, paymentId)
      if (!visibleTo(actor, payment.buyerId)) throw paymentUnknown(paymentId)
      return { items: await callsOf(tx, paymentId) }
    }
  }),
  route({
    method: 'GET',
    path: '/v1/provider-calls',
    tag: 'Payments',
    summary: 'List calls to providers by state: the stuck ones need somebody.',
    permission: 'payments.calls.read',
    grantedTo: ['operator', 'auditor'],
    query: z.strictObject({ ...pageQuery, state: CallState.default('stuck') }),
    reply: pageOf(CallView),
    handle: async ({ tx, actor, query }) => {
      const { limit, cursor, ...filters } = query
      const after = readCursor({ cursor }, filters) ?? ''
      const all = actor.merchantId === null && actor.buyerId === null
      const rows = all ? await listCalls(tx, filters.state, after, limit + 1) : []
      return toPage(
        rows,
        limit,
        filters,
        ({ id }) => id,
        (call) => call
      )
    }
  })
]

const acts = [
  route({
    method: 'POST',
    path: '/v1/payments/:paymentId/captures',
    tag: 'Payments',
    summary: 'Capture a part or all of what was authorized.',
    permission: 'payments.capture',
    grantedTo: staff,
    params,
    body: z.strictObject({ amount: PositiveMoney }),
    reply: CaptureView,
    status: 202,
    failures: [
      'payments.payment_unknown',
      'payments.currency_differs',
      'payments.capture_automatic',
      'payments.not_authorized',
      'payments.capture_too_much'
    ],
    handle: async ({ tx, actor, params: { paymentId }, body }) => {
      const payment = await findPayment(tx, paymentId)
      if (!visibleTo(actor, payment.buyerId)) throw paymentUnknown(paymentId)
      return requestCapture(tx, paymentId, body.amount)
    }
  }),
  route({
    method: 'POST',
    path: '/v1/payments/:paymentId/void',
    tag: 'Payments',
    summary: 'Let go of what was authorized and not captured.',
    permission: 'payments.void',
    grantedTo: staff,
    params,
    body: z.strictObject({ reason: z.string().min(1).max(200).default('voided') }),
    reply: PaymentView,
    status: 202,
    failures: ['payments.payment_unknown', 'payments.void_too_late'],
    handle: async ({ tx, actor, params: { paymentId }, body }) => {
      const payment = await findPayment(tx, paymentId)
      if (!visibleTo(actor, payment.buyerId)) throw paymentUnknown(paymentId)
      return viewOf(await requestVoid(tx, paymentId, body.reason))
    }
  }),
  route({
    method: 'POST',
    path: '/v1/payments/:paymentId/refunds/:refundId/retry',
    tag: 'Payments',
    summary: 'Send a failed refund again.',
    permission: 'payments.refund',
    grantedTo: staff,
    params: params.extend({ refundId: idSchema('rfd') }),
    reply: RefundView,
    status: 202,
    failures: ['payments.payment_unknown', 'payments.refund_unknown', 'payments.refund_not_failed'],
    handle: async ({ tx, actor, params: { paymentId, refundId } }) => {
      const payment = await findPayment(tx, paymentId)
      if (!visibleTo(actor, payment.buyerId)) throw paymentUnknown(paymentId)
      return retryRefund(tx, paymentId, refundId)
    }
  }),
  route({
    method: 'POST',
    path: '/v1/provider-calls/:callId/retry',
    tag: 'Payments',
    summary: 'Try an open or stuck call to a provider again, now.',
    description: 'The key stays the same, and what was sent is looked up first: it cannot happen twice.',
    permission: 'payments.calls.retry',
    grantedTo: ['operator'],
    params: z.strictObject({ callId: idSchema('pcl') }),
    reply: CallView,
    status: 202,
    failures: ['payments.call_unknown', 'payments.call_not_open'],
    handle: ({ tx, params: { callId } }) => retryCall(tx, callId)
  })
]

/** The routes of payments; webhooks come in from these providers. */
export function paymentRoutes(providers: Providers): readonly Route[] {
  return [
    ...reads,
    ...acts,
    route({
      method: 'POST',
      path: '/v1/providers/:provider/webhooks',
      tag: 'Payments',
      summary: 'Take a webhook of a payment provider.',
      description:
        'The signature of the raw body is checked. An event that was taken before is taken as read.',
      permission: null,
      grantedTo: [],
      params: z.strictObject({ provider: z.string().max(64) }),
      body: z.looseObject({}),
      bodyBytesMax: 256 * 1024,
      reply: z.strictObject({ events: z.number().int().meta({ description: 'How many were new.' }) }),
      status: 202,
      ownIdempotency: true,
      failures: ['payments.provider_unknown', 'payments.webhook_refused'],
      handleMany: async (tx, asked) => {
        const webhooks = asked.map(({ params: { provider: name }, raw }) => ({ name, raw }))
        const counts = await takeWebhooks(tx, providers, webhooks)
        return counts.map((events) => (events instanceof Failure ? events : { events }))
      }
    })
  ]
}
