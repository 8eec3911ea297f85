import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import { type ShipmentId, TrackingCode, type TrackingEvent } from './shipment.ts'

const eventsMax = 500
const TrackingRow = z.strictObject({
  shipmentId: idSchema('shp'),
  at: z.date(),
  code: TrackingCode,
  place: z.string()
})

/** Inserts a carrier's reports that are not there yet, up to five hundred for a shipment. */
export async function insertTracking(
  tx: Tx,
  shipmentId: ShipmentId,
  events: readonly TrackingEvent[]
): Promise<void> {
  await tx.run(sql`
    insert into orders_tracking (shipment_id, at, code, place, recorded_at)
    select ${shipmentId}, n.at, n.code, n.place, ${tx.now}
    from unnest(${events.map((event) => event.at)}::timestamptz[], ${events.map((event) => event.code)}::text[],
      ${events.map((event) => event.place)}::text[]) as n (at, code, place)
    where (select count(*) from orders_tracking where shipment_id = ${shipmentId}) < ${eventsMax}
    on conflict do nothing`)
}

/** What carriers reported of these shipments, oldest first. */
export function findTracking(tx: Tx, shipmentIds: readonly ShipmentId[]) {
  return tx.many(
    TrackingRow,
    sql`
    select shipment_id as "shipmentId", at, code, place from orders_tracking
    where shipment_id = any(${shipmentIds}) order by at, code`
  )
}
