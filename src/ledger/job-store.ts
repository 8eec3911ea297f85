import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { idOf } from '../kernel/index.ts'
import type { TransferId } from './transaction.ts'

/** Locks open holds of a book whose time has come, those of other workers left out. */
export async function claimExpired(tx: Tx, book: string, limit: number): Promise<readonly TransferId[]> {
  const rows = await tx.rows(sql`
    select id from ledger_hold where book = ${book} and state = 'open' and expires_at <= ${tx.now}
    order by expires_at, id limit ${limit} for no key update skip locked`)
  return rows.map(([id]) => idOf('trf', id as string))
}

/** When the next open hold of a book expires. */
export async function nextExpiry(tx: Tx, book: string): Promise<Date | null> {
  const [row] = await tx.rows(sql`
    select min(expires_at) from ledger_hold where book = ${book} and state = 'open' and expires_at is not null`)
  return z.date().nullable().parse(row?.[0])
}

/** Whether at least `least` changes of unlimited accounts of a book wait to be added up. */
export async function deltasWait(tx: Tx, book: string, least: number): Promise<boolean> {
  const rows = await tx.rows(sql`select 1 from ledger_delta where book = ${book} offset ${least - 1} limit 1`)
  return rows.length > 0
}

/**
 * Adds waiting changes to the sums of their accounts, if at least `least` of them wait in the book, and answers how many
 * accounts changed. One statement moves them, so that every reader finds each change exactly once; one worker does it at
 * a time in each book.
 */
export async function rollUpDeltas(tx: Tx, book: string, least: number, limit: number): Promise<number> {
  if (!(await deltasWait(tx, book, least))) return 0
  const [lock] = await tx.rows(sql`
    select pg_try_advisory_xact_lock(hashtextextended(${`ledger rollup ${book}`}, 0))
    from (select 1 from ledger_delta where book = ${book} limit 1) one`)
  if (lock?.[0] !== true) return 0
  return tx.run(sql`
    with gone as (
      delete from ledger_delta where book = ${book} and (account_no, seq) in (
        select account_no, seq from ledger_delta where book = ${book} order by account_no, seq limit ${limit})
      returning account_no, debits_posted, credits_posted, debits_held, credits_held
    ), total as (
      select account_no, sum(debits_posted)::bigint as debits_posted, sum(credits_posted)::bigint as credits_posted,
        sum(debits_held)::bigint as debits_held, sum(credits_held)::bigint as credits_held
      from gone group by account_no
    )
    update ledger_account a set debits_posted = a.debits_posted + total.debits_posted,
      credits_posted = a.credits_posted + total.credits_posted,
      debits_held = a.debits_held + total.debits_held, credits_held = a.credits_held + total.credits_held
    from total where a.book = ${book} and a.no = total.account_no`)
}
