import type { Tx } from '../db/index.ts'
import { paymentUnknown } from './failures.ts'
import type { Payment, PaymentId } from './payment.ts'
import { lockPaymentRows, selectPayments, selectPaymentsOf } from './store.ts'

/** All payments of these subjects, in id order. */
export function findPayments(tx: Tx, subjects: readonly string[]): Promise<Payment[]> {
  return selectPaymentsOf(tx, subjects)
}

/** Those of these payments that exist, in id order. */
export function findPaymentsById(tx: Tx, ids: readonly string[]): Promise<Payment[]> {
  return selectPayments(tx, ids)
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
