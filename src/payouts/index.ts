/** Payouts: merchants' money to their banks, what the banks and providers say about it, and exchange on the way. */
export { checks } from './checks.ts'
export { cancelPayout, rejectPayout } from './end-payout.ts'
export { createQuote, executeQuote } from './exchange.ts'
export { importStatements } from './import-statement.ts'
export { payoutJobs } from './jobs.ts'
export { loadRates } from './load-rates.ts'
export { requestPayouts } from './make-payouts.ts'
export { nextPayout } from './next-payout.ts'
export { type Payout, type PayoutId, PayoutState } from './payout.ts'
export type { NewPayoutProfile } from './profile.ts'
export { recordSettlement } from './record-settlement.ts'
export { routes as payoutRoutes } from './routes.ts'
export {
  type BankEntry,
  type BankMood,
  bookOrders,
  readPain,
  type StatementHead,
  writeCamt
} from './sandbox-bank.ts'
export { sandboxBankJob } from './sandbox-bank-job.ts'
export { setPayoutProfile, setPayoutProfiles } from './set-profile.ts'
export { type PayoutSettings, sandboxSettings } from './settings.ts'
export { listPayouts, settledPayouts, sumMoving } from './store.ts'
export { findDocument, listFiles } from './bank-store.ts'
export { listDifferences } from './difference-store.ts'
export { markBankFileSent, writeBankFiles } from './write-bank-file.ts'
