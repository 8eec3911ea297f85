import type { Tx } from '../db/index.ts'
import { minorMax } from '../kernel/index.ts'
import type { AccountId } from './account.ts'
import { type BookOption, mainBook } from './book.ts'
import { decide } from './decide.ts'
import { mirrorLegs } from './decide-reversal.ts'
import { refused } from './failures.ts'
import { findRest, loadLegs, loadOriginals, lockHolds, lockLimited, type Found } from './load-store.ts'
import type { Outcome } from './outcome.ts'
import type { Decision, Known, LedgerState, LoadedHold, Original } from './state.ts'
import type { Leg, PostedTransaction, Transaction, TransactionId } from './transaction.ts'
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
  const decision = await decideOn(tx, transactions, options)
  const posted = decision.outcomes.map((outcome) => {
    if (outcome.result === 'refused') throw refused(outcome.id, outcome.refusal)
    const { id, at, legs } = outcome
    return { id, at, legs }
  })
  await writeDecision(tx, options.book ?? mainBook, decision)
  return posted
}

/** Posts each of them alone: one's refusal does not touch the others. Refusals are recorded and answered again. */
export async function postBatch(
  tx: Tx,
  transactions: readonly Transaction[],
  options: PostOptions = {}
): Promise<readonly Outcome[]> {
  const decision = await decideOn(tx, transactions, options)
  await writeDecision(tx, options.book ?? mainBook, decision)
  return decision.outcomes
}

/** Locks and loads in a few statements whatever the number of transactions, and decides. */
async function decideOn(
  tx: Tx,
  transactions: readonly Transaction[],
  { book = mainBook, apiOnly = false }: PostOptions
): Promise<Decision> {
  if (transactions.length === 0) return decide(nothing, [], { now: tx.now, managedToo: !apiOnly })
  const state = await loadState(tx, book, transactions)
  return decide(state, transactions, { now: tx.now, managedToo: !apiOnly })
}

const nothing: LedgerState = {
  accounts: new Map(),
  holds: new Map(),
  originals: new Map(),
  known: new Map(),
  taken: new Set()
}

async function loadState(tx: Tx, book: string, transactions: readonly Transaction[]): Promise<LedgerState> {
  const legs = transactions.flatMap((transaction) => transaction.legs)
  const reverses = transactions.flatMap(({ reverses: original }) => original ?? [])
  const holdIds = new Set(legs.flatMap((leg) => ('hold' in leg ? leg.hold : [])))
  const originals =
    reverses.length > 0 ? await loadOriginals(tx, book, reverses) : new Map<TransactionId, Original>()
  const holds = holdIds.size > 0 ? await lockHolds(tx, book, [...holdIds]) : []
  const ids = accountsOf(transactions, holds, originals)
  const limited = await lockLimited(tx, book, ids)
  const mirrored = transactions.flatMap(({ id, reverses: original }) => {
    const undone = original === undefined ? undefined : originals.get(original)
    return undone === undefined ? [] : mirrorLegs(id, undone)
  })
  const locked = new Set(limited.map(({ id }) => id))
  const found = await findRest(tx, book, {
    accounts: ids.filter((id) => !locked.has(id)),
    transfers: [...legs, ...mirrored].map(({ id }) => id),
    transactions: transactions.map(({ id }) => id),
    reverses,
    minor: largest([...legs, ...mirrored])
  })
  const reversed = new Set(found.reversed)
  return {
    accounts: new Map([...limited, ...found.unlimited].map((account) => [account.id, account])),
    holds: new Map(holds.map((hold) => [hold.id, hold])),
    originals: new Map(
      [...originals].map(([id, original]) => [id, { ...original, reversed: reversed.has(id) }])
    ),
    known: await knownOf(tx, book, found),
    taken: new Set(found.taken)
  }
}

function accountsOf(
  transactions: readonly Transaction[],
  holds: readonly LoadedHold[],
  originals: ReadonlyMap<TransactionId, Original>
): AccountId[] {
  const ids = new Set<AccountId>()
  const add = (pair: Readonly<{ debit: AccountId; credit: AccountId }>) =>
    ids.add(pair.debit).add(pair.credit)
  for (const { legs } of transactions) for (const leg of legs) if ('debit' in leg) add(leg)
  for (const hold of holds) add(hold)
  for (const { legs } of originals.values()) for (const leg of legs) add(leg)
  return [...ids]
}

/** The outcomes of the ids that were used before. */
async function knownOf(tx: Tx, book: string, { transactions }: Found): Promise<Map<TransactionId, Known>> {
  if (transactions.length === 0) return new Map()
  const posted = transactions.filter(({ refusal }) => refusal === null)
  const legs = await loadLegs(
    tx,
    book,
    posted.map(({ id }) => id)
  )
  return new Map(
    transactions.map(({ id, at, digest, refusal }): [TransactionId, Known] => {
      if (refusal !== null) return [id, { digest, outcome: { result: 'refused', id, at, refusal } }]
      const moved = (legs.get(id) ?? []).map(({ subject: _, ...leg }) => leg)
      return [id, { digest, outcome: { result: 'posted', id, at, legs: moved } }]
    })
  )
}

function largest(legs: readonly Leg[]): bigint {
  let most = 0n
  for (const leg of legs)
    if ('minor' in leg && typeof leg.minor === 'bigint' && leg.minor > most) most = leg.minor
  return most <= minorMax ? most : 0n
}
