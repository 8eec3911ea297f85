import { z } from 'zod'
import { pageOf, pageQuery, readCursor, route, toPage } from '../api/index.ts'
import { idSchema, Timestamp } from '../kernel/index.ts'
import { visibleEndpoint } from './change-endpoint.ts'
import { Delivery, DeliveryState, DeliveryWithAttempts } from './delivery.ts'
import { listDeliveries } from './delivery-store.ts'
import { params, read, tag, write } from './endpoint-routes.ts'
import { replayLost, replayOne, showDelivery } from './replay.ts'

const deliveryParams = z.strictObject({ deliveryId: idSchema('whd') })

/** The routes of deliveries. */
export const deliveryRoutes = [
  route({
    ...read,
    method: 'GET',
    path: '/v1/webhook-endpoints/:endpointId/deliveries',
    tag,
    summary: 'List the deliveries of a webhook endpoint, newest first.',
    description: 'Those that are done are kept for 30 days.',
    params,
    query: z.strictObject({
      ...pageQuery,
      state: DeliveryState.optional(),
      type: z.string().max(100).optional().meta({ description: 'Type of the event.', example: 'order.paid' }),
      eventId: idSchema('evt').optional(),
      subject: z.string().max(100).optional().meta({ description: 'What the event happened to.' })
    }),
    reply: pageOf(Delivery),
    failures: ['webhooks.endpoint_unknown'],
    handle: async ({ tx, actor, params: { endpointId }, query }) => {
      await visibleEndpoint(tx, actor, endpointId)
      const { limit, cursor, ...filters } = query
      const place = readCursor({ cursor }, { endpointId, ...filters })
      const before = place === undefined ? undefined : BigInt(place)
      const rows = await listDeliveries(tx, endpointId, filters, before, limit + 1)
      return toPage(
        rows,
        limit,
        { endpointId, ...filters },
        (delivery) => String(delivery.place),
        (delivery) => delivery
      )
    }
  }),
  route({
    ...write,
    method: 'POST',
    path: '/v1/webhook-endpoints/:endpointId/replays',
    tag,
    summary: 'Send again what a webhook endpoint has not got since a moment.',
    description:
      'Deliveries that were given up or skipped since then, oldest first, at most 5,000 at a time: `more` says that there ' +
      'are others.',
    params,
    body: z.strictObject({ since: Timestamp }),
    reply: z
      .strictObject({
        count: z.number().int().meta({ description: 'How many are sent again.' }),
        more: z.boolean()
      })
      .meta({ id: 'WebhookReplay' }),
    failures: ['webhooks.endpoint_unknown', 'webhooks.endpoint_disabled'],
    handle: ({ tx, actor, params: { endpointId }, body }) => replayLost(tx, actor, endpointId, body.since)
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/webhook-deliveries/:deliveryId',
    tag,
    summary: 'Show a webhook delivery with its attempts.',
    params: deliveryParams,
    reply: DeliveryWithAttempts,
    failures: ['webhooks.delivery_unknown'],
    handle: ({ tx, actor, params: { deliveryId } }) => showDelivery(tx, actor, deliveryId)
  }),
  route({
    ...write,
    method: 'POST',
    path: '/v1/webhook-deliveries/:deliveryId/replay',
    tag,
    summary: 'Send a webhook delivery again.',
    description: 'Under the same webhook-id, and through the whole schedule. New events do not wait for it.',
    params: deliveryParams,
    reply: Delivery,
    status: 202,
    failures: ['webhooks.delivery_unknown', 'webhooks.endpoint_disabled', 'webhooks.not_replayable'],
    handle: ({ tx, actor, params: { deliveryId } }) => replayOne(tx, actor, deliveryId)
  })
]
