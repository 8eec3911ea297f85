/** The ledger: accounts, and transfers that move money between them without making or losing any. */
export { accountId, AccountId, type NewAccount } from './account.ts'
export type {
  Capture,
  Hold,
  Leg,
  Plain,
  PostedLeg,
  PostedTransaction,
  Transaction,
  TransactionId,
  TransferId,
  Void
} from './transaction.ts'
