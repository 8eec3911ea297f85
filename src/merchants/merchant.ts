import { z } from 'zod'
import { Currency, type Id, idSchema, nameText, referenceText, Timestamp, typed } from '../kernel/index.ts'
import { type AccountId, accountId, BookName, type NewAccount } from '../ledger/index.ts'

export type MerchantId = Id<'mer'>

/** Who sells. Only an active merchant takes new orders and is paid out; `stateReason` says why it is not. */
export const Merchant = z
  .strictObject({
    id: idSchema('mer'),
    reference: z.string().meta({ description: "The marketplace's own id of the merchant." }),
    displayName: z.string(),
    state: z.enum(['active', 'suspended']),
    stateReason: z.string().nullable(),
    payoutCurrency: Currency.meta({ description: 'The currency in which the merchant is paid out.' }),
    book: BookName.meta({ description: 'The book that its money is in.' }),
    createdAt: Timestamp
  })
  .meta({ id: 'Merchant' })
export type Merchant = z.output<typeof Merchant>

/** What is told of a merchant that is to be made. */
export const NewMerchant = z
  .strictObject({
    reference: referenceText(100).meta({ description: "The marketplace's own id of the merchant, unique." }),
    displayName: nameText(200, typed),
    payoutCurrency: Currency,
    book: BookName.optional().meta({
      description: 'The book that its money is to be in; `main`, where left out.'
    })
  })
  .meta({ id: 'NewMerchant' })
export type NewMerchant = z.output<typeof NewMerchant>

/** The account of what a merchant can be paid out: credit side, never below zero. */
export const merchantAccount = (merchantId: MerchantId, currency: Currency): AccountId =>
  accountId('merchant', merchantId, currency)

/** The account of what is kept back for a while from what a merchant earned: credit side, never below zero. */
export const reserveAccount = (merchantId: MerchantId, currency: Currency): AccountId =>
  accountId('reserve', merchantId, currency)

/** The account of what a merchant owes us after refunds and chargebacks beyond its balance: debit side, never below zero. */
export const owedAccount = (merchantId: MerchantId, currency: Currency): AccountId =>
  accountId('owed', merchantId, currency)

/** The three accounts that a merchant has in a currency. */
export function merchantAccounts(merchantId: MerchantId, currency: Currency): readonly NewAccount[] {
  return [
    { id: merchantAccount(merchantId, currency), side: 'credit', floor: 0n },
    { id: reserveAccount(merchantId, currency), side: 'credit', floor: 0n },
    { id: owedAccount(merchantId, currency), side: 'debit', floor: 0n }
  ]
}
