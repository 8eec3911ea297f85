import { z } from 'zod'
import { type Sql, sql, type Tx } from '../db/index.ts'
import { idOf } from '../kernel/index.ts'

/** What a check of the database found: how many it looked at, and a sentence for each difference, at most a hundred. */
export type Found = Readonly<{ count: number; differences: readonly string[] }>

const FoundRow = z.strictObject({
  count: z.bigint(),
  differences: z
    .array(z.string())
    .nullable()
    .transform((found) => found ?? [])
})

/** `looked` has a row for each thing looked at: a sentence where something is wrong, null where nothing is. */
async function look(tx: Tx, looked: Sql, count = sql`count(*)`): Promise<Found> {
  const found = await tx.one(
    FoundRow,
    sql`
    with looked as (${looked})
    select ${count} as count, (
      select array_agg(difference) from (
        select difference from looked where difference is not null order by difference limit 100) first) as differences
    from looked`
  )
  return { count: globalThis.Number(found.count), differences: found.differences.map(named) }
}

/** Ids as people know them, in place of the UUIDs inside the tables. */
function named(difference: string): string {
  return difference.replaceAll(
    /(hold|transaction|reverses) ([\da-f]{8}-[\da-f-]{27})/g,
    (_, what: string, uuid: string) => {
      return `${what} ${idOf(what === 'hold' ? 'trf' : 'txn', uuid)}`
    }
  )
}

/** The four sums of every account, what waits in the deltas included. */
const accounts = sql`
  select a.book, a.no, a.id, a.currency, a.side, a.floor, a.state,
    a.debits_posted + coalesce(d.debits_posted, 0) as debits_posted,
    a.credits_posted + coalesce(d.credits_posted, 0) as credits_posted,
    a.debits_held + coalesce(d.debits_held, 0) as debits_held,
    a.credits_held + coalesce(d.credits_held, 0) as credits_held
  from ledger_account a left join (
    select book, account_no, sum(debits_posted) as debits_posted, sum(credits_posted) as credits_posted,
      sum(debits_held) as debits_held, sum(credits_held) as credits_held
    from ledger_delta group by book, account_no) d on d.book = a.book and d.account_no = a.no`

/** Every transfer from both its sides, with what it changes there. */
const entries = sql`
  select book, seq, at, debit_no as no, true as debit, type, minor, id, debit_balance as balance, debit_held as held
  from ledger_transfer
  union all
  select book, seq, at, credit_no, false, type, minor, id, credit_balance, credit_held from ledger_transfer`

const posts = sql`case when type in ('plain', 'capture') then minor else 0 end`
const holds = sql`case type when 'hold' then minor when 'plain' then 0 else -minor end`

/** In each book and currency all debits equal all credits, posted and held. */
export function lookAtCurrencies(tx: Tx): Promise<Found> {
  return look(
    tx,
    sql`
    select case when sum(debits_posted) <> sum(credits_posted) or sum(debits_held) <> sum(credits_held) then
      format('book %s, %s: debits %s and credits %s posted, %s and %s held', book, currency, sum(debits_posted),
        sum(credits_posted), sum(debits_held), sum(credits_held)) end as difference
    from (${accounts}) a group by book, currency`
  )
}

/** The sums of each account equal the replay of all transfers from nothing. */
export function lookAtSums(tx: Tx): Promise<Found> {
  return look(
    tx,
    sql`
    select case when a.no is null then format('book %s: transfers of an account with the number %s, which is not there',
        r.book, r.no)
      when (a.debits_posted, a.credits_posted, a.debits_held, a.credits_held) is distinct from
        (coalesce(r.debits_posted, 0), coalesce(r.credits_posted, 0), coalesce(r.debits_held, 0), coalesce(r.credits_held, 0))
      then format('%s: sums say debits %s, credits %s, held %s and %s; its transfers say %s, %s, %s and %s', a.id,
        a.debits_posted, a.credits_posted, a.debits_held, a.credits_held, coalesce(r.debits_posted, 0),
        coalesce(r.credits_posted, 0), coalesce(r.debits_held, 0), coalesce(r.credits_held, 0)) end as difference
    from (${accounts}) a full join (
      select book, no, sum(${posts}) filter (where debit) as debits_posted,
        sum(${posts}) filter (where not debit) as credits_posted, sum(${holds}) filter (where debit) as debits_held,
        sum(${holds}) filter (where not debit) as credits_held
      from (${entries}) e group by book, no) r on r.book = a.book and r.no = a.no`
  )
}

/** No limited account is below its floor, holds counted, and a closed one is empty. */
export function lookAtFloors(tx: Tx): Promise<Found> {
  return look(
    tx,
    sql`
    select case when available < floor then format('%s: %s is left with what is held, its floor is %s', id, available, floor)
      when state = 'closed' and (debits_posted <> credits_posted or debits_held + credits_held <> 0) then
        format('%s: closed, with debits %s and credits %s', id, debits_posted, credits_posted) end as difference
    from (select *, case side when 'credit' then credits_posted - debits_posted - debits_held
        else debits_posted - credits_posted - credits_held end as available
      from (${accounts}) a) a`
  )
}

/** What each hold has left is what was set aside less what was captured and voided. */
export function lookAtHolds(tx: Tx): Promise<Found> {
  return look(
    tx,
    sql`
    select case when h.id is null then format('hold %s: made by a transfer, but not there', m.id)
      when m.id is null then format('hold %s: no transfer made it', h.id)
      when h.minor <> m.minor then format('hold %s: of %s, its transfer says %s', h.id, h.minor, m.minor)
      when h.remaining <> m.minor - coalesce(u.minor, 0) then format('hold %s: %s left, its transfers say %s', h.id,
        h.remaining, m.minor - coalesce(u.minor, 0))
      when (h.state = 'open') <> (h.remaining > 0) then format('hold %s: %s with %s left', h.id, h.state, h.remaining)
      end as difference
    from ledger_hold h full join (
      select book, id, minor from ledger_transfer where type = 'hold') m on m.book = h.book and m.id = h.id
    left join (
      select book, hold, sum(minor) as minor from ledger_transfer where type in ('capture', 'void') group by book, hold
    ) u on u.book = coalesce(h.book, m.book) and u.hold = coalesce(h.id, m.id)`
  )
}

/** What each account has in holds is what its open holds have left. */
export function lookAtHeld(tx: Tx): Promise<Found> {
  return look(
    tx,
    sql`
    select case when (a.debits_held, a.credits_held) is distinct from (coalesce(d.minor, 0), coalesce(c.minor, 0)) then
      format('%s: held sums %s and %s, its open holds have %s and %s left', a.id, a.debits_held, a.credits_held,
        coalesce(d.minor, 0), coalesce(c.minor, 0)) end as difference
    from (${accounts}) a
    left join (select book, debit_no as no, sum(remaining) as minor from ledger_hold where state = 'open' group by 1, 2) d
      on d.book = a.book and d.no = a.no
    left join (select book, credit_no as no, sum(remaining) as minor from ledger_hold where state = 'open' group by 1, 2) c
      on c.book = a.book and c.no = a.no`
  )
}

/** The balance after each entry of a limited account follows from the entries up to it, and times never run back. */
export function lookAtBalancesAfter(tx: Tx): Promise<Found> {
  return look(
    tx,
    sql`
    select case when (balance, held) is distinct from (posted, aside) then
        format('%s: after entry %s a balance of %s with %s held, its entries say %s with %s', id, seq, balance, held, posted,
          aside)
      when at < before then format('%s: entry %s is of an earlier time than the one before', id, seq) end as difference
    from (
      select a.id, e.seq, e.at, e.balance, e.held, lag(e.at) over history as before,
        sum(case when e.debit = (a.side = 'debit') then ${posts} else -(${posts}) end) over history as posted,
        sum(case when e.debit <> (a.side = 'debit') then ${holds} else 0 end) over history as aside
      from (${entries}) e join ledger_account a on a.book = e.book and a.no = e.no
      where a.floor is not null
      window history as (partition by a.no order by e.seq)) entry`
  )
}

/** Each transfer belongs to a posted transaction and moves one currency; each posted transaction has all its legs. */
export function lookAtTransactions(tx: Tx): Promise<Found> {
  return look(
    tx,
    sql`
    select case when t.id is null then format('transaction %s: transfers without the transaction', l.transaction)
      when t.refusal is null and l.transaction is null then format('transaction %s: posted, without a transfer', t.id)
      when t.refusal is not null and l.transaction is not null then
        format('transaction %s: refused, but with %s transfers', t.id, l.legs)
      when l.mixed then format('transaction %s: a transfer between two currencies', t.id)
      when l.other_time or l.at <> t.at then format('transaction %s: a transfer of another time', t.id)
      when t.reverses is not null and t.refusal is null and o.id is null then
        format('transaction %s: reverses %s, which was never posted', t.id, t.reverses) end as difference
    from ledger_transaction t full join (
      select t.book, t.transaction, count(*) as legs, bool_or(d.currency <> c.currency) as mixed,
        min(t.at) <> max(t.at) as other_time, min(t.at) as at
      from ledger_transfer t
      left join ledger_account d on d.book = t.book and d.no = t.debit_no
      left join ledger_account c on c.book = t.book and c.no = t.credit_no
      group by t.book, t.transaction
    ) l on l.book = t.book and l.transaction = t.id
    left join ledger_transaction o on o.book = t.book and o.id = t.reverses and o.refusal is null`
  )
}

/** Each checkpoint of an unlimited account says what its transfers up to there add up to. */
export function lookAtCheckpoints(tx: Tx): Promise<Found> {
  const running = (column: Sql, side: Sql) =>
    sql`coalesce(sum(${column}) filter (where ${side}) over place, 0)`
  return look(
    tx,
    sql`
    select case when r.seq is null then format('account %s: a checkpoint at transfer %s, which it does not have',
        c.account_no, c.seq)
      when (c.debits_posted, c.credits_posted, c.debits_held, c.credits_held) is distinct from
        (r.debits_posted, r.credits_posted, r.debits_held, r.credits_held)
      then format('account %s: its checkpoint at transfer %s says debits %s, credits %s, held %s and %s; its transfers say %s, %s, %s and %s',
        c.account_no, c.seq, c.debits_posted, c.credits_posted, c.debits_held, c.credits_held, r.debits_posted,
        r.credits_posted, r.debits_held, r.credits_held) end as difference
    from ledger_checkpoint c left join (
      select book, no, at, seq, ${running(posts, sql`debit`)} as debits_posted,
        ${running(posts, sql`not debit`)} as credits_posted, ${running(holds, sql`debit`)} as debits_held,
        ${running(holds, sql`not debit`)} as credits_held
      from (${entries}) e where (book, no) in (select book, account_no from ledger_checkpoint)
      window place as (partition by book, no order by at, seq)
    ) r on r.book = c.book and r.no = c.account_no and r.at = c.at and r.seq = c.seq`
  )
}

/** What is kept of each hour says what the transfers of that hour add up to, as far as they were added up. */
export function lookAtFlows(tx: Tx): Promise<Found> {
  return look(
    tx,
    sql`
    select case when (f.transfers, f.minor) is distinct from (r.transfers, r.minor)
      then format('flow in %s, hour %s, %s from %s to %s (%s): %s in %s transfers; its transfers say %s in %s',
        book, hour at time zone 'UTC', currency, debit_kind, credit_kind, code, coalesce(f.minor, 0),
        coalesce(f.transfers, 0), coalesce(r.minor, 0), coalesce(r.transfers, 0)) end as difference
    from ledger_flow f full join (
      select t.book, date_trunc('hour', t.at, 'UTC') as hour, d.currency, d.kind as debit_kind, c.kind as credit_kind,
        case when d.managed and c.managed then t.code else '' end as code, count(*) as transfers, sum(t.minor) as minor
      from ledger_transfer t join ledger_flow_mark m on m.book = t.book and t.seq <= m.seq
      join ledger_account d on d.book = t.book and d.no = t.debit_no
      join ledger_account c on c.book = t.book and c.no = t.credit_no
      where t.type in ('plain', 'capture') and t.minor > 0
      group by 1, 2, 3, 4, 5, 6
    ) r using (book, hour, currency, debit_kind, credit_kind, code)`
  )
}
