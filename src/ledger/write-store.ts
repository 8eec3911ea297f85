import { BeginAgain, isUniqueViolation, type Sql, sql, type Tx } from '../db/index.ts'
import { uuidOf } from '../kernel/index.ts'
import { plainColumn, textColumn, timeColumn } from './array-text.ts'
import { amountBig } from './load-store.ts'
import type { AccountChange, Decision, HoldChange, NewTransaction, NewTransfer } from './state.ts'

/**
 * Writes a decision in one statement. Where another transaction used one of its ids at the same moment, the whole
 * database transaction begins again and finds what the other one did.
 */
export async function writeDecision(tx: Tx, book: string, decision: Decision): Promise<void> {
  if (decision.transactions.length === 0) return
  try {
    await tx.run(writing(book, decision))
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new BeginAgain('another transaction used the same id at the same time', { cause: error })
  }
}

/** What changes beside what is recorded, in one statement; null if nothing does. */
export function changing(book: string, decision: Decision): Sql | null {
  const parts = changes(book, decision)
  return parts.length === 0 ? null : together(sql`select`, parts)
}

function writing(book: string, decision: Decision): Sql {
  const { transactions, transfers } = decision
  const moved = transfers.length > 0 ? [sql`transfers as (${insertTransfers(book, transfers)})`] : []
  return together(insertTransactions(book, transactions), [...moved, ...changes(book, decision)])
}

/** What changes beside what is recorded. */
function changes(book: string, { accounts, holds }: Decision): Sql[] {
  const limited = accounts.filter((change) => change.limited)
  const deltas = accounts.filter((change) => !change.limited && !isLarge(change))
  const large = accounts.filter((change) => !change.limited && isLarge(change))
  const created = holds.filter(({ isNew }) => isNew)
  const changed = holds.filter(({ isNew }) => !isNew)
  return [
    ...(limited.length > 0 ? [sql`accounts as (${updateAccounts(book, limited)})`] : []),
    ...(deltas.length > 0 ? [sql`deltas as (${insertDeltas(book, deltas)})`] : []),
    ...(large.length > 0 ? [sql`large as (${addAtOnce(book, large)})`] : []),
    ...(created.length > 0 ? [sql`created as (${insertHolds(book, created)})`] : []),
    ...(changed.length > 0 ? [sql`changed as (${updateHolds(book, changed)})`] : [])
  ]
}

function together(main: Sql, parts: readonly Sql[]): Sql {
  return parts.length === 0
    ? main
    : sql`with ${parts.reduce((left, right) => sql`${left}, ${right}`)} ${main}`
}

/** Records the transactions. */
export function insertTransactions(book: string, rows: readonly NewTransaction[]): Sql {
  const usual = rows[0]?.outcome.at ?? null
  const main = sql`select ${book}, id, coalesce(at, ${usual}::timestamptz), digest`
  const ids = sql`${plainColumn(rows, ({ outcome }) => uuidOf(outcome.id))}::uuid[],
    ${timeColumn(rows, ({ outcome }) => outcome.at, usual)}::timestamptz[],
    ${plainColumn(rows, ({ digest }) => digest)}::uuid[]`
  const plain = rows.every(({ outcome, reverses, fx }) => outcome.result === 'posted' && !reverses && !fx)
  if (plain) {
    return sql`
      insert into ledger_transaction (book, id, at, digest) ${main} from unnest(${ids}) as new (id, at, digest)`
  }
  return sql`
    insert into ledger_transaction (book, id, at, digest, reverses, refusal, fx) ${main}, reverses, refusal, fx
    from unnest(${ids},
      ${plainColumn(rows, ({ reverses }) => reverses && uuidOf(reverses))}::uuid[],
      ${textColumn(rows, ({ outcome }) => (outcome.result === 'refused' ? toJson(outcome.refusal) : null))}::jsonb[],
      ${textColumn(rows, ({ fx }) => fx && toJson(fx))}::jsonb[]) as new (id, at, digest, reverses, refusal, fx)`
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner))
}

/** Columns that are alike in most rows are sent once, and only what differs stands in their arrays. */
function insertTransfers(book: string, rows: readonly NewTransfer[]): Sql {
  const [first] = rows
  const usual = { at: first?.at ?? null, code: first?.code ?? '' }
  return sql`
    insert into ledger_transfer (book, debit_no, credit_no, minor, at, debit_balance, debit_held, credit_balance,
      credit_held, id, transaction, hold, leg, type, code, subject)
    select ${book}, debit_no, credit_no, minor, coalesce(at, ${usual.at}::timestamptz), debit_balance,
      case when debit_balance is not null then coalesce(debit_held, 0) end, credit_balance,
      case when credit_balance is not null then coalesce(credit_held, 0) end, id, transaction, hold, coalesce(leg, 0),
      coalesce(type, 'plain'), coalesce(code, ${usual.code}), subject
    from unnest(${plainColumn(rows, ({ debit }) => debit.no)}::bigint[],
      ${plainColumn(rows, ({ credit }) => credit.no)}::bigint[],
      ${plainColumn(rows, ({ minor }) => minor)}::bigint[],
      ${timeColumn(rows, ({ at }) => at, usual.at)}::timestamptz[],
      ${plainColumn(rows, ({ debitBalance }) => debitBalance)}::bigint[],
      ${plainColumn(rows, ({ debitHeld }) => debitHeld || null)}::bigint[],
      ${plainColumn(rows, ({ creditBalance }) => creditBalance)}::bigint[],
      ${plainColumn(rows, ({ creditHeld }) => creditHeld || null)}::bigint[],
      ${plainColumn(rows, ({ id }) => uuidOf(id))}::uuid[],
      ${transactionColumn(rows)}::uuid[],
      ${plainColumn(rows, ({ hold }) => hold && uuidOf(hold))}::uuid[],
      ${plainColumn(rows, ({ leg }) => leg || null)}::smallint[],
      ${plainColumn(rows, ({ type }) => (type === 'plain' ? null : type))}::text[],
      ${textColumn(rows, ({ code }) => (code === usual.code ? null : code))}::text[],
      ${textColumn(rows, ({ subject }) => subject)}::text[]) as new (debit_no, credit_no, minor, at, debit_balance,
        debit_held, credit_balance, credit_held, id, transaction, hold, leg, type, code, subject)`
}

/** The legs of a transaction stand together, so its id is translated once. */
function transactionColumn(rows: readonly NewTransfer[]): string {
  let last: NewTransfer['transaction'] | null = null
  let uuid = ''
  return plainColumn(rows, ({ transaction }) => {
    if (transaction !== last) uuid = uuidOf(transaction)
    last = transaction
    return uuid
  })
}

const sumColumns = (rows: readonly AccountChange[]) => sql`
  ${plainColumn(rows, ({ no }) => no)}::bigint[],
  ${plainColumn(rows, ({ debitsPosted }) => debitsPosted)}::bigint[],
  ${plainColumn(rows, ({ creditsPosted }) => creditsPosted)}::bigint[],
  ${plainColumn(rows, ({ debitsHeld }) => debitsHeld || null)}::bigint[],
  ${plainColumn(rows, ({ creditsHeld }) => creditsHeld || null)}::bigint[]`

function updateAccounts(book: string, rows: readonly AccountChange[]): Sql {
  const usual = rows[0]?.lastAt ?? null
  return sql`
    update ledger_account a set debits_posted = new.debits_posted, credits_posted = new.credits_posted,
      debits_held = coalesce(new.debits_held, 0), credits_held = coalesce(new.credits_held, 0),
      last_at = coalesce(new.last_at, ${usual}::timestamptz)
    from unnest(${sumColumns(rows)}, ${timeColumn(rows, ({ lastAt }) => lastAt, usual)}::timestamptz[])
      as new (no, debits_posted, credits_posted, debits_held, credits_held, last_at)
    where a.book = ${book} and a.no = new.no`
}

function insertDeltas(book: string, rows: readonly AccountChange[]): Sql {
  return sql`
    insert into ledger_delta (book, account_no, debits_posted, credits_posted, debits_held, credits_held, transfers)
    select ${book}, no, debits_posted, credits_posted, coalesce(debits_held, 0), coalesce(credits_held, 0), transfers
    from unnest(${sumColumns(rows)}, ${plainColumn(rows, ({ transfers }) => transfers)}::bigint[])
      as new (no, debits_posted, credits_posted, debits_held, credits_held, transfers)`
}

/** What is too large to wait in a delta. */
const isLarge = ({ debitsPosted, creditsPosted, debitsHeld, creditsHeld }: AccountChange) =>
  [debitsPosted, creditsPosted, debitsHeld, creditsHeld].some((sum) => sum > amountBig || -sum > amountBig)

/** Adds changes to the sums of unlimited accounts: only big postings do so, and these wait for each other already. */
function addAtOnce(book: string, rows: readonly AccountChange[]): Sql {
  return sql`
    update ledger_account a set debits_posted = a.debits_posted + new.debits_posted,
      credits_posted = a.credits_posted + new.credits_posted,
      debits_held = a.debits_held + coalesce(new.debits_held, 0),
      credits_held = a.credits_held + coalesce(new.credits_held, 0),
      since_checkpoint = a.since_checkpoint + new.transfers
    from unnest(${sumColumns(rows)}, ${plainColumn(rows, ({ transfers }) => transfers)}::bigint[])
      as new (no, debits_posted, credits_posted, debits_held, credits_held, transfers)
    where a.book = ${book} and a.no = new.no`
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
