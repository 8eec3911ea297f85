import assert from 'node:assert/strict'
import { derivedId } from '../kernel/index.ts'
import { type AccountId, partsOf } from './account.ts'
import type { Plain, Rate, Transaction, TransactionId } from './transaction.ts'

/** An exchange: `pays` loses `minor` of its currency, `gets` receives `minor` of the other, through our two positions. */
export type Exchange = Readonly<{
  id: TransactionId
  pays: Readonly<{ account: AccountId; position: AccountId; minor: bigint }>
  gets: Readonly<{ account: AccountId; position: AccountId; minor: bigint }>
  /** Units of the currency got for one unit of the currency paid, as an exact decimal: '7.1834'. */
  rate: string
  code: string
  subject?: string | null
}>

/** Two transfers, one in each currency, that succeed or fail together; the rate is kept with them. */
export function fxTransaction({ id, pays, gets, rate, code, subject = null }: Exchange): Transaction {
  assert(/^\d{1,15}(\.\d{1,15})?$/.test(rate) && /[1-9]/.test(rate), `${rate} is not a rate`)
  const about = { type: 'plain', code, subject } as const
  const legs: Plain[] = [
    {
      ...about,
      id: derivedId('trf', 'fx', id, 'pays'),
      debit: pays.account,
      credit: pays.position,
      minor: pays.minor
    },
    {
      ...about,
      id: derivedId('trf', 'fx', id, 'gets'),
      debit: gets.position,
      credit: gets.account,
      minor: gets.minor
    }
  ]
  const fx: Rate = { from: partsOf(pays.account).currency, to: partsOf(gets.account).currency, rate }
  return { id, legs, fx }
}
