import type { Tx } from '../db/index.ts'
import { paymentUnknown } from './failures.ts'
import type { Payment, PaymentId } from './payment.ts'
import { lockPaymentRows, lockPaymentsOf, selectPayments, selectPaymentsOf } from './store.ts'

/** All payments of these subjects, in id order. */
export function findPayments(tx: Tx, subjects: readonly string[]): Promise<Payment[]> {
  return selectPaymentsOf(tx, subjects)
}

/** All payments of one subject, locked in id order: nothing can be captured or refunded meanwhile. */
export function lockPayments(tx: Tx, subject: string): Promise<Payment[]> {
  return lockPaymentsOf(tx, subject)
}

/** The payment, or a refusal that there is none. */
export async function findPayment(tx: Tx, id: PaymentId): Promise<Payment> {
  const [payment] = await selectPayments(tx, [id])
  if (payment === undefined) throw paymentUnknown(id)
  return payment
}

/** The same, locked. */
export async function lockPayment(tx: Tx, id: PaymentId): Promise<Payment> {
  const [payment] = await lockPaymentRows(tx, [id])
  if (payment === undefined) throw paymentUnknown(id)
  return payment
}
