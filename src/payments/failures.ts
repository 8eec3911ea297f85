import { Failure, formatDecimal, type Money } from '../kernel/index.ts'

const text = (amount: Money) => `${formatDecimal(amount)} ${amount.currency}`

export const paymentUnknown = (paymentId: string) =>
  new Failure('not_found', 'payments.payment_unknown', 'There is no such payment.', {
    paymentId,
    advice: 'Look the payment up by its order: GET /v1/payments?subject=ord_…'
  })

export const callUnknown = (callId: string) =>
  new Failure('not_found', 'payments.call_unknown', 'There is no such provider call.', {
    callId,
    advice: 'List the calls of a payment: GET /v1/payments/{paymentId}/calls.'
  })

export const refundUnknown = (refundId: string) =>
  new Failure('not_found', 'payments.refund_unknown', 'There is no such refund of this payment.', {
    refundId,
    advice: 'List the refunds of the payment first.'
  })

export const providerUnknown = (provider: string, known: readonly string[]) =>
  new Failure('not_found', 'payments.provider_unknown', `No provider named "${provider}" is connected.`, {
    provider,
    advice: `Connected: ${known.join(', ') || 'none'}.`
  })

export const paymentDiffers = (paymentId: string) =>
  new Failure(
    'conflict',
    'payments.payment_differs',
    'This payment id was used for another payment. Nothing was changed.',
    {
      paymentId,
      advice: 'Repeat exactly what was sent before, or use a new id.'
    }
  )

export const captureDiffers = (captureId: string) =>
  new Failure(
    'conflict',
    'payments.capture_differs',
    'This capture id was used for another capture. Nothing was changed.',
    {
      captureId,
      advice: 'Repeat exactly what was sent before, or use a new id.'
    }
  )

export const refundDiffers = (refundId: string) =>
  new Failure(
    'conflict',
    'payments.refund_differs',
    'This refund id was used for another refund. Nothing was changed.',
    {
      refundId,
      advice: 'Repeat exactly what was sent before, or use a new id.'
    }
  )

export const instalmentsInvalid = (instalments: number) =>
  new Failure(
    'invalid',
    'payments.instalments_invalid',
    `A payment cannot have ${instalments} instalments.`,
    {
      instalments,
      advice: 'Ask for 1 to 36 instalments; only cards have more than one.'
    }
  )

export const currencyDiffers = (amount: Money, currency: string) =>
  new Failure(
    'refused',
    'payments.currency_differs',
    `The payment is in ${currency}, not in ${amount.currency}. Nothing was changed.`,
    {
      advice: `Name the amount in ${currency}.`
    }
  )

export const notAuthorized = (state: string) =>
  new Failure(
    'refused',
    'payments.not_authorized',
    `Only an authorized payment that was not let go can be captured; this one is ${state}. Nothing was changed.`,
    {
      state,
      advice: 'Wait until the payment is authorized; a payment that failed needs a new payment.'
    }
  )

export const captureAutomatic = () =>
  new Failure(
    'refused',
    'payments.capture_automatic',
    'The provider captures this payment by itself. Nothing was changed.',
    {
      advice: 'Make a payment with capture "manual" to capture it in parts.'
    }
  )

export const captureTooMuch = (asked: Money, left: Money) =>
  new Failure(
    'refused',
    'payments.capture_too_much',
    `${text(asked)} is more than the ${text(left)} that is authorized and not captured. Nothing was changed.`,
    { advice: `Capture at most ${text(left)}.` }
  )

export const voidTooLate = (state: string) =>
  new Failure(
    'refused',
    'payments.void_too_late',
    `The payment is ${state}: there is nothing left to let go. Nothing was changed.`,
    {
      state,
      advice: 'Captured money goes back by a refund.'
    }
  )

export const refundTooMuch = (asked: Money, left: Money) =>
  new Failure(
    'refused',
    'payments.refund_too_much',
    `${text(asked)} is more than the ${text(left)} that can still be refunded from this payment. Nothing was changed.`,
    { advice: `Refund at most ${text(left)}: captured, less refunded, on its way, and charged back.` }
  )

export const refundUnfunded = (asked: Money) =>
  new Failure(
    'refused',
    'payments.refund_unfunded',
    `The refund account of the payment does not hold the ${text(asked)} to be sent. Nothing was changed.`,
    {
      advice: 'Post the amount into the refund account in the same transaction, before asking for the refund.'
    }
  )

export const refundNotFailed = (state: string) =>
  new Failure(
    'refused',
    'payments.refund_not_failed',
    `Only a failed refund can be tried again; this one is ${state}. Nothing was changed.`,
    {
      state,
      advice: 'Wait for the provider to confirm or refuse it.'
    }
  )

export const callNotOpen = (state: string) =>
  new Failure(
    'refused',
    'payments.call_not_open',
    `The call is ${state}: there is nothing to retry. Nothing was changed.`,
    {
      state,
      advice: 'Only calls that are planned, unknown, waiting or stuck can be retried.'
    }
  )

export const webhookRefused = () =>
  new Failure(
    'unauthenticated',
    'payments.webhook_refused',
    'The webhook is not signed by this provider, or was signed too long ago.',
    {
      advice: 'Sign the raw body with the shared secret, and keep the clock within five minutes of ours.'
    }
  )
