import { z } from 'zod'
import { given, sql, type Tx } from '../db/index.ts'
import { Currency, type Id, idFloor, idSchema, type Money } from '../kernel/index.ts'
import type { MerchantId } from '../merchants/index.ts'
import { type Payout, type PayoutId, PayoutState } from './payout.ts'

const Moment = z.strictObject({ at: z.date().nullable() })

const PayoutRow = z
  .strictObject({
    id: idSchema('pot'),
    merchant_id: idSchema('mer'),
    state: PayoutState,
    currency: Currency,
    minor: z.bigint(),
    sold_currency: Currency.nullable(),
    sold_minor: z.bigint().nullable(),
    quote_id: idSchema('quo').nullable(),
    reserve_minor: z.bigint(),
    end_to_end_id: z.string(),
    bank_account_id: idSchema('bac'),
    origin: z.enum(['schedule', 'request']),
    file_at: z.date(),
    execution_date: z.string(),
    file_id: idSchema('bkf').nullable(),
    created_at: z.date(),
    sent_at: z.date().nullable(),
    settled_at: z.date().nullable(),
    ended_at: z.date().nullable(),
    return_code: z.string().nullable(),
    return_text: z.string().nullable(),
    expected_by: z.date().nullable()
  })
  .transform((row): Payout => {
    const sold =
      row.sold_minor === null || row.sold_currency === null
        ? null
        : { minor: row.sold_minor, currency: row.sold_currency }
    return {
      id: row.id,
      merchantId: row.merchant_id,
      state: row.state,
      amount: { minor: row.minor, currency: row.currency },
      sold,
      quoteId: row.quote_id,
      reserve: { minor: row.reserve_minor, currency: sold?.currency ?? row.currency },
      endToEndId: row.end_to_end_id,
      bankAccountId: row.bank_account_id,
      origin: row.origin,
      fileAt: row.file_at,
      executionDate: row.execution_date,
      fileId: row.file_id,
      createdAt: row.created_at,
      sentAt: row.sent_at,
      settledAt: row.settled_at,
      endedAt: row.ended_at,
      returned: row.return_text === null ? null : { code: row.return_code, text: row.return_text },
      expectedBy: row.expected_by
    }
  })
const payoutColumns = sql`
  id, merchant_id, state, currency, minor, sold_currency, sold_minor, quote_id, reserve_minor, end_to_end_id,
  bank_account_id, origin, file_at, execution_date, file_id, created_at, sent_at, settled_at, ended_at, return_code,
  return_text, expected_by`

export async function insertPayouts(tx: Tx, payouts: readonly Payout[]): Promise<void> {
  if (payouts.length === 0) return
  await tx.run(sql`
    insert into payouts_payout (id, merchant_id, state, currency, minor, sold_currency, sold_minor, quote_id,
      reserve_minor, end_to_end_id, bank_account_id, origin, file_at, execution_date, created_at)
    select id, merchant_id, 'planned', currency, minor, sold_currency, sold_minor, quote_id, reserve_minor,
      end_to_end_id, bank_account_id, origin, file_at, execution_date, ${tx.now}
    from unnest(${payouts.map((row) => row.id)}::text[], ${payouts.map((row) => row.merchantId)}::text[],
      ${payouts.map((row) => row.amount.currency)}::text[], ${payouts.map((row) => row.amount.minor)}::bigint[],
      ${payouts.map((row) => row.sold?.currency ?? null)}::text[],
      ${payouts.map((row) => row.sold?.minor ?? null)}::bigint[], ${payouts.map((row) => row.quoteId)}::text[],
      ${payouts.map((row) => row.reserve.minor)}::bigint[], ${payouts.map((row) => row.endToEndId)}::text[],
      ${payouts.map((row) => row.bankAccountId)}::text[], ${payouts.map((row) => row.origin)}::text[],
      ${payouts.map((row) => row.fileAt)}::timestamptz[], ${payouts.map((row) => row.executionDate)}::date[])
      as new (id, merchant_id, currency, minor, sold_currency, sold_minor, quote_id, reserve_minor, end_to_end_id,
        bank_account_id, origin, file_at, execution_date)`)
}

export function findPayout(tx: Tx, id: PayoutId): Promise<Payout | undefined> {
  return tx.maybe(PayoutRow, sql`select ${payoutColumns} from payouts_payout where id = ${id}`)
}

/** The payouts with these end-to-end ids. */
export async function payoutsNamed(tx: Tx, endToEndIds: readonly string[]): Promise<PayoutId[]> {
  if (endToEndIds.length === 0) return []
  const rows = await tx.many(
    z.strictObject({ id: idSchema('pot') }),
    sql`select id from payouts_payout where end_to_end_id = any(${endToEndIds})`
  )
  return rows.map(({ id }) => id)
}

/** Payouts by id or the file they are in, locked in id order. */
export function lockPayouts(
  tx: Tx,
  by: Readonly<{
    ids?: readonly PayoutId[]
    fileIds?: readonly Id<'bkf'>[]
  }>
): Promise<Payout[]> {
  return tx.many(
    PayoutRow,
    sql`
    select ${payoutColumns} from payouts_payout
    where id = any(${by.ids ?? []}) or file_id = any(${by.fileIds ?? []})
    order by id for no key update`
  )
}

/** Claims planned payouts: those whose cut-off has come, or all. */
export function lockPlanned(tx: Tx, before: Date | null, limit: number): Promise<Payout[]> {
  return tx.many(
    PayoutRow,
    sql`
    select ${payoutColumns} from payouts_payout
    where state = 'planned' ${given(before, (before) => sql`and file_at <= ${before}`)}
    order by id limit ${limit} for no key update skip locked`
  )
}

/** Claims payouts that the bank should have booked by now. */
export function lockOverdue(tx: Tx, limit: number): Promise<Payout[]> {
  return tx.many(
    PayoutRow,
    sql`
    select ${payoutColumns} from payouts_payout where expected_by <= ${tx.now}
    order by expected_by, id limit ${limit} for no key update skip locked`
  )
}

/** Leaves planned payouts to a later cut-off. */
export async function postponePlanned(tx: Tx, ids: readonly PayoutId[], fileAt: Date): Promise<void> {
  if (ids.length === 0) return
  await tx.run(
    sql`update payouts_payout set file_at = ${fileAt} where id = any(${ids}) and state = 'planned'`
  )
}

/** Writes what can change of payouts. */
export async function updatePayouts(tx: Tx, payouts: readonly Payout[]): Promise<void> {
  if (payouts.length === 0) return
  await tx.run(sql`
    update payouts_payout p
    set state = new.state, file_id = new.file_id, execution_date = new.execution_date, sent_at = new.sent_at,
      settled_at = new.settled_at, ended_at = new.ended_at, return_code = new.return_code,
      return_text = new.return_text, expected_by = new.expected_by
    from unnest(${payouts.map((row) => row.id)}::text[], ${payouts.map((row) => row.state)}::text[],
      ${payouts.map((row) => row.fileId)}::text[], ${payouts.map((row) => row.executionDate)}::date[],
      ${payouts.map((row) => row.sentAt)}::timestamptz[], ${payouts.map((row) => row.settledAt)}::timestamptz[],
      ${payouts.map((row) => row.endedAt)}::timestamptz[], ${payouts.map((row) => row.returned?.code ?? null)}::text[],
      ${payouts.map((row) => row.returned?.text ?? null)}::text[],
      ${payouts.map((row) => row.expectedBy)}::timestamptz[])
      as new (id, state, file_id, execution_date, sent_at, settled_at, ended_at, return_code, return_text, expected_by)
    where p.id = new.id`)
}

export type PayoutFilter = Readonly<{
  merchantId?: MerchantId | undefined
  state?: PayoutState | undefined
  bankFileId?: Id<'bkf'> | undefined
}>

/** Newest first. */
export function listPayouts(
  tx: Tx,
  filter: PayoutFilter,
  before: string | null,
  limit: number
): Promise<Payout[]> {
  return tx.many(
    PayoutRow,
    sql`
    select ${payoutColumns} from payouts_payout
    where true ${given(before, (before) => sql`and id < ${before}`)}
      ${given(filter.merchantId, (merchantId) => sql`and merchant_id = ${merchantId}`)}
      ${given(filter.state, (state) => sql`and state = ${state}`)}
      ${given(filter.bankFileId, (bankFileId) => sql`and file_id = ${bankFileId}`)}
    order by id desc limit ${limit}`
  )
}

const MovingRow = z.strictObject({ currency: Currency, minor: z.bigint() })

/** What has left the merchant's balance and has not arrived, by currency. */
export function sumMoving(tx: Tx, merchantId: MerchantId): Promise<Money[]> {
  return tx.many(
    MovingRow,
    sql`
    select currency, sum(minor)::bigint as minor from payouts_payout
    where merchant_id = ${merchantId} and state in ('planned', 'in_file', 'sent')
    group by currency order by currency`
  )
}

/** What the bank has booked as paid to these merchants and kept, by currency. */
export function settledPayouts(tx: Tx, merchantIds: readonly MerchantId[]): Promise<Money[]> {
  return tx.many(
    MovingRow,
    sql`
    select currency, sum(minor)::bigint as minor from payouts_payout
    where merchant_id = any(${merchantIds}) and state = 'settled'
    group by currency order by currency`
  )
}

export async function firstCutOff(tx: Tx): Promise<Date | null> {
  return (await tx.one(Moment, sql`select min(file_at) as at from payouts_payout where state = 'planned'`)).at
}

export async function firstOverdue(tx: Tx): Promise<Date | null> {
  return (await tx.one(Moment, sql`select min(expected_by) as at from payouts_payout`)).at
}

/** Money that came into a merchant's balance, in this currency, at this moment. */
export type Income = Readonly<{ merchantId: MerchantId; currency: Currency; at: Date }>

/** The payouts out of the same balance since then, oldest first, at most `limit` for each income, in the order asked. */
export async function payoutsSince(tx: Tx, incomes: readonly Income[], limit: number): Promise<Payout[][]> {
  const rows = await tx.many(
    z.strictObject({ no: z.number(), id: z.string() }),
    sql`
    select i.no::integer as no, p.id
    from unnest(${incomes.map(({ merchantId }) => merchantId)}::text[], ${incomes.map(({ currency }) => currency)}::text[],
        ${incomes.map(({ at }) => idFloor('pot', at))}::text[]) with ordinality i (merchant_id, currency, floor, no)
      cross join lateral (
        select id from payouts_payout
        where merchant_id = i.merchant_id and id >= i.floor and coalesce(sold_currency, currency) = i.currency
        order by id limit ${limit}) p
    order by i.no, p.id`
  )
  const ids = [...new Set(rows.map(({ id }) => id))]
  const payouts = await tx.many(
    PayoutRow,
    sql`select ${payoutColumns} from payouts_payout where id = any(${ids})`
  )
  const byId = new Map<string, Payout>(payouts.map((payout) => [payout.id, payout]))
  const found = incomes.map((): Payout[] => [])
  for (const { no, id } of rows) {
    const payout = byId.get(id)
    if (payout !== undefined) found[no - 1]?.push(payout)
  }
  return found
}
