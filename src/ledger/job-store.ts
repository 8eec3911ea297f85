import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { idOf } from '../kernel/index.ts'
import { plainArray } from './array-text.ts'
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

/** Whether so many changes of unlimited accounts of a book wait to be added up, or such that stand for so many transfers. */
export async function deltasWait(
  tx: Tx,
  book: string,
  least: Readonly<{ changes: number; transfers: number }>
): Promise<boolean> {
  const [row] = await tx.rows(sql`
    select count(*) >= ${least.changes} or sum(transfers) >= ${least.transfers}
    from (select transfers from ledger_delta where book = ${book} limit ${least.changes}) waiting`)
  return row?.[0] === true
}

/**
 * Adds waiting changes to the sums of their accounts and answers these, each with how many transfers it has had since its
 * last checkpoint. One statement moves them, so that every reader finds each change exactly once; one worker does it at a
 * time in each book.
 */
export async function rollUpDeltas(
  tx: Tx,
  book: string,
  limit: number
): Promise<readonly Readonly<{ no: bigint; sinceCheckpoint: bigint }>[]> {
  const [lock] = await tx.rows(sql`
    select pg_try_advisory_xact_lock(hashtextextended(${`ledger rollup ${book}`}, 0))
    from (select 1 from ledger_delta where book = ${book} limit 1) one`)
  if (lock?.[0] !== true) return []
  const rows = await tx.rows(sql`
    with gone as (
      delete from ledger_delta where book = ${book} and (account_no, seq) in (
        select account_no, seq from ledger_delta where book = ${book} order by account_no, seq limit ${limit})
      returning account_no, debits_posted, credits_posted, debits_held, credits_held, transfers
    ), total as (
      select account_no, sum(debits_posted)::bigint as debits_posted, sum(credits_posted)::bigint as credits_posted,
        sum(debits_held)::bigint as debits_held, sum(credits_held)::bigint as credits_held,
        sum(transfers)::bigint as transfers
      from gone group by account_no
    )
    update ledger_account a set debits_posted = a.debits_posted + total.debits_posted,
      credits_posted = a.credits_posted + total.credits_posted,
      debits_held = a.debits_held + total.debits_held, credits_held = a.credits_held + total.credits_held,
      since_checkpoint = a.since_checkpoint + total.transfers
    from total where a.book = ${book} and a.no = total.account_no
    returning a.no, a.since_checkpoint`)
  return rows.map(([no, sinceCheckpoint]) => ({
    no: no as bigint,
    sinceCheckpoint: sinceCheckpoint as bigint
  }))
}

/**
 * Keeps the sums of unlimited accounts at the end of their histories. The gate of the book must be closed: then nothing
 * is being posted, and whatever is posted next finds `last_at` and comes after.
 */
export async function writeCheckpoints(tx: Tx, book: string, accounts: readonly bigint[]): Promise<number> {
  const nos = plainArray(accounts)
  return tx.run(sql`
    with whole as (
      select a.no, last.at, last.seq, a.debits_posted + coalesce(d.debits_posted, 0) as debits_posted,
        a.credits_posted + coalesce(d.credits_posted, 0) as credits_posted,
        a.debits_held + coalesce(d.debits_held, 0) as debits_held,
        a.credits_held + coalesce(d.credits_held, 0) as credits_held
      from ledger_account a
      cross join lateral (
        select at, seq from (
          (select at, seq from ledger_transfer where book = ${book} and debit_no = a.no
          order by at desc, seq desc limit 1)
          union all
          (select at, seq from ledger_transfer where book = ${book} and credit_no = a.no
          order by at desc, seq desc limit 1)) side
        order by at desc, seq desc limit 1) last
      left join lateral (
        select sum(debits_posted) as debits_posted, sum(credits_posted) as credits_posted,
          sum(debits_held) as debits_held, sum(credits_held) as credits_held
        from ledger_delta where book = ${book} and account_no = a.no) d on true
      where a.book = ${book} and a.no = any(${nos}::bigint[])
    ), kept as (
      insert into ledger_checkpoint (book, account_no, at, seq, debits_posted, credits_posted, debits_held, credits_held)
      select ${book}, no, at, seq, debits_posted, credits_posted, debits_held, credits_held from whole
      on conflict do nothing
    )
    update ledger_account a set since_checkpoint = 0, last_at = whole.at
    from whole where a.book = ${book} and a.no = whole.no`)
}
