import { Waiting } from '../api/index.ts'
import { sql, type Tx } from '../db/index.ts'

/** Calls to providers that were given up: somebody must look, and let them be tried again. */
export function callsStuck(tx: Tx): Promise<Waiting> {
  return tx.one(
    Waiting,
    sql`
    select count(*)::integer as count, min(updated_at) as oldest, null::timestamptz as deadline
    from payments_call where state = 'stuck'`
  )
}

/** Refunds that a provider refused: the buyer waits for them. */
export function refundsFailed(tx: Tx): Promise<Waiting> {
  return tx.one(
    Waiting,
    sql`
    select count(*)::integer as count, min(at) as oldest, null::timestamptz as deadline
    from payments_refund where state = 'failed'`
  )
}

/** Payments of which a provider said what does not fit what was asked: such money is not posted. */
export function paymentsMismatched(tx: Tx): Promise<Waiting> {
  return tx.one(
    Waiting,
    sql`
    select count(*)::integer as count, min(updated_at) as oldest, null::timestamptz as deadline
    from payments_payment where mismatch is not null`
  )
}
