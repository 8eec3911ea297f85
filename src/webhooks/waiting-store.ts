import { z } from 'zod'
import { Waiting } from '../api/index.ts'
import { sql, type Tx } from '../db/index.ts'
import { EndpointState } from './endpoint.ts'

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

const Open = z.strictObject({
  waiting: z.number(),
  sending: z.number(),
  oldestSeconds: z.number(),
  endpoints: z.array(z.strictObject({ state: EndpointState, count: z.number() }))
})

/** What is on its way to endpoints, for how long the oldest of it has waited, and how many endpoints are in which state. */
export function openDeliveries(tx: Tx): Promise<z.output<typeof Open>> {
  return tx.one(
    Open,
    sql`
    select (select count(*)::integer from webhooks_delivery where state = 'waiting') as waiting,
      (select count(*)::integer from webhooks_delivery where state = 'sending') as sending,
      (select coalesce(greatest(0, extract(epoch from ${tx.now}::timestamptz - min(created_at))), 0)::float8
        from webhooks_delivery where state = 'waiting') as "oldestSeconds",
      (select coalesce(json_agg(json_build_object('state', state, 'count', count)), '[]')
        from (select state, count(*) as count from webhooks_endpoint where deleted_at is null group by state) as counted
      ) as endpoints`
  )
}
