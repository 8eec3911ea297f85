import { z } from 'zod'
import { Currency } from '../kernel/index.ts'

/** The name of an account: `kind:owner:currency`, such as `escrow:opt_01h4…:CNY`. Legible, and derived without a look-up. */
export type AccountId = `${string}:${string}:${string}`

export const AccountId = z
  .custom<AccountId>(
    (value) =>
      typeof value === 'string' && /^[a-z][a-z_.]{0,39}:[A-Za-z0-9_.-]{1,64}:[A-Z]{3}$/.test(value),
    { error: 'must be an account name of the form kind:owner:CURRENCY, such as merchant:mer_01h4…:CNY' }
  )
  .meta({ id: 'AccountId', type: 'string', example: 'merchant:mer_01h455vb4pex5vsknk084sn02q:CNY' })

/** Joins the parts of an account's name. */
export function accountId(kind: string, owner: string, currency: Currency): AccountId {
  return `${kind}:${owner}:${currency}`
}

/** An account to be opened. Opening it twice in the same form is harmless. */
export type NewAccount = Readonly<{
  id: AccountId
  /** The side on which its balance grows: `debit` for what we have (bank, provider, owed to us), `credit` for what we owe. */
  side: 'debit' | 'credit'
  /** The balance it never goes below, held amounts counted; null: unlimited, and then it is never a lock to wait for. */
  floor: bigint | null
}>
