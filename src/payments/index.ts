/** Payments: buyers' money through third-party providers; what they report is told upward through hooks. */
export { checks } from './checks.ts'
export { conformance, type ConformanceCase } from './conformance.ts'
export type { ConformanceSubject } from './conformance-calls.ts'
export { createPayment, createPayments, type NewPayment } from './create-payment.ts'
export { findPayment, findPayments, lockPayments } from './find-payments.ts'
export type { Allocation, PaymentHooks } from './hooks.ts'
export { lookAgain } from './look-again.ts'
export {
  type CaptureId,
  type Chargeback,
  type ChargebackId,
  type Payment,
  type PaymentCapture,
  type PaymentId,
  PaymentMethod,
  type PaymentRefund,
  PaymentState,
  PaymentView,
  providerAccount,
  refundableMinor,
  refundAccount,
  type RefundId,
  viewOf
} from './payment.ts'
export type {
  AuthorizeCall,
  CaptureCall,
  Fact,
  LookUp,
  Provider,
  ProviderEvent,
  Providers,
  ProviderSettlement,
  RawWebhook,
  RefundCall,
  Reply,
  Report,
  SettlementLine,
  VoidCall
} from './provider.ts'
export { ReportJson } from './report.ts'
export { requestCapture } from './request-capture.ts'
export { type NewRefund, requestRefund, retryRefund } from './request-refund.ts'
export { requestVoid } from './request-void.ts'
export { type OpenWork, openWork, providerSums } from './check-store.ts'
export { paymentJobs } from './jobs.ts'
export { paymentRoutes } from './routes.ts'
