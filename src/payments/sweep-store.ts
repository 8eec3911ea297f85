import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import type { PaymentId } from './payment.ts'
import type { SettlementLine } from './provider.ts'

const Sweep = z.strictObject({ provider: z.string(), since: z.date(), dueAt: z.date() })
export type Sweep = z.infer<typeof Sweep>

/** How far the sweeps of these providers have come. */
export function selectSweeps(tx: Tx, providers: readonly string[]): Promise<Sweep[]> {
  return tx.many(
    Sweep,
    sql`select provider, since, due_at as "dueAt" from payments_sweep where provider = any(${providers})`
  )
}

/**
 * Claims a provider's sweep, if it is due: it is due again at `again`, should whoever claims it die. Answers whether it
 * was got; a provider that was never swept is begun.
 */
export async function claimSweep(tx: Tx, { provider, since }: Sweep, again: Date): Promise<boolean> {
  const claimed = await tx.run(sql`
    insert into payments_sweep (provider, since, due_at) values (${provider}, ${since}, ${again})
    on conflict (provider) do update set due_at = excluded.due_at where payments_sweep.due_at <= ${tx.now}`)
  return claimed > 0
}

/** Writes how far a sweep has come. */
export async function saveSweep(tx: Tx, { provider, since, dueAt }: Sweep): Promise<void> {
  await tx.run(sql`
    insert into payments_sweep (provider, since, due_at) values (${provider}, ${since}, ${dueAt})
    on conflict (provider) do update set since = excluded.since, due_at = excluded.due_at`)
}

/** The payments of those lines whose movement we know nothing of. */
export async function unknownOf(
  tx: Tx,
  provider: string,
  lines: readonly SettlementLine[]
): Promise<PaymentId[]> {
  const rows = await tx.many(
    z.strictObject({ id: idSchema('pay') }),
    sql`
    select distinct p.id
    from unnest(${lines.map(({ kind }) => kind)}::text[], ${lines.map(({ reference }) => reference)}::text[],
      ${lines.map(({ paymentId }) => paymentId)}::text[]) as n (kind, reference, payment_id)
      join payments_payment p on p.id = n.payment_id and p.provider = ${provider}
    where case n.kind
      when 'capture' then not exists (
        select from payments_capture r where r.provider = ${provider} and r.reference = n.reference)
      when 'refund' then not exists (
        select from payments_refund r where r.provider = ${provider} and r.reference = n.reference)
      when 'refund_return' then not exists (
        select from payments_refund r where r.provider = ${provider} and r.reference = n.reference and r.bounces > 0)
      when 'chargeback' then not exists (
        select from payments_chargeback r where r.provider = ${provider} and r.reference = n.reference)
      when 'chargeback_reversal' then not exists (
        select from payments_chargeback r
        where r.provider = ${provider} and r.reference = n.reference and r.state <> 'lost')
      else false end
    order by p.id`
  )
  return rows.map(({ id }) => id)
}
