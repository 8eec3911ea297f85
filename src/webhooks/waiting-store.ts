import { Waiting } from '../api/index.ts'
import { sql, type Tx } from '../db/index.ts'

/** Endpoints that get nothing: paused by themselves, or failing since a while. */
export function endpointsTroubled(tx: Tx): Promise<Waiting> {
  return tx.one(
    Waiting,
    sql`
    select count(*)::integer as count, min(coalesce(failing_since, state_at)) as oldest, null::timestamptz as deadline
    from webhooks_endpoint
    where deleted_at is null and (state = 'paused' or (state = 'enabled' and failing_since is not null))`
  )
}
