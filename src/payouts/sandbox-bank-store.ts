import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { Currency, idSchema } from '../kernel/index.ts'

const Moment = z.strictObject({ at: z.date().nullable() })

/** Since when something waits for the sandbox bank: an unsent file, or a settlement that it has not booked. */
export async function waitingSince(tx: Tx): Promise<Date | null> {
  const { at } = await tx.one(
    Moment,
    sql`
    select least((select min(created_at) from payouts_file where state = 'written'),
      (select min(recorded_at) from payouts_settlement where expected_by is not null and net_minor <> 0)) as at`
  )
  return at
}

const WaitingSettlement = z.strictObject({ reference: z.string(), currency: Currency, net: z.bigint() })

/** Settlements that no bank statement has shown yet, oldest first. */
export function waitingSettlements(tx: Tx, limit: number): Promise<z.output<typeof WaitingSettlement>[]> {
  return tx.many(
    WaitingSettlement,
    sql`
    select reference, currency, net_minor as net from payouts_settlement
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

const Unsent = z.strictObject({ id: idSchema('bkf'), document: z.string() })

/** Files that were not sent yet, oldest first, locked. */
export function unsentFiles(tx: Tx, limit: number): Promise<z.output<typeof Unsent>[]> {
  return tx.many(
    Unsent,
    sql`select id, document from payouts_file where state = 'written' order by id limit ${limit} for update skip locked`
  )
}
