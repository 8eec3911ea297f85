import type { Tx } from '../db/index.ts'
import { type AccountBalance, type AccountId, postedOf } from './account.ts'
import { findBalances } from './account-store.ts'
import { type BookOption, mainBook } from './book.ts'
import { accountUnknown, transactionUnknown } from './failures.ts'
import { loadLegs } from './load-store.ts'
import {
  findTransaction,
  lastBalances,
  listEntries,
  type Place,
  type StoredEntry,
  type StoredTransaction,
  sumBalances
} from './read-store.ts'
import { type PostedLeg, postedLeg, type TransactionId } from './transaction.ts'

/** What an account held at a moment, entries of that moment included. */
export type PastBalance = Readonly<{
  account: AccountBalance
  at: Date
  posted: bigint
  held: bigint
  available: bigint
}>

/** An entry of a statement: `change` of the posted balance on the account's own side, and the balances after it. */
export type Entry = Omit<StoredEntry, 'balance' | 'held'> &
  Readonly<{ change: bigint; balance: bigint; held: bigint }>

const beforeAll: Place = { at: new Date(0), seq: 0n }
const seqLast = 2n ** 63n - 1n

async function existing(tx: Tx, book: string, id: AccountId): Promise<AccountBalance> {
  const [account] = await findBalances(tx, book, [id])
  if (account === undefined) throw accountUnknown(id, book)
  return account
}

/** What the account held at `at`. For limited accounts it is looked up, for unlimited ones added up. */
export async function balanceAt(
  tx: Tx,
  id: AccountId,
  at: Date,
  { book = mainBook }: BookOption = {}
): Promise<PastBalance> {
  const account = await existing(tx, book, id)
  const { posted, held } = await figuresAt(tx, book, account, { at, seq: seqLast })
  return { account, at, posted, held, available: posted - held - (account.floor ?? 0n) }
}

function figuresAt(tx: Tx, book: string, account: AccountBalance, place: Place) {
  return account.floor === null
    ? sumBalances(tx, book, account, place)
    : lastBalances(tx, book, account.id, place)
}

export type StatementRange = Readonly<{
  /** Entries at or after this moment. */
  from?: Date | undefined
  /** Entries before this moment. */
  to?: Date | undefined
  /** Entries after this place, where an earlier page ended. */
  after?: Place | undefined
  /** Entries before this place. */
  before?: Place | undefined
  limit: number
}>

/** The entries of an account in their order, each with the balance after it; at most `limit`. */
export async function statement(
  tx: Tx,
  id: AccountId,
  { from, to, after, before, limit }: StatementRange,
  { book = mainBook }: BookOption = {}
): Promise<Readonly<{ account: AccountBalance; entries: readonly Entry[] }>> {
  const start = after ?? (from === undefined ? beforeAll : { at: new Date(from.getTime() - 1), seq: seqLast })
  const [account, rows] = await Promise.all([
    existing(tx, book, id),
    listEntries(tx, book, id, { after: start, to: to ?? null, before: before ?? null }, limit)
  ])
  if (rows.length === 0) return { account, entries: [] }
  const opening =
    account.floor === null ? await sumBalances(tx, book, account, start) : { posted: 0n, held: 0n }
  let { posted, held } = opening
  const entries = rows.map((row): Entry => {
    const change = changeOf(account, row)
    posted = row.balance ?? posted + change
    held = row.held ?? held + heldChangeOf(account, row)
    return { ...row, change, balance: posted, held }
  })
  return { account, entries }
}

const none = { debitsPosted: 0n, creditsPosted: 0n, debitsHeld: 0n, creditsHeld: 0n }

function changeOf({ side }: AccountBalance, { type, side: of, minor }: StoredEntry): bigint {
  if (type === 'hold' || type === 'void') return 0n
  return postedOf(side, { ...none, [of === 'debit' ? 'debitsPosted' : 'creditsPosted']: minor })
}

function heldChangeOf({ side }: AccountBalance, { type, side: of, minor }: StoredEntry): bigint {
  if (type === 'plain' || side === of) return 0n
  return type === 'hold' ? minor : -minor
}

/** A transaction with its legs, or its refusal. */
export async function readTransaction(
  tx: Tx,
  id: TransactionId,
  { book = mainBook }: BookOption = {}
): Promise<StoredTransaction & Readonly<{ legs: readonly PostedLeg[] }>> {
  const found = await findTransaction(tx, book, id)
  if (found === undefined) throw transactionUnknown(id, book)
  const legs = await loadLegs(tx, book, [id])
  return { ...found, legs: (legs.get(id) ?? []).map(postedLeg) }
}
