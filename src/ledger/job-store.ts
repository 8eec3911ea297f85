import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { idOf } from '../kernel/index.ts'
import type { TransferId } from './transaction.ts'

/** Locks open holds whose time has come, those of other workers left out, and answers them with their books. */
export async function claimExpired(
  tx: Tx,
  limit: number
): Promise<readonly Readonly<{ book: string; hold: TransferId }>[]> {
  const rows = await tx.rows(sql`
    select book, id from ledger_hold where state = 'open' and expires_at <= ${tx.now}
    order by expires_at, id limit ${limit} for no key update skip locked`)
  return rows.map(([book, id]) => ({ book: book as string, hold: idOf('trf', id as string) }))
}

/** When the next open hold expires. */
export async function nextExpiry(tx: Tx): Promise<Date | null> {
  const [row] = await tx.rows(sql`
    select min(expires_at) from ledger_hold where state = 'open' and expires_at is not null`)
  return z.date().nullable().parse(row?.[0])
}

/** Whether at least `least` changes of unlimited accounts wait to be added up. */
export async function deltasWait(tx: Tx, least: number): Promise<boolean> {
  const [row] = await tx.rows(sql`select count(*) from (select from ledger_delta limit ${least}) waiting`)
  return row?.[0] === BigInt(least)
}

/**
 * Adds waiting changes to the sums of their accounts, if at least `least` of them wait, and answers how many accounts
 * changed. One statement moves them, so that every reader finds each change exactly once; one worker does it at a time.
 */
export async function rollUpDeltas(tx: Tx, least: number, limit: number): Promise<number> {
  if (!(await deltasWait(tx, least))) return 0
  const [lock] = await tx.rows(sql`select pg_try_advisory_xact_lock(7201010)`)
  if (lock?.[0] !== true) return 0
  return tx.run(sql`
    with gone as (
      delete from ledger_delta where (book, account_no, seq) in (
        select book, account_no, seq from ledger_delta order by book, account_no, seq limit ${limit})
      returning book, account_no, debits_posted, credits_posted, debits_held, credits_held
    ), total as (
      select book, account_no, sum(debits_posted)::bigint as debits_posted, sum(credits_posted)::bigint as credits_posted,
        sum(debits_held)::bigint as debits_held, sum(credits_held)::bigint as credits_held
      from gone group by book, account_no
    )
    update ledger_account a set debits_posted = a.debits_posted + total.debits_posted,
      credits_posted = a.credits_posted + total.credits_posted,
      debits_held = a.debits_held + total.debits_held, credits_held = a.credits_held + total.credits_held
    from total where a.book = total.book and a.no = total.account_no`)
}
