import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { callKey } from './call.ts'
import { cancelUnsent, planCalls } from './call-store.ts'
import { voidTooLate } from './failures.ts'
import { lockPayment } from './find-payments.ts'
import type { Payment, PaymentId } from './payment.ts'

/**
 * Asks the provider to let go of what was not captured. Where the provider has not answered the authorization yet, it
 * is asked as soon as it has. Money that is captured all the same is told through the hooks, and refunded if unwanted.
 */
export async function requestVoid(tx: Tx, paymentId: PaymentId, reason = 'voided'): Promise<Payment> {
  const payment = await lockPayment(tx, paymentId)
  if (payment.closed && payment.capturedMinor === 0n) return payment
  const nothingLeft = payment.closed || payment.capturedMinor >= payment.authorizedMinor
  if (payment.capturedMinor > 0n && nothingLeft) throw voidTooLate(payment.state)
  await planVoid(tx, [payment], reason)
  return payment
}

/** Plans the void of payments that the caller has locked, once for each payment. */
export async function planVoid(tx: Tx, payments: readonly Payment[], reason: string): Promise<void> {
  const unsent = await cancelUnsent(
    tx,
    payments.map(({ id }) => id)
  )
  const planned = await planCalls(
    tx,
    payments.map((payment) => ({
      id: callKey('void', payment.id),
      paymentId: payment.id,
      provider: payment.provider,
      kind: 'void',
      about: reason,
      amount: null,
      dueAt: payment.reference === null && !unsent.has(payment.id) ? null : tx.now
    }))
  )
  await emit(
    tx,
    ...payments
      .filter(({ id }) => planned.has(callKey('void', id)))
      .map((payment) => ({
        type: 'payment.void_requested' as const,
        subject: payment.id,
        data: { for: payment.subject, reason }
      }))
  )
}
