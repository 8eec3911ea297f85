import type { Tx } from '../db/index.ts'
import { openAccounts } from '../ledger/index.ts'
import { merchantAccounts } from './merchant.ts'
import { insertAccounts, type MerchantBookCurrency, missingAccounts } from './store.ts'

/**
 * Opens the accounts of merchants in these books and currencies where they are missing: one read where nothing is.
 * Harmless to repeat. The book is the one that the caller posts in, and always said: it is not that of the merchant where
 * the merchant has moved, nor where it is paid.
 */
export async function openAccountsOfMerchants(
  tx: Tx,
  accounts: readonly MerchantBookCurrency[]
): Promise<void> {
  const missing = await missingAccounts(tx, accounts)
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
