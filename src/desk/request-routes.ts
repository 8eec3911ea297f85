import { z } from 'zod'
import { pageOf, pageQuery, readCursor, type Route, route, toPage } from '../api/index.ts'
import { listRequests } from './request-store.ts'
import { type ServedRequest, ServedRequestView } from './request.ts'

const classes = { '2xx': 200, '3xx': 300, '4xx': 400, '5xx': 500 } as const
const word = (max: number) => z.string().min(1).max(max)

/** A row of the log without its number, which only cursors need. */
function viewOf(row: ServedRequest & Readonly<{ no: bigint }>): ServedRequest {
  const { no: _, ...request } = row
  return request
}

/** The route of the log of requests. */
export const requestRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/requests',
    tag: 'Desk',
    summary: 'List requests as they were answered, the newest first.',
    description:
      'For developers: without bodies, kept for some days, and written a second late. Where more come than a log should ' +
      'hold, looks that went well are left out first; it is no audit log, which GET /v1/events is.',
    permission: 'requests.read',
    grantedTo: ['operator', 'auditor'],
    query: z.strictObject({
      ...pageQuery,
      actor: word(100).optional().meta({ description: 'The id of a key.' }),
      method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
      route: word(200)
        .optional()
        .meta({ description: 'The pattern of a path, such as `/v1/orders/:orderId`.' }),
      requestId: word(64).optional(),
      code: word(100).optional().meta({ description: 'Of a refusal, such as `http.key_reused`.' }),
      status: z
        .enum(['2xx', '3xx', '4xx', '5xx'])
        .optional()
        .meta({ description: 'The class of the answer: 4xx are refusals, 5xx are faults of ours.' })
    }),
    reply: pageOf(ServedRequestView),
    handle: async ({ tx, query: { limit, cursor, ...filters } }) => {
      const before = readCursor({ cursor }, filters)
      const { status, ...rest } = filters
      const from = status && classes[status]
      const narrowed = { ...rest, statusFrom: from, statusBelow: from && from + 100 }
      const rows = await listRequests(tx, narrowed, before === undefined ? null : BigInt(before), limit + 1)
      return toPage(rows, limit, filters, ({ no }) => String(no), viewOf)
    }
  })
]
