/** Payments: buyers' money through third-party providers; what they report is told upward through hooks. */
export { checks } from './checks.ts'
export { conformance } from './conformance.ts'
export type { ConformanceSubject } from './conformance-calls.ts'
export { createPayment, createPayments, type NewPayment } from './create-payment.ts'
export { capturesUntil, type ProviderFact, providerFacts } from './fact-store.ts'
export { findPayment, findPayments, findPaymentsById } from './find-payments.ts'
export type { Allocation, Captured, PaymentHooks } from './hooks.ts'
export {
  type Payment,
  type PaymentId,
  PaymentMethod,
  type PaymentRefund,
  PaymentView,
  providerAccount,
  refundableMinor,
  refundAccount,
  viewOf
} from './payment.ts'
export { transactionOfCapture } from './postings.ts'
export type {
  Fact,
  LookUp,
  Provider,
  ProviderEvent,
  Providers,
  ProviderSettlement,
  RawWebhook,
  Reply,
  Report,
  SettlementLine
} from './provider.ts'
export { ReportJson } from './report.ts'
export { requestCapture } from './request-capture.ts'
export { requestRefund, retryRefund } from './request-refund.ts'
export { requestVoid } from './request-void.ts'
export { openWork, providerSums } from './check-store.ts'
export { paymentJobs } from './jobs.ts'
export { paymentRoutes } from './routes.ts'
export { takeWebhooks } from './take-webhook.ts'
export { callsStuck, paymentsMismatched, refundsFailed } from './waiting-store.ts'
