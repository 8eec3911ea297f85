import { z } from 'zod'
import { Currency, type Id, idSchema, Timestamp, UnsignedMoney } from '../kernel/index.ts'
import type { MerchantId } from '../merchants/index.ts'
import { type BankAccount, NewBankAccount, ShownBankAccount, shownBankAccount } from './bank-account.ts'
import { Schedule } from './schedule.ts'

const Reserve = z
  .strictObject({
    basisPoints: z
      .number()
      .int()
      .min(0)
      .max(9000)
      .meta({ description: 'Kept back of each payout: 1000 is 10 %.' }),
    days: z.number().int().min(0).max(365).meta({ description: 'For how many days.' })
  })
  .meta({ id: 'PayoutReserve' })

/** How a merchant wants to be paid out. What is left out stays as before; at first there is no minimum and no reserve. */
export const NewPayoutProfile = z
  .strictObject({
    schedule: Schedule,
    currency: Currency.optional().meta({
      description: 'In which the merchant is paid out; as before if left out.'
    }),
    minimum: UnsignedMoney.optional().meta({
      description:
        'Less than this waits. In the payout currency; as before if left out, none where the currency changes.'
    }),
    reserve: Reserve.optional().meta({
      description: 'As before if left out. Not the merchant’s to set: refused from a merchant’s key.'
    }),
    bankAccount: NewBankAccount.optional().meta({
      description: 'Needed the first time; later the one before stays.'
    })
  })
  .meta({ id: 'NewPayoutProfile' })
export type NewPayoutProfile = z.output<typeof NewPayoutProfile>

/** How a merchant is paid out, as it is kept. The currency is the merchant's payout currency. */
export type PayoutProfile = Readonly<{
  merchantId: MerchantId
  schedule: Schedule
  minimumMinor: bigint
  reserveBasisPoints: number
  reserveDays: number
  bankAccountId: Id<'bac'>
  /** Why nothing is paid until the profile is set again; null: nothing stands in the way. */
  blocked: string | null
  nextAt: Date | null
  updatedAt: Date
}>

/** The same on the wire. */
export const PayoutProfileView = z
  .strictObject({
    merchantId: idSchema('mer'),
    schedule: Schedule,
    currency: Currency,
    minimum: UnsignedMoney,
    reserve: Reserve,
    bankAccount: ShownBankAccount,
    blocked: z
      .string()
      .nullable()
      .meta({ description: 'Why nothing is paid until the profile is set again.' }),
    nextAt: Timestamp.nullable().meta({ description: 'When the schedule pays next; null: on demand only.' }),
    updatedAt: Timestamp
  })
  .meta({ id: 'PayoutProfile' })

/** Shows a profile: of the bank account only what its owner recognises it by. */
export function profileView(
  profile: PayoutProfile,
  currency: Currency,
  account: BankAccount
): z.output<typeof PayoutProfileView> {
  return {
    merchantId: profile.merchantId,
    schedule: profile.schedule,
    currency,
    minimum: { minor: profile.minimumMinor, currency },
    reserve: { basisPoints: profile.reserveBasisPoints, days: profile.reserveDays },
    bankAccount: shownBankAccount(profile.bankAccountId, account),
    blocked: profile.blocked,
    nextAt: profile.nextAt,
    updatedAt: profile.updatedAt
  }
}
