import { z } from 'zod'
import { given, sql, type Tx } from '../db/index.ts'
import { Currency, idSchema, type Money } from '../kernel/index.ts'
import { mainBook } from '../ledger/index.ts'
import type { CommissionSchedule, CommissionTerms } from './commission.ts'
import type { Merchant, MerchantId, NewMerchant } from './merchant.ts'

const MerchantRow = z
  .strictObject({
    id: idSchema('mer'),
    reference: z.string(),
    display_name: z.string(),
    state: z.enum(['active', 'suspended']),
    state_reason: z.string().nullable(),
    payout_currency: Currency,
    book: z.string(),
    created_at: z.date()
  })
  .transform((row): Merchant => ({
    id: row.id,
    reference: row.reference,
    displayName: row.display_name,
    state: row.state,
    stateReason: row.state_reason,
    payoutCurrency: row.payout_currency,
    book: row.book,
    createdAt: row.created_at
  }))
const columns = sql`id, reference, display_name, state, state_reason, payout_currency, book, created_at`

/** Those of `ids` that exist, in id order. */
export function findMerchants(tx: Tx, ids: readonly MerchantId[]): Promise<Merchant[]> {
  return tx.many(
    MerchantRow,
    sql`select ${columns} from merchants_merchant where id = any(${ids}) order by id`
  )
}

/** The same, locked in id order until the transaction ends; rows that refer to them can still be added. */
export function lockMerchants(tx: Tx, ids: readonly MerchantId[]): Promise<Merchant[]> {
  return tx.many(
    MerchantRow,
    sql`select ${columns} from merchants_merchant where id = any(${ids}) order by id for no key update`
  )
}

/** Those whose reference is among `references`. */
export function findByReference(tx: Tx, references: readonly string[]): Promise<Merchant[]> {
  return tx.many(
    MerchantRow,
    sql`select ${columns} from merchants_merchant where reference = any(${references})`
  )
}

export type MerchantFilter = Readonly<{
  id?: MerchantId | undefined
  state?: Merchant['state'] | undefined
  reference?: string | undefined
  /** A part of the name, the beginning of the reference, or the id; capitals make no difference. */
  search?: string | undefined
}>

export function listMerchants(
  tx: Tx,
  filter: MerchantFilter,
  after: string,
  limit: number
): Promise<Merchant[]> {
  return tx.many(
    MerchantRow,
    sql`
    select ${columns} from merchants_merchant
    where id > ${after}
      ${given(filter.id, (id) => sql`and id = ${id}`)}
      ${given(filter.state, (state) => sql`and state = ${state}`)}
      ${given(filter.reference, (reference) => sql`and reference = ${reference}`)}
      ${given(filter.search, matches)}
    order by id limit ${limit}`
  )
}

const matches = (search: string) => sql`
  and (id = ${search} or starts_with(lower(reference), lower(${search}))
    or position(lower(${search}) in lower(display_name)) > 0)`

/** Inserts those whose reference is free, and answers them. References must differ from each other. */
export function insertMerchants(tx: Tx, drafts: readonly NewMerchant[]): Promise<Merchant[]> {
  return tx.many(
    MerchantRow,
    sql`
    insert into merchants_merchant (${columns})
    select id, reference, display_name, 'active', null, payout_currency, book, ${tx.now}
    from unnest(${drafts.map(() => tx.newId('mer'))}::text[], ${drafts.map((draft) => draft.reference)}::text[],
      ${drafts.map((draft) => draft.displayName)}::text[], ${drafts.map((draft) => draft.payoutCurrency)}::text[],
      ${drafts.map((draft) => draft.book ?? mainBook)}::text[]) as new (id, reference, display_name, payout_currency, book)
    order by reference
    on conflict (reference) do nothing
    returning ${columns}`
  )
}

export async function updateMerchant(tx: Tx, merchant: Merchant): Promise<void> {
  await tx.run(sql`
    update merchants_merchant set display_name = ${merchant.displayName}, state = ${merchant.state},
      state_reason = ${merchant.stateReason}, payout_currency = ${merchant.payoutCurrency}, book = ${merchant.book}
    where id = ${merchant.id}`)
}

const AccountRow = z
  .strictObject({ merchant_id: idSchema('mer'), currency: Currency, book: z.string() })
  .transform((row): MerchantBookCurrency => ({
    merchantId: row.merchant_id,
    currency: row.currency,
    book: row.book
  }))
export type MerchantCurrency = Readonly<{ merchantId: MerchantId; currency: Currency }>

/** Accounts of a merchant: in which book, and in which currency. */
export type MerchantBookCurrency = MerchantCurrency & Readonly<{ book: string }>

/** Which of these accounts are not open yet. */
export function missingAccounts(
  tx: Tx,
  accounts: readonly MerchantBookCurrency[]
): Promise<MerchantBookCurrency[]> {
  return tx.many(
    AccountRow,
    sql`
    select distinct m.id as merchant_id, wanted.currency, wanted.book
    from unnest(${accounts.map(({ merchantId }) => merchantId)}::text[],
      ${accounts.map(({ currency }) => currency)}::text[], ${accounts.map(({ book }) => book)}::text[])
      as wanted (merchant_id, currency, book)
    join merchants_merchant m on m.id = wanted.merchant_id
    where not exists (
      select from merchants_account a
      where a.merchant_id = wanted.merchant_id and a.currency = wanted.currency and a.book = wanted.book)
    order by 1, 2, 3`
  )
}

export async function insertAccounts(tx: Tx, accounts: readonly MerchantBookCurrency[]): Promise<void> {
  const column = (name: keyof MerchantBookCurrency) => accounts.map((account) => account[name])
  await tx.run(sql`
    insert into merchants_account (merchant_id, currency, book)
    select * from unnest(${column('merchantId')}::text[], ${column('currency')}::text[], ${column('book')}::text[])
    on conflict do nothing`)
}

/** In which books and currencies these merchants have accounts, in this order. */
export function accountsOfMerchants(tx: Tx, ids: readonly MerchantId[]): Promise<MerchantBookCurrency[]> {
  return tx.many(
    AccountRow,
    sql`
    select merchant_id, currency, book from merchants_account where merchant_id = any(${ids})
    order by merchant_id, currency, book`
  )
}

/** Merchants with accounts outside of the book `main`, which pays them, after a merchant; in id order. */
export async function merchantsOutside(tx: Tx, after: string, limit: number): Promise<MerchantId[]> {
  const rows = await tx.rows(sql`
    select distinct merchant_id from merchants_account where book <> ${mainBook} and merchant_id > ${after}
    order by merchant_id limit ${limit}`)
  return rows.map(([id]) => id as MerchantId)
}

/** Whether a merchant has accounts outside of the book `main`, and when these were last gathered from. */
export async function gathering(tx: Tx): Promise<Readonly<{ needed: boolean; at: Date | null }>> {
  return tx.one(
    z.strictObject({ needed: z.boolean(), at: z.date().nullable() }),
    sql`
    select exists (select from merchants_account where book <> ${mainBook}) as needed,
      (select at from merchants_gathering) as at`
  )
}

/** Notes when earnings were last gathered from all merchants. */
export async function noteGathering(tx: Tx, at: Date): Promise<void> {
  await tx.run(sql`
    insert into merchants_gathering (at) values (${at})
    on conflict (single) do update set at = greatest(merchants_gathering.at, ${at})`)
}

const money = (minor: bigint | null, currency: Currency | null): Money | null =>
  minor === null || currency === null ? null : { minor, currency }

const ScheduleRow = z
  .strictObject({
    id: idSchema('csc'),
    merchant_id: idSchema('mer').nullable(),
    category: z.string().nullable(),
    currency: Currency.nullable(),
    basis_points: z.number(),
    fixed_minor: z.bigint(),
    minimum_minor: z.bigint(),
    cap_minor: z.bigint().nullable(),
    valid_from: z.date(),
    created_at: z.date()
  })
  .transform((row): CommissionSchedule => ({
    id: row.id,
    merchantId: row.merchant_id,
    category: row.category,
    currency: row.currency,
    basisPoints: row.basis_points,
    fixed: money(row.fixed_minor, row.currency),
    minimum: money(row.minimum_minor, row.currency),
    cap: money(row.cap_minor, row.currency),
    validFrom: row.valid_from,
    createdAt: row.created_at
  }))
const scheduleColumns = sql`
  id, merchant_id, category, currency, basis_points, fixed_minor, minimum_minor, cap_minor, valid_from, created_at`

export async function insertSchedule(tx: Tx, schedule: CommissionSchedule): Promise<void> {
  await tx.run(sql`
    insert into merchants_commission (${scheduleColumns})
    values (${schedule.id}, ${schedule.merchantId}, ${schedule.category}, ${schedule.currency},
      ${schedule.basisPoints}, ${schedule.fixed?.minor ?? 0n}, ${schedule.minimum?.minor ?? 0n},
      ${schedule.cap?.minor ?? null}, ${schedule.validFrom}, ${schedule.createdAt})`)
}

/** Schedules in the order of their ids. A merchant is shown those that can apply to it. */
export function listSchedules(
  tx: Tx,
  merchantId: MerchantId | undefined,
  after: string,
  limit: number
): Promise<CommissionSchedule[]> {
  return tx.many(
    ScheduleRow,
    sql`
    select ${scheduleColumns} from merchants_commission
    where id > ${after}
      ${given(merchantId, (id) => sql`and (merchant_id is null or merchant_id = ${id})`)}
    order by id limit ${limit}`
  )
}

const TermsRow = z
  .strictObject({
    id: idSchema('csc').nullable(),
    basis_points: z.number().nullable(),
    fixed_minor: z.bigint().nullable(),
    minimum_minor: z.bigint().nullable(),
    cap_minor: z.bigint().nullable()
  })
  .transform((row): CommissionTerms => ({
    scheduleId: row.id,
    basisPoints: row.basis_points ?? 0,
    fixedMinor: row.fixed_minor ?? 0n,
    minimumMinor: row.minimum_minor ?? 0n,
    capMinor: row.cap_minor
  }))

export type Sale = Readonly<{ merchantId: MerchantId; category: string | null; currency: Currency }>

/** For each sale the terms that apply to it at `at`, in the order given. */
export function findTerms(tx: Tx, sales: readonly Sale[], at: Date): Promise<CommissionTerms[]> {
  return tx.many(
    TermsRow,
    sql`
    select best.id, best.basis_points, best.fixed_minor, best.minimum_minor, best.cap_minor
    from unnest(${sales.map((sale) => sale.merchantId)}::text[], ${sales.map((sale) => sale.category)}::text[],
      ${sales.map((sale) => sale.currency)}::text[]) with ordinality as sale (merchant_id, category, currency, place)
    left join lateral (
      select c.* from merchants_commission c
      where (c.merchant_id is null or c.merchant_id = sale.merchant_id)
        and (c.category is null or c.category = sale.category)
        and (c.currency is null or c.currency = sale.currency)
        and c.valid_from <= ${at}
      order by c.merchant_id is null, c.category is null, c.currency is null, c.valid_from desc, c.no desc
      limit 1) best on true
    order by sale.place`
  )
}
