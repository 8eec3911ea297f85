import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { Currency, type Money, money } from '../kernel/index.ts'
import type { SettlementLine } from './provider.ts'

/** A movement of money that a provider confirmed to us, under the provider's name for it. The amount is positive. */
export type ProviderFact = Readonly<{
  kind: Exclude<SettlementLine['kind'], 'fee'>
  reference: string
  amount: Money
}>

const FactRow = z
  .strictObject({
    kind: z.enum(['capture', 'refund', 'refund_return', 'chargeback', 'chargeback_reversal']),
    reference: z.string(),
    currency: Currency,
    minor: z.bigint()
  })
  .transform(({ kind, reference, currency, minor }): ProviderFact => ({
    kind,
    reference,
    amount: money(minor, currency)
  }))

/** What we know under these references of a provider: what its settlements are compared with. */
export function providerFacts(
  tx: Tx,
  provider: string,
  references: readonly string[]
): Promise<ProviderFact[]> {
  return tx.many(
    FactRow,
    sql`
    select 'capture' as kind, reference, currency, amount_minor as minor from payments_capture
    where provider = ${provider} and reference = any(${references}) and state = 'done'
    union all
    select kind, reference, currency, amount_minor from payments_refund
    cross join lateral (values ('refund', state = 'done' or bounces > 0), ('refund_return', bounces > 0)) k (kind, is_so)
    where provider = ${provider} and reference = any(${references}) and is_so
    union all
    select kind, reference, currency, amount_minor from payments_chargeback
    cross join lateral (values ('chargeback', true), ('chargeback_reversal', state = 'reversed')) k (kind, is_so)
    where provider = ${provider} and reference = any(${references}) and state <> 'mismatched' and is_so`
  )
}

const CaptureRow = z
  .strictObject({
    id: z.string(),
    at: z.date(),
    reference: z.string(),
    currency: Currency,
    minor: z.bigint()
  })
  .transform(({ currency, minor, ...row }) => ({ ...row, amount: money(minor, currency) }))
export type SettleableCapture = z.output<typeof CaptureRow>

/** Captures of a provider that were made up to `until`, in the order of their time, after a place in that order. */
export function capturesUntil(
  tx: Tx,
  provider: string,
  after: Readonly<{ at: Date; id: string }>,
  until: Date,
  limit: number
): Promise<SettleableCapture[]> {
  return tx.many(
    CaptureRow,
    sql`
    select id, at, reference, currency, amount_minor as minor from payments_capture
    where provider = ${provider} and state = 'done' and reference is not null
      and (at, id) > (${after.at}, ${after.id}) and at <= ${until}
    order by at, id limit ${limit}`
  )
}
