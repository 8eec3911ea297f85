import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import type { Freeze, PartId } from './part.ts'

const FreezeRow = z
  .strictObject({
    dispute_id: z.string(),
    part_id: idSchema('opt'),
    asked: z.bigint(),
    frozen: z.bigint(),
    left_frozen: z.bigint(),
    hold_id: idSchema('trf').nullable(),
    ended_at: z.date().nullable()
  })
  .transform((row): Freeze => ({
    disputeId: row.dispute_id,
    partId: row.part_id,
    asked: row.asked,
    frozen: row.frozen,
    left: row.left_frozen,
    holdId: row.hold_id,
    endedAt: row.ended_at
  }))
const columns = sql`dispute_id, part_id, asked, frozen, left_frozen, hold_id, ended_at`

export function findFreeze(tx: Tx, disputeId: string): Promise<Freeze | undefined> {
  return tx.maybe(FreezeRow, sql`select ${columns} from escrow_freeze where dispute_id = ${disputeId}`)
}

/** The freezes of these parts that have not ended, oldest first. */
export function openFreezes(tx: Tx, partIds: readonly PartId[]): Promise<Freeze[]> {
  return tx.many(
    FreezeRow,
    sql`
    select ${columns} from escrow_freeze where part_id = any(${partIds}) and ended_at is null
    order by at, dispute_id`
  )
}

export async function insertFreeze(tx: Tx, freeze: Freeze): Promise<void> {
  await tx.run(sql`
    insert into escrow_freeze (${columns}, at)
    values (${freeze.disputeId}, ${freeze.partId}, ${freeze.asked}, ${freeze.frozen}, ${freeze.left}, ${freeze.holdId},
      ${freeze.endedAt}, ${tx.now})`)
}

/** Writes what is left of these freezes. Their parts must be locked. */
export async function updateFreezes(tx: Tx, freezes: readonly Freeze[]): Promise<void> {
  await tx.run(sql`
    update escrow_freeze f set left_frozen = new.left_frozen, hold_id = new.hold_id, ended_at = new.ended_at
    from unnest(${freezes.map((freeze) => freeze.disputeId)}::text[], ${freezes.map((freeze) => freeze.left)}::bigint[],
      ${freezes.map((freeze) => freeze.holdId)}::text[], ${freezes.map((freeze) => freeze.endedAt)}::timestamptz[])
      as new (dispute_id, left_frozen, hold_id, ended_at)
    where f.dispute_id = new.dispute_id`)
}
