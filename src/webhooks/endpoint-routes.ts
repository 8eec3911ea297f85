import { z } from 'zod'
import { askedOf, pageOf, pageQuery, readCursor, type Route, route, toPage } from '../api/index.ts'
import { idSchema } from '../kernel/index.ts'
import {
  changeEndpoint,
  deleteEndpoint,
  rotateSecret,
  setState,
  testEndpoint,
  visibleEndpoint
} from './change-endpoint.ts'
import { createEndpoint } from './create-endpoint.ts'
import {
  Endpoint,
  EndpointState,
  EndpointWithSecret,
  EventPattern,
  oldSecretHours,
  oldSecretsMax
} from './endpoint.ts'
import { listEndpoints } from './endpoint-store.ts'
import { checkPatterns } from './patterns.ts'
import type { WebhookSettings } from './send.ts'

/** Who reads what is sent where, and who decides it; a merchant has its own endpoints and sees no others. */
export const read = {
  permission: 'webhooks.read',
  grantedTo: ['operator', 'service', 'merchant', 'auditor']
} as const
export const write = {
  permission: 'webhooks.write',
  grantedTo: ['operator', 'service', 'merchant']
} as const
export const tag = 'Webhooks'
export const params = z.strictObject({ endpointId: idSchema('whe') })
const unknown = 'webhooks.endpoint_unknown'

const Draft = z.strictObject({
  url: z
    .string()
    .min(1)
    .max(2000)
    .regex(/^[\x21-\x7e]+$/, 'must be an address without spaces')
    .meta({ example: 'https://shop.example/hooks' }),
  description: z.string().max(200).default('').meta({ description: 'What it is for.' }),
  events: z
    .array(EventPattern)
    .min(1)
    .max(50)
    .default(['*'])
    .meta({ description: 'Which events it gets; left out: all.' })
})
const Change = z.strictObject({
  url: Draft.shape.url.optional(),
  description: z.string().max(200).optional(),
  events: z.array(EventPattern).min(1).max(50).optional()
})

const readers = [
  route({
    ...read,
    method: 'GET',
    path: '/v1/webhook-endpoints',
    tag,
    summary: 'List webhook endpoints.',
    description: 'A merchant sees its own.',
    query: z.strictObject({ ...pageQuery, state: EndpointState.optional() }),
    reply: pageOf(Endpoint),
    handle: async ({ tx, actor, query }) => {
      const { limit, cursor, ...filters } = query
      const rows = await listEndpoints(
        tx,
        actor,
        filters.state,
        readCursor({ cursor }, filters) ?? '',
        limit + 1
      )
      return toPage(
        rows,
        limit,
        filters,
        (endpoint) => endpoint.id,
        (endpoint) => endpoint
      )
    }
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/webhook-endpoints/:endpointId',
    tag,
    summary: 'Show a webhook endpoint, without its secret.',
    params,
    reply: Endpoint,
    failures: [unknown],
    handle: ({ tx, actor, params: { endpointId } }) => visibleEndpoint(tx, actor, endpointId)
  })
]

const acts = [
  route({
    ...write,
    method: 'POST',
    path: '/v1/webhook-endpoints/:endpointId/state',
    tag,
    summary: 'Enable, pause or disable a webhook endpoint.',
    description:
      'Paused, its events wait, for 30 days at most, and are sent when it is enabled again. Disabled, those that wait ' +
      'are skipped, and none are kept for it.',
    params,
    body: z.strictObject({ state: EndpointState, reason: z.string().min(1).max(500).optional() }),
    reply: Endpoint,
    status: 200,
    failures: [unknown, 'webhooks.state_already'],
    handle: ({ tx, actor, params: { endpointId }, body }) =>
      setState(tx, actor, endpointId, body.state, body.reason ?? null)
  }),
  route({
    ...write,
    method: 'POST',
    path: '/v1/webhook-endpoints/:endpointId/secret',
    tag,
    summary: 'Give a webhook endpoint a new secret.',
    description:
      'The secret before it signs along for so many hours: each webhook then has a signature for each secret that holds. ' +
      `At most ${oldSecretsMax} old ones do; one more is refused until the first of them ends. The answer is the only ` +
      'place where the new one is shown, so it is not kept for a repeat: the same Idempotency-Key again is a conflict.',
    params,
    body: z.strictObject({
      oldSecretHours: z.number().int().min(0).max(oldSecretHours.max).default(oldSecretHours.usual).meta({
        description:
          'How long the old secret signs along; 0: not at all, when it has become known, nor any that is older.'
      })
    }),
    reply: EndpointWithSecret,
    ownIdempotency: 'by key',
    failures: [unknown, 'webhooks.secret_shown_once', 'webhooks.old_secrets_enough'],
    handle: ({ tx, actor, params: { endpointId }, body, raw }) =>
      rotateSecret(tx, actor, endpointId, {
        oldSecretHours: body.oldSecretHours,
        ...askedOf(actor, raw)
      })
  }),
  route({
    ...write,
    method: 'POST',
    path: '/v1/webhook-endpoints/:endpointId/test',
    tag,
    summary: 'Send a test to a webhook endpoint.',
    description:
      'One attempt with an event `webhook.endpoint_tested`, also while it is paused or disabled. What came of it stands ' +
      'among its deliveries.',
    params,
    reply: Endpoint,
    status: 202,
    failures: [unknown],
    handle: ({ tx, actor, params: { endpointId } }) => testEndpoint(tx, actor, endpointId)
  }),
  route({
    ...write,
    method: 'DELETE',
    path: '/v1/webhook-endpoints/:endpointId',
    tag,
    summary: 'Delete a webhook endpoint for good.',
    description: 'Nothing more is sent to it, and its secret is forgotten. Answers it as it was.',
    params,
    reply: Endpoint,
    failures: [unknown],
    handle: ({ tx, actor, params: { endpointId } }) => deleteEndpoint(tx, actor, endpointId)
  })
]

/** The routes of endpoints. */
export function endpointRoutes(settings: WebhookSettings): readonly Route[] {
  const create = route({
    ...write,
    method: 'POST',
    path: '/v1/webhook-endpoints',
    tag,
    summary: 'Add a webhook endpoint.',
    description:
      'It gets the events from now on; a merchant’s gets those of its own business. The answer is the only place where ' +
      'its secret is shown, so it is not kept for a repeat: the same Idempotency-Key again is a conflict.',
    body: Draft.meta({ id: 'NewWebhookEndpoint' }),
    reply: EndpointWithSecret,
    ownIdempotency: 'by key',
    failures: [
      'webhooks.event_unknown',
      'webhooks.url_refused',
      'webhooks.endpoints_enough',
      'webhooks.secret_shown_once'
    ],
    handle: ({ tx, actor, body, raw }) => {
      checkPatterns(body.events)
      return createEndpoint(tx, settings, {
        ...body,
        merchantId: actor.merchantId,
        ...askedOf(actor, raw)
      })
    }
  })
  const change = route({
    ...write,
    method: 'POST',
    path: '/v1/webhook-endpoints/:endpointId/details',
    tag,
    summary: 'Change the address, description or events of a webhook endpoint.',
    description: 'What is left out stays as it is. What waits for it is sent to the new address.',
    params,
    body: Change,
    reply: Endpoint,
    status: 200,
    failures: [unknown, 'webhooks.event_unknown', 'webhooks.url_refused'],
    handle: ({ tx, actor, params: { endpointId }, body }) => {
      checkPatterns(body.events ?? [])
      return changeEndpoint(tx, settings, actor, endpointId, body)
    }
  })
  return [...readers, create, change, ...acts]
}
