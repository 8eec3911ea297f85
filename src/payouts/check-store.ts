import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { Currency, idSchema } from '../kernel/index.ts'

const PayoutSum = z.strictObject({
  id: idSchema('pot'),
  currency: Currency,
  state: z.string(),
  minor: z.bigint()
})

/** Payouts after an id, for going through all of them in pieces. */
export function payoutsAfter(tx: Tx, after: string, limit: number): Promise<z.infer<typeof PayoutSum>[]> {
  return tx.many(
    PayoutSum,
    sql`select id, currency, state, minor from payouts_payout where id > ${after} order by id limit ${limit}`
  )
}

const CurrencySum = z.strictObject({ currency: Currency, count: z.bigint(), minor: z.bigint() })
export type CurrencySum = z.infer<typeof CurrencySum>

/** By how much the imported statements changed our balance at the bank. */
export function statementSums(tx: Tx): Promise<CurrencySum[]> {
  return tx.many(
    CurrencySum,
    sql`
    select currency, count(*) as count, sum(closing_minor - opening_minor)::bigint as minor
    from payouts_statement group by currency order by currency`
  )
}

/** What open differences say lies unmatched. */
export function openSums(tx: Tx): Promise<CurrencySum[]> {
  return tx.many(
    CurrencySum,
    sql`
    select currency, count(*) as count, coalesce(sum(unmatched_minor) filter (where state = 'open'), 0)::bigint as minor
    from payouts_difference group by currency order by currency`
  )
}

const SettledSum = z.strictObject({
  provider: z.string(),
  currency: Currency,
  count: z.bigint(),
  gross: z.bigint(),
  fee: z.bigint()
})

/** What booked settlements took out of providers' accounts, and the fees in it. */
export function settlementSums(tx: Tx): Promise<z.infer<typeof SettledSum>[]> {
  return tx.many(
    SettledSum,
    sql`
    select provider, currency, count(*) as count,
      coalesce(sum(gross_minor) filter (where settled_at is not null), 0)::bigint as gross,
      coalesce(sum(fee_minor) filter (where settled_at is not null), 0)::bigint as fee
    from payouts_settlement group by provider, currency order by provider, currency`
  )
}

const ReserveSum = z.strictObject({ merchant_id: idSchema('mer'), currency: Currency, minor: z.bigint() })

/** What is kept back of each merchant. */
export function reserveSums(tx: Tx): Promise<z.infer<typeof ReserveSum>[]> {
  return tx.many(
    ReserveSum,
    sql`
    select merchant_id, currency, coalesce(sum(minor) filter (where released_at is null), 0)::bigint as minor
    from payouts_reserve group by merchant_id, currency order by merchant_id, currency`
  )
}

const WrongFile = z.strictObject({ id: idSchema('bkf') })

/** Bank files whose text is not the one that was written, or whose payouts are not those it was written for. */
export async function lookAtFiles(tx: Tx): Promise<Readonly<{ count: number; wrong: string[] }>> {
  const { count } = await tx.one(
    z.strictObject({ count: z.bigint() }),
    sql`select count(*) as count from payouts_file`
  )
  const wrong = await tx.many(
    WrongFile,
    sql`
    select f.id from payouts_file f
    left join (select file_id, count(*) as n, sum(minor) as minor from payouts_payout group by file_id) p
      on p.file_id = f.id
    where f.sha256 <> encode(sha256(convert_to(f.document, 'UTF8')), 'hex')
      or p.n is distinct from f.transactions or p.minor is distinct from f.control_minor
    order by f.id limit 100`
  )
  return { count: globalThis.Number(count), wrong: wrong.map(({ id }) => id) }
}

const QuoteSum = z.strictObject({
  sell_currency: Currency,
  buy_currency: Currency,
  count: z.bigint(),
  sold: z.bigint(),
  bought: z.bigint()
})

/** What executed quotes sold and bought, by pair. */
export function quoteSums(tx: Tx): Promise<z.infer<typeof QuoteSum>[]> {
  return tx.many(
    QuoteSum,
    sql`
    select sell_currency, buy_currency, count(*) as count, sum(sell_minor)::bigint as sold,
      sum(buy_minor)::bigint as bought
    from payouts_quote where executed_at is not null
    group by sell_currency, buy_currency order by sell_currency, buy_currency`
  )
}
