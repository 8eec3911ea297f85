import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import type { EvidenceId, EvidenceView } from './evidence.ts'
import type { DisputeId } from './dispute.ts'
import type { Party } from './order.ts'
import { type Picture, PictureType } from './picture-form.ts'
import type { ShipmentId } from './shipment.ts'

const Count = z.strictObject({ count: z.number() })
const PictureRow = z.strictObject({
  type: PictureType,
  width: z.number(),
  height: z.number(),
  bytes: z.instanceof(Buffer)
})
const Named = z.strictObject({ id: idSchema('evd') })

/** Keeps a picture that nothing refers to yet. */
export async function insertEvidence(
  tx: Tx,
  id: EvidenceId,
  picture: Picture,
  party: Party
): Promise<EvidenceView> {
  const { type, width, height, bytes } = picture
  await tx.run(sql`
    insert into orders_evidence (id, merchant_id, buyer_id, type, width, height, bytes, created_at)
    values (${id}, ${party.merchantId}, ${party.buyerId}, ${type}, ${width}, ${height}, ${bytes}, ${tx.now})`)
  return { id, type, width, height, size: bytes.length, createdAt: tx.now }
}

/** How many pictures of the party nothing refers to. */
export async function countLoose(tx: Tx, { merchantId, buyerId }: Party): Promise<number> {
  const { count } = await tx.one(
    Count,
    sql`
    select count(*)::integer as count from orders_evidence where subject is null
      and merchant_id is not distinct from ${merchantId} and buyer_id is not distinct from ${buyerId}`
  )
  return count
}

/** What a picture is evidence of. */
export type EvidenceSubject = DisputeId | ShipmentId

/** Lets the subject have those of the pictures that are the party's own and nobody else's. Answers which. */
export async function attachEvidence(
  tx: Tx,
  ids: readonly EvidenceId[],
  subject: EvidenceSubject,
  { merchantId, buyerId }: Party
): Promise<readonly EvidenceId[]> {
  const rows = await tx.many(
    Named,
    sql`
    update orders_evidence set subject = ${subject}
    where id = any(${ids}) and coalesce(subject, ${subject}) = ${subject}
      and merchant_id is not distinct from ${merchantId} and buyer_id is not distinct from ${buyerId}
    returning id`
  )
  return rows.map(({ id }) => id)
}

/** The picture, if the party has handed it in, or is the buyer or the merchant of what it is evidence of. */
export async function findEvidence(
  tx: Tx,
  id: EvidenceId,
  { merchantId, buyerId }: Party
): Promise<Picture | undefined> {
  const [found] = await tx.many(
    PictureRow,
    sql`
    select e.type, e.width, e.height, e.bytes from orders_evidence e
      left join orders_dispute d on d.id = e.subject
      left join orders_shipment s on s.id = e.subject
      left join orders_order o on o.id in (d.order_id, s.order_id)
      left join orders_part p on p.id in (d.part_id, s.part_id)
    where e.id = ${id}
      and (${buyerId}::text is null or ${buyerId} in (e.buyer_id, o.buyer_id))
      and (${merchantId}::text is null or ${merchantId} in (e.merchant_id, p.merchant_id))`
  )
  return found
}

/** Forgets pictures from before then that nothing refers to, some at a time. */
export function dropLoose(tx: Tx, before: Date): Promise<number> {
  return tx.run(sql`
    delete from orders_evidence where id in (
      select id from orders_evidence where subject is null and created_at < ${before} limit 200)`)
}
