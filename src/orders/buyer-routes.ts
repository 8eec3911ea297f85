import { z } from 'zod'
import { pageOf, pageQuery, readCursor, route, toPage } from '../api/index.ts'
import { idSchema } from '../kernel/index.ts'
import { Buyer } from './buyer.ts'
import { findBuyers, listBuyers } from './buyer-store.ts'
import { unknown } from './failures.ts'
import { Reference } from './order.ts'
import { registerBuyers } from './register-buyers.ts'

const tag = 'Buyers'
const read = {
  permission: 'buyers.read',
  grantedTo: ['operator', 'service', 'buyer', 'auditor']
} as const

/** The routes of buyers. */
export const buyerRoutes = [
  route({
    method: 'POST',
    path: '/v1/buyers',
    tag,
    summary: 'Register a buyer, or find the one with this reference.',
    description:
      "The reference is the marketplace's own id of the buyer. Kontor keeps no personal data here.",
    permission: 'buyers.write',
    grantedTo: ['operator', 'service'],
    body: z.strictObject({ reference: Reference }),
    reply: Buyer,
    handle: async ({ tx, body }) => {
      const [buyer] = await registerBuyers(tx, [body.reference])
      if (buyer === undefined) throw unknown('buyer', body.reference)
      return buyer
    }
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/buyers',
    tag,
    summary: 'List buyers.',
    description: 'A buyer sees itself only.',
    query: z.strictObject({
      ...pageQuery,
      reference: Reference.optional().meta({ description: "The marketplace's own id of the buyer, exactly." })
    }),
    reply: pageOf(Buyer),
    handle: async ({ tx, actor, query: { limit, cursor, ...filters } }) => {
      const after = readCursor({ cursor }, filters) ?? ''
      const own = { id: actor.buyerId ?? undefined, reference: filters.reference }
      return toPage(
        await listBuyers(tx, own, after, limit + 1),
        limit,
        filters,
        (buyer) => buyer.id,
        (buyer) => buyer
      )
    }
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/buyers/:buyerId',
    tag,
    summary: 'Show a buyer.',
    params: z.strictObject({ buyerId: idSchema('buy') }),
    reply: Buyer,
    failures: ['orders.buyer_unknown'],
    handle: async ({ tx, actor, params: { buyerId } }) => {
      const [buyer] =
        actor.buyerId !== null && actor.buyerId !== buyerId ? [] : await findBuyers(tx, [buyerId])
      if (buyer === undefined) throw unknown('buyer', buyerId)
      return buyer
    }
  })
]
