import { BeginAgain, type Tx } from '../db/index.ts'
import type { AccountId } from './account.ts'
import { mirrorLegs } from './decide-reversal.ts'
import {
  anyHold,
  findRest,
  type Found,
  isBig,
  loadLegs,
  loadOriginals,
  lockBig,
  lockHolds,
  lockLimited
} from './load-store.ts'
import type { Known, LedgerState, LoadedAccount, LoadedHold, Original } from './state.ts'
import { type Leg, postedLeg, type Transaction, type TransactionId } from './transaction.ts'

/** What transactions decide on, locked until the database transaction ends. */
export type Locked = Readonly<{
  holds: readonly LoadedHold[]
  limited: readonly LoadedAccount[]
  others: readonly AccountId[]
  originals: ReadonlyMap<TransactionId, Original>
}>

/** Locks the holds and then the limited accounts that these transactions touch. */
export async function lock(tx: Tx, book: string, transactions: readonly Transaction[]): Promise<Locked> {
  const reverses = transactions.flatMap(({ reverses: original }) => original ?? [])
  const originals = reverses.length > 0 ? await loadOriginals(tx, book, reverses) : noOriginals
  const holdIds = holdsOf(transactions)
  const holds = holdIds.length > 0 ? await lockHolds(tx, book, holdIds) : []
  const ids = accountsOf(transactions, holds, originals)
  const limited = await lockLimited(tx, book, [...ids])
  for (const { id } of limited) ids.delete(id)
  return { holds, limited, others: [...ids], originals }
}

const noOriginals: ReadonlyMap<TransactionId, Original> = new Map()

/** Completes what is locked to all that a decision needs, but without a look whether the ids were used before. */
export async function completeUnseen(
  tx: Tx,
  book: string,
  transactions: readonly Transaction[],
  locked: Locked
): Promise<LedgerState> {
  const legs = transactions.flatMap((transaction) => transaction.legs)
  const asked = {
    accounts: locked.others,
    transfers: [],
    transactions: [],
    reverses: [],
    minor: total(legs)
  }
  const found = locked.others.length > 0 ? await findExactly(tx, book, asked) : nothing
  return stateOf(locked, found, new Map())
}

const nothing: Found = { unlimited: [], taken: [], transactions: [], reversed: [] }

/** Completes what is locked to all that a decision needs. */
export async function complete(
  tx: Tx,
  book: string,
  transactions: readonly Transaction[],
  locked: Locked
): Promise<LedgerState> {
  const { originals, others } = locked
  const mirrored = transactions.flatMap(({ id, reverses: original }) => {
    const undone = original === undefined ? undefined : originals.get(original)
    return undone === undefined ? [] : mirrorLegs(id, undone)
  })
  const legs = [...transactions.flatMap((transaction) => transaction.legs), ...mirrored]
  const found = await findExactly(tx, book, {
    accounts: others,
    transfers: legs.map(({ id }) => id),
    transactions: transactions.map(({ id }) => id),
    reverses: [...originals.keys()],
    minor: total(legs)
  })
  if (await cameMeanwhile(tx, book, transactions, locked, found)) {
    throw new BeginAgain('what a transaction refers to was posted while its accounts were waited for')
  }
  return stateOf(locked, found, await knownOf(tx, book, found))
}

/** Where the last unit matters, sums of unlimited accounts are read by one posting of the book at a time. */
async function findExactly(tx: Tx, book: string, asked: Parameters<typeof findRest>[2]): Promise<Found> {
  const { accounts, minor } = asked
  if (accounts.length === 0) return findRest(tx, book, asked)
  if (!isBig(minor, [])) {
    const found = await findRest(tx, book, asked)
    if (!isBig(minor, found.unlimited)) return found
  }
  await lockBig(tx, book)
  return findRest(tx, book, asked)
}

/**
 * Holds and originals are read before the accounts are waited for. One that is posted in these transactions themselves,
 * and was found to be posted already, came in between: then it was looked for too early.
 */
async function cameMeanwhile(
  tx: Tx,
  book: string,
  transactions: readonly Transaction[],
  { holds, originals }: Locked,
  found: Found
): Promise<boolean> {
  if (found.transactions.length === 0) return false
  const posted = new Set(found.transactions.flatMap(({ id, refusal }) => (refusal === null ? id : [])))
  const original = transactions.some(
    ({ reverses }) => reverses !== undefined && posted.has(reverses) && !originals.has(reverses)
  )
  if (original) return true
  const held = new Set(holds.map(({ id }) => id))
  const taken = new Set(found.taken)
  const missed = holdsOf(transactions).filter((id) => taken.has(id) && !held.has(id))
  // The id may be that of another kind of transfer, which is no hold at any time.
  return missed.length > 0 && (await anyHold(tx, book, missed))
}

function stateOf(
  { limited, holds, originals }: Locked,
  found: Found,
  known: LedgerState['known']
): LedgerState {
  const accounts = new Map<AccountId, LoadedAccount>()
  for (const account of limited) accounts.set(account.id, account)
  for (const account of found.unlimited) accounts.set(account.id, account)
  const reversed = new Set(found.reversed)
  return {
    accounts,
    known,
    holds: new Map(holds.map((hold) => [hold.id, hold])),
    originals: new Map(
      [...originals].map(([id, original]) => [id, { ...original, reversed: reversed.has(id) }])
    ),
    taken: new Set(found.taken)
  }
}

function holdsOf(transactions: readonly Transaction[]) {
  const ids = new Set<Leg['id']>()
  for (const { legs } of transactions) for (const leg of legs) if ('hold' in leg) ids.add(leg.hold)
  return [...ids]
}

function accountsOf(
  transactions: readonly Transaction[],
  holds: readonly LoadedHold[],
  originals: ReadonlyMap<TransactionId, Original>
): Set<AccountId> {
  const ids = new Set<AccountId>()
  const add = (pair: Readonly<{ debit: AccountId; credit: AccountId }>) =>
    ids.add(pair.debit).add(pair.credit)
  for (const { legs } of transactions) for (const leg of legs) if ('debit' in leg) add(leg)
  for (const hold of holds) add(hold)
  for (const { legs } of originals.values()) for (const leg of legs) add(leg)
  return ids
}

/** The outcomes of the ids that were used before. */
async function knownOf(tx: Tx, book: string, { transactions }: Found): Promise<Map<TransactionId, Known>> {
  if (transactions.length === 0) return new Map()
  const posted = transactions.flatMap(({ id, refusal }) => (refusal === null ? id : []))
  const legs = await loadLegs(tx, book, posted)
  return new Map(
    transactions.map(({ id, at, digest, refusal }): [TransactionId, Known] => {
      if (refusal !== null) return [id, { digest, outcome: { result: 'refused', id, at, refusal } }]
      const moved = (legs.get(id) ?? []).map(postedLeg)
      return [id, { digest, outcome: { result: 'posted', id, at, legs: moved } }]
    })
  )
}

/** What the legs ask for, added up; what is no amount is left to the decision. */
function total(legs: readonly Leg[]): bigint {
  let sum = 0n
  for (const leg of legs) if (leg.type !== 'void' && typeof leg.minor === 'bigint') sum += leg.minor
  return sum < textMax ? sum : textMax
}

/** What fits the parameter of a statement; far above all that is refused. */
const textMax = 2n ** 62n
