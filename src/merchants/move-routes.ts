import { z } from 'zod'
import { type Route, route } from '../api/index.ts'
import { BookName } from '../books/index.ts'
import { idSchema } from '../kernel/index.ts'
import type { BalanceSources } from './balance.ts'
import { MovePlan, moveMerchant, planMove } from './move-merchant.ts'

const tag = 'Merchants'
const params = z.strictObject({ merchantId: idSchema('mer') })

/** Moving merchants between books. */
export const moveRoutes = (sources: BalanceSources): readonly Route[] => [
  route({
    method: 'GET',
    path: '/v1/merchants/:merchantId/move-plan',
    tag,
    permission: 'books.read',
    grantedTo: ['operator', 'auditor'],
    summary: 'Show what moving a merchant to another book takes along, what stays, and what it waits for.',
    params,
    query: z.strictObject({ book: BookName }),
    reply: MovePlan,
    failures: ['merchants.unknown', 'books.unknown', 'merchants.book_already'],
    handle: ({ tx, params: { merchantId }, query: { book } }) => planMove(tx, merchantId, book, sources)
  }),
  route({
    method: 'POST',
    path: '/v1/merchants/:merchantId/move',
    tag,
    permission: 'books.write',
    grantedTo: ['operator'],
    summary: 'Move a merchant to another book.',
    description:
      'New orders are in that book from now on; those under way end where they began. Balances follow by themselves, in two phases. Refused while something waits: see the plan.',
    params,
    body: z.strictObject({ book: BookName }).meta({ id: 'MerchantMove' }),
    reply: MovePlan,
    status: 200,
    failures: [
      'merchants.unknown',
      'books.unknown',
      'merchants.book_already',
      'merchants.move_waits',
      'ledger.account_frozen'
    ],
    handle: ({ tx, params: { merchantId }, body: { book } }) => moveMerchant(tx, merchantId, book, sources)
  })
]
