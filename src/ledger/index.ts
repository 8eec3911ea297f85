import type { Route } from '../api/index.ts'
import { accountRoutes } from './account-routes.ts'
import { type BookRefusal, mainBook } from './book.ts'
import { transactionRoutes } from './transaction-routes.ts'
import { trialBalanceRoutes } from './trial-balance-routes.ts'

/** The ledger: accounts, and transfers that move money between them without making or losing any. */
export { type AccountBalance, accountId, AccountId, type NewAccount } from './account.ts'
export { type Columns, copyBare, createBareTables, insertBare, readTransfers } from './bare-store.ts'
export { balances, ownersStanding } from './balances.ts'
export { BookName, mainBook } from './book.ts'
export { checks } from './checks.ts'
export { closeAccount, freezeAccount, unfreezeAccount } from './control.ts'
export type { Flow } from './flow-store.ts'
export { flows, flowsByDay } from './flows.ts'
export { fxTransaction } from './fx.ts'
export { balanceAt, type Entry, statement } from './history.ts'
export { journalOf, transactionsWhole } from './journal.ts'
export type { JournalEntry, JournalLeg } from './journal-store.ts'
export { ledgerJobs } from './jobs.ts'
export { openAccounts } from './open.ts'
export type { Outcome } from './outcome.ts'
export { readPlace, writePlace } from './place.ts'
export { type Earned, earnedBefore, movedBeside } from './stretch.ts'
export { openPoster } from './poster.ts'
export { post, postAll, postBatch } from './post.ts'
export type { Leg, PostedTransaction, Transaction, TransactionId, TransferId } from './transaction.ts'

/** What the ledger answers over the API, in every book but those that `refusalOf` refuses; `main` is always there. */
export function ledgerRoutes(refusalOf: BookRefusal): readonly Route[] {
  const refusal: BookRefusal = async (tx, book) => (book === mainBook ? null : refusalOf(tx, book))
  return [...accountRoutes(refusal), ...transactionRoutes(refusal), ...trialBalanceRoutes(refusal)]
}
