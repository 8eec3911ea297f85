import { z } from 'zod'
import type { Check } from '../api/index.ts'
import { sql } from '../db/index.ts'

const Found = z.strictObject({ count: z.number(), difference: z.string().nullable() })

/** What `kontor verify` proves of webhooks from the data alone. */
export const checks: readonly Check[] = [
  {
    // Of each line one is due or on its way, of new events the first: none stands still, and none overtakes.
    name: 'webhooks: of each line one is due, of new events the first',
    run: async (tx) => {
      const rows = await tx.many(
        Found,
        sql`
        with line as (
          select endpoint_id, subject, replayed, count(*) as open, count(due_at) as due,
            min(place) filter (where due_at is not null) as due_place, min(place) as first_place
          from webhooks_delivery where state in ('waiting', 'sending') and not test
          group by endpoint_id, subject, replayed
        ), total as (select coalesce(sum(open), 0)::integer as count from line)
        select total.count, wrong.difference from total left join (
          select endpoint_id || ' ' || subject as difference from line
          where due <> 1 or (not replayed and due_place <> first_place)
          order by endpoint_id, subject limit 100) wrong on true`
      )
      return {
        count: rows[0]?.count ?? 0,
        differences: rows.flatMap(({ difference }) => (difference === null ? [] : [`line of ${difference}`]))
      }
    }
  }
]
