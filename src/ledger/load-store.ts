import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { idOf, uuidOf } from '../kernel/index.ts'
import type { AccountId, Side } from './account.ts'
import { plainArray } from './array-text.ts'
import { gateOf } from './gate-store.ts'
import type { Refusal } from './outcome.ts'
import type { LoadedAccount, LoadedHold, Original } from './state.ts'
import { legTypes, type PostedLeg, type TransactionId, type TransferId } from './transaction.ts'

function toAccount(row: readonly unknown[]): LoadedAccount {
  const [no, id, currency, side, floor, state, managed, ...rest] = row
  const [debitsPosted, creditsPosted, debitsHeld, creditsHeld, lastAt] = rest
  return {
    no: no as bigint,
    id: id as AccountId,
    currency: currency as string,
    side: side as Side,
    floor: floor as bigint | null,
    state: state as LoadedAccount['state'],
    managed: managed as boolean,
    debitsPosted: debitsPosted as bigint,
    creditsPosted: creditsPosted as bigint,
    debitsHeld: debitsHeld as bigint,
    creditsHeld: creditsHeld as bigint,
    lastAt: lastAt as Date | null
  }
}

/** Locks the limited accounts among `ids`, in their order, and answers them as they are then. */
export async function lockLimited(tx: Tx, book: string, ids: readonly AccountId[]): Promise<LoadedAccount[]> {
  const rows = await tx.rows(sql`
    select a.no, a.id, a.currency, a.side, a.floor, a.state, a.managed, a.debits_posted, a.credits_posted,
      a.debits_held, a.credits_held, case when a.last_at > ${tx.now}::timestamptz then a.last_at end
    from ledger_account a
    where (select pg_advisory_xact_lock_shared(${gateOf(book)})) is not null
      and a.book = ${book} and a.id = any(${plainArray(ids)}::text[]) and a.floor is not null
    order by a.no for no key update`)
  return rows.map(toAccount)
}

/** Locks holds, in their order, before the accounts between which they stand. */
export async function lockHolds(tx: Tx, book: string, ids: readonly TransferId[]): Promise<LoadedHold[]> {
  const rows = await tx.rows(sql`
    select h.id, d.id, c.id, h.minor, h.remaining, h.expires_at, h.state
    from ledger_hold h
    join ledger_account d on d.book = h.book and d.no = h.debit_no
    join ledger_account c on c.book = h.book and c.no = h.credit_no
    where h.book = ${book} and h.id = any(${plainArray(ids.map(uuidOf))}::uuid[])
    order by h.id for no key update of h`)
  return rows.map(([id, debit, credit, minor, remaining, expiresAt, state]) => ({
    id: idOf('trf', id as string),
    debit: debit as AccountId,
    credit: credit as AccountId,
    minor: minor as bigint,
    remaining: remaining as bigint,
    expiresAt: expiresAt as Date | null,
    state: state as LoadedHold['state']
  }))
}

/** Whether one of these ids is that of a hold. */
export async function anyHold(tx: Tx, book: string, ids: readonly TransferId[]): Promise<boolean> {
  const [row] = await tx.rows(sql`
    select exists (select 1 from ledger_hold where book = ${book} and id = any(${plainArray(ids.map(uuidOf))}::uuid[]))`)
  return row?.[0] === true
}

/** What is read once the limited accounts are locked: the others, and which ids were used before. */
export type Found = Readonly<{
  unlimited: readonly LoadedAccount[]
  taken: readonly TransferId[]
  transactions: readonly Readonly<{ id: TransactionId; at: Date; digest: string; refusal: Refusal | null }>[]
  reversed: readonly TransactionId[]
}>

type Asked = Readonly<{
  accounts: readonly AccountId[]
  transfers: readonly TransferId[]
  transactions: readonly TransactionId[]
  reverses: readonly TransactionId[]
  /** All that is asked for, added up. */
  minor: bigint
}>

/**
 * Only where so much is posted at once, or so much was, that a sum of an unlimited account could pass its limit with what
 * waits in its deltas, these are added up before it is decided. Thousands of smaller postings would have to wait for that:
 * a change that is larger waits in no delta, but is added to the sums at once.
 */
export const amountBig = 2n ** 40n
const sumBig = 2n ** 52n

/** Whether it matters to the last unit what others post to unlimited accounts at the same moment. */
export function isBig(minor: bigint, unlimited: readonly LoadedAccount[]): boolean {
  return (
    minor > amountBig ||
    unlimited.some(
      ({ debitsPosted, debitsHeld, creditsPosted, creditsHeld }) =>
        debitsPosted + debitsHeld > sumBig || creditsPosted + creditsHeld > sumBig
    )
  )
}

/** Big postings of a book wait for each other: whoever comes next finds the deltas of the one before. */
export async function lockBig(tx: Tx, book: string): Promise<void> {
  await tx.run(sql`
    select from ledger_account
    where (select pg_advisory_xact_lock(hashtextextended(${`ledger big ${book}`}, 0))) is not null and book = ${book}
    limit 1`)
}

/**
 * Looks all up in one statement. Unlimited accounts are locked by nobody, and their sums lack what still waits in the
 * deltas. Of the ids, none is found in the usual case.
 */
export async function findRest(tx: Tx, book: string, asked: Asked): Promise<Found> {
  const nulls = sql`null, null, null, null, null, null, null`
  const accounts = sql`
    union all
    select 'account', null, case when a.last_at > ${tx.now}::timestamptz then a.last_at end, a.id, null, a.no, a.currency, a.side, a.state, a.managed,
      array[a.debits_posted + coalesce(d.debits_posted, 0), a.credits_posted + coalesce(d.credits_posted, 0),
        a.debits_held + coalesce(d.debits_held, 0), a.credits_held + coalesce(d.credits_held, 0)]::bigint[]
    from ledger_account a left join lateral (
      select sum(debits_posted) as debits_posted, sum(credits_posted) as credits_posted,
        sum(debits_held) as debits_held, sum(credits_held) as credits_held
      from ledger_delta where book = ${book} and account_no = a.no
        and (${asked.minor} > ${amountBig}
          or greatest(a.debits_posted + a.debits_held, a.credits_posted + a.credits_held) > ${sumBig})) d on true
    where a.book = ${book} and a.id = any(${plainArray(asked.accounts)}::text[]) and a.floor is null`
  const reversed = sql`
    union all
    select 'reversed', reverses, null, null, ${nulls} from ledger_transaction
    where book = ${book} and reverses = any(${plainArray(asked.reverses.map(uuidOf))}::uuid[]) and refusal is null`
  const rows = await tx.rows(sql`
    select 'transaction', id, at, digest::text, refusal, null::bigint, null, null, null, null::boolean,
      null::bigint[]
    from ledger_transaction where book = ${book} and id = any(${plainArray(asked.transactions.map(uuidOf))}::uuid[])
    union all
    select 'transfer', id, null, null, ${nulls} from ledger_transfer
    where book = ${book} and id = any(${plainArray(asked.transfers.map(uuidOf))}::uuid[])
    ${asked.accounts.length > 0 ? accounts : sql``} ${asked.reverses.length > 0 ? reversed : sql``}`)
  const of = (kind: string) => rows.filter(([found]) => found === kind)
  return {
    unlimited: of('account').map(toUnlimited),
    taken: of('transfer').map(([, id]) => idOf('trf', id as string)),
    reversed: of('reversed').map(([, id]) => idOf('txn', id as string)),
    transactions: of('transaction').map(([, id, at, digest, refusal]) => ({
      id: idOf('txn', id as string),
      at: at as Date,
      digest: (digest as string).replaceAll('-', ''),
      refusal: refusal === null ? null : readRefusal(refusal)
    }))
  }
}

/** Whether one of these ids was used before. */
export async function anyUsed(
  tx: Tx,
  book: string,
  transactions: readonly TransactionId[],
  transfers: readonly TransferId[]
): Promise<boolean> {
  const [row] = await tx.rows(sql`
    select exists (select 1 from ledger_transaction
        where book = ${book} and id = any(${plainArray(transactions.map(uuidOf))}::uuid[]))
      or exists (select 1 from ledger_transfer
        where book = ${book} and id = any(${plainArray(transfers.map(uuidOf))}::uuid[]))`)
  return row?.[0] === true
}

function toUnlimited(row: readonly unknown[]): LoadedAccount {
  const [, , lastAt, id, , no, currency, side, state, managed, sums] = row
  return toAccount([no, id, currency, side, null, state, managed, ...(sums as bigint[]), lastAt])
}

const StoredRefusal = z.looseObject({ asked: z.string().optional(), possible: z.string().optional() })

/** A refusal as it stands in the table: amounts are texts there. */
export function readRefusal(stored: unknown): Refusal {
  const { asked, possible, ...rest } = StoredRefusal.parse(stored)
  const figures = {
    ...(asked === undefined ? {} : { asked: BigInt(asked) }),
    ...(possible === undefined ? {} : { possible: BigInt(possible) })
  }
  return { ...(rest as Omit<Refusal, 'asked' | 'possible'>), ...figures }
}

const LegRow = z.tuple([
  z.string(),
  z.string(),
  z.enum(legTypes),
  z.string(),
  z.string(),
  z.bigint(),
  z.string().nullable()
])

/** The legs of these transactions, in their order. Missing and refused ones have none. */
export async function loadLegs(
  tx: Tx,
  book: string,
  ids: readonly TransactionId[]
): Promise<Map<TransactionId, (PostedLeg & Readonly<{ subject: string | null }>)[]>> {
  const rows = await tx.rows(sql`
    select t.transaction, t.id, t.type, d.id, c.id, t.minor, t.subject
    from ledger_transfer t
    join ledger_account d on d.book = t.book and d.no = t.debit_no
    join ledger_account c on c.book = t.book and c.no = t.credit_no
    where t.book = ${book} and t.transaction = any(${plainArray(ids.map(uuidOf))}::uuid[])
    order by t.transaction, t.leg`)
  const legs = new Map<TransactionId, (PostedLeg & { subject: string | null })[]>()
  for (const row of rows) {
    const [transaction, id, type, debit, credit, minor, subject] = LegRow.parse(row)
    const key = idOf('txn', transaction)
    const leg = {
      id: idOf('trf', id),
      type,
      debit: debit as AccountId,
      credit: credit as AccountId,
      minor,
      subject
    }
    legs.set(key, [...(legs.get(key) ?? []), leg])
  }
  return legs
}

/** What reversals refer to. `reversed` is told by `findUsed`, once the accounts are locked. */
export async function loadOriginals(
  tx: Tx,
  book: string,
  ids: readonly TransactionId[]
): Promise<Map<TransactionId, Original>> {
  const rows = await tx.rows(sql`
    select id, reverses is not null from ledger_transaction
    where book = ${book} and id = any(${plainArray(ids.map(uuidOf))}::uuid[]) and refusal is null`)
  const legs = await loadLegs(tx, book, ids)
  return new Map(
    rows.map(([uuid, reversal]) => {
      const id = idOf('txn', uuid as string)
      return [id, { legs: legs.get(id) ?? [], reversal: reversal as boolean, reversed: false }]
    })
  )
}
