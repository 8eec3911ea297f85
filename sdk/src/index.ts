/** Kontor from TypeScript and JavaScript: README.md shows how. */
export { type Kontor, createKontor } from './kontor.ts'
export type { AttemptReport, KontorOptions } from './send.ts'
export type { ActOptions, CallOptions, Page } from './call.ts'
export { type Effect, type ErrorCode, KontorError } from './error.ts'
export {
  addMoney,
  compareMoney,
  currencyDigits,
  formatMoney,
  multiplyMoney,
  parseMoney,
  splitMoney,
  subtractMoney
} from './money.ts'
export {
  type EventType,
  verifyWebhook,
  WebhookError,
  type WebhookEvent,
  type WebhookHeaders,
  type WebhookOptions
} from './webhook.ts'
export type * from './generated/types.ts'
