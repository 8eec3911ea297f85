import { z } from 'zod'
import { pageOf, pageQuery, route } from '../api/index.ts'
import { idSchema } from '../kernel/index.ts'
import { showAsEvidence } from './add-evidence.ts'
import { andOrder, DisputeAndOrder, IncludeOrder } from './and-order.ts'
import { answerDispute, decideDispute } from './decide-dispute.ts'
import { Decision, DisputeAnswer, DisputeState, NewDispute } from './dispute.ts'
import { openDispute } from './open-dispute.ts'
import { ownPage } from './own-page.ts'
import { partyOf, showDispute, showDisputes } from './show-order.ts'
import { DisputeView } from './view.ts'

const tag = 'Disputes'
const params = z.strictObject({ disputeId: idSchema('dsp') })
const read = {
  permission: 'disputes.read',
  grantedTo: ['operator', 'service', 'merchant', 'buyer', 'auditor']
} as const

/** The routes of disputes. */
export const disputeRoutes = [
  route({
    ...read,
    method: 'GET',
    path: '/v1/disputes',
    tag,
    summary: 'List disputes.',
    query: z.strictObject({
      ...pageQuery,
      state: DisputeState.optional(),
      orderId: idSchema('ord').optional(),
      merchantId: idSchema('mer').optional(),
      sort: z.enum(['oldest', 'newest']).default('oldest').meta({ description: 'By when they were opened.' }),
      include: z.literal('merchant').optional().meta({ description: 'Adds the merchants themselves.' })
    }),
    reply: pageOf(DisputeView),
    handle: ({ tx, actor, query: { include, ...query } }) =>
      ownPage(actor, query, (own, slice) =>
        showDisputes(tx, own, { ...slice, withMerchants: include !== undefined })
      )
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/disputes/:disputeId',
    tag,
    summary: 'Show a dispute.',
    params,
    reply: DisputeView,
    failures: ['orders.dispute_unknown'],
    handle: ({ tx, actor, params: { disputeId } }) => showDispute(tx, disputeId, partyOf(actor))
  }),
  route({
    method: 'POST',
    path: '/v1/shipments/:shipmentId/disputes',
    tag,
    summary: 'Open a dispute about a shipment that is not released.',
    description:
      'Freezes the amount in dispute and nothing else. The merchant has to answer by the deadline.',
    permission: 'disputes.open',
    grantedTo: ['service', 'buyer'],
    params: z.strictObject({ shipmentId: idSchema('shp') }),
    body: NewDispute,
    query: IncludeOrder,
    reply: DisputeAndOrder,
    previewable: true,
    failures: [
      'orders.shipment_unknown',
      'orders.nothing_to_dispute',
      'orders.amount_too_large',
      'orders.evidence_unknown'
    ],
    handle: async ({ tx, actor, params: { shipmentId }, query, body }) => {
      const party = partyOf(actor)
      const { result } = await openDispute(tx, { ...body, shipmentId }, party)
      await showAsEvidence(tx, body.evidence, result.id, party)
      const shown = await showDispute(tx, result.id, party)
      return andOrder(tx, shown, shown.orderId, party, query)
    }
  }),
  route({
    method: 'POST',
    path: '/v1/disputes/:disputeId/answers',
    tag,
    summary: 'Answer in a dispute.',
    description:
      'The merchant accepts (decided for the buyer) or contests; the buyer withdraws (decided for the merchant) or ' +
      'maintains, and then an operator decides.',
    permission: 'disputes.answer',
    grantedTo: ['service', 'merchant', 'buyer'],
    params,
    body: DisputeAnswer,
    query: IncludeOrder,
    reply: DisputeAndOrder,
    previewable: true,
    failures: [
      'orders.dispute_unknown',
      'orders.dispute_decided',
      'orders.dispute_answer_unfit',
      'orders.evidence_unknown'
    ],
    handle: async ({ tx, actor, params: { disputeId }, query, body }) => {
      const party = partyOf(actor)
      await answerDispute(tx, { ...body, disputeId }, party)
      await showAsEvidence(tx, body.evidence, disputeId, party)
      const shown = await showDispute(tx, disputeId, party)
      return andOrder(tx, shown, shown.orderId, party, query)
    }
  }),
  route({
    method: 'POST',
    path: '/v1/disputes/:disputeId/decision',
    tag,
    summary: 'Decide a dispute: for either side, or some to each.',
    permission: 'disputes.decide',
    grantedTo: ['operator'],
    params,
    body: Decision,
    query: IncludeOrder,
    reply: DisputeAndOrder,
    previewable: true,
    failures: ['orders.dispute_unknown', 'orders.dispute_decided', 'orders.decision_differs'],
    handle: async ({ tx, actor, params: { disputeId }, query, body }) => {
      await decideDispute(tx, { ...body, disputeId })
      const party = partyOf(actor)
      const shown = await showDispute(tx, disputeId, party)
      return andOrder(tx, shown, shown.orderId, party, query)
    }
  })
]
