import { z } from 'zod'
import { askedOf, pageOf, pageQuery, route } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import { showAsEvidence } from './add-evidence.ts'
import { andOrder, IncludeOrder, ShipmentAndOrder } from './and-order.ts'
import { confirmShipment, deliverEach, type DeliverShipment } from './deliver-shipment.ts'
import type { Party } from './order.ts'
import { type Acted, isDone, thenEach } from './each.ts'
import type { Life } from './life.ts'
import { issueDeliveryCode, shipEach } from './ship-items.ts'
import { NewShipment, Proof, type ShipmentId, TrackingEvent } from './shipment.ts'
import { ownPage } from './own-page.ts'
import { partyOf, showShipment, showShipments, viewShipments } from './show-order.ts'
import { addTracking } from './track-shipment.ts'
import { ShipmentView } from './view.ts'

const tag = 'Shipments'
const params = z.strictObject({ shipmentId: idSchema('shp') })
const read = {
  permission: 'shipments.read',
  grantedTo: ['operator', 'service', 'merchant', 'buyer', 'auditor']
} as const
const write = { permission: 'shipments.write', grantedTo: ['service', 'merchant'] } as const

const readRoutes = [
  route({
    ...read,
    method: 'GET',
    path: '/v1/shipments',
    tag,
    summary: 'List shipments.',
    query: z.strictObject({
      ...pageQuery,
      orderId: idSchema('ord').optional(),
      merchantId: idSchema('mer').optional()
    }),
    reply: pageOf(ShipmentView),
    handle: ({ tx, actor, query }) => ownPage(actor, query, (own, slice) => showShipments(tx, own, slice))
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/shipments/:shipmentId',
    tag,
    summary: 'Show a shipment with what the carrier reported.',
    params,
    reply: ShipmentView,
    failures: ['orders.shipment_unknown'],
    handle: ({ tx, actor, params: { shipmentId } }) => showShipment(tx, shipmentId, partyOf(actor))
  })
]

/** The signed paper may be a picture that was handed in: then the buyer can see it as well. */
async function showPaper(
  tx: Tx,
  input: (DeliverShipment & Readonly<{ party: Party }>) | undefined
): Promise<void> {
  if (input?.proof.kind !== 'signed') return
  await showAsEvidence(tx, [input.proof.reference], input.shipmentId, input.party)
}

/** The shipments of the acts that were done, as they are now. */
function showDone(tx: Tx, acted: readonly Acted<Readonly<{ life: Life; shipmentId: ShipmentId }>>[]) {
  return thenEach(acted, (done) =>
    viewShipments(
      tx,
      done.map(({ value }) => value)
    )
  )
}

const changeRoutes = [
  route({
    ...write,
    method: 'POST',
    path: '/v1/orders/:orderId/shipments',
    tag,
    summary: 'Record a shipment of some or all of a part.',
    params: z.strictObject({ orderId: idSchema('ord') }),
    body: NewShipment,
    reply: ShipmentView,
    failures: ['orders.order_unknown', 'orders.not_paid', 'orders.units_insufficient', 'orders.nothing_left'],
    handleMany: async (tx, asked) => {
      const inputs = asked.map(({ tx: { by }, actor, params: { orderId }, body }) => {
        return { ...body, orderId, by, party: partyOf(actor) }
      })
      return showDone(
        tx,
        (await shipEach(tx, inputs)).map((one) =>
          isDone(one) ? { life: one.life, shipmentId: one.result.id } : one
        )
      )
    }
  }),
  route({
    ...write,
    method: 'POST',
    path: '/v1/shipments/:shipmentId/tracking',
    tag,
    summary: "Add the carrier's reports, each once.",
    description: 'A report of delivery is proof when the marketplace hands it in; a merchant cannot.',
    params,
    body: z.strictObject({ events: z.array(TrackingEvent).min(1).max(100) }).meta({ id: 'TrackingReport' }),
    reply: ShipmentView,
    failures: ['orders.shipment_unknown', 'orders.tracking_in_future', 'orders.proof_not_yours'],
    handle: async ({ tx, actor, params: { shipmentId }, body }) => {
      await addTracking(tx, { shipmentId, events: body.events }, partyOf(actor))
      return showShipment(tx, shipmentId, partyOf(actor))
    }
  }),
  route({
    ...write,
    method: 'POST',
    path: '/v1/shipments/:shipmentId/deliveries',
    tag,
    summary: 'Hand in the proof of delivery.',
    description:
      "From now on the inspection period runs. A merchant hands in a signed paper or the buyer's code. The reference of " +
      'a signed paper may be the id of a picture (POST /v1/evidence), which the buyer can then see.',
    params,
    body: z.strictObject({ proof: Proof }).meta({ id: 'Delivery' }),
    reply: ShipmentView,
    failures: [
      'orders.shipment_unknown',
      'orders.delivery_code_wrong',
      'orders.delivered_already',
      'orders.evidence_unknown',
      'orders.proof_not_yours'
    ],
    handleMany: async (tx, asked) => {
      const inputs = asked.map(({ tx: { by }, actor, params: { shipmentId }, body: { proof } }) => {
        return { shipmentId, proof, by, party: partyOf(actor) }
      })
      const acted = await deliverEach(tx, inputs)
      for (const [i, one] of acted.entries()) if (isDone(one)) await showPaper(tx, inputs[i])
      return showDone(
        tx,
        acted.map((one) => (isDone(one) ? { life: one.life, shipmentId: one.result } : one))
      )
    }
  }),
  route({
    method: 'POST',
    path: '/v1/shipments/:shipmentId/delivery-code',
    tag,
    summary: 'Give out a new delivery code for the buyer.',
    description:
      'The buyer tells it at the door. It is shown once; only its hash is kept, so the answer is not kept for a repeat: ' +
      'the same Idempotency-Key again is a conflict, and a new one gives out a new code.',
    permission: 'shipments.code',
    grantedTo: ['service', 'buyer'],
    params,
    reply: z.strictObject({ code: z.string() }).meta({ id: 'DeliveryCode' }),
    ownIdempotency: 'by key',
    failures: [
      'orders.shipment_unknown',
      'orders.shipment_claimed',
      'orders.delivered_already',
      'orders.code_shown_once'
    ],
    handle: async ({ tx, actor, params: { shipmentId }, raw }) => ({
      code: await issueDeliveryCode(tx, shipmentId, partyOf(actor), askedOf(actor, raw))
    })
  }),
  route({
    method: 'POST',
    path: '/v1/shipments/:shipmentId/confirm',
    tag,
    summary: 'Confirm that a shipment has arrived: it is released at once.',
    permission: 'orders.confirm',
    grantedTo: ['service', 'buyer'],
    params,
    query: IncludeOrder,
    reply: ShipmentAndOrder,
    status: 200,
    previewable: true,
    failures: ['orders.shipment_unknown', 'orders.confirmed_already'],
    handle: async ({ tx, actor, params: { shipmentId }, query }) => {
      const party = partyOf(actor)
      await confirmShipment(tx, shipmentId, party)
      const shown = await showShipment(tx, shipmentId, party)
      return andOrder(tx, shown, shown.orderId, party, query)
    }
  })
]

/** The routes of shipments and deliveries. */
export const shipmentRoutes = [...readRoutes, ...changeRoutes]
