import { z } from 'zod'
import { type Currency, Timestamp } from '../kernel/index.ts'
import { type AccountId, accountId, BookName, type NewAccount } from '../ledger/index.ts'

/** A book: accounts, transfers and atomicity live inside it. `node` is told where books lie on different nodes. */
export const Book = z.strictObject({ name: BookName, createdAt: Timestamp }).meta({ id: 'Book' })
export type Book = z.output<typeof Book>

/** The account in one book of what it owes another; negative where the other owes it. */
export const clearingAccount = (other: string, currency: Currency): AccountId =>
  accountId('clearing', other, currency)

/** The form of that account: nothing ever waits for it. */
export const newClearing = (other: string, currency: Currency): NewAccount => ({
  id: clearingAccount(other, currency),
  side: 'credit',
  floor: null
})
