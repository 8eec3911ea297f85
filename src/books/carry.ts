import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { derivedId, Failure } from '../kernel/index.ts'
import { type Leg, openAccounts, post } from '../ledger/index.ts'
import { clearingAccount, newClearing } from './book.ts'
import { holdIdHere } from './send.ts'
import { claimDue, putOff, updateState } from './store.ts'
import type { BookTransfer, TransferState } from './transfer.ts'

/** One step of a transfer: what it posts in which book, and the state it leads to. */
type Step = Readonly<{ book: string; name: string; leg: Leg; to: TransferState }>

/**
 * Brings the transfer that is longest due one step further, in one transaction that touches one book. Its ids follow from
 * the transfer's, so a step that was made before is not made twice, whatever crashed in between. Answers how many it
 * moved: one or none.
 */
export async function carryOne(tx: Tx): Promise<number> {
  const [transfer] = await claimDue(tx, 1)
  if (transfer === undefined) return 0
  const step = stepOf(transfer)
  try {
    if (step.to === 'held_there')
      await openAccounts(tx, [newClearing(transfer.fromBook, transfer.amount.currency)], { book: step.book })
    await post(
      tx,
      { id: derivedId('txn', `books.${step.name}`, transfer.id), legs: [step.leg] },
      { book: step.book }
    )
    await arrive(tx, transfer, step.to, null)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    await refusedStep(tx, transfer, error)
  }
  return 1
}

function stepOf(transfer: BookTransfer): Step {
  const { id, fromBook, toBook, credit, amount, code, state, reason } = transfer
  const subject = transfer.subject ?? id
  const about = { code, subject, currency: amount.currency, minor: amount.minor }
  const there = derivedId('trf', 'books.held_there', id)
  const leg = (name: string) => derivedId('trf', `books.${name}`, id)
  if (state === 'held_here' && reason !== null)
    return {
      book: fromBook,
      name: 'voided',
      leg: { id: leg('voided'), type: 'void', hold: holdIdHere(id), code, subject },
      to: 'voided'
    }
  if (state === 'held_here') {
    const debit = clearingAccount(fromBook, amount.currency)
    return {
      book: toBook,
      name: 'held_there',
      leg: { ...about, id: there, type: 'hold', debit, credit, expiresAt: null },
      to: 'held_there'
    }
  }
  if (state === 'held_there')
    return {
      book: toBook,
      name: 'captured_there',
      leg: { ...about, id: leg('captured_there'), type: 'capture', hold: there },
      to: 'captured_there'
    }
  return {
    book: fromBook,
    name: 'captured_here',
    leg: { ...about, id: leg('captured_here'), type: 'capture', hold: holdIdHere(id) },
    to: 'done'
  }
}

async function arrive(
  tx: Tx,
  transfer: BookTransfer,
  state: TransferState,
  reason: string | null
): Promise<void> {
  const { id } = transfer
  await updateState(tx, id, { state, reason: state === 'voided' ? transfer.reason : reason })
  if (state === 'done') await emit(tx, { type: 'book_transfer.arrived', subject: id })
  if (state === 'voided')
    await emit(tx, { type: 'book_transfer.returned', subject: id, data: { reason: transfer.reason } })
}

/**
 * Where the other side does not want the money before it was announced there, it goes back. Afterwards it is sure to
 * arrive, and waits: an account may be frozen for a while.
 */
async function refusedStep(tx: Tx, transfer: BookTransfer, failure: Failure): Promise<void> {
  if (transfer.state === 'held_here' && transfer.reason === null)
    await updateState(tx, transfer.id, { state: 'held_here', reason: failure.code })
  else await putOff(tx, transfer.id, failure.code)
}
