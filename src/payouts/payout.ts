import { z } from 'zod'
import {
  type Currency,
  derivedId,
  type Id,
  idSchema,
  Money,
  Timestamp,
  UnsignedMoney
} from '../kernel/index.ts'
import { type AccountId, accountId, type TransactionId } from '../ledger/index.ts'
import { Merchant, type MerchantId } from '../merchants/index.ts'
import type { ReturnReason } from './statement.ts'

export type PayoutId = Id<'pot'>

/** Planned, then in a bank file, then sent to the bank, then settled (booked) by it. Returned: the money is back. */
export const PayoutState = z
  .enum(['planned', 'in_file', 'sent', 'settled', 'returned', 'cancelled'])
  .meta({ id: 'PayoutState' })
export type PayoutState = z.infer<typeof PayoutState>

/** Money on its way from a merchant's balance to its bank account. */
export type Payout = Readonly<{
  id: PayoutId
  merchantId: MerchantId
  state: PayoutState
  /** What the bank is told to pay, in the merchant's payout currency. */
  amount: Money
  /** What left the balance for it, where that is in another currency; then by this quote. */
  sold: Money | null
  quoteId: Id<'quo'> | null
  /** What was kept back beside it, in the currency of the balance. */
  reserve: Money
  endToEndId: string
  bankAccountId: Id<'bac'>
  origin: 'schedule' | 'request'
  fileAt: Date
  executionDate: string
  fileId: Id<'bkf'> | null
  createdAt: Date
  sentAt: Date | null
  settledAt: Date | null
  endedAt: Date | null
  returned: ReturnReason | null
  /** When the bank should have booked it; null once it has, or once it was reported missing. */
  expectedBy: Date | null
}>

/** A payout on the wire. */
export const PayoutView = z
  .strictObject({
    id: idSchema('pot'),
    merchantId: idSchema('mer'),
    state: PayoutState,
    amount: Money,
    sold: Money.nullable().meta({ description: 'What left the balance, where it was exchanged.' }),
    quoteId: idSchema('quo').nullable(),
    reserve: UnsignedMoney.meta({ description: 'Kept back beside it, given back after the reserve days.' }),
    endToEndId: z
      .string()
      .meta({ description: 'What the bank statements of both sides call it. Text: zeros stay.' }),
    bankAccountId: idSchema('bac'),
    bankFileId: idSchema('bkf').nullable(),
    executionDate: z.string().meta({ description: 'Day on which the bank pays, ISO 8601.' }),
    origin: z.enum(['schedule', 'request']),
    createdAt: Timestamp,
    sentAt: Timestamp.nullable(),
    settledAt: Timestamp.nullable(),
    endedAt: Timestamp.nullable().meta({ description: 'When it was returned or cancelled.' }),
    returnCode: z.string().nullable().meta({ description: 'ISO 20022 return reason, such as AC04.' }),
    returnReason: z.string().nullable().meta({ description: 'Why it came back, in a sentence.' }),
    merchant: Merchant.optional().meta({ description: 'With `?include=merchant`.' })
  })
  .meta({ id: 'Payout' })
export type PayoutView = z.output<typeof PayoutView>

/** Shows a payout. */
export function payoutView(payout: Payout): PayoutView {
  const { fileAt: _, expectedBy: __, fileId, returned, ...rest } = payout
  return {
    ...rest,
    bankFileId: fileId,
    returnCode: returned?.code ?? null,
    returnReason: returned?.text ?? null
  }
}

/** What the bank calls a payout: the letters of its id, in capitals. Starts with zeros, fits every bank's character set. */
export const endToEndIdOf = (payoutId: PayoutId) => payoutId.slice(4).toUpperCase()

/** Whether a word of a bank can be the name of a payout at all. */
export const isEndToEndId = (word: string) => /^[0-9A-Z]{26}$/.test(word)

/** The transaction that takes a payout out of the balance. */
export const payoutTransaction = (payoutId: PayoutId): TransactionId => derivedId('txn', 'payout', payoutId)

/** A payout on its way to the bank: credit side, never below zero, empty before and after. */
export const payoutAccount = (payoutId: PayoutId, currency: Currency): AccountId =>
  accountId('payout', payoutId, currency)

/** Our money at the bank: debit side, unlimited. */
export const bankAccount = (currency: Currency): AccountId => accountId('bank', 'main', currency)

/** Bank money that nobody could match yet: credit side, unlimited. */
export const unmatchedAccount = (currency: Currency): AccountId => accountId('unmatched', 'bank', currency)

/** What was written off, or taken as gain, when a difference was resolved: credit side, unlimited. */
export const adjustmentAccount = (currency: Currency): AccountId =>
  accountId('unmatched', 'written_off', currency)
