import { z } from 'zod'
import { given, type Sql, sql, type Tx } from '../db/index.ts'
import {
  type AccountBalance,
  type AccountId,
  type AccountState,
  heldOf,
  isAccountId,
  type NewAccount,
  partsOf,
  postedOf
} from './account.ts'
import { plainArray, plainColumn } from './array-text.ts'
import { gateOf } from './gate-store.ts'

const BalanceRow = z.strictObject({
  id: z.custom<AccountId>(isAccountId),
  side: z.enum(['debit', 'credit']),
  floor: z.bigint().nullable(),
  state: z.enum(['open', 'frozen', 'closed']),
  managed: z.boolean(),
  debitsPosted: z.bigint(),
  creditsPosted: z.bigint(),
  debitsHeld: z.bigint(),
  creditsHeld: z.bigint()
})

/**
 * Inserts those that are missing, in one statement, and answers the ids of those that stand there in another form.
 * An account that appears in the same moment is looked at once more.
 */
export async function insertAccounts(
  tx: Tx,
  book: string,
  accounts: readonly NewAccount[]
): Promise<AccountId[]> {
  const parts = accounts.map(({ id }) => partsOf(id))
  const asked = sql`unnest(${accounts.map(({ id }) => id)}::text[], ${parts.map(({ kind }) => kind)}::text[],
    ${parts.map(({ owner }) => owner)}::text[], ${parts.map(({ currency }) => currency)}::text[],
    ${accounts.map(({ side }) => side)}::text[], ${plainColumn(accounts, ({ floor }) => floor)}::bigint[],
    ${accounts.map(({ managed }) => managed ?? true)}::boolean[])
    as new (id, kind, owner, currency, side, floor, managed)`
  const differs = sql`
    (a.side, a.managed) <> (new.side, new.managed) or a.floor is distinct from new.floor`
  const standing = sql`
    select a.id, ${differs} as differs from ${asked} join ledger_account a on a.book = ${book} and a.id = new.id`
  const rows = await tx.rows(sql`
    with opened as (
      insert into ledger_account (book, id, kind, owner, currency, side, floor, managed, opened_at)
      select ${book}, id, kind, owner, currency, side, floor, managed, ${tx.now} from ${asked}
      order by id on conflict (book, id) do nothing returning id)
    select id, false from opened union all ${standing}`)
  const seen = rows.length === accounts.length ? rows : await tx.rows(standing)
  return seen.filter(([, other]) => other === true).map(([id]) => id as AccountId)
}

const sums = sql`
  a.id, a.side, a.floor, a.state, a.managed,
  (a.debits_posted + coalesce(d.debits_posted, 0))::bigint as "debitsPosted",
  (a.credits_posted + coalesce(d.credits_posted, 0))::bigint as "creditsPosted",
  (a.debits_held + coalesce(d.debits_held, 0))::bigint as "debitsHeld",
  (a.credits_held + coalesce(d.credits_held, 0))::bigint as "creditsHeld"`

const waiting = (book: string) => sql`
  left join lateral (
    select sum(debits_posted) as debits_posted, sum(credits_posted) as credits_posted,
      sum(debits_held) as debits_held, sum(credits_held) as credits_held
    from ledger_delta where book = ${book} and account_no = a.no and a.floor is null) d on true`

function toBalance(row: z.infer<typeof BalanceRow>): AccountBalance {
  const [posted, held] = [postedOf(row.side, row), heldOf(row.side, row)]
  return { ...row, posted, held, available: posted - held - (row.floor ?? 0n) }
}

async function readBalances(tx: Tx, book: string, where: Sql): Promise<AccountBalance[]> {
  const rows = await tx.many(BalanceRow, sql`select ${sums} from ledger_account a ${waiting(book)} ${where}`)
  return rows.map(toBalance)
}

/** The accounts asked for, with what waits in the deltas of unlimited ones, from one picture of the database. */
export function findBalances(tx: Tx, book: string, ids: readonly AccountId[]): Promise<AccountBalance[]> {
  return readBalances(tx, book, sql`where a.book = ${book} and a.id = any(${plainArray(ids)}::text[])`)
}

export type AccountFilter = Readonly<{
  kind?: string | undefined
  owner?: string | undefined
  prefix?: string | undefined
}>

/** Comes after all that may follow in a name. */
const last = '\u{10ffff}'

/** Accounts in the order of their ids, after `after`. */
export function listBalances(
  tx: Tx,
  book: string,
  { kind, owner, prefix }: AccountFilter,
  after: string,
  limit: number
): Promise<AccountBalance[]> {
  return readBalances(
    tx,
    book,
    sql`
    where a.book = ${book} and a.id > ${after}
      ${given(kind, (kind) => sql`and a.kind = ${kind}`)}
      ${given(owner, (owner) => sql`and a.owner = ${owner}`)}
      ${given(prefix, (start) => sql`and a.id >= ${start} and a.id < ${start + last}`)}
    order by a.id limit ${limit}`
  )
}

/** Locks one account. */
export async function lockAccount(tx: Tx, book: string, id: AccountId): Promise<void> {
  await tx.run(sql`select from ledger_account where book = ${book} and id = ${id} for no key update`)
}

/**
 * Waits until all that is being posted in the book has ended, and holds the rest back until this transaction has. It
 * names a table of the book, so that a distributed PostgreSQL locks on the node where the book's postings lock too.
 */
export async function closeGate(tx: Tx, book: string): Promise<void> {
  await tx.run(sql`
    select from ledger_account where (select pg_advisory_xact_lock(${gateOf(book)})) is not null and book = ${book}
    limit 1`)
}

/**
 * Closes the gate unless that would take longer than fifty milliseconds; answers whether it is closed. `set local`, and not
 * `set_config`, for only that reaches the node of the book where the database is a cluster.
 */
export async function closeGateSoon(tx: Tx, book: string): Promise<boolean> {
  await tx.run(sql`savepoint ledger_gate`)
  try {
    await tx.run(sql`set local lock_timeout = '50ms'`)
    await closeGate(tx, book)
    await tx.run(sql`set local lock_timeout = 0`)
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === lockNotAvailable)) throw error
    await tx.run(sql`rollback to savepoint ledger_gate`)
    return false
  }
}

const lockNotAvailable = '55P03'

export async function setState(tx: Tx, book: string, id: AccountId, state: AccountState): Promise<void> {
  await tx.run(sql`update ledger_account set state = ${state} where book = ${book} and id = ${id}`)
}

const OwnerRow = z.strictObject({ owner: z.string(), openedAt: z.date() })

/** Owners of accounts of this kind with more than nothing in them, those of `but` left out, at most `limit` accounts. */
export function ownersWithMoney(
  tx: Tx,
  book: string,
  kind: string,
  but: readonly string[],
  limit: number
): Promise<z.infer<typeof OwnerRow>[]> {
  return tx.many(
    OwnerRow,
    sql`
    select owner, opened_at as "openedAt" from ledger_account
    where book = ${book} and kind = ${kind} and credits_posted > debits_posted and owner <> all(${[...but]}::text[])
    limit ${limit}`
  )
}
