import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { Currency, idSchema } from '../kernel/index.ts'

/** What came into a provider's account by payments, and what went out, in minor units; settlements not counted. */
const ProviderSum = z.strictObject({
  provider: z.string(),
  currency: Currency,
  in: z.bigint(),
  out: z.bigint()
})
export type ProviderSum = z.infer<typeof ProviderSum>

/** Sums of all captures, refunds and chargebacks, by provider and currency: the ledger's account must agree. */
export function providerSums(tx: Tx): Promise<ProviderSum[]> {
  return tx.many(
    ProviderSum,
    sql`
    select provider, currency, sum(came)::bigint as "in", sum(went)::bigint as out from (
      select provider, currency, sum(amount_minor) as came, 0 as went from payments_capture
      where state = 'done' group by provider, currency
      union all
      select provider, currency, sum(amount_minor * bounces),
        sum(amount_minor * (bounces + case state when 'done' then 1 else 0 end))
      from payments_refund group by provider, currency
      union all
      select provider, currency, coalesce(sum(amount_minor) filter (where state = 'reversed'), 0), sum(amount_minor)
      from payments_chargeback where state <> 'mismatched' group by provider, currency
    ) moves group by provider, currency order by provider, currency`
  )
}

const Pending = z.strictObject({ id: idSchema('pay'), currency: Currency, minor: z.bigint() })

/** Captured payments after `after`, in id order, with what they still have to send back. */
export function pageOfPending(tx: Tx, after: string, limit: number): Promise<z.infer<typeof Pending>[]> {
  return tx.many(
    Pending,
    sql`select id, currency, refund_pending_minor as minor from payments_payment
        where id > ${after} and captured_minor > 0 order by id limit ${limit}`
  )
}

/** How many payments there are, and those whose sums are not what their captures, refunds and chargebacks sum to. */
export async function differingPayments(tx: Tx, limit: number) {
  const { count } = await tx.one(
    z.strictObject({ count: z.number() }),
    sql`select count(*)::integer as count from payments_payment`
  )
  const rows = await tx.many(
    z.strictObject({ id: z.string(), rows: z.string(), sums: z.string() }),
    sql`
    select id, rows, sums from (
      select p.id, concat_ws('/', coalesce(c.done, 0), coalesce(r.open, 0), coalesce(r.done, 0), coalesce(b.lost, 0)) as rows,
        concat_ws('/', p.captured_minor, p.refund_pending_minor, p.refunded_minor, p.charged_back_minor) as sums
      from payments_payment p
      left join (select payment_id, sum(amount_minor) filter (where state = 'done') as done
                 from payments_capture group by 1) c on c.payment_id = p.id
      left join (select payment_id, sum(amount_minor) filter (where state = 'done') as done,
                   sum(amount_minor) filter (where state <> 'done') as open
                 from payments_refund group by 1) r on r.payment_id = p.id
      left join (select payment_id, sum(amount_minor) filter (where state = 'lost') as lost
                 from payments_chargeback group by 1) b on b.payment_id = p.id
    ) compared where rows <> sums order by id limit ${limit}`
  )
  return { count, rows }
}

const OpenWork = z.strictObject({
  planned: z.number(),
  sending: z.number(),
  unknown: z.number(),
  waiting: z.number(),
  stuck: z.number(),
  webhooksWaiting: z.number(),
  webhooksStuck: z.number(),
  mismatched: z.number()
})
/** How much is open with providers: calls by state, webhooks not taken in, payments that do not fit. */
export type OpenWork = z.infer<typeof OpenWork>

/** Counts what is open with providers, for a status page. */
export function openWork(tx: Tx): Promise<OpenWork> {
  return tx.one(
    OpenWork,
    sql`
    select c.*, e.*, (select count(*)::integer from payments_payment where mismatch is not null) as mismatched
    from (
      select count(*) filter (where state = 'planned')::integer as planned,
        count(*) filter (where state = 'sending')::integer as sending,
        count(*) filter (where state = 'unknown')::integer as unknown,
        count(*) filter (where state = 'waiting')::integer as waiting,
        count(*) filter (where state = 'stuck')::integer as stuck
      from payments_call where state in ('planned', 'sending', 'unknown', 'waiting', 'stuck')
    ) c, (
      select count(*) filter (where state = 'received')::integer as "webhooksWaiting",
        count(*) filter (where state = 'stuck')::integer as "webhooksStuck"
      from payments_event where state in ('received', 'stuck')
    ) e`
  )
}
