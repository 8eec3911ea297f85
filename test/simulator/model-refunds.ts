import { refused } from './model-orders.ts'
import { type Expected, hourMs, type Model, type Payment } from './model.ts'
import type { Minor, Wish } from './wish.ts'

/** Cards of which refunds do not simply go back, by the service's own list. */
export const refundTokens: readonly string[] = [
  'tok_refund_refused',
  'tok_refund_refused_once',
  'tok_refund_late',
  'tok_refund_fails_late',
  'tok_refund_bounces'
]

/** Nothing ever goes back to these, or it goes and comes back again. */
const neverBack = new Set(['tok_refund_refused', 'tok_refund_fails_late'])
/** So long after money was asked to go back it must have gone, whatever went wrong on the way. */
const goesBackWithinMs = 52 * hourMs

/** Staff send a refund again that the service has refused; what the service still may do is not sent twice. */
export function resend(model: Model, { refund, failed }: Extract<Wish, { do: 'resend' }>): Expected {
  if (refund === undefined) return { status: 404 }
  if (failed !== true || model.resent.includes(refund)) return refused('payments.refund_not_failed')
  model.resent = [...model.resent, refund]
  return { status: 202, body: { id: refund, state: 'pending' } }
}

/** What is wrong with so much of a payment having gone back, null: it may be so. */
export function wrongBack(payment: Payment, gone: Minor, now: number): string | null {
  const { token, refunded, askedBackAt, contested } = payment
  if (gone > refunded) return `${gone} went back, and only ${refunded} should`
  if (neverBack.has(token)) return gone === 0 ? null : `${gone} went back, and the service refuses that`
  const isDue = askedBackAt + goesBackWithinMs < now && contested === 'not' && !refundTokens.includes(token)
  return isDue && gone < refunded ? `${refunded} should have gone back long ago, and ${gone} did` : null
}
