import { minorMax } from '../kernel/index.ts'
import type { AccountId } from './account.ts'
import type { LedgerState, LoadedAccount, LoadedHold, NewTransfer, Original } from './state.ts'
import type { TransactionId, TransferId } from './transaction.ts'

/** An account while a batch is decided. `savedFor` is the transaction in whose undo record it stands. */
export type WorkingAccount = {
  readonly form: LoadedAccount
  debitsPosted: bigint
  creditsPosted: bigint
  debitsHeld: bigint
  creditsHeld: bigint
  lastAt: Date | null
  savedFor: number
}

/** A hold while a batch is decided. */
export type WorkingHold = {
  readonly form: LoadedHold
  readonly isNew: boolean
  remaining: bigint
  state: LoadedHold['state']
}

/** A transfer; its time is known when all legs of its transaction are. */
type Draft = Omit<NewTransfer, 'at'> & { at: Date }

/**
 * The state of a batch being decided: what was loaded, changed by the transactions accepted so far, and, so that the one
 * being decided can be taken back, its transfers and what its accounts and holds were before it.
 */
export type Working = {
  readonly state: LedgerState
  readonly accounts: Map<AccountId, WorkingAccount>
  readonly holds: Map<TransferId, WorkingHold>
  readonly taken: Set<TransferId>
  readonly reversed: Set<TransactionId>
  readonly posted: Map<TransactionId, Original>
  readonly transfers: Draft[]
  /** Counts the transactions, and where the transfers of the one being decided begin. */
  number: number
  begin: number
  transaction: TransactionId
  readonly now: Date
  readonly touched: WorkingAccount[]
  /** Four sums for each touched account. */
  readonly sums: bigint[]
  readonly holdsBefore: Readonly<{ id: TransferId; remaining: bigint; state: LoadedHold['state'] | null }>[]
}

export function beginWork(state: LedgerState, now: Date): Working {
  return {
    state,
    accounts: new Map(),
    holds: new Map(),
    taken: new Set(),
    reversed: new Set(),
    posted: new Map(),
    transfers: [],
    number: 0,
    begin: 0,
    transaction: 'txn_',
    now,
    touched: [],
    sums: [],
    holdsBefore: []
  }
}

/** The account as it is after what was accepted so far. */
export function accountOf(work: Working, id: AccountId): WorkingAccount | undefined {
  const found = work.accounts.get(id)
  if (found !== undefined) return found
  const form = work.state.accounts.get(id)
  if (form === undefined) return undefined
  const { debitsPosted, creditsPosted, debitsHeld, creditsHeld, lastAt } = form
  const account = { form, debitsPosted, creditsPosted, debitsHeld, creditsHeld, lastAt, savedFor: 0 }
  work.accounts.set(id, account)
  return account
}

/** The hold as it is after what was accepted so far. */
export function holdOf(work: Working, id: TransferId): WorkingHold | undefined {
  const found = work.holds.get(id)
  if (found !== undefined) return found
  const form = work.state.holds.get(id)
  if (form === undefined) return undefined
  const hold = { form, isNew: false, remaining: form.remaining, state: form.state }
  work.holds.set(id, hold)
  return hold
}

function touchAccount(work: Working, account: WorkingAccount): void {
  if (account.savedFor === work.number) return
  account.savedFor = work.number
  work.touched.push(account)
  work.sums.push(account.debitsPosted, account.creditsPosted, account.debitsHeld, account.creditsHeld)
}

/** What a leg adds to the sums of both its accounts. */
export type Change = Readonly<{ posted: bigint; held: bigint }>

/**
 * Adds a change to both accounts, unless a sum would become too large: then it answers the account. Held sums count, so
 * that a capture can never overflow.
 */
export function move(
  work: Working,
  debit: WorkingAccount,
  credit: WorkingAccount,
  { posted, held }: Change
): WorkingAccount | null {
  if (debit.debitsPosted + debit.debitsHeld + posted + held > sumMax(debit, 'debit')) return debit
  if (credit.creditsPosted + credit.creditsHeld + posted + held > sumMax(credit, 'credit')) return credit
  touchAccount(work, debit)
  touchAccount(work, credit)
  if (posted !== 0n) {
    debit.debitsPosted += posted
    credit.creditsPosted += posted
  }
  if (held !== 0n) {
    debit.debitsHeld += held
    credit.creditsHeld += held
  }
  return null
}

/**
 * What can be taken of an account, its overdraft included, must be an amount: so its own side ends earlier by that. The
 * sums of an unlimited account end earlier by what many may add in the same moment without seeing each other.
 */
function sumMax({ form: { side, floor } }: WorkingAccount, of: LoadedAccount['side']): bigint {
  if (floor === null) return unlimitedMax
  return side === of ? minorMax + floor : minorMax
}

/** Room for a thousand postings at once, each of the most that is not looked at closely: see isBig. */
const unlimitedMax = minorMax - 2n ** 50n

/** Takes an amount from what a hold has left. */
export function takeFrom(work: Working, hold: WorkingHold, minor: bigint): void {
  const { remaining, state } = hold
  work.holdsBefore.push({ id: hold.form.id, remaining, state })
  hold.remaining -= minor
  if (hold.remaining === 0n) hold.state = 'settled'
}

/** A hold that the transaction being decided makes. */
export function addHold(work: Working, form: LoadedHold): void {
  const { id, remaining, state } = form
  work.holds.set(id, { form, isNew: true, remaining, state })
  work.holdsBefore.push({ id, remaining, state: null })
}

/** Begins the next transaction of the batch. */
export function beginTransaction(work: Working, id: TransactionId): void {
  work.number++
  work.transaction = id
  work.begin = work.transfers.length
  work.touched.length = 0
  work.sums.length = 0
  work.holdsBefore.length = 0
}

/** Takes back all that the transaction being decided did: its transfer ids are free again. */
export function undoTransaction(work: Working): void {
  for (const [i, account] of work.touched.entries()) {
    const [debitsPosted = 0n, creditsPosted = 0n, debitsHeld = 0n, creditsHeld = 0n] = work.sums.slice(4 * i)
    Object.assign(account, { debitsPosted, creditsPosted, debitsHeld, creditsHeld })
  }
  for (const { id, remaining, state } of work.holdsBefore.toReversed()) {
    const hold = work.holds.get(id)
    if (state === null) work.holds.delete(id)
    else if (hold !== undefined) Object.assign(hold, { remaining, state })
  }
  for (const { id } of work.transfers.splice(work.begin)) work.taken.delete(id)
}
