import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import {
  changeMerchantDetails,
  findMerchants,
  type Merchant,
  type MerchantId,
  merchantUnknown
} from '../merchants/index.ts'
import { bankAccountOf } from './bank-account.ts'
import {
  bankAccountMissing,
  bankAccountOwn,
  minimumCurrencyDiffers,
  profileMissing,
  reserveNotYours
} from './failures.ts'
import type { NewPayoutProfile, PayoutProfile } from './profile.ts'
import { profileView } from './profile.ts'
import {
  findBankAccounts,
  findProfile,
  insertBankAccounts,
  lockProfiles,
  putProfiles
} from './profile-store.ts'
import { nextRun } from './schedule.ts'
import type { PayoutSettings } from './settings.ts'

/**
 * Says how a merchant is paid out from now on. Lifts a block; payouts already made keep their bank account. `asker` is
 * the merchant where it asks for itself: the reserve is not its to set.
 */
export async function setPayoutProfile(
  tx: Tx,
  merchantId: MerchantId,
  wanted: NewPayoutProfile,
  settings: PayoutSettings,
  asker: MerchantId | null = null
) {
  if (asker !== null && wanted.reserve !== undefined) throw reserveNotYours(merchantId)
  await setPayoutProfiles(tx, [{ merchantId, wanted }], settings)
  return showProfile(tx, merchantId)
}

type Wish = Readonly<{ merchantId: MerchantId; wanted: NewPayoutProfile }>

/** The same for many merchants (each once), in a few statements. */
export async function setPayoutProfiles(
  tx: Tx,
  wishes: readonly Wish[],
  settings: PayoutSettings
): Promise<void> {
  if (wishes.length === 0) return
  const ids = wishes.map(({ merchantId }) => merchantId)
  const before = new Map((await lockProfiles(tx, ids)).map((profile) => [profile.merchantId, profile]))
  const merchants = new Map((await findMerchants(tx, ids)).map((merchant) => [merchant.id, merchant]))
  const settled = wishes.map((wish) => settle(tx, wish, merchants.get(wish.merchantId), before, settings))
  await insertBankAccounts(
    tx,
    settled.flatMap(({ account }) => account ?? [])
  )
  await putProfiles(
    tx,
    settled.map(({ profile }) => profile)
  )
  for (const { profile, currency, currencyBefore } of settled) {
    if (currency !== currencyBefore) {
      await changeMerchantDetails(tx, profile.merchantId, { payoutCurrency: currency })
    }
  }
  await emit(
    tx,
    ...settled.map(({ profile: { merchantId, schedule, bankAccountId }, currency, account }) => ({
      type: 'payout_profile.set' as const,
      subject: merchantId,
      owner: merchantId,
      data: { schedule, currency, bankAccountId, bankAccountChanged: account !== null }
    }))
  )
}

/** Works out a profile from what was wished, or refuses it. */
function settle(
  tx: Tx,
  { merchantId, wanted }: Wish,
  merchant: Merchant | undefined,
  before: ReadonlyMap<MerchantId, PayoutProfile>,
  settings: PayoutSettings
) {
  if (merchant === undefined) throw merchantUnknown(merchantId)
  const currency = wanted.currency ?? merchant.payoutCurrency
  if (wanted.minimum !== undefined && wanted.minimum.currency !== currency)
    throw minimumCurrencyDiffers(currency)
  const given = wanted.bankAccount
  const account = given === undefined ? null : { ...bankAccountOf(given), id: tx.newId('bac'), merchantId }
  const old = before.get(merchantId)
  if (account !== null && account.iban === settings.debtor.iban) throw bankAccountOwn(merchantId)
  const bankAccountId = account?.id ?? old?.bankAccountId
  if (bankAccountId === undefined) throw bankAccountMissing(merchantId)
  const profile: PayoutProfile = {
    merchantId,
    schedule: wanted.schedule,
    minimumMinor:
      wanted.minimum?.minor ?? (currency === merchant.payoutCurrency ? old?.minimumMinor : null) ?? 0n,
    reserveBasisPoints: wanted.reserve?.basisPoints ?? old?.reserveBasisPoints ?? 0,
    reserveDays: wanted.reserve?.days ?? old?.reserveDays ?? 0,
    bankAccountId,
    blocked: null,
    nextAt: nextRun(wanted.schedule, tx.now, settings.payoutHour),
    updatedAt: tx.now
  }
  return { profile, account, currency, currencyBefore: merchant.payoutCurrency }
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
