import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import type { Currency } from '../kernel/index.ts'
import { merchantUnknown, stateAlready } from './failures.ts'
import type { Merchant, MerchantId } from './merchant.ts'
import { openAccountsOfMerchants } from './open-accounts.ts'
import { lockMerchants, updateMerchant } from './store.ts'

/** Suspends or reinstates a merchant. Refused when it is in that state already. */
export async function changeMerchantState(
  tx: Tx,
  merchantId: MerchantId,
  state: Merchant['state'],
  reason: string
): Promise<Merchant> {
  const merchant = await lockOne(tx, merchantId)
  if (merchant.state === state) throw stateAlready(merchantId, state)
  const changed = { ...merchant, state, stateReason: state === 'suspended' ? reason : null }
  await updateMerchant(tx, changed)
  const type = state === 'suspended' ? 'merchant.suspended' : 'merchant.reinstated'
  await emit(tx, { type, subject: merchantId, owner: merchantId, data: { reason } })
  return changed
}

/** Changes the name shown and the currency of coming payouts; what is left out stays. */
export async function changeMerchantDetails(
  tx: Tx,
  merchantId: MerchantId,
  details: Readonly<{ displayName?: string | undefined; payoutCurrency?: Currency | undefined }>
): Promise<Merchant> {
  const merchant = await lockOne(tx, merchantId)
  const changed = {
    ...merchant,
    displayName: details.displayName ?? merchant.displayName,
    payoutCurrency: details.payoutCurrency ?? merchant.payoutCurrency
  }
  await updateMerchant(tx, changed)
  await openAccountsOfMerchants(tx, [{ merchantId, currency: changed.payoutCurrency, book: changed.book }])
  await emit(tx, {
    type: 'merchant.changed',
    subject: merchantId,
    owner: merchantId,
    data: {
      payoutCurrency: changed.payoutCurrency,
      nameChanged: changed.displayName !== merchant.displayName
    }
  })
  return changed
}

async function lockOne(tx: Tx, merchantId: MerchantId): Promise<Merchant> {
  const [merchant] = await lockMerchants(tx, [merchantId])
  if (merchant === undefined) throw merchantUnknown(merchantId)
  return merchant
}
