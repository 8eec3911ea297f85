import { z } from 'zod'
import { pageOf, pageQuery, readCursor, route, toPage } from '../api/index.ts'
import { Event } from './event.ts'
import { listEvents } from './store.ts'

export const routes = [
  route({
    method: 'GET',
    path: '/v1/events',
    tag: 'Events',
    summary: 'List what happened, in the order of the log.',
    description: 'A merchant sees the events of its own business. Places have no gaps and never change.',
    permission: 'events.read',
    grantedTo: ['operator', 'service', 'merchant', 'auditor'],
    query: z.strictObject({
      ...pageQuery,
      subject: z
        .string()
        .max(100)
        .optional()
        .meta({ description: 'What it happened to, such as an order id.' }),
      type: z.string().max(100).optional()
    }),
    reply: pageOf(Event),
    handle: async ({ tx, actor, query }) => {
      const { limit, cursor, ...filters } = query
      const after = BigInt(readCursor({ cursor }, filters) ?? '0')
      const rows = await listEvents(
        tx,
        { ...filters, owner: actor.merchantId ?? undefined },
        after,
        limit + 1
      )
      return toPage(
        rows,
        limit,
        filters,
        (event) => String(event.place),
        (event) => event
      )
    }
  })
]
