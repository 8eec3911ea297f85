import { z } from 'zod'
import { given, sql, type Tx } from '../db/index.ts'
import { Currency, idSchema } from '../kernel/index.ts'
import type { FxRate, Quote, QuoteId } from './quote.ts'

const RateRow = z
  .strictObject({
    id: idSchema('fxr'),
    base: Currency,
    quote: Currency,
    rate: z.string(),
    source: z.string(),
    at: z.date(),
    loaded_at: z.date()
  })
  .transform(({ loaded_at, ...row }): FxRate => ({ ...row, loadedAt: loaded_at }))

export async function insertRates(tx: Tx, rates: readonly FxRate[]): Promise<void> {
  await tx.run(sql`
    insert into payouts_rate (id, base, quote, rate, source, at, loaded_at)
    select id, base, quote, rate, source, at, ${tx.now}
    from unnest(${rates.map((row) => row.id)}::text[], ${rates.map((row) => row.base)}::text[],
      ${rates.map((row) => row.quote)}::text[], ${rates.map((row) => row.rate)}::text[],
      ${rates.map((row) => row.source)}::text[], ${rates.map((row) => row.at)}::timestamptz[])
      as new (id, base, quote, rate, source, at)`)
}

export type Pair = Readonly<{ from: Currency; to: Currency }>

/** For each pair the newest rate that was valid between the two moments, loaded in this direction or the other. */
export function latestRates(tx: Tx, pairs: readonly Pair[], since: Date, until: Date): Promise<FxRate[]> {
  return tx.many(
    RateRow,
    sql`
    select newest.* from unnest(${pairs.map(({ from }) => from)}::text[], ${pairs.map(({ to }) => to)}::text[])
      as pair (a, b)
    cross join lateral (
      select both_ways.* from (
        (select id, base, quote, rate, source, at, loaded_at from payouts_rate
         where base = pair.a and quote = pair.b and at between ${since} and ${until} order by at desc, no desc limit 1)
        union all
        (select id, base, quote, rate, source, at, loaded_at from payouts_rate
         where base = pair.b and quote = pair.a and at between ${since} and ${until} order by at desc, no desc limit 1)
      ) both_ways order by at desc, base = pair.a desc limit 1) newest`
  )
}

/** Newest first. */
export function listRates(tx: Tx, before: string | null, limit: number): Promise<FxRate[]> {
  return tx.many(
    RateRow,
    sql`
    select id, base, quote, rate, source, at, loaded_at from payouts_rate
    where true ${given(before, (before) => sql`and id < ${before}`)} order by id desc limit ${limit}`
  )
}

const QuoteRow = z
  .strictObject({
    id: idSchema('quo'),
    merchant_id: idSchema('mer').nullable(),
    rate_id: idSchema('fxr'),
    sell_currency: Currency,
    sell_minor: z.bigint(),
    buy_currency: Currency,
    buy_minor: z.bigint(),
    rate: z.string(),
    margin_basis_points: z.number(),
    effective_rate: z.string(),
    created_at: z.date(),
    expires_at: z.date(),
    executed_at: z.date().nullable(),
    transaction_id: idSchema('txn').nullable()
  })
  .transform((row): Quote => ({
    id: row.id,
    merchantId: row.merchant_id,
    sell: { minor: row.sell_minor, currency: row.sell_currency },
    buy: { minor: row.buy_minor, currency: row.buy_currency },
    rate: row.rate,
    rateId: row.rate_id,
    marginBasisPoints: row.margin_basis_points,
    effectiveRate: row.effective_rate,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    executedAt: row.executed_at,
    transactionId: row.transaction_id
  }))
const quoteColumns = sql`
  id, merchant_id, rate_id, sell_currency, sell_minor, buy_currency, buy_minor, rate, margin_basis_points,
  effective_rate, created_at, expires_at, executed_at, transaction_id`

export async function insertQuotes(tx: Tx, quotes: readonly Quote[]): Promise<void> {
  if (quotes.length === 0) return
  await tx.run(sql`
    insert into payouts_quote (${quoteColumns})
    select * from unnest(${quotes.map((row) => row.id)}::text[], ${quotes.map((row) => row.merchantId)}::text[],
      ${quotes.map((row) => row.rateId)}::text[], ${quotes.map((row) => row.sell.currency)}::text[],
      ${quotes.map((row) => row.sell.minor)}::bigint[], ${quotes.map((row) => row.buy.currency)}::text[],
      ${quotes.map((row) => row.buy.minor)}::bigint[], ${quotes.map((row) => row.rate)}::text[],
      ${quotes.map((row) => row.marginBasisPoints)}::integer[], ${quotes.map((row) => row.effectiveRate)}::text[],
      ${quotes.map((row) => row.createdAt)}::timestamptz[], ${quotes.map((row) => row.expiresAt)}::timestamptz[],
      ${quotes.map((row) => row.executedAt)}::timestamptz[], ${quotes.map((row) => row.transactionId)}::text[])`)
}

export function findQuote(tx: Tx, id: QuoteId): Promise<Quote | undefined> {
  return tx.maybe(QuoteRow, sql`select ${quoteColumns} from payouts_quote where id = ${id}`)
}

export function lockQuote(tx: Tx, id: QuoteId): Promise<Quote | undefined> {
  return tx.maybe(QuoteRow, sql`select ${quoteColumns} from payouts_quote where id = ${id} for no key update`)
}

export async function markExecuted(tx: Tx, quote: Quote): Promise<void> {
  await tx.run(sql`
    update payouts_quote set executed_at = ${quote.executedAt}, transaction_id = ${quote.transactionId}
    where id = ${quote.id}`)
}
