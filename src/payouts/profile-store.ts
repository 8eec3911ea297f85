import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { Currency, type Id, idSchema, type Money } from '../kernel/index.ts'
import type { MerchantId } from '../merchants/index.ts'
import type { BankAccount } from './bank-account.ts'
import type { PayoutId } from './payout.ts'
import type { PayoutProfile } from './profile.ts'
import { Schedule } from './schedule.ts'

const ProfileRow = z
  .strictObject({
    merchant_id: idSchema('mer'),
    every: z.string(),
    weekday: z.string().nullable(),
    minimum_minor: z.bigint(),
    reserve_basis_points: z.number(),
    reserve_days: z.number(),
    bank_account_id: idSchema('bac'),
    blocked: z.string().nullable(),
    next_at: z.date().nullable(),
    updated_at: z.date()
  })
  .transform((row): PayoutProfile => ({
    merchantId: row.merchant_id,
    schedule: Schedule.parse({ every: row.every, ...(row.weekday === null ? {} : { weekday: row.weekday }) }),
    minimumMinor: row.minimum_minor,
    reserveBasisPoints: row.reserve_basis_points,
    reserveDays: row.reserve_days,
    bankAccountId: row.bank_account_id,
    blocked: row.blocked,
    nextAt: row.next_at,
    updatedAt: row.updated_at
  }))
const profileColumns = sql`
  merchant_id, every, weekday, minimum_minor, reserve_basis_points, reserve_days, bank_account_id, blocked, next_at,
  updated_at`

export function findProfile(tx: Tx, merchantId: MerchantId): Promise<PayoutProfile | undefined> {
  return tx.maybe(
    ProfileRow,
    sql`select ${profileColumns} from payouts_profile where merchant_id = ${merchantId}`
  )
}

/** Profiles of these merchants, locked in id order. */
export function lockProfiles(tx: Tx, merchantIds: readonly MerchantId[]): Promise<PayoutProfile[]> {
  return tx.many(
    ProfileRow,
    sql`
    select ${profileColumns} from payouts_profile where merchant_id = any(${merchantIds})
    order by merchant_id for no key update`
  )
}

/** Claims profiles whose time has come, for this transaction alone. */
export function lockDueProfiles(tx: Tx, limit: number): Promise<PayoutProfile[]> {
  return tx.many(
    ProfileRow,
    sql`
    select ${profileColumns} from payouts_profile where next_at <= ${tx.now}
    order by next_at, merchant_id limit ${limit} for no key update skip locked`
  )
}

export async function putProfiles(tx: Tx, rows: readonly PayoutProfile[]): Promise<void> {
  const weekdays = rows.map(({ schedule }) => (schedule.every === 'week' ? schedule.weekday : null))
  await tx.run(sql`
    insert into payouts_profile (${profileColumns})
    select * from unnest(${rows.map((row) => row.merchantId)}::text[], ${rows.map((row) => row.schedule.every)}::text[],
      ${weekdays}::text[], ${rows.map((row) => row.minimumMinor)}::bigint[],
      ${rows.map((row) => row.reserveBasisPoints)}::integer[], ${rows.map((row) => row.reserveDays)}::integer[],
      ${rows.map((row) => row.bankAccountId)}::text[], ${rows.map((row) => row.blocked)}::text[],
      ${rows.map((row) => row.nextAt)}::timestamptz[], ${rows.map((row) => row.updatedAt)}::timestamptz[])
      as new (${profileColumns})
    order by merchant_id
    on conflict (merchant_id) do update set every = excluded.every, weekday = excluded.weekday,
      minimum_minor = excluded.minimum_minor, reserve_basis_points = excluded.reserve_basis_points,
      reserve_days = excluded.reserve_days, bank_account_id = excluded.bank_account_id, blocked = excluded.blocked,
      next_at = excluded.next_at, updated_at = excluded.updated_at`)
}

/** Moves the schedules on. */
export async function setNextRuns(
  tx: Tx,
  next: readonly Readonly<{ merchantId: MerchantId; at: Date }>[]
): Promise<void> {
  await tx.run(sql`
    update payouts_profile p set next_at = new.at
    from unnest(${next.map(({ merchantId }) => merchantId)}::text[], ${next.map(({ at }) => at)}::timestamptz[])
      as new (merchant_id, at)
    where p.merchant_id = new.merchant_id and p.every <> 'demand'`)
}

/** When the schedule pays these merchants next; those that it does not pay are missing. */
export async function nextRuns(
  tx: Tx,
  merchantIds: readonly MerchantId[]
): Promise<ReadonlyMap<MerchantId, Date>> {
  const rows = await tx.many(
    z.strictObject({ id: idSchema('mer'), at: z.date() }),
    sql`
    select merchant_id as id, next_at as at from payouts_profile
    where merchant_id = any(${merchantIds}) and next_at is not null and blocked is null`
  )
  return new Map(rows.map(({ id, at }) => [id, at]))
}

/** Stops paying merchants until they set their profile again. */
export async function blockProfiles(
  tx: Tx,
  blocks: readonly Readonly<{ merchantId: MerchantId; reason: string }>[]
): Promise<void> {
  if (blocks.length === 0) return
  await tx.run(sql`
    update payouts_profile p set blocked = new.reason
    from unnest(${blocks.map(({ merchantId }) => merchantId)}::text[], ${blocks.map(({ reason }) => reason)}::text[])
      as new (merchant_id, reason)
    where p.merchant_id = new.merchant_id`)
}

const Moment = z.strictObject({ at: z.date().nullable() })

export async function firstRun(tx: Tx): Promise<Date | null> {
  return (await tx.one(Moment, sql`select min(next_at) as at from payouts_profile`)).at
}

const AccountRow = z.strictObject({
  id: idSchema('bac'),
  holder: z.string(),
  iban: z.string().nullable(),
  number: z.string().nullable(),
  bic: z.string().nullable(),
  bank_code: z.string().nullable()
})

export type NewAccount = BankAccount & Readonly<{ id: Id<'bac'>; merchantId: MerchantId }>

export async function insertBankAccounts(tx: Tx, rows: readonly NewAccount[]): Promise<void> {
  if (rows.length === 0) return
  await tx.run(sql`
    insert into payouts_bank_account (id, merchant_id, holder, iban, number, bic, bank_code, created_at)
    select id, merchant_id, holder, iban, number, bic, bank_code, ${tx.now}
    from unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.merchantId)}::text[],
      ${rows.map((row) => row.holder)}::text[], ${rows.map((row) => row.iban)}::text[],
      ${rows.map((row) => row.number)}::text[], ${rows.map((row) => row.bic)}::text[],
      ${rows.map((row) => row.bankCode)}::text[])
      as new (id, merchant_id, holder, iban, number, bic, bank_code)`)
}

export async function findBankAccounts(
  tx: Tx,
  ids: readonly Id<'bac'>[]
): Promise<Map<Id<'bac'>, BankAccount>> {
  const rows = await tx.many(
    AccountRow,
    sql`select id, holder, iban, number, bic, bank_code from payouts_bank_account where id = any(${ids})`
  )
  return new Map(rows.map(({ id, bank_code, ...rest }) => [id, { ...rest, bankCode: bank_code }]))
}

export type Standing = Readonly<{ merchantId: MerchantId; currency: Currency; exempt: bigint }>
const StandingRow = z.strictObject({
  merchant_id: idSchema('mer'),
  currency: Currency,
  exempt_minor: z.bigint()
})

export async function findStandings(tx: Tx, merchantIds: readonly MerchantId[]): Promise<Standing[]> {
  const rows = await tx.many(
    StandingRow,
    sql`select merchant_id, currency, exempt_minor from payouts_standing where merchant_id = any(${merchantIds})`
  )
  return rows.map((row) => ({
    merchantId: row.merchant_id,
    currency: row.currency,
    exempt: row.exempt_minor
  }))
}

/** Adds to (or takes from) what is exempt. One row for each merchant and currency at most; locked in that order. */
export async function addExempt(tx: Tx, changes: readonly Standing[]): Promise<void> {
  const sums = new Map<string, Standing>()
  for (const change of changes) {
    const key = `${change.merchantId} ${change.currency}`
    sums.set(key, { ...change, exempt: (sums.get(key)?.exempt ?? 0n) + change.exempt })
  }
  const wanted = [...sums].filter(([, { exempt }]) => exempt !== 0n).sort(([a], [b]) => (a < b ? -1 : 1))
  if (wanted.length === 0) return
  const rows = wanted.map(([, standing]) => standing)
  const columns = sql`
    unnest(${rows.map((row) => row.merchantId)}::text[], ${rows.map((row) => row.currency)}::text[],
      ${rows.map((row) => row.exempt)}::bigint[]) as new (merchant_id, currency, minor)`
  await tx.run(sql`
    insert into payouts_standing (merchant_id, currency, exempt_minor)
    select merchant_id, currency, 0 from ${columns} on conflict do nothing`)
  await tx.run(sql`
    update payouts_standing s set exempt_minor = greatest(s.exempt_minor + new.minor, 0) from ${columns}
    where s.merchant_id = new.merchant_id and s.currency = new.currency`)
}

export type Reserve = Readonly<{
  id: Id<'rsv'>
  merchantId: MerchantId
  amount: Money
  payoutId: PayoutId
  releaseAt: Date
}>

export async function insertReserves(tx: Tx, reserves: readonly Reserve[]): Promise<void> {
  if (reserves.length === 0) return
  await tx.run(sql`
    insert into payouts_reserve (id, merchant_id, currency, minor, payout_id, release_at)
    select * from unnest(${reserves.map((row) => row.id)}::text[], ${reserves.map((row) => row.merchantId)}::text[],
      ${reserves.map((row) => row.amount.currency)}::text[], ${reserves.map((row) => row.amount.minor)}::bigint[],
      ${reserves.map((row) => row.payoutId)}::text[], ${reserves.map((row) => row.releaseAt)}::timestamptz[])`)
}

const ReserveRow = z.strictObject({
  id: idSchema('rsv'),
  merchant_id: idSchema('mer'),
  currency: Currency,
  minor: z.bigint(),
  payout_id: idSchema('pot'),
  release_at: z.date()
})

/** Claims reserves that are to be given back, and marks them so. */
export async function takeDueReserves(tx: Tx, limit: number): Promise<Reserve[]> {
  const rows = await tx.many(
    ReserveRow,
    sql`
    update payouts_reserve set released_at = ${tx.now}
    where id in (
      select id from payouts_reserve where released_at is null and release_at <= ${tx.now}
      order by release_at, id limit ${limit} for update skip locked)
    returning id, merchant_id, currency, minor, payout_id, release_at`
  )
  return rows
    .map((row) => ({
      id: row.id,
      merchantId: row.merchant_id,
      amount: { minor: row.minor, currency: row.currency },
      payoutId: row.payout_id,
      releaseAt: row.release_at
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Takes back that these were given back, and sets when they are to be. */
export async function postponeReserves(tx: Tx, ids: readonly Id<'rsv'>[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await tx.run(sql`
    update payouts_reserve set released_at = null, release_at = ${at} where id = any(${ids})`)
}

export async function firstReserveDue(tx: Tx): Promise<Date | null> {
  return (
    await tx.one(Moment, sql`select min(release_at) as at from payouts_reserve where released_at is null`)
  ).at
}
