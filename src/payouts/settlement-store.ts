import { z } from 'zod'
import { given, sql, type Tx } from '../db/index.ts'
import { Currency, idSchema } from '../kernel/index.ts'
import type { SettlementLine } from '../payments/index.ts'
import type { Settlement, SettlementId } from './settlement.ts'

const SettlementRow = z
  .strictObject({
    id: idSchema('set'),
    provider: z.string(),
    reference: z.string(),
    currency: Currency,
    gross_minor: z.bigint(),
    fee_minor: z.bigint(),
    net_minor: z.bigint(),
    lines: z.number(),
    fingerprint: z.string(),
    at: z.date(),
    recorded_at: z.date(),
    settled_at: z.date().nullable(),
    expected_by: z.date().nullable()
  })
  .transform((row): Settlement => ({
    id: row.id,
    provider: row.provider,
    reference: row.reference,
    currency: row.currency,
    gross: row.gross_minor,
    fee: row.fee_minor,
    net: row.net_minor,
    lines: row.lines,
    fingerprint: row.fingerprint,
    at: row.at,
    recordedAt: row.recorded_at,
    settledAt: row.settled_at,
    expectedBy: row.expected_by
  }))
const columns = sql`
  id, provider, reference, currency, gross_minor, fee_minor, net_minor, lines, fingerprint, at, recorded_at, settled_at,
  expected_by`

/** Inserts a settlement; false when its provider and reference are there already (another import waits for this one). */
export async function insertSettlement(
  tx: Tx,
  row: Settlement,
  lines: readonly SettlementLine[]
): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into payouts_settlement (${columns})
    values (${row.id}, ${row.provider}, ${row.reference}, ${row.currency}, ${row.gross}, ${row.fee}, ${row.net},
      ${row.lines}, ${row.fingerprint}, ${row.at}, ${row.recordedAt}, ${row.settledAt}, ${row.expectedBy})
    on conflict (provider, reference) do nothing`)
  if (inserted === 0) return false
  await tx.run(sql`
    insert into payouts_settlement_line (settlement_id, place, provider, reference, kind, payment_id, gross_minor,
      fee_minor, net_minor)
    select ${row.id}, place, ${row.provider}, reference, kind, payment_id, gross, fee, net
    from unnest(${lines.map((_, i) => i + 1)}::integer[], ${lines.map((line) => line.reference)}::text[],
      ${lines.map((line) => line.kind)}::text[], ${lines.map((line) => line.paymentId)}::text[],
      ${lines.map((line) => line.gross)}::bigint[], ${lines.map((line) => line.fee)}::bigint[],
      ${lines.map((line) => line.net)}::bigint[]) as new (place, reference, kind, payment_id, gross, fee, net)`)
  return true
}

export function findSettlement(tx: Tx, provider: string, reference: string): Promise<Settlement | undefined> {
  return tx.maybe(
    SettlementRow,
    sql`select ${columns} from payouts_settlement where provider = ${provider} and reference = ${reference}`
  )
}

/** The settlements that a bank line may call by these words (capitals). */
export async function settlementsNamed(tx: Tx, words: readonly string[]): Promise<SettlementId[]> {
  if (words.length === 0) return []
  const rows = await tx.many(
    z.strictObject({ id: idSchema('set') }),
    sql`select id from payouts_settlement where upper(reference) = any(${words})`
  )
  return rows.map(({ id }) => id)
}

/** Settlements by id, locked in id order. */
export function lockSettlements(tx: Tx, ids: readonly SettlementId[]): Promise<Settlement[]> {
  return tx.many(
    SettlementRow,
    sql`select ${columns} from payouts_settlement where id = any(${ids}) order by id for no key update`
  )
}

/** Claims settlements that the bank should have booked by now. */
export function lockOverdueSettlements(tx: Tx, limit: number): Promise<Settlement[]> {
  return tx.many(
    SettlementRow,
    sql`
    select ${columns} from payouts_settlement where expected_by <= ${tx.now}
    order by expected_by, id limit ${limit} for no key update skip locked`
  )
}

/** Marks settlements as booked by the bank now, or only as no longer waited for. */
export async function endWaiting(
  tx: Tx,
  ids: readonly SettlementId[],
  how: 'settled' | 'reported missing'
): Promise<void> {
  if (ids.length === 0) return
  const settledAt = how === 'settled' ? tx.now : null
  await tx.run(sql`
    update payouts_settlement set settled_at = ${settledAt}::timestamptz, expected_by = null where id = any(${ids})`)
}

/** Newest first. */
export function listSettlements(
  tx: Tx,
  provider: string | undefined,
  before: string | null,
  limit: number
): Promise<Settlement[]> {
  return tx.many(
    SettlementRow,
    sql`
    select ${columns} from payouts_settlement
    where true ${given(before, (before) => sql`and id < ${before}`)}
      ${given(provider, (provider) => sql`and provider = ${provider}`)}
    order by id desc limit ${limit}`
  )
}

const EarlierRow = z.strictObject({ kind: z.string(), reference: z.string(), settlement: z.string() })

/** Of these lines the ones that an earlier settlement of the provider had as well. */
export function earlierLines(
  tx: Tx,
  { id, provider }: Settlement,
  lines: readonly SettlementLine[]
): Promise<z.infer<typeof EarlierRow>[]> {
  return tx.many(
    EarlierRow,
    sql`
    select distinct l.kind, l.reference, s.reference as settlement
    from unnest(${lines.map((line) => line.kind)}::text[], ${lines.map((line) => line.reference)}::text[])
      as new (kind, reference)
    join payouts_settlement_line l on l.provider = ${provider} and l.kind = new.kind and l.reference = new.reference
    join payouts_settlement s on s.id = l.settlement_id
    where l.settlement_id <> ${id} and l.kind <> 'fee'`
  )
}

const FetchRow = z.strictObject({ known_to: z.date(), next_at: z.date() })

/** Claims a provider whose settlements are to be asked for now: from when on, or undefined. */
export async function claimFetch(tx: Tx, provider: string, nextAt: Date): Promise<Date | undefined> {
  await tx.run(sql`
    insert into payouts_fetch (provider, known_to, next_at) values (${provider}, ${new Date(0)}, ${tx.now})
    on conflict do nothing`)
  const row = await tx.maybe(
    FetchRow,
    sql`
    update payouts_fetch set next_at = ${nextAt} where provider = ${provider} and next_at <= ${tx.now}
    returning known_to, next_at`
  )
  return row?.known_to
}

/** Remembers up to when a provider's settlements are known, and when it is asked again. */
export async function markKnown(tx: Tx, provider: string, knownTo: Date, nextAt: Date): Promise<void> {
  await tx.run(sql`
    update payouts_fetch set known_to = greatest(known_to, ${knownTo}), next_at = ${nextAt}
    where provider = ${provider}`)
}

const PlaceRow = z.strictObject({ at: z.date(), id: z.string() })

/** Up to where a provider's captures are known to be settled or missing; locked. */
export function lockSettledTo(tx: Tx, provider: string): Promise<z.infer<typeof PlaceRow>> {
  return tx.one(
    PlaceRow,
    sql`
    select settled_to as at, settled_id as id from payouts_fetch where provider = ${provider} for no key update`
  )
}

export async function moveSettledTo(
  tx: Tx,
  provider: string,
  { at, id }: z.infer<typeof PlaceRow>
): Promise<void> {
  await tx.run(sql`
    update payouts_fetch set settled_to = ${at}, settled_id = ${id} where provider = ${provider}`)
}

/** Of these captures of a provider the ones that stand in no settlement. */
export async function unsettledAmong(
  tx: Tx,
  provider: string,
  references: readonly string[]
): Promise<ReadonlySet<string>> {
  const rows = await tx.many(
    z.strictObject({ reference: z.string() }),
    sql`
    select reference from unnest(${references}::text[]) as wanted (reference)
    where not exists (
      select from payouts_settlement_line l
      where l.provider = ${provider} and l.kind = 'capture' and l.reference = wanted.reference)`
  )
  return new Set(rows.map(({ reference }) => reference))
}

/** When each of these providers is asked next; those never asked are absent. */
export async function nextFetches(tx: Tx, providers: readonly string[]): Promise<Date[]> {
  const rows = await tx.many(
    z.strictObject({ next_at: z.date() }),
    sql`select next_at from payouts_fetch where provider = any(${providers})`
  )
  return rows.map((row) => row.next_at)
}

export async function firstSettlementOverdue(tx: Tx): Promise<Date | null> {
  const row = await tx.one(
    z.strictObject({ at: z.date().nullable() }),
    sql`select min(expected_by) as at from payouts_settlement`
  )
  return row.at
}
