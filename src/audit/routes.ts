import { z } from 'zod'
import { pageOf, pageQuery, readCursor, route, toPage } from '../api/index.ts'
import { SequencedEvent } from './event.ts'
import { eventTypes } from './event-types.ts'
import { lastPlace, listEvents, type OwnedEvent } from './store.ts'

const read = {
  permission: 'events.read',
  grantedTo: ['operator', 'service', 'merchant', 'auditor']
} as const

/** An event without what only we need to know. */
function shown(event: OwnedEvent): SequencedEvent {
  const { owner: _, ...rest } = event
  return rest
}

/** The routes of the log. */
export const routes = [
  route({
    method: 'GET',
    path: '/v1/events',
    tag: 'Events',
    summary: 'List what happened, in the order of the log.',
    description:
      'A merchant sees the events of its own business. Places have no gaps and never change. To follow the log, ask ' +
      'again with the last place that you have seen as `afterPlace`.',
    ...read,
    query: z.strictObject({
      ...pageQuery,
      subject: z
        .string()
        .max(100)
        .optional()
        .meta({ description: 'What it happened to, such as an order id.' }),
      type: z.string().max(100).optional(),
      afterPlace: z.coerce
        .number()
        .int()
        .min(0)
        .max(2 ** 53 - 1)
        .default(0)
        .meta({ description: 'Only events after this place of the log.' })
    }),
    reply: pageOf(SequencedEvent),
    handle: async ({ tx, actor, query }) => {
      const { limit, cursor, ...filters } = query
      const after = BigInt(readCursor({ cursor }, filters) ?? filters.afterPlace)
      const { subject, type } = filters
      const owner = actor.merchantId ?? undefined
      const rows = await listEvents(tx, { subject, type, owner }, after, limit + 1)
      return toPage(rows, limit, filters, (event) => String(event.place), shown)
    }
  }),
  route({
    method: 'GET',
    path: '/v1/event-types',
    tag: 'Events',
    summary: 'List the types of all events that can happen.',
    description: 'An endpoint of webhooks takes any of them, all of a noun as `order.*`, or `*`.',
    ...read,
    reply: z.strictObject({ types: z.array(z.enum(eventTypes)) }).meta({ id: 'EventTypes' }),
    handle: async () => ({ types: [...eventTypes] })
  }),
  route({
    method: 'GET',
    path: '/v1/events/end',
    tag: 'Events',
    summary: 'Show where the log ends now.',
    description: 'Who follows the log from here on lists events with this place as `afterPlace`.',
    ...read,
    reply: z
      .strictObject({ place: z.number().int().meta({ description: 'The last place; 0: the log is empty.' }) })
      .meta({ id: 'EndOfEvents' }),
    handle: async ({ tx }) => ({ place: globalThis.Number(await lastPlace(tx)) })
  })
]
