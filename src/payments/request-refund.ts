import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { type Money, money } from '../kernel/index.ts'
import { balances } from '../ledger/index.ts'
import { callKey } from './call.ts'
import { planCalls } from './call-store.ts'
import {
  currencyDiffers,
  refundDiffers,
  refundNotFailed,
  refundTooMuch,
  refundUnfunded,
  refundUnknown
} from './failures.ts'
import { lockPayment } from './find-payments.ts'
import { saveRefunds, selectRefundsById } from './money-store.ts'
import {
  type PaymentId,
  type PaymentRefund,
  refundableMinor,
  refundAccount,
  type RefundId
} from './payment.ts'
import { updatePayments } from './store.ts'

/** A refund to be made. */
export type NewRefund = Readonly<{ paymentId: PaymentId; refundId: RefundId; amount: Money; reason: string }>

/**
 * Asks the provider to send `amount` back. The caller has posted it into `refundAccount(payment)` in the same
 * transaction. Never more than was captured and is neither refunded, on its way, nor charged back: that is decided here,
 * under the lock of the payment. The same refund again answers the same.
 */
export async function requestRefund(tx: Tx, draft: NewRefund): Promise<PaymentRefund> {
  const { paymentId, refundId, amount, reason } = draft
  const payment = await lockPayment(tx, paymentId)
  const [known] = await selectRefundsById(tx, [refundId])
  if (known !== undefined) {
    const { paymentId: of, amount: was } = known
    if (of !== paymentId || was.minor !== amount.minor || was.currency !== amount.currency)
      throw refundDiffers(refundId)
    return known
  }
  if (amount.currency !== payment.amount.currency) throw currencyDiffers(amount, payment.amount.currency)
  const left = refundableMinor(payment)
  if (amount.minor > left) throw refundTooMuch(amount, money(left, amount.currency))
  const account = refundAccount(payment)
  const waiting = (await balances(tx, [account], { book: payment.book })).get(account)?.available ?? 0n
  if (waiting < payment.refundPendingMinor + amount.minor) throw refundUnfunded(amount)
  const refund: PaymentRefund = {
    id: refundId,
    paymentId,
    amount,
    origin: 'asked',
    state: 'pending',
    attempt: 1,
    bounces: 0,
    reason,
    failure: null,
    reference: null
  }
  await updatePayments(tx, [{ ...payment, refundPendingMinor: payment.refundPendingMinor + amount.minor }])
  await planRefunds(tx, payment.provider, [refund])
  await emit(tx, {
    type: 'payment.refund_requested',
    subject: paymentId,
    data: { for: payment.subject, refundId, minor: amount.minor, currency: amount.currency, reason }
  })
  return refund
}

/** Sends a failed refund again, as a new attempt with a key of its own. The money waited in the refund account. */
export async function retryRefund(tx: Tx, paymentId: PaymentId, refundId: RefundId): Promise<PaymentRefund> {
  const payment = await lockPayment(tx, paymentId)
  const [refund] = await selectRefundsById(tx, [refundId])
  if (refund?.paymentId !== paymentId) throw refundUnknown(refundId)
  if (refund.state !== 'failed') throw refundNotFailed(refund.state)
  const again: PaymentRefund = {
    ...refund,
    state: 'pending',
    attempt: refund.attempt + 1,
    failure: null,
    reference: null
  }
  await planRefunds(tx, payment.provider, [again])
  await emit(tx, {
    type: 'payment.refund_retried',
    subject: paymentId,
    data: { for: payment.subject, refundId, attempt: again.attempt }
  })
  return again
}

/** Writes refunds and plans their calls; the caller has locked the payment and counted them as pending. */
export async function planRefunds(
  tx: Tx,
  provider: string,
  refunds: readonly PaymentRefund[]
): Promise<void> {
  await saveRefunds(tx, refunds)
  await planCalls(
    tx,
    refunds.map((refund) => ({
      id: callKey('refund', refund.id, refund.attempt),
      paymentId: refund.paymentId,
      provider,
      kind: 'refund',
      about: refund.id,
      amount: refund.amount,
      dueAt: tx.now
    }))
  )
}
