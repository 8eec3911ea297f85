import { z } from 'zod'
import { currencies, type Currency } from '../kernel/index.ts'

/** The name of an account: `kind:owner:currency`, such as `escrow:opt_01h4…:CNY`. Legible, and derived without a look-up. */
export type AccountId = `${string}:${string}:${string}`

const pattern = /^[a-z][a-z_.]{0,39}:[A-Za-z0-9_.-]{1,64}:[A-Z]{3}$/

const known = new Set(currencies)

/** Whether a text has the form of an account's name, in a currency that Kontor knows. */
export function isAccountId(value: unknown): value is AccountId {
  return typeof value === 'string' && pattern.test(value) && known.has(value.slice(-3))
}

export const AccountId = z
  .custom<AccountId>(isAccountId, {
    error: 'must be an account name of the form kind:owner:CURRENCY, such as merchant:mer_01h4…:CNY'
  })
  .meta({
    id: 'AccountId',
    type: 'string',
    pattern: pattern.source,
    example: 'merchant:mer_01h455vb4pex5vsknk084sn02q:CNY'
  })

/** Joins the parts of an account's name. */
export function accountId(kind: string, owner: string, currency: Currency): AccountId {
  return `${kind}:${owner}:${currency}`
}

/** The parts of an account's name. */
export function partsOf(id: AccountId): Readonly<{ kind: string; owner: string; currency: Currency }> {
  const [kind = '', owner = '', currency = ''] = id.split(':')
  return { kind, owner, currency }
}

/** The lowest floor: what an account holds and its overdraft together must be an amount. */
export const floorMin = -(2n ** 52n)

export type Side = 'debit' | 'credit'
export type AccountState = 'open' | 'frozen' | 'closed'

/** An account to be opened. Opening it twice in the same form is harmless. */
export type NewAccount = Readonly<{
  id: AccountId
  /** The side on which its balance grows: `debit` for what we have (bank, provider, owed to us), `credit` for what we owe. */
  side: Side
  /** The balance it never goes below, held amounts counted; null: unlimited, and then it is never a lock to wait for. */
  floor: bigint | null
  /** True (as when left out) for the accounts of Kontor's own rooms, which transactions of API callers may not touch. */
  managed?: boolean
}>

/** The four running sums of an account, in minor units. */
export type Sums = Readonly<{
  debitsPosted: bigint
  creditsPosted: bigint
  debitsHeld: bigint
  creditsHeld: bigint
}>

/** The balance on the account's own side, of what is posted. */
export function postedOf(side: Side, sums: Sums): bigint {
  return side === 'credit' ? sums.creditsPosted - sums.debitsPosted : sums.debitsPosted - sums.creditsPosted
}

/** What open holds have set aside of that balance. */
export function heldOf(side: Side, sums: Sums): bigint {
  return side === 'credit' ? sums.debitsHeld : sums.creditsHeld
}

/** What an account holds now, in minor units of its currency. */
export type AccountBalance = Sums &
  Readonly<{
    id: AccountId
    side: Side
    floor: bigint | null
    state: AccountState
    managed: boolean
    /** The balance on the account's own side. */
    posted: bigint
    /** What open holds have set aside of it. */
    held: bigint
    /** What can be taken: posted less held less the floor (which counts as zero where there is none). */
    available: bigint
  }>
