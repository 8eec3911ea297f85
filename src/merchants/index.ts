/** Merchants: who sells, the accounts they have, and what the marketplace charges them. */
export { type BalanceSources, MerchantBalance, merchantBalances } from './balance.ts'
export { commissionOf, type CommissionTerms, noCommission } from './commission.ts'
export { changeMerchantDetails, changeMerchantState } from './change-merchant.ts'
export { createMerchant, ensureMerchants } from './create-merchant.ts'
export { merchantSuspended, merchantUnknown } from './failures.ts'
export {
  Merchant,
  merchantAccount,
  type MerchantId,
  NewMerchant,
  owedAccount,
  reserveAccount
} from './merchant.ts'
export { openAccountsOfMerchants, openMerchantAccounts } from './open-accounts.ts'
export { merchantRoutes } from './routes.ts'
export { addCommissionSchedule, commissionTerms } from './set-commission.ts'
export { accountsOfMerchants, findByReference, findMerchants, lockMerchants, type Sale } from './store.ts'
