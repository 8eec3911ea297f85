import { setImmediate } from 'node:timers/promises'
import type { Tx } from '../db/index.ts'
import { type BookOption, mainBook } from './book.ts'
import { beginDeciding, decide, isUndoing } from './decide.ts'
import { refused } from './failures.ts'
import { complete, completeUnseen, lock } from './load.ts'
import type { Outcome } from './outcome.ts'
import type { Decision } from './state.ts'
import type { PostedTransaction, Transaction } from './transaction.ts'
import { digestsOf, type Part, writeWhileDeciding } from './bulk-store.ts'
import { writeDecision } from './write-store.ts'

/** `apiOnly`: may not touch the accounts of Kontor's own rooms. */
export type PostOptions = BookOption & Readonly<{ apiOnly?: boolean }>

/** Posts one transaction, or throws the Failure that says why not. A repeat answers what the first time did. */
export async function post(
  tx: Tx,
  transaction: Transaction,
  options: PostOptions = {}
): Promise<PostedTransaction> {
  const [posted] = await postAll(tx, [transaction], options)
  if (posted === undefined) throw new Error('a posted transaction has an outcome')
  return posted
}

/** Posts all of them or none, in their order. The first refusal is thrown, and nothing is recorded. */
export async function postAll(
  tx: Tx,
  transactions: readonly Transaction[],
  options: PostOptions = {}
): Promise<PostedTransaction[]> {
  const posted: PostedTransaction[] = []
  await decideAndWrite(tx, transactions, options, ({ outcomes }) => {
    for (const outcome of outcomes) {
      if (outcome.result === 'refused') throw refused(outcome.id, outcome.refusal)
      posted.push({ id: outcome.id, at: outcome.at, legs: outcome.legs })
    }
  })
  return posted
}

/** Posts each of them alone: one's refusal does not touch the others. Refusals are recorded and answered again. */
export async function postBatch(
  tx: Tx,
  transactions: readonly Transaction[],
  options: PostOptions = {}
): Promise<readonly Outcome[]> {
  let outcomes: readonly Outcome[] = []
  await decideAndWrite(tx, transactions, options, (decision) => {
    outcomes = decision.outcomes
  })
  return outcomes
}

/** From so many transactions on it is cheaper to trust that their ids are new, and to look again if one is not. */
const trustMin = 64

/** A few statements, whatever the number of transactions. `accept` sees the decision that counts before it is written. */
async function decideAndWrite(
  tx: Tx,
  transactions: readonly Transaction[],
  { book = mainBook, apiOnly = false }: PostOptions,
  accept: (decision: Decision) => void
): Promise<void> {
  if (transactions.length === 0) return
  const terms = { now: tx.now, managedToo: !apiOnly }
  const locking = lock(tx, book, transactions)
  const parts = inParts(transactions)
  await digestWhile(locking, parts)
  const locked = await locking
  if (transactions.length >= trustMin && locked.originals.size === 0) {
    const state = await completeUnseen(tx, book, transactions, locked)
    const deciding = beginDeciding(state, terms, isUndoing(transactions))
    if ((await writeWhileDeciding(tx, book, deciding, parts, accept)) !== null) return
  }
  const state = await complete(tx, book, transactions, locked)
  const decision = decide(state, transactions, terms, parts.flatMap(digestsOf))
  accept(decision)
  await writeDecision(tx, book, decision)
}

/** So many transactions at a time are decided and handed to the database, which writes them while the next are decided. */
const partSize = 400

function inParts(transactions: readonly Transaction[]): Part[] {
  const parts: Part[] = []
  for (let i = 0; i < transactions.length; i += partSize) {
    parts.push({ transactions: transactions.slice(i, i + partSize), digests: null })
  }
  return parts
}

/** Makes the digests while the database locks the accounts; those that are left then are made part by part. */
async function digestWhile(locking: Promise<unknown>, parts: readonly Part[]): Promise<void> {
  let locked = false
  const stop = () => {
    locked = true
  }
  locking.then(stop, stop) // it is awaited, and heard, by the caller
  for (const part of parts) {
    digestsOf(part)
    await setImmediate()
    if (locked) return
  }
}
