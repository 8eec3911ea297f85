import type { Tx } from '../db/index.ts'
import type { Currency } from '../kernel/index.ts'
import { openAccounts } from '../ledger/index.ts'
import { merchantAccounts, type MerchantId } from './merchant.ts'
import { insertAccounts, missingAccounts } from './store.ts'

/** Opens the merchant's accounts in these currencies where they are missing. Harmless to repeat. */
export function openMerchantAccounts(
  tx: Tx,
  merchantId: MerchantId,
  currencies: readonly Currency[]
): Promise<void> {
  return openAccountsOfMerchants(
    tx,
    currencies.map((currency) => ({ merchantId, currency }))
  )
}

/** The same for many merchants at once, in the book given or else their own: one read where nothing is missing. */
export async function openAccountsOfMerchants(
  tx: Tx,
  pairs: readonly Readonly<{ merchantId: MerchantId; currency: Currency; book?: string }>[]
): Promise<void> {
  const missing = await missingAccounts(tx, pairs)
  if (missing.length === 0) return
  for (const [book, those] of Map.groupBy(missing, (account) => account.book)) {
    await openAccounts(
      tx,
      those.flatMap(({ merchantId, currency }) => merchantAccounts(merchantId, currency)),
      { book }
    )
  }
  await insertAccounts(tx, missing)
}
