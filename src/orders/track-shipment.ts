import type { Tx } from '../db/index.ts'
import { minute } from '../kernel/index.ts'
import { change } from './act.ts'
import { recordDelivery } from './deliver-shipment.ts'
import { partById, shipmentById, tell } from './draft.ts'
import { proofNotYours, trackingInFuture } from './failures.ts'
import { marketplace, type Party } from './order.ts'
import { checkParty } from './party.ts'
import type { Shipment, ShipmentId, TrackingEvent } from './shipment.ts'
import { insertTracking } from './tracking-store.ts'

const slackMs = 5 * minute

/**
 * Adds what the carrier reports, each once. A report that it was delivered is proof, unless it comes from the merchant,
 * who may not give it.
 */
export async function addTracking(
  tx: Tx,
  input: Readonly<{ shipmentId: ShipmentId; events: readonly TrackingEvent[] }>,
  party: Party = marketplace
): Promise<Shipment> {
  const { shipmentId, events } = input
  const delivered = events.some((event) => event.code === 'delivered')
  const { life } = await change(tx, 'shipment', shipmentId, (draft) => {
    const shipment = shipmentById(draft.life, shipmentId)
    checkParty(draft.life, party, 'shipment', shipmentId, partById(draft.life, shipment.partId))
    if (events.some((event) => event.at.getTime() > tx.now.getTime() + slackMs)) throw trackingInFuture()
    if (delivered && party.merchantId !== null) throw proofNotYours('carrier_event')
    tell(draft, 'shipment.tracked', shipment.partId, { shipmentId, codes: events.map((event) => event.code) })
    if (delivered && shipment.state === 'shipped')
      recordDelivery(draft, shipment, 'carrier_event', shipment.trackingNumber)
  })
  await insertTracking(tx, shipmentId, events)
  return shipmentById(life, shipmentId)
}
