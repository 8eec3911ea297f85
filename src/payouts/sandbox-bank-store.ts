import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { Currency, idSchema } from '../kernel/index.ts'

const Moment = z.strictObject({ at: z.date().nullable() })

/** A payout in a file that the bank may still book. */
const unbooked = sql`(p.state = 'in_file' or (p.state = 'sent' and p.expected_by is not null))`

/** Since when something waits for the sandbox bank: a file that it has not booked, or a settlement. */
export async function waitingSince(tx: Tx): Promise<Date | null> {
  const { at } = await tx.one(
    Moment,
    sql`
    select least((select min(created_at) from payouts_file where state = 'written'),
      (select min(sent_at) from payouts_payout p where p.state = 'sent' and p.expected_by is not null),
      (select min(recorded_at) from payouts_settlement where expected_by is not null and net_minor <> 0)) as at`
  )
  return at
}

const WaitingSettlement = z.strictObject({
  id: idSchema('set'),
  reference: z.string(),
  currency: Currency,
  net: z.bigint(),
  at: z.date()
})
export type WaitingSettlement = z.output<typeof WaitingSettlement>

/** Settlements that no bank statement has shown yet, oldest first. */
export function waitingSettlements(tx: Tx, limit: number): Promise<WaitingSettlement[]> {
  return tx.many(
    WaitingSettlement,
    sql`
    select id, reference, currency, net_minor as net, at from payouts_settlement
    where expected_by is not null and net_minor <> 0 order by recorded_at, id limit ${limit}`
  )
}

const Closing = z.strictObject({ currency: Currency, closing: z.bigint(), sequence: z.bigint() })

/** What the last statement of each currency of this account closed with. */
export function lastClosings(tx: Tx, account: string): Promise<z.output<typeof Closing>[]> {
  return tx.many(
    Closing,
    sql`
    select distinct on (currency) currency, closing_minor as closing, coalesce(sequence, 0) as sequence
    from payouts_statement where account = ${account} order by currency, no desc`
  )
}

const Unbooked = z.strictObject({
  id: idSchema('bkf'),
  state: z.enum(['written', 'sent']),
  document: z.string(),
  waiting: z.array(z.string())
})

/**
 * Files whose payouts were not booked yet, oldest first, locked: those that nobody has sent, and those that somebody gave to the
 * bank. `waiting` are the end-to-end ids of these payouts; one that was reported missing is not among them.
 */
export function unbookedFiles(tx: Tx, limit: number): Promise<z.output<typeof Unbooked>[]> {
  return tx.many(
    Unbooked,
    sql`
    select f.id, f.state, f.document,
      array(select end_to_end_id from payouts_payout p where p.file_id = f.id and ${unbooked} order by id) as waiting
    from payouts_file f
    where f.state = 'written' or exists (select from payouts_payout p where p.file_id = f.id and ${unbooked})
    order by f.id limit ${limit} for update skip locked`
  )
}
