import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { type Money, money } from '../kernel/index.ts'
import { callKey } from './call.ts'
import { planCalls } from './call-store.ts'
import {
  captureAutomatic,
  captureDiffers,
  captureTooMuch,
  currencyDiffers,
  notAuthorized
} from './failures.ts'
import { lockPayment } from './find-payments.ts'
import { saveCaptures, selectCaptures } from './money-store.ts'
import type { CaptureId, PaymentCapture, PaymentId } from './payment.ts'

/**
 * Asks the provider to capture `amount`; several times, up to what was authorized. With a `captureId` of the caller a
 * repeat answers the same capture.
 */
export async function requestCapture(
  tx: Tx,
  paymentId: PaymentId,
  amount: Money,
  captureId: CaptureId = tx.newId('cap')
): Promise<PaymentCapture> {
  const payment = await lockPayment(tx, paymentId)
  const captures = await selectCaptures(tx, [paymentId])
  const known = captures.find(({ id }) => id === captureId)
  if (known !== undefined) {
    if (known.amount.minor !== amount.minor || known.amount.currency !== amount.currency)
      throw captureDiffers(captureId)
    return known
  }
  if (amount.currency !== payment.amount.currency) throw currencyDiffers(amount, payment.amount.currency)
  if (payment.capture === 'automatic') throw captureAutomatic()
  if (payment.closed || payment.authorizedMinor === 0n) {
    throw notAuthorized(payment.state)
  }
  const open = captures
    .filter(({ state }) => state === 'pending')
    .reduce((sum, c) => sum + c.amount.minor, 0n)
  const left = payment.authorizedMinor - payment.capturedMinor - open
  if (amount.minor > left) throw captureTooMuch(amount, money(left, amount.currency))
  const capture: PaymentCapture = { id: captureId, paymentId, amount, state: 'pending', reference: null }
  await saveCaptures(tx, [capture])
  await planCalls(tx, [
    {
      id: callKey('capture', captureId),
      paymentId,
      provider: payment.provider,
      kind: 'capture',
      about: captureId,
      amount,
      dueAt: tx.now
    }
  ])
  await emit(tx, {
    type: 'payment.capture_requested',
    subject: paymentId,
    data: { for: payment.subject, captureId, minor: amount.minor, currency: amount.currency }
  })
  return capture
}
