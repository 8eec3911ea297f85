import assert from 'node:assert/strict'
import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { derivedId } from '../kernel/index.ts'
import { openAccounts, postAll, postBatch, type Transaction } from '../ledger/index.ts'
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
    await openClearing(tx, book, those)
    await postAll(tx, those.map(holdHere), { book })
  }
  await tellSent(tx, made)
  return made
}

/**
 * The same, but each alone: what its account cannot spare, or does not let go, is left out and holds up none of the
 * others. For transfers with new ids. Answers those that were sent.
 */
export async function sendWhatCan(
  tx: Tx,
  transfers: readonly NewBookTransfer[]
): Promise<readonly BookTransfer[]> {
  const sent: NewBookTransfer[] = []
  await mustBeBooks(
    tx,
    transfers.flatMap(({ fromBook, toBook }) => [fromBook, toBook])
  )
  const byBook = [...Map.groupBy(transfers, ({ fromBook }) => fromBook)]
  for (const [book, those] of byBook.sort(([a], [b]) => (a < b ? -1 : 1))) {
    await openClearing(tx, book, those)
    const outcomes = await postBatch(tx, those.map(holdHere), { book })
    sent.push(...those.filter((_, i) => outcomes[i]?.result === 'posted'))
  }
  if (sent.length === 0) return []
  const made = await insertTransfers(tx, sent)
  assert.equal(made.length, sent.length, 'the ids of these transfers are new')
  await tellSent(tx, made)
  return made
}

function openClearing(tx: Tx, book: string, transfers: readonly NewBookTransfer[]): Promise<void> {
  const accounts = transfers.map(({ toBook, amount }) => newClearing(toBook, amount.currency))
  return openAccounts(tx, accounts, { book })
}

function tellSent(tx: Tx, made: readonly BookTransfer[]): Promise<void> {
  return emit(
    tx,
    ...made.map(({ id, fromBook, toBook, amount, code, subject }) => ({
      type: 'book_transfer.sent' as const,
      subject: id,
      data: { fromBook, toBook, amount: amount.minor, currency: amount.currency, code, about: subject }
    }))
  )
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

function holdHere({ id, toBook, debit, amount, code, subject }: NewBookTransfer): Transaction {
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
