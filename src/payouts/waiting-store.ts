import { z } from 'zod'
import { Waiting } from '../api/index.ts'
import { sql, type Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import type { MerchantId } from '../merchants/index.ts'

/** Differences between us and a bank or provider that nobody has resolved, unmatched lines of statements among them. */
export function differencesOpen(tx: Tx): Promise<Waiting> {
  return tx.one(
    Waiting,
    sql`
    select count(*)::integer as count, min(since) as oldest, null::timestamptz as deadline
    from payouts_difference where state = 'open'`
  )
}

/** Merchants who are not paid until they set their profile again, since their last payout came back. */
export function profilesBlocked(tx: Tx): Promise<Waiting> {
  return tx.one(
    Waiting,
    sql`
    select count(*)::integer as count, min(back.at) as oldest, null::timestamptz as deadline
    from payouts_profile p left join lateral (
      select ended_at as at from payouts_payout where merchant_id = p.merchant_id and state = 'returned'
      order by id desc limit 1) back on true
    where p.blocked is not null`
  )
}

/** Bank files that were written and not sent: nobody is paid by them yet. */
export function filesUnsent(tx: Tx): Promise<Waiting> {
  return tx.one(
    Waiting,
    sql`
    select count(*)::integer as count, min(created_at) as oldest, null::timestamptz as deadline
    from payouts_file where state = 'written'`
  )
}

/** Those merchants who have said where they are to be paid. */
export async function merchantsWithProfile(tx: Tx): Promise<MerchantId[]> {
  const rows = await tx.many(
    z.strictObject({ id: idSchema('mer') }),
    sql`select merchant_id as id from payouts_profile`
  )
  return rows.map(({ id }) => id)
}
