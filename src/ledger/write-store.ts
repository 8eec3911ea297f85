import { type Sql, sql, type Tx } from '../db/index.ts'
import { uuidOf } from '../kernel/index.ts'
import { plainArray, textArray, timeArray } from './array-text.ts'
import type { AccountChange, Decision, HoldChange, NewTransaction, NewTransfer } from './state.ts'

/**
 * Writes a decision in one statement. Where another transaction used one of its ids at the same moment, the whole
 * database transaction begins again (as after a deadlock) and finds what the other one did.
 */
export async function writeDecision(tx: Tx, book: string, decision: Decision): Promise<void> {
  const { transactions, transfers, accounts, holds } = decision
  if (transactions.length === 0) return
  const limited = accounts.filter((change) => change.limited)
  const deltas = accounts.filter((change) => !change.limited)
  const created = holds.filter(({ isNew }) => isNew)
  const changed = holds.filter(({ isNew }) => !isNew)
  const parts = [
    ...(transfers.length > 0 ? [sql`, transfers as (${insertTransfers(book, transfers)} returning 1)`] : []),
    ...(limited.length > 0 ? [sql`, accounts as (${updateAccounts(book, limited)})`] : []),
    ...(deltas.length > 0 ? [sql`, deltas as (${insertDeltas(book, deltas)})`] : []),
    ...(created.length > 0 ? [sql`, created as (${insertHolds(book, created)})`] : []),
    ...(changed.length > 0 ? [sql`, changed as (${updateHolds(book, changed)})`] : [])
  ]
  const counted = transfers.length > 0 ? sql`+ (select count(*) from transfers)` : sql``
  const all = parts.reduce((left, right) => sql`${left}${right}`, sql``)
  const [row] = await tx.rows(sql`
    with transactions as (${insertTransactions(book, transactions)} returning 1)${all}
    select (select count(*) from transactions) ${counted}`)
  if (row?.[0] !== BigInt(transactions.length + transfers.length)) await tx.run(sql`select ledger_repeat()`)
}

/** In the order of their ids, so that two that meet wait for each other in one direction only. */
function insertTransactions(book: string, transactions: readonly NewTransaction[]): Sql {
  const rows = transactions
    .map((row) => ({ ...row, uuid: uuidOf(row.outcome.id) }))
    .sort((a, b) => (a.uuid < b.uuid ? -1 : 1))
  const refusals = rows.map(({ outcome }) => (outcome.result === 'refused' ? toJson(outcome.refusal) : null))
  return sql`
    insert into ledger_transaction (book, id, at, digest, reverses, refusal, fx)
    select ${book}, * from unnest(${plainArray(rows.map(({ uuid }) => uuid))}::uuid[],
      ${timeArray(rows.map(({ outcome }) => outcome.at))}::timestamptz[],
      ${textArray(rows.map(({ digest }) => `\\x${digest}`))}::bytea[],
      ${plainArray(rows.map(({ reverses }) => (reverses === null ? null : uuidOf(reverses))))}::uuid[],
      ${textArray(refusals)}::jsonb[],
      ${textArray(rows.map(({ fx }) => (fx === null ? null : toJson(fx))))}::jsonb[])
    on conflict do nothing`
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner))
}

function insertTransfers(book: string, rows: readonly NewTransfer[]): Sql {
  let last: string | null = null
  let lastUuid = ''
  const transactions = rows.map(({ transaction }) => {
    if (transaction !== last) lastUuid = uuidOf(transaction)
    last = transaction
    return lastUuid
  })
  return sql`
    insert into ledger_transfer (book, debit_no, credit_no, minor, at, debit_balance, debit_held, credit_balance,
      credit_held, id, transaction, hold, leg, type, code, subject)
    select ${book}, * from unnest(${plainArray(rows.map(({ debitNo }) => debitNo))}::bigint[],
      ${plainArray(rows.map(({ creditNo }) => creditNo))}::bigint[],
      ${plainArray(rows.map(({ minor }) => minor))}::bigint[],
      ${timeArray(rows.map(({ at }) => at))}::timestamptz[],
      ${plainArray(rows.map(({ debitBalance }) => debitBalance))}::bigint[],
      ${plainArray(rows.map(({ debitHeld }) => debitHeld))}::bigint[],
      ${plainArray(rows.map(({ creditBalance }) => creditBalance))}::bigint[],
      ${plainArray(rows.map(({ creditHeld }) => creditHeld))}::bigint[],
      ${plainArray(rows.map(({ id }) => uuidOf(id)))}::uuid[],
      ${plainArray(transactions)}::uuid[],
      ${plainArray(rows.map(({ hold }) => (hold === null ? null : uuidOf(hold))))}::uuid[],
      ${plainArray(rows.map(({ leg }) => leg))}::smallint[],
      ${plainArray(rows.map(({ type }) => type))}::text[],
      ${textArray(rows.map(({ code }) => code))}::text[],
      ${textArray(rows.map(({ subject }) => subject))}::text[])
    on conflict do nothing`
}

const sumColumns = (rows: readonly AccountChange[]) => sql`
  ${plainArray(rows.map(({ no }) => no))}::bigint[],
  ${plainArray(rows.map(({ debitsPosted }) => debitsPosted))}::bigint[],
  ${plainArray(rows.map(({ creditsPosted }) => creditsPosted))}::bigint[],
  ${plainArray(rows.map(({ debitsHeld }) => debitsHeld))}::bigint[],
  ${plainArray(rows.map(({ creditsHeld }) => creditsHeld))}::bigint[]`

function updateAccounts(book: string, rows: readonly AccountChange[]): Sql {
  return sql`
    update ledger_account a set debits_posted = new.debits_posted, credits_posted = new.credits_posted,
      debits_held = new.debits_held, credits_held = new.credits_held, last_at = new.last_at
    from unnest(${sumColumns(rows)}, ${timeArray(rows.map(({ lastAt }) => lastAt))}::timestamptz[])
      as new (no, debits_posted, credits_posted, debits_held, credits_held, last_at)
    where a.book = ${book} and a.no = new.no`
}

function insertDeltas(book: string, rows: readonly AccountChange[]): Sql {
  return sql`
    insert into ledger_delta (book, account_no, debits_posted, credits_posted, debits_held, credits_held)
    select ${book}, * from unnest(${sumColumns(rows)})`
}

function insertHolds(book: string, rows: readonly HoldChange[]): Sql {
  return sql`
    insert into ledger_hold (book, id, debit_no, credit_no, minor, remaining, expires_at, state)
    select ${book}, * from unnest(${plainArray(rows.map(({ id }) => uuidOf(id)))}::uuid[],
      ${plainArray(rows.map(({ debitNo }) => debitNo))}::bigint[],
      ${plainArray(rows.map(({ creditNo }) => creditNo))}::bigint[],
      ${plainArray(rows.map(({ minor }) => minor))}::bigint[],
      ${plainArray(rows.map(({ remaining }) => remaining))}::bigint[],
      ${timeArray(rows.map(({ expiresAt }) => expiresAt))}::timestamptz[],
      ${plainArray(rows.map(({ state }) => state))}::text[])`
}

function updateHolds(book: string, rows: readonly HoldChange[]): Sql {
  return sql`
    update ledger_hold h set remaining = new.remaining, state = new.state
    from unnest(${plainArray(rows.map(({ id }) => uuidOf(id)))}::uuid[],
      ${plainArray(rows.map(({ remaining }) => remaining))}::bigint[],
      ${plainArray(rows.map(({ state }) => state))}::text[]) as new (id, remaining, state)
    where h.book = ${book} and h.id = new.id`
}
