import { BeginAgain, type Sql, sql, type Tx } from '../db/index.ts'
import { uuidOf } from '../kernel/index.ts'
import { plainColumn, textColumn, timeColumn } from './array-text.ts'
import type { AccountChange, Decision, HoldChange, NewTransaction, NewTransfer } from './state.ts'

const uniqueViolation = '23505'

/**
 * Writes a decision in one statement. Where another transaction used one of its ids at the same moment, the whole
 * database transaction begins again and finds what the other one did.
 */
export async function writeDecision(tx: Tx, book: string, decision: Decision): Promise<void> {
  if (decision.transactions.length === 0) return
  try {
    await tx.run(writing(book, decision))
  } catch (error) {
    if (!isTaken(error)) throw error
    throw new BeginAgain('another transaction used the same id at the same time', { cause: error })
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === uniqueViolation
}

/**
 * Writes a decision that was made without looking whether its ids were used before. Answers false, with nothing written
 * and all locks kept, if one was.
 */
export async function writeUnlessTaken(tx: Tx, book: string, decision: Decision): Promise<boolean> {
  await tx.run(sql`savepoint ledger_write`)
  try {
    await tx.run(writing(book, decision))
    return true
  } catch (error) {
    if (!isTaken(error)) throw error
    await tx.run(sql`rollback to savepoint ledger_write`)
    return false
  }
}

function writing(book: string, { transactions, transfers, accounts, holds }: Decision): Sql {
  const limited = accounts.filter((change) => change.limited)
  const deltas = accounts.filter((change) => !change.limited)
  const created = holds.filter(({ isNew }) => isNew)
  const changed = holds.filter(({ isNew }) => !isNew)
  const parts = [
    ...(transfers.length > 0 ? [sql`transfers as (${insertTransfers(book, transfers)})`] : []),
    ...(limited.length > 0 ? [sql`accounts as (${updateAccounts(book, limited)})`] : []),
    ...(deltas.length > 0 ? [sql`deltas as (${insertDeltas(book, deltas)})`] : []),
    ...(created.length > 0 ? [sql`created as (${insertHolds(book, created)})`] : []),
    ...(changed.length > 0 ? [sql`changed as (${updateHolds(book, changed)})`] : [])
  ]
  const main = insertTransactions(book, transactions)
  if (parts.length === 0) return main
  return sql`with ${parts.reduce((left, right) => sql`${left}, ${right}`)} ${main}`
}

function insertTransactions(book: string, rows: readonly NewTransaction[]): Sql {
  const ids = sql`${plainColumn(rows, ({ outcome }) => uuidOf(outcome.id))}::uuid[],
    ${timeColumn(rows, ({ outcome }) => outcome.at)}::timestamptz[],
    ${plainColumn(rows, ({ digest }) => digest)}::uuid[]`
  const plain = rows.every(({ outcome, reverses, fx }) => outcome.result === 'posted' && !reverses && !fx)
  if (plain) {
    return sql`insert into ledger_transaction (book, id, at, digest) select ${book}, * from unnest(${ids})`
  }
  return sql`
    insert into ledger_transaction (book, id, at, digest, reverses, refusal, fx)
    select ${book}, * from unnest(${ids},
      ${plainColumn(rows, ({ reverses }) => reverses && uuidOf(reverses))}::uuid[],
      ${textColumn(rows, ({ outcome }) => (outcome.result === 'refused' ? toJson(outcome.refusal) : null))}::jsonb[],
      ${textColumn(rows, ({ fx }) => fx && toJson(fx))}::jsonb[])`
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner))
}

function insertTransfers(book: string, rows: readonly NewTransfer[]): Sql {
  return sql`
    insert into ledger_transfer (book, debit_no, credit_no, minor, at, debit_balance, debit_held, credit_balance,
      credit_held, id, transaction, hold, leg, type, code, subject)
    select ${book}, * from unnest(${plainColumn(rows, ({ debitNo }) => debitNo)}::bigint[],
      ${plainColumn(rows, ({ creditNo }) => creditNo)}::bigint[],
      ${plainColumn(rows, ({ minor }) => minor)}::bigint[],
      ${timeColumn(rows, ({ at }) => at)}::timestamptz[],
      ${plainColumn(rows, ({ debitBalance }) => debitBalance)}::bigint[],
      ${plainColumn(rows, ({ debitHeld }) => debitHeld)}::bigint[],
      ${plainColumn(rows, ({ creditBalance }) => creditBalance)}::bigint[],
      ${plainColumn(rows, ({ creditHeld }) => creditHeld)}::bigint[],
      ${plainColumn(rows, ({ id }) => uuidOf(id))}::uuid[],
      ${plainColumn(rows, ({ transaction }) => uuidOf(transaction))}::uuid[],
      ${plainColumn(rows, ({ hold }) => hold && uuidOf(hold))}::uuid[],
      ${plainColumn(rows, ({ leg }) => leg)}::smallint[],
      ${plainColumn(rows, ({ type }) => type)}::text[],
      ${textColumn(rows, ({ code }) => code)}::text[],
      ${textColumn(rows, ({ subject }) => subject)}::text[])`
}

const sumColumns = (rows: readonly AccountChange[]) => sql`
  ${plainColumn(rows, ({ no }) => no)}::bigint[],
  ${plainColumn(rows, ({ debitsPosted }) => debitsPosted)}::bigint[],
  ${plainColumn(rows, ({ creditsPosted }) => creditsPosted)}::bigint[],
  ${plainColumn(rows, ({ debitsHeld }) => debitsHeld)}::bigint[],
  ${plainColumn(rows, ({ creditsHeld }) => creditsHeld)}::bigint[]`

function updateAccounts(book: string, rows: readonly AccountChange[]): Sql {
  return sql`
    update ledger_account a set debits_posted = new.debits_posted, credits_posted = new.credits_posted,
      debits_held = new.debits_held, credits_held = new.credits_held, last_at = new.last_at
    from unnest(${sumColumns(rows)}, ${timeColumn(rows, ({ lastAt }) => lastAt)}::timestamptz[])
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
    select ${book}, * from unnest(${plainColumn(rows, ({ id }) => uuidOf(id))}::uuid[],
      ${plainColumn(rows, ({ debitNo }) => debitNo)}::bigint[],
      ${plainColumn(rows, ({ creditNo }) => creditNo)}::bigint[],
      ${plainColumn(rows, ({ minor }) => minor)}::bigint[],
      ${plainColumn(rows, ({ remaining }) => remaining)}::bigint[],
      ${timeColumn(rows, ({ expiresAt }) => expiresAt)}::timestamptz[],
      ${plainColumn(rows, ({ state }) => state)}::text[])`
}

function updateHolds(book: string, rows: readonly HoldChange[]): Sql {
  return sql`
    update ledger_hold h set remaining = new.remaining, state = new.state
    from unnest(${plainColumn(rows, ({ id }) => uuidOf(id))}::uuid[],
      ${plainColumn(rows, ({ remaining }) => remaining)}::bigint[],
      ${plainColumn(rows, ({ state }) => state)}::text[]) as new (id, remaining, state)
    where h.book = ${book} and h.id = new.id`
}
