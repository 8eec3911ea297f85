import type { AccountId } from './account.ts'
import type { LedgerState, LoadedAccount, LoadedHold, NewTransfer, Original } from './state.ts'
import type { TransactionId, TransferId } from './transaction.ts'

/** An account while a batch is decided. `savedFor` is the transaction whose start its undo record stands for. */
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
  savedFor: number
}

/** A transfer of the transaction being decided; its time is known when all legs are. */
export type Draft = Omit<NewTransfer, 'at' | 'transaction' | 'debitNo' | 'creditNo'> &
  Readonly<{ debit: WorkingAccount; credit: WorkingAccount }>

/** The state of a batch being decided: what was loaded, changed by the transactions accepted so far. */
export type Working = {
  readonly state: LedgerState
  readonly accounts: Map<AccountId, WorkingAccount>
  readonly holds: Map<TransferId, WorkingHold>
  readonly taken: Set<TransferId>
  readonly reversed: Set<TransactionId>
  readonly posted: Map<TransactionId, Original>
  readonly transfers: NewTransfer[]
  /** What the transaction being decided has done so far. */
  number: number
  drafts: Draft[]
  undo: (() => void)[]
  touched: WorkingAccount[]
}

export function beginWork(state: LedgerState): Working {
  return {
    state,
    accounts: new Map(),
    holds: new Map(),
    taken: new Set(),
    reversed: new Set(),
    posted: new Map(),
    transfers: [],
    number: 0,
    drafts: [],
    undo: [],
    touched: []
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
  const hold = { form, isNew: false, remaining: form.remaining, state: form.state, savedFor: 0 }
  work.holds.set(id, hold)
  return hold
}

/** Says that the account is about to be changed by the transaction being decided. */
export function touchAccount(work: Working, account: WorkingAccount): void {
  if (account.savedFor === work.number) return
  const { debitsPosted, creditsPosted, debitsHeld, creditsHeld } = account
  account.savedFor = work.number
  work.touched.push(account)
  work.undo.push(() => Object.assign(account, { debitsPosted, creditsPosted, debitsHeld, creditsHeld }))
}

/** Says that the hold is about to be changed by the transaction being decided. */
export function touchHold(work: Working, hold: WorkingHold): void {
  if (hold.savedFor === work.number) return
  const { remaining, state } = hold
  hold.savedFor = work.number
  work.undo.push(() => Object.assign(hold, { remaining, state }))
}

/** A hold that the transaction being decided makes. */
export function addHold(work: Working, form: LoadedHold): void {
  const { remaining, state } = form
  work.holds.set(form.id, { form, isNew: true, remaining, state, savedFor: work.number })
  work.undo.push(() => work.holds.delete(form.id))
}

/** Begins the next transaction of the batch. */
export function beginTransaction(work: Working): void {
  work.number++
  work.drafts = []
  work.undo = []
  work.touched = []
}

/** Takes back all that the transaction being decided did: its transfer ids are free again. */
export function undoTransaction(work: Working): void {
  for (const undo of work.undo.reverse()) undo()
  for (const draft of work.drafts) work.taken.delete(draft.id)
}
