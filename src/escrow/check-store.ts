import { z } from 'zod'
import { type Sql, sql, type Tx } from '../db/index.ts'
import { Currency } from '../kernel/index.ts'

const Count = z.strictObject({ count: z.bigint() })
const Difference = z.strictObject({ difference: z.string() })

const differences = async (tx: Tx, query: Sql) =>
  (await tx.many(Difference, query)).map((row) => row.difference)

/** How many parts there are. */
export async function partCount(tx: Tx): Promise<number> {
  return globalThis.Number((await tx.one(Count, sql`select count(*) as count from escrow_part`)).count)
}

/** Parts whose sums do not fit each other: paid = held + released + commission + refunded, and nothing below zero. */
export function differingParts(tx: Tx, limit: number): Promise<string[]> {
  return differences(
    tx,
    sql`
    select format('%s: paid %s is not held %s + released %s + commission %s + refunded %s, or one is out of its bounds',
      id, paid, held, released, commission, refunded) as difference
    from escrow_part
    where paid <> held + released + commission + refunded or least(held, released, commission, refunded) < 0
      or paid not between 0 and due or charged_back not between 0 and refunded or frozen not between 0 and held
    order by id limit ${limit}`
  )
}

/** Parts whose sums are not the sums of what happened to them. */
export function differingSums(tx: Tx, limit: number): Promise<string[]> {
  return differences(
    tx,
    sql`
    with replayed as (
      select part_id, sum(paid) as paid, sum(released) as released, sum(commission) as commission,
        sum(refunded) as refunded, sum(charged_back) as charged_back, sum(frozen) as frozen
      from escrow_movement group by part_id
    )
    select format('%s: paid %s, released %s, commission %s, refunded %s, charged back %s, frozen %s; '
        'its movements sum to %s, %s, %s, %s, %s, %s', p.id,
      p.paid, p.released, p.commission, p.refunded, p.charged_back, p.frozen, coalesce(r.paid, 0),
      coalesce(r.released, 0), coalesce(r.commission, 0), coalesce(r.refunded, 0), coalesce(r.charged_back, 0),
      coalesce(r.frozen, 0)) as difference
    from escrow_part p left join replayed r on r.part_id = p.id
    where (p.paid, p.released, p.commission, p.refunded, p.charged_back, p.frozen) is distinct from
      (coalesce(r.paid, 0), coalesce(r.released, 0), coalesce(r.commission, 0), coalesce(r.refunded, 0),
        coalesce(r.charged_back, 0), coalesce(r.frozen, 0))
    order by p.id limit ${limit}`
  )
}

/** Parts of which more or less is frozen than their open disputes say. */
export function differingFreezes(tx: Tx, limit: number): Promise<string[]> {
  return differences(
    tx,
    sql`
    with disputed as (select part_id, sum(left_frozen) as frozen from escrow_freeze group by part_id)
    select format('%s: %s are frozen, its disputes say %s', p.id, p.frozen, coalesce(d.frozen, 0)) as difference
    from escrow_part p left join disputed d on d.part_id = p.id
    where p.frozen <> coalesce(d.frozen, 0) order by p.id limit ${limit}`
  )
}

const ShareRow = z.strictObject({ currency: Currency, commission: z.bigint(), loss: z.bigint() })

/** What the marketplace earned of merchants' parts and lost by chargebacks, by currency. */
export function platformShares(tx: Tx) {
  return tx.many(
    ShareRow,
    sql`
    select currency, coalesce(sum(p.commission) filter (where p.merchant_id is not null), 0)::bigint as commission,
      coalesce(sum(m.loss), 0)::bigint as loss
    from escrow_part p
    left join (select part_id, sum(loss) as loss from escrow_movement where loss <> 0 group by part_id) m
      on m.part_id = p.id
    group by currency order by currency`
  )
}
