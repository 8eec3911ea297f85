import assert from 'node:assert/strict'
import { CopyRows, isUniqueViolation, type Sql, sql, type Tx } from '../db/index.ts'
import type { Deciding } from './decide.ts'
import { digestOf } from './digest.ts'
import type { Decision, NewTransaction, NewTransfer } from './state.ts'
import type { Transaction } from './transaction.ts'
import { anyUsed } from './load-store.ts'
import { changing, insertTransactions } from './write-store.ts'

/** Some transactions of a batch, and their digests once these are made. */
export type Part = { readonly transactions: readonly Transaction[]; digests: readonly string[] | null }

/** The digests of a part, made now unless they were before. */
export function digestsOf(part: Part): readonly string[] {
  return (part.digests ??= part.transactions.map(digestOf))
}

/**
 * Decides a large batch part by part without looking whether its ids were used before, while the database already writes
 * the parts before. Answers null, with nothing written and all locks kept, if an id was used. What is refused changes
 * nothing, so only the ids of such transactions are looked up: one used before would have another answer.
 * `accept` sees the decision that counts; what it throws is thrown, and nothing is written then either.
 */
export async function writeWhileDeciding(
  tx: Tx,
  book: string,
  deciding: Deciding,
  parts: readonly Part[],
  accept: (decision: Decision) => void
): Promise<Decision | null> {
  await tx.run(sql`savepoint ledger_write`)
  try {
    const making = makeRows(book, deciding, parts)
    await tx.copy(copyTransfers, making.transfers())
    const { decision, transactions, changes } = making.rest()
    if (!(await wereUsed(tx, book, decision, parts))) {
      await orUndo(tx, () => accept(decision))
      if (transactions === null) await tx.run(insertTransactions(book, decision.transactions))
      else await tx.copy(copyTransactions, [transactions])
      if (changes !== null) await tx.run(changes)
      return decision
    }
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
  }
  await tx.run(sql`rollback to savepoint ledger_write`)
  return null
}

/** Takes back what was written when the work throws: whoever catches that may go on in the same transaction. */
async function orUndo(tx: Tx, work: () => void): Promise<void> {
  try {
    work()
  } catch (error) {
    await tx.run(sql`rollback to savepoint ledger_write`)
    throw error
  }
}

/** Whether an id of a transaction that was refused, or of one of its legs, was used before. */
async function wereUsed(
  tx: Tx,
  book: string,
  { outcomes }: Decision,
  parts: readonly Part[]
): Promise<boolean> {
  const refused = new Set(outcomes.filter(({ result }) => result === 'refused').map(({ id }) => id))
  if (refused.size === 0) return false
  const asked = parts.flatMap(({ transactions }) => transactions.filter(({ id }) => refused.has(id)))
  const transfers = asked.flatMap(({ legs }) => legs.map(({ id }) => id))
  return anyUsed(tx, book, [...refused], transfers)
}

type Rest = Readonly<{
  decision: Decision
  /** Null where they need more columns than the usual ones. */
  transactions: Uint8Array | null
  changes: Sql | null
}>

/** The transfers' rows as they are decided, and right after the last one, while the database still works, all the rest. */
function makeRows(book: string, deciding: Deciding, parts: readonly Part[]) {
  let made: Rest | undefined
  function* transfers(): Generator<Uint8Array> {
    const rows = new CopyRows()
    let written = 0
    for (const part of parts) {
      deciding.next(part.transactions, digestsOf(part))
      for (; written < deciding.transfers.length; written++) {
        const transfer = deciding.transfers[written]
        if (transfer !== undefined) transferRow(rows, book, transfer)
      }
      yield rows.take()
    }
    yield rows.end()
    const decision = deciding.end()
    const usual = decision.transactions.every(
      ({ outcome, reverses, fx }) => outcome.result === 'posted' && reverses === null && fx === null
    )
    const transactions = usual ? transactionRows(book, decision.transactions) : null
    made = { decision, transactions, changes: changing(book, decision) }
  }
  const rest = (): Rest => {
    assert(made !== undefined)
    return made
  }
  return { transfers, rest }
}

const copyTransfers = sql`copy ledger_transfer (book, debit_no, credit_no, minor, at, debit_balance, debit_held,
  credit_balance, credit_held, id, transaction, hold, leg, type, code, subject) from stdin (format binary)`

/** In the order of the columns of the statement. */
function transferRow(rows: CopyRows, book: string, transfer: NewTransfer): void {
  rows.row(16)
  rows.word(book)
  rows.int8(transfer.debit.no)
  rows.int8(transfer.credit.no)
  rows.int8(transfer.minor)
  rows.timestamp(transfer.at)
  rows.int8(transfer.debitBalance)
  rows.int8(transfer.debitHeld)
  rows.int8(transfer.creditBalance)
  rows.int8(transfer.creditHeld)
  rows.uuid(transfer.id)
  rows.uuid(transfer.transaction)
  rows.uuid(transfer.hold)
  rows.int2(transfer.leg)
  rows.word(transfer.type)
  rows.word(transfer.code)
  rows.text(transfer.subject)
}

const copyTransactions = sql`copy ledger_transaction (book, id, at, digest) from stdin (format binary)`

function transactionRows(book: string, made: readonly NewTransaction[]): Uint8Array {
  const rows = new CopyRows()
  for (const { outcome, digest } of made) {
    rows.row(4)
    rows.word(book)
    rows.uuid(outcome.id)
    rows.timestamp(outcome.at)
    rows.hex16(digest)
  }
  return rows.end()
}
