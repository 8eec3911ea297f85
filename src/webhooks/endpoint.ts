import { z } from 'zod'
import { hour, type Id, idSchema, Timestamp } from '../kernel/index.ts'

export type EndpointId = Id<'whe'>

/**
 * enabled: events are sent. paused: they wait, and are sent when it is enabled again. disabled: they are not kept, and
 * those that waited were skipped.
 */
export const EndpointState = z.enum(['enabled', 'paused', 'disabled']).meta({ id: 'WebhookEndpointState' })
export type EndpointState = z.infer<typeof EndpointState>

/** Which events: `*` all, `order.*` those that begin so, `order.paid` this one. */
export const EventPattern = z
  .string()
  .max(100)
  .regex(/^(\*|[a-z][a-z_]*\.(\*|[a-z][a-z_]*))$/, 'must be `*`, `order.*` or `order.paid`')
  .meta({ example: 'order.*' })

/** An endpoint as it is shown: everything but its secret. */
export const Endpoint = z
  .strictObject({
    id: idSchema('whe'),
    url: z.string(),
    description: z.string(),
    events: z
      .array(EventPattern)
      .meta({ description: 'Which events it gets: `*`, `order.*`, `order.paid`.' }),
    merchantId: idSchema('mer').nullable().meta({
      description: 'Whose it is, with the events of its own business; null: the marketplace’s, with all.'
    }),
    state: EndpointState,
    reason: z.string().nullable().meta({ description: 'Why it is paused or disabled.' }),
    stateAt: Timestamp.meta({ description: 'Since when it is in this state.' }),
    failures: z.number().int().meta({ description: 'Attempts in a row that failed.' }),
    failingSince: Timestamp.nullable().meta({
      description: 'Since when nothing has arrived; null: it works.'
    }),
    oldSecretUntil: Timestamp.nullable().meta({
      description: 'Until when an old secret signs along: the last of them, where there are several.'
    }),
    createdAt: Timestamp,
    updatedAt: Timestamp
  })
  .meta({ id: 'WebhookEndpoint' })
export type Endpoint = z.infer<typeof Endpoint>

/** What a new secret is shown with, this once. */
export const EndpointWithSecret = z
  .strictObject({
    endpoint: Endpoint,
    secret: z.string().meta({
      description: 'What signs: `whsec_` and base64. It is shown this once.',
      example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    })
  })
  .meta({ id: 'WebhookEndpointWithSecret' })
export type EndpointWithSecret = z.infer<typeof EndpointWithSecret>

/** The type of the event that tests one endpoint and is sent to no other. */
export const testType = 'webhook.endpoint_tested'

/** The most endpoints of one merchant, and of the marketplace itself. */
export const endpointsMax = 20

/** How long an old secret signs along unless somebody says otherwise, and at most. */
export const oldSecretHours = { usual: 24, max: 168 } as const
/** So many old ones sign along at most, next to the present one. */
export const oldSecretsMax = 4
export const hoursMs = (hours: number): number => hours * hour
