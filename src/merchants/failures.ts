import { type Currency, Failure, formatDecimal, type Money } from '../kernel/index.ts'
import type { MerchantId } from './merchant.ts'

export const merchantUnknown = (merchantId: string) =>
  new Failure('not_found', 'merchants.unknown', 'There is no such merchant.', {
    merchantId,
    advice: 'Check the id, or list merchants by your own reference.'
  })

export const referenceTaken = (reference: string, merchantId: MerchantId) =>
  new Failure(
    'conflict',
    'merchants.reference_taken',
    'Another merchant has this reference. Nothing was changed.',
    {
      reference,
      merchantId,
      advice: 'Use the merchant that has it, or another reference.'
    }
  )

export const merchantSuspended = (merchantId: MerchantId, reason: string) =>
  new Failure('refused', 'merchants.suspended', `The merchant is suspended: ${reason} Nothing was changed.`, {
    merchantId,
    advice: 'An operator can reinstate the merchant when the reason is gone.'
  })

/** `elsewhere`: what the merchant has in other books, and why it stays there. */
export function bookAlready(
  merchantId: MerchantId,
  book: string,
  elsewhere: readonly Readonly<{ reason: string; book: string; amount: Money }>[]
) {
  const sums = elsewhere.map(
    (sum) => `${sum.reason} ${formatDecimal(sum.amount)} ${sum.amount.currency} in ${sum.book}`
  )
  const stays = sums.length === 0 ? '' : ` Elsewhere stay: ${sums.join(', ')}.`
  return new Failure(
    'refused',
    'merchants.book_already',
    `The merchant is in the book ${book} already, and nothing of it has to go over. Nothing was changed.${stays}`,
    {
      merchantId,
      book,
      stays: elsewhere,
      advice:
        'Nothing needs to be done: orders end in the book that they began in, and payouts are made from main.'
    }
  )
}

export const moveMustWait = (merchantId: MerchantId, book: string, waits: readonly unknown[]) =>
  new Failure(
    'refused',
    'merchants.move_waits',
    `The merchant cannot be moved to the book ${book} while ${waits.length} things of it are under way. Nothing was changed.`,
    { merchantId, book, waits, advice: 'Look at the plan of the move, settle what waits, and move it then.' }
  )

export const stateAlready = (merchantId: MerchantId, state: 'active' | 'suspended') =>
  new Failure(
    'refused',
    'merchants.state_already',
    `The merchant is ${state} already. Nothing was changed.`,
    {
      merchantId,
      advice: 'Nothing needs to be done.'
    }
  )

export const scheduleWithoutCurrency = () =>
  new Failure(
    'invalid',
    'merchants.commission_currency_missing',
    'A fixed amount, a minimum or a cap means nothing for any currency. Nothing was changed.',
    { advice: 'Name the currency of the schedule; make one schedule for each.' }
  )

export const scheduleCurrencyDiffers = (currency: Currency) =>
  new Failure(
    'invalid',
    'merchants.commission_currency_differs',
    `The amounts of this schedule must be in ${currency}. Nothing was changed.`,
    { currency, advice: 'Write all amounts in the currency of the schedule.' }
  )

export const scheduleCapBelowMinimum = () =>
  new Failure(
    'invalid',
    'merchants.commission_cap_below_minimum',
    'The cap is lower than the minimum. Nothing was changed.',
    { advice: 'Raise the cap or lower the minimum.' }
  )

export const scheduleInThePast = () =>
  new Failure(
    'refused',
    'merchants.commission_in_the_past',
    'A schedule cannot begin in the past, for sales were made by the old one. Nothing was changed.',
    { advice: 'Leave validFrom out to begin now.' }
  )
