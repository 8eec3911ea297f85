import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { changeMerchantDetails, findMerchants, type MerchantId, merchantUnknown } from '../merchants/index.ts'
import { bankAccountOf } from './bank-account.ts'
import { bankAccountMissing, minimumCurrencyDiffers, profileMissing } from './failures.ts'
import type { NewPayoutProfile, PayoutProfile } from './profile.ts'
import { profileView } from './profile.ts'
import { findBankAccounts, findProfile, insertBankAccount, lockProfile, putProfile } from './profile-store.ts'
import { nextRun } from './schedule.ts'
import type { PayoutSettings } from './settings.ts'

/** Says how a merchant is paid out from now on. Lifts a block; payouts already made keep their bank account. */
export async function setPayoutProfile(
  tx: Tx,
  merchantId: MerchantId,
  wanted: NewPayoutProfile,
  settings: PayoutSettings
) {
  const before = await lockProfile(tx, merchantId)
  const [merchant] = await findMerchants(tx, [merchantId])
  if (merchant === undefined) throw merchantUnknown(merchantId)
  const currency = wanted.currency ?? merchant.payoutCurrency
  if (wanted.minimum !== undefined && wanted.minimum.currency !== currency)
    throw minimumCurrencyDiffers(currency)
  if (wanted.bankAccount === undefined && before === undefined) throw bankAccountMissing(merchantId)
  const bankAccountId = wanted.bankAccount === undefined ? before?.bankAccountId : tx.newId('bac')
  if (bankAccountId === undefined) throw bankAccountMissing(merchantId)
  if (wanted.bankAccount !== undefined) {
    await insertBankAccount(tx, bankAccountId, merchantId, bankAccountOf(wanted.bankAccount))
  }
  const profile: PayoutProfile = {
    merchantId,
    schedule: wanted.schedule,
    minimumMinor: wanted.minimum?.minor ?? 0n,
    reserveBasisPoints: wanted.reserve?.basisPoints ?? 0,
    reserveDays: wanted.reserve?.days ?? 0,
    bankAccountId,
    blocked: null,
    nextAt: nextRun(wanted.schedule, tx.now, settings.payoutHour),
    updatedAt: tx.now
  }
  await putProfile(tx, profile)
  if (currency !== merchant.payoutCurrency)
    await changeMerchantDetails(tx, merchantId, { payoutCurrency: currency })
  await emit(tx, {
    type: 'payout_profile.set',
    subject: merchantId,
    owner: merchantId,
    data: {
      schedule: wanted.schedule,
      currency,
      bankAccountId,
      bankAccountChanged: wanted.bankAccount !== undefined
    }
  })
  return showProfile(tx, merchantId)
}

/** How a merchant is paid out. Refused when nothing was set yet. */
export async function showProfile(tx: Tx, merchantId: MerchantId) {
  const [merchant] = await findMerchants(tx, [merchantId])
  if (merchant === undefined) throw merchantUnknown(merchantId)
  const profile = await findProfile(tx, merchantId)
  if (profile === undefined) throw profileMissing(merchantId)
  const account = (await findBankAccounts(tx, [profile.bankAccountId])).get(profile.bankAccountId)
  if (account === undefined) throw profileMissing(merchantId)
  return profileView(profile, merchant.payoutCurrency, account)
}
