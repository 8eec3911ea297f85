import { Waiting } from '../api/index.ts'
import { sql, type Tx } from '../db/index.ts'

/** Disputes that an operator must decide. Nothing happens to them by itself. */
export function disputesToDecide(tx: Tx): Promise<Waiting> {
  return tx.one(
    Waiting,
    sql`
    select count(*)::integer as count, min(opened_at) as oldest, null::timestamptz as deadline
    from orders_dispute where state = 'escalated'`
  )
}

/** Disputes that wait for an answer of the merchant or the buyer, and are decided by themselves when it does not come. */
export function disputesToAnswer(tx: Tx): Promise<Waiting> {
  return tx.one(
    Waiting,
    sql`
    select count(*)::integer as count, min(opened_at) as oldest, min(due_at) as deadline
    from orders_dispute where due_at is not null`
  )
}

/** Orders of which something was due and was refused: it is tried again when the time has come. */
export function ordersPutOff(tx: Tx): Promise<Waiting> {
  return tx.one(
    Waiting,
    sql`
    select count(*)::integer as count, min(created_at) as oldest, min(put_off_until) as deadline
    from orders_order where put_off_until is not null`
  )
}
