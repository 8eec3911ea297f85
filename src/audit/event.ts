import { z } from 'zod'
import type { Attribution } from '../db/index.ts'
import { type Id, idSchema, Timestamp } from '../kernel/index.ts'
import type { EventType } from './event-types.ts'

/** What happens is told in this form. `data` holds references, amounts and reasons, never personal data. */
export type NewEvent = Readonly<{
  /** `order.paid`: the noun, then the past participle. */
  type: EventType
  /** What it happened to: `ord_…`. */
  subject: string
  /** The merchant whose business it is, if there is one. */
  owner?: Id<'mer'> | null
  data?: Readonly<Record<string, unknown>>
  /** Who did it in which request, where that is not whoever the transaction acts for. */
  by?: Attribution | undefined
}>

/** An event as it is read back. `place` is its place in the one log, null until the sequencer has given it one. */
export const Event = z
  .strictObject({
    id: idSchema('evt'),
    place: z.number().int().nullable(),
    at: Timestamp,
    actor: z.string().meta({
      description:
        'Who did it: the id of a key or of a session; `provider:` and a name, of what a payment service reported; ' +
        '`command-line`; `anonymous`; or `system`, of what happened by itself.',
      example: 'provider:sandbox'
    }),
    request: z.string().nullable(),
    type: z.string(),
    subject: z.string(),
    data: z.record(z.string(), z.unknown())
  })
  .meta({ id: 'Event' })
export type Event = z.infer<typeof Event>

/** An event of the log that has its place, and its number among those of its subject. Neither changes any more. */
export const SequencedEvent = Event.extend({
  place: z.number().int(),
  sequence: z.number().int().meta({ description: 'The how-manieth event of its subject this is, from 1.' })
}).meta({ id: 'SequencedEvent' })
export type SequencedEvent = z.infer<typeof SequencedEvent>
