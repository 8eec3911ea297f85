import { z } from 'zod'
import { type Actor, pageOf, pageQuery, readCursor, route, type Route, toPage } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import { type BalanceSources, MerchantBalances, merchantBalances } from './balance.ts'
import { changeMerchantDetails, changeMerchantState } from './change-merchant.ts'
import { CommissionSchedule, NewCommissionSchedule } from './commission.ts'
import { createMerchant } from './create-merchant.ts'
import { merchantUnknown } from './failures.ts'
import { Merchant, type MerchantId, NewMerchant } from './merchant.ts'
import type { MoveSources } from './move-merchant.ts'
import { moveRoutes } from './move-routes.ts'
import { addCommissionSchedule } from './set-commission.ts'
import { findMerchants, listMerchants, listSchedules } from './store.ts'

const tag = 'Merchants'
const params = z.strictObject({ merchantId: idSchema('mer') })
const read = {
  permission: 'merchants.read',
  grantedTo: ['operator', 'service', 'merchant', 'auditor']
} as const
const write = { permission: 'merchants.write', grantedTo: ['operator', 'service'] } as const
const decide = { permission: 'merchants.suspend', grantedTo: ['operator'] } as const
const Reason = z.strictObject({
  reason: z.string().trim().min(1).max(500).meta({ description: 'Why, in a sentence. Never personal data.' })
})

/** The merchant, if the actor may see it; to others it does not exist. */
async function visible(tx: Tx, actor: Actor, merchantId: MerchantId): Promise<Merchant> {
  if (actor.merchantId !== null && actor.merchantId !== merchantId) throw merchantUnknown(merchantId)
  const [merchant] = await findMerchants(tx, [merchantId])
  if (merchant === undefined) throw merchantUnknown(merchantId)
  return merchant
}

/** The routes of merchants and commission. `sources` add to the balance what later rooms know. */
export function merchantRoutes(sources: BalanceSources & MoveSources = {}): readonly Route[] {
  return [...readRoutes(sources), ...changeRoutes, ...moveRoutes(sources), ...commissionRoutes]
}

const Sought = z.string().normalize('NFC').max(100)

const readRoutes = (sources: BalanceSources) => [
  route({
    ...read,
    method: 'GET',
    path: '/v1/merchants',
    tag,
    summary: 'List merchants.',
    description: 'A merchant sees itself only.',
    query: z.strictObject({
      ...pageQuery,
      state: Merchant.shape.state.optional(),
      reference: Sought.optional().meta({ description: "The marketplace's own id." }),
      search: z.string().trim().min(1).max(200).optional().meta({
        description:
          'A part of the name, the beginning of the reference, or the id; capitals make no difference.'
      })
    }),
    reply: pageOf(Merchant),
    handle: async ({ tx, actor, query: { limit, cursor, ...filters } }) => {
      const after = readCursor({ cursor }, filters) ?? ''
      const id = actor.merchantId ?? undefined
      const rows = await listMerchants(tx, { ...filters, id }, after, limit + 1)
      return toPage(
        rows,
        limit,
        filters,
        (merchant) => merchant.id,
        (merchant) => merchant
      )
    }
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/merchants/:merchantId',
    tag,
    summary: 'Show a merchant.',
    params,
    reply: Merchant,
    failures: ['merchants.unknown'],
    handle: ({ tx, actor, params: { merchantId } }) => visible(tx, actor, merchantId)
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/merchants/:merchantId/balance',
    tag,
    summary: "Show a merchant's money by currency.",
    params,
    reply: MerchantBalances,
    failures: ['merchants.unknown'],
    handle: async ({ tx, actor, params: { merchantId } }) => {
      await visible(tx, actor, merchantId)
      return merchantBalances(tx, merchantId, sources)
    }
  })
]

const changeRoutes = [
  route({
    ...write,
    method: 'POST',
    path: '/v1/merchants',
    tag,
    summary: 'Add a merchant.',
    body: NewMerchant,
    reply: Merchant,
    failures: ['merchants.reference_taken', 'books.unknown'],
    handle: ({ tx, body }) => createMerchant(tx, body)
  }),
  route({
    ...write,
    method: 'POST',
    path: '/v1/merchants/:merchantId/details',
    tag,
    summary: "Change a merchant's name.",
    description: 'What is left out stays as it is. The payout currency is changed with the payout profile.',
    params,
    body: z.strictObject({ displayName: NewMerchant.shape.displayName.optional() }),
    reply: Merchant,
    status: 200,
    failures: ['merchants.unknown'],
    handle: async ({ tx, actor, params: { merchantId }, body }) => {
      await visible(tx, actor, merchantId)
      return changeMerchantDetails(tx, merchantId, body)
    }
  }),
  route({
    ...decide,
    method: 'POST',
    path: '/v1/merchants/:merchantId/suspension',
    tag,
    summary: 'Suspend a merchant: no new orders, no payouts.',
    params,
    body: Reason,
    reply: Merchant,
    status: 200,
    failures: ['merchants.unknown', 'merchants.state_already'],
    handle: async ({ tx, actor, params: { merchantId }, body }) => {
      await visible(tx, actor, merchantId)
      return changeMerchantState(tx, merchantId, 'suspended', body.reason)
    }
  }),
  route({
    ...decide,
    method: 'POST',
    path: '/v1/merchants/:merchantId/reinstatement',
    tag,
    summary: 'Reinstate a suspended merchant.',
    params,
    body: Reason,
    reply: Merchant,
    status: 200,
    failures: ['merchants.unknown', 'merchants.state_already'],
    handle: async ({ tx, actor, params: { merchantId }, body }) => {
      await visible(tx, actor, merchantId)
      return changeMerchantState(tx, merchantId, 'active', body.reason)
    }
  })
]

const commissionRoutes = [
  route({
    method: 'POST',
    path: '/v1/commission-schedules',
    tag: 'Commission',
    summary: 'Add a commission schedule.',
    description: 'Sales made before it begins keep their terms. The most specific schedule applies.',
    permission: 'commissions.write',
    grantedTo: ['operator'],
    body: NewCommissionSchedule,
    reply: CommissionSchedule,
    failures: [
      'merchants.unknown',
      'merchants.commission_currency_missing',
      'merchants.commission_currency_differs',
      'merchants.commission_cap_below_minimum',
      'merchants.commission_in_the_past'
    ],
    handle: ({ tx, body }) => addCommissionSchedule(tx, body)
  }),
  route({
    method: 'GET',
    path: '/v1/commission-schedules',
    tag: 'Commission',
    summary: 'List commission schedules.',
    description: 'A merchant sees those that can apply to it.',
    permission: 'commissions.read',
    grantedTo: ['operator', 'service', 'merchant', 'auditor'],
    query: z.strictObject(pageQuery),
    reply: pageOf(CommissionSchedule),
    handle: async ({ tx, actor, query: { limit, cursor } }) => {
      const after = readCursor({ cursor }, {}) ?? ''
      const rows = await listSchedules(tx, actor.merchantId ?? undefined, after, limit + 1)
      return toPage(
        rows,
        limit,
        {},
        (schedule) => schedule.id,
        (schedule) => schedule
      )
    }
  })
]
