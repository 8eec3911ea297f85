import assert from 'node:assert/strict'
import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { derivedId } from '../kernel/index.ts'
import { openAccounts, postAll, type Transaction } from '../ledger/index.ts'
import { clearingAccount, newClearing } from './book.ts'
import { mustBeBooks } from './create-book.ts'
import { transferDiffers } from './failures.ts'
import { findTransfers, insertTransfers } from './store.ts'
import type { BookTransfer, BookTransferId, NewBookTransfer } from './transfer.ts'

/**
 * Sends money from accounts of one book to accounts of others: sets it aside here, in the caller's transaction, and the
 * job brings each over by itself. All or none; refused where an account cannot spare it. A repeat of the same ids sends
 * nothing more.
 */
export async function sendBetween(
  tx: Tx,
  transfers: readonly NewBookTransfer[]
): Promise<readonly BookTransfer[]> {
  if (transfers.length === 0) return []
  for (const { fromBook, toBook } of transfers) assert.notEqual(fromBook, toBook, 'one book is no two')
  await mustBeBooks(
    tx,
    transfers.flatMap(({ fromBook, toBook }) => [fromBook, toBook])
  )
  const made = await insertTransfers(tx, transfers)
  if (made.length < transfers.length) await compare(tx, transfers)
  for (const [book, those] of Map.groupBy(made, ({ fromBook }) => fromBook)) {
    await openAccounts(
      tx,
      those.map(({ toBook, amount }) => newClearing(toBook, amount.currency)),
      { book }
    )
    await postAll(tx, those.map(holdHere), { book })
  }
  await emit(
    tx,
    ...made.map(({ id, fromBook, toBook, amount, code, subject }) => ({
      type: 'book_transfer.sent' as const,
      subject: id,
      data: { fromBook, toBook, amount: amount.minor, currency: amount.currency, code, about: subject }
    }))
  )
  return made
}

async function compare(tx: Tx, transfers: readonly NewBookTransfer[]): Promise<void> {
  const known = new Map(
    (
      await findTransfers(
        tx,
        transfers.map(({ id }) => id)
      )
    ).map((transfer) => [transfer.id, transfer])
  )
  for (const asked of transfers) {
    const found = known.get(asked.id)
    const same =
      found !== undefined &&
      (['fromBook', 'toBook', 'debit', 'credit', 'code', 'subject'] as const).every(
        (name) => found[name] === asked[name]
      ) &&
      found.amount.minor === asked.amount.minor &&
      found.amount.currency === asked.amount.currency
    if (!same) throw transferDiffers(asked.id)
  }
}

/** The id of the hold in the book that the money leaves. */
export const holdIdHere = (id: BookTransferId) => derivedId('trf', 'books.held_here', id)

function holdHere({ id, toBook, debit, amount, code, subject }: BookTransfer): Transaction {
  return {
    id: derivedId('txn', 'books.held_here', id),
    legs: [
      {
        id: holdIdHere(id),
        type: 'hold',
        debit,
        credit: clearingAccount(toBook, amount.currency),
        minor: amount.minor,
        currency: amount.currency,
        expiresAt: null,
        code,
        subject: subject ?? id
      }
    ]
  }
}
