import { z } from 'zod'
import { day, type Id, idSchema, minute, Timestamp } from '../kernel/index.ts'

export type DeliveryId = Id<'whd'>

/**
 * waiting: it is sent when it is due, and not before those of its subject that come before it. sending: somebody is at it.
 * delivered: the endpoint took it. failed: given up after the whole schedule, or gone. skipped: the endpoint was disabled,
 * or paused for too long.
 */
export const DeliveryState = z
  .enum(['waiting', 'sending', 'delivered', 'failed', 'skipped'])
  .meta({ id: 'WebhookDeliveryState' })
export type DeliveryState = z.infer<typeof DeliveryState>

/** An event on its way to an endpoint. */
export const Delivery = z
  .strictObject({
    id: idSchema('whd'),
    endpointId: idSchema('whe'),
    eventId: idSchema('evt').meta({
      description: 'The webhook-id, the same in every attempt and in a replay.'
    }),
    type: z.string(),
    subject: z.string(),
    place: z.number().int().meta({ description: 'Place of the event in the log.' }),
    sequence: z.number().int().meta({ description: 'The how-manieth event of its subject.' }),
    state: DeliveryState,
    replayed: z.boolean().meta({ description: 'Somebody had it sent again.' }),
    attempts: z.number().int(),
    dueAt: Timestamp.nullable().meta({
      description: 'When it is sent next; null: it is done, or waits for the one before it of its subject.'
    }),
    lastStatus: z.number().int().nullable(),
    lastError: z.string().nullable(),
    createdAt: Timestamp,
    doneAt: Timestamp.nullable()
  })
  .meta({ id: 'WebhookDelivery' })
export type Delivery = z.infer<typeof Delivery>

/** A delivery with what came of each attempt, the newest hundred, oldest first. */
export const DeliveryWithAttempts = Delivery.extend({
  attemptsMade: z.array(
    z
      .strictObject({
        no: z.number().int(),
        at: Timestamp,
        durationMs: z.number().int(),
        status: z.number().int().nullable().meta({ description: 'Null: there was no answer.' }),
        answer: z.string().meta({ description: 'The beginning of the answer, as text.' }),
        error: z.string().nullable().meta({ description: 'Why it counts as failed; null: it arrived.' })
      })
      .meta({ id: 'WebhookAttempt' })
  )
}).meta({ id: 'WebhookDeliveryWithAttempts' })
export type DeliveryWithAttempts = z.infer<typeof DeliveryWithAttempts>

/** How long one sender has a delivery for itself; after a crash another takes it then. Longer than an attempt can take. */
export const leaseMs = minute

/** How long deliveries that are done are shown, and how long an endpoint may be paused before what waits is skipped. */
export const keptMs = 30 * day
