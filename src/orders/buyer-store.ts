import { z } from 'zod'
import { given, sql, type Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import type { Buyer } from './buyer.ts'
import type { BuyerId } from './order.ts'

const BuyerRow = z.strictObject({ id: idSchema('buy'), reference: z.string(), createdAt: z.date() })
const columns = sql`id, reference, created_at as "createdAt"`

/** Inserts buyers whose reference is free. */
export async function insertBuyers(tx: Tx, references: readonly string[]): Promise<void> {
  await tx.run(sql`
    insert into orders_buyer (id, reference, created_at)
    select n.id, n.reference, ${tx.now}
    from unnest(${references.map(() => tx.newId('buy'))}::text[], ${references}::text[]) as n (id, reference)
    order by n.reference
    on conflict (reference) do nothing`)
}

/** The buyers of these references that exist. */
export function findBuyersByReference(tx: Tx, references: readonly string[]): Promise<Buyer[]> {
  return tx.many(BuyerRow, sql`select ${columns} from orders_buyer where reference = any(${references})`)
}

/** A page of buyers in the order of their ids, after `after`; one of them where an id or a reference is given. */
export function listBuyers(
  tx: Tx,
  filter: Readonly<{ id: BuyerId | undefined; reference: string | undefined }>,
  after: string,
  limit: number
): Promise<Buyer[]> {
  return tx.many(
    BuyerRow,
    sql`
    select ${columns} from orders_buyer
    where id > ${after} ${given(filter.id, (id) => sql`and id = ${id}`)}
      ${given(filter.reference, (reference) => sql`and reference = ${reference}`)}
    order by id limit ${limit}`
  )
}

/** Those of these buyers that exist. */
export function findBuyers(tx: Tx, ids: readonly BuyerId[]): Promise<Buyer[]> {
  return tx.many(BuyerRow, sql`select ${columns} from orders_buyer where id = any(${ids}) order by id`)
}
