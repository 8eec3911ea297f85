import { sql, type Tx } from '../db/index.ts'
import type { ShipmentId } from './shipment.ts'

/** Whose Idempotency-Key asks for a delivery code. */
export type CodeRequest = Readonly<{ askedBy: string; askedKey: string }>

/** False when this Idempotency-Key has been given a code of the shipment already. */
export async function insertCodeRequest(
  tx: Tx,
  shipmentId: ShipmentId,
  { askedBy, askedKey }: CodeRequest
): Promise<boolean> {
  const added = await tx.run(sql`
    insert into orders_code_request (shipment_id, actor, key) values (${shipmentId}, ${askedBy}, ${askedKey})
    on conflict do nothing`)
  return added === 1
}

/** Forgets requests older than `ageMs` by the database's time, at most a thousand at a time. */
export function dropCodeRequests(tx: Tx, ageMs: number): Promise<number> {
  return tx.run(sql`
    delete from orders_code_request where (shipment_id, actor, key) in (
      select shipment_id, actor, key from orders_code_request
      where at < now() - ${ageMs}::float8 * interval '1 millisecond' limit 1000)`)
}
