import type { AccountId, AccountState, Side, Sums } from './account.ts'
import type { Outcome } from './outcome.ts'
import type { LegType, PostedLeg, Rate, TransactionId, TransferId } from './transaction.ts'

/**
 * An account as a decision finds it. `no` is its number inside the database; nothing may happen to it before `lastAt`, the
 * time of its last transfer or, if it is unlimited, of its last checkpoint; null unless that lies ahead of now.
 */
export type LoadedAccount = Sums &
  Readonly<{
    no: bigint
    id: AccountId
    currency: string
    side: Side
    floor: bigint | null
    state: AccountState
    managed: boolean
    lastAt: Date | null
  }>

/** A hold as a decision finds it; `expired` once its remainder was given back by itself. */
export type LoadedHold = Readonly<{
  id: TransferId
  debit: AccountId
  credit: AccountId
  minor: bigint
  remaining: bigint
  expiresAt: Date | null
  state: 'open' | 'settled' | 'expired'
}>

/** A posted transaction that another one wants to undo. */
export type Original = Readonly<{
  reversal: boolean
  reversed: boolean
  legs: readonly (PostedLeg & Readonly<{ subject: string | null }>)[]
}>

/** A transaction whose id was used before. */
export type Known = Readonly<{ digest: string; outcome: Outcome }>

/** All that a decision needs to know of the world. What is not in it does not exist. */
export type LedgerState = Readonly<{
  accounts: ReadonlyMap<AccountId, LoadedAccount>
  holds: ReadonlyMap<TransferId, LoadedHold>
  originals: ReadonlyMap<TransactionId, Original>
  known: ReadonlyMap<TransactionId, Known>
  taken: ReadonlySet<TransferId>
}>

/** A transfer to be written. The balances after it stand there for limited accounts. */
export type NewTransfer = Readonly<{
  id: TransferId
  transaction: TransactionId
  leg: number
  type: LegType
  debit: LoadedAccount
  credit: LoadedAccount
  minor: bigint
  code: string
  subject: string | null
  hold: TransferId | null
  at: Date
  debitBalance: bigint | null
  debitHeld: bigint | null
  creditBalance: bigint | null
  creditHeld: bigint | null
}>

/** A transaction to be recorded, refused ones included. */
export type NewTransaction = Readonly<{
  digest: string
  outcome: Outcome
  reverses: TransactionId | null
  fx: Rate | null
}>

/** The new sums of a limited account, or what to add to those of an unlimited one. */
export type AccountChange = Sums &
  Readonly<{
    no: bigint
    limited: boolean
    lastAt: Date | null
    /** Of an unlimited one. */ transfers: number
  }>

export type HoldChange = LoadedHold & Readonly<{ isNew: boolean; debitNo: bigint; creditNo: bigint }>

/** What was decided, one outcome for each transaction in their order, and all that must be written for it. */
export type Decision = Readonly<{
  outcomes: readonly Outcome[]
  transactions: readonly NewTransaction[]
  transfers: readonly NewTransfer[]
  accounts: readonly AccountChange[]
  holds: readonly HoldChange[]
}>
