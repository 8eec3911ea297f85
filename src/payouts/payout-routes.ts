import { z } from 'zod'
import { type Actor, pageOf, pageQuery, readCursor, route, type Route, toPage } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { idSchema, PositiveMoney } from '../kernel/index.ts'
import { findMerchants, type MerchantId, merchantUnknown } from '../merchants/index.ts'
import { cancelPayout, rejectPayout } from './end-payout.ts'
import { payoutUnknown } from './failures.ts'
import { requestPayouts } from './make-payouts.ts'
import { NextPayout, nextPayout } from './next-payout.ts'
import { type Payout, PayoutState, PayoutView, payoutView } from './payout.ts'
import { NewPayoutProfile, PayoutProfileView } from './profile.ts'
import { setPayoutProfile, showProfile } from './set-profile.ts'
import type { PayoutSettings } from './settings.ts'
import { findPayout, listPayouts } from './store.ts'

const tag = 'Payouts'
const everyone = ['operator', 'service', 'merchant', 'auditor'] as const
const read = { tag, permission: 'payouts.read', grantedTo: everyone }
const write = { tag, permission: 'payouts.write', grantedTo: ['operator', 'service', 'merchant'] as const }
const ofMerchant = z.strictObject({ merchantId: idSchema('mer') })
const ofPayout = z.strictObject({ payoutId: idSchema('pot') })
const include = z.literal('merchant').optional().meta({ description: 'Adds the merchants themselves.' })

/** Others' merchants do not exist for a merchant. */
async function seen(tx: Tx, actor: Actor, merchantId: MerchantId): Promise<MerchantId> {
  if (actor.merchantId !== null && actor.merchantId !== merchantId) throw merchantUnknown(merchantId)
  if ((await findMerchants(tx, [merchantId])).length === 0) throw merchantUnknown(merchantId)
  return merchantId
}

/** Payouts, with their merchants if that is asked for. */
async function view(tx: Tx, payouts: readonly Payout[], withMerchants: boolean): Promise<PayoutView[]> {
  const ids = withMerchants ? [...new Set(payouts.map(({ merchantId }) => merchantId))] : []
  if (ids.length === 0) return payouts.map(payoutView)
  const merchants = new Map((await findMerchants(tx, ids)).map((merchant) => [merchant.id, merchant]))
  return payouts.map((payout) => ({ ...payoutView(payout), merchant: merchants.get(payout.merchantId) }))
}

/** Routes of payout profiles and payouts. */
export const payoutRoutes = (settings: PayoutSettings): readonly Route[] => [
  ...profileRoutes(settings),
  ...requestRoutes(settings),
  ...readRoutes,
  ...endRoutes
]

const profileRoutes = (settings: PayoutSettings) => [
  route({
    ...read,
    method: 'GET',
    path: '/v1/merchants/:merchantId/payout-profile',
    summary: 'Show how a merchant is paid out.',
    params: ofMerchant,
    reply: PayoutProfileView,
    failures: ['merchants.unknown', 'payouts.profile_missing'],
    handle: async ({ tx, actor, params }) => showProfile(tx, await seen(tx, actor, params.merchantId))
  }),
  route({
    ...write,
    method: 'PUT',
    path: '/v1/merchants/:merchantId/payout-profile',
    summary: 'Set how a merchant is paid out.',
    description:
      'Schedule, minimum, reserve, currency and bank account; what is left out stays. Lifts a block after a returned payout.',
    permission: 'payout_profiles.write',
    params: ofMerchant,
    body: NewPayoutProfile,
    reply: PayoutProfileView,
    failures: [
      'merchants.unknown',
      'payouts.bank_account_missing',
      'payouts.bank_account_own',
      'payouts.minimum_currency_differs',
      'payouts.reserve_not_yours'
    ],
    handle: async ({ tx, actor, params, body }) =>
      setPayoutProfile(tx, await seen(tx, actor, params.merchantId), body, settings, actor.merchantId)
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/merchants/:merchantId/next-payout',
    summary: 'Say when a merchant is paid next, and what, or why not.',
    params: ofMerchant,
    reply: NextPayout,
    failures: ['merchants.unknown'],
    handle: async ({ tx, actor, params }) =>
      nextPayout(tx, await seen(tx, actor, params.merchantId), settings)
  })
]

const requestRoutes = (settings: PayoutSettings) => [
  route({
    ...write,
    method: 'POST',
    path: '/v1/payouts',
    summary: 'Pay a merchant now.',
    description:
      'All that is available, in each currency for itself, or up to an amount. A reserve is kept of it.',
    body: z.strictObject({ merchantId: idSchema('mer'), amount: PositiveMoney.optional() }),
    reply: z.strictObject({ payouts: z.array(PayoutView) }),
    previewable: true,
    failures: [
      'merchants.unknown',
      'payouts.profile_missing',
      'payouts.merchant_suspended',
      'payouts.blocked',
      'payouts.owing',
      'payouts.nothing_available',
      'payouts.amount_unavailable',
      'payouts.below_minimum',
      'payouts.rate_missing'
    ],
    handle: async ({ tx, actor, body }) => {
      const merchantId = await seen(tx, actor, body.merchantId)
      const payouts = await requestPayouts(tx, merchantId, body.amount ?? null, settings)
      return { payouts: payouts.map(payoutView) }
    }
  })
]

const readRoutes = [
  route({
    ...read,
    method: 'GET',
    path: '/v1/payouts',
    summary: 'List payouts, newest first.',
    description: 'A merchant sees its own.',
    query: z.strictObject({
      ...pageQuery,
      merchantId: idSchema('mer').optional(),
      state: PayoutState.optional(),
      bankFileId: idSchema('bkf').optional(),
      include
    }),
    reply: pageOf(PayoutView),
    handle: async ({ tx, actor, query: { limit, cursor, include: wanted, ...filters } }) => {
      const before = readCursor({ cursor }, filters) ?? null
      const own = actor.merchantId ?? filters.merchantId
      const foreign =
        actor.merchantId !== null && (filters.merchantId ?? actor.merchantId) !== actor.merchantId
      const rows = foreign ? [] : await listPayouts(tx, { ...filters, merchantId: own }, before, limit + 1)
      const views = await view(tx, rows, wanted !== undefined)
      return toPage(
        views,
        limit,
        filters,
        ({ id }) => id,
        (shown) => shown
      )
    }
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/payouts/:payoutId',
    summary: 'Show a payout.',
    params: ofPayout,
    query: z.strictObject({ include }),
    reply: PayoutView,
    failures: ['payouts.payout_unknown'],
    handle: async ({ tx, actor, params: { payoutId }, query: { include: wanted } }) => {
      const payout = await findPayout(tx, payoutId)
      const foreign = actor.merchantId !== null && payout?.merchantId !== actor.merchantId
      if (payout === undefined || foreign) throw payoutUnknown(payoutId)
      const shown = payoutView(payout)
      if (wanted === undefined) return shown
      const [merchant] = await findMerchants(tx, [payout.merchantId])
      return { ...shown, merchant }
    }
  })
]

const endRoutes = [
  route({
    ...write,
    method: 'POST',
    path: '/v1/payouts/:payoutId/cancellation',
    summary: 'Cancel a payout that is in no bank file yet.',
    params: ofPayout,
    body: z.strictObject({}),
    reply: PayoutView,
    status: 200,
    previewable: true,
    failures: ['payouts.payout_unknown', 'payouts.not_planned'],
    handle: async ({ tx, actor, params }) =>
      payoutView(await cancelPayout(tx, params.payoutId, actor.merchantId))
  }),
  route({
    method: 'POST',
    path: '/v1/payouts/:payoutId/rejection',
    tag,
    summary: 'Record that the bank refused a payout before booking it.',
    description:
      'As told by a pain.002 or by telephone, after its file was recorded as sent. The money is available again, the profile is blocked.',
    permission: 'bank.write',
    grantedTo: ['operator'],
    params: ofPayout,
    body: z.strictObject({
      code: z
        .string()
        .regex(/^[A-Z0-9]{4}$/, { error: 'must be a reason code such as AC04' })
        .optional(),
      text: z.string().trim().min(1).max(200).optional()
    }),
    reply: PayoutView,
    status: 200,
    failures: ['payouts.payout_unknown', 'payouts.file_not_sent', 'payouts.not_returnable'],
    handle: async ({ tx, params, body }) =>
      payoutView(
        await rejectPayout(tx, params.payoutId, { code: body.code ?? null, text: body.text ?? null })
      )
  })
]
