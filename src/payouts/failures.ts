import { type Currency, Failure } from '../kernel/index.ts'

const nothing = 'Nothing was changed.'

export const profileMissing = (merchantId: string) =>
  new Failure('not_found', 'payouts.profile_missing', `The merchant has no payout profile yet. ${nothing}`, {
    merchantId,
    advice: 'Set one with PUT /v1/merchants/{merchantId}/payout-profile.'
  })

export const bankAccountMissing = (merchantId: string) =>
  new Failure(
    'invalid',
    'payouts.bank_account_missing',
    `The first payout profile needs a bank account. ${nothing}`,
    {
      merchantId,
      advice: 'Add bankAccount: an IBAN, or a number with the BIC or clearing code of its bank.'
    }
  )

export const bankAccountOwn = (merchantId: string) =>
  new Failure(
    'refused',
    'payouts.bank_account_own',
    `The bank account is the marketplace's own. ${nothing}`,
    {
      merchantId,
      advice: 'Name the bank account of the merchant: money paid to our own account would not leave us.'
    }
  )

export const minimumCurrencyDiffers = (currency: Currency) =>
  new Failure(
    'invalid',
    'payouts.minimum_currency_differs',
    `The minimum must be in ${currency}. ${nothing}`,
    {
      currency,
      advice: 'Write the minimum in the currency in which the merchant is paid out.'
    }
  )

export const reserveNotYours = (merchantId: string) =>
  new Failure(
    'forbidden',
    'payouts.reserve_not_yours',
    `A merchant does not set its own reserve. ${nothing}`,
    {
      merchantId,
      advice: 'Leave reserve out: it stays as it is. An operator or a service of the marketplace sets it.'
    }
  )

/** A payout that was asked for and cannot be made; `code` is the reason that the next payout shows as well. */
export const payoutRefused = (code: string, sentence: string, advice: string, details: object = {}) =>
  new Failure('refused', `payouts.${code}`, `${sentence} ${nothing}`, { ...details, advice })

export const payoutUnknown = (payoutId: string) =>
  new Failure('not_found', 'payouts.payout_unknown', 'There is no such payout.', {
    payoutId,
    advice: 'Check the id, or list payouts.'
  })

export const payoutNotPlanned = (payoutId: string, state: string) =>
  new Failure(
    'refused',
    'payouts.not_planned',
    `The payout is ${state}: it cannot be cancelled any more. ${nothing}`,
    {
      payoutId,
      state,
      advice: 'Only a planned payout can be cancelled. Ask the bank to call back one that has been sent.'
    }
  )

export const payoutNotReturnable = (payoutId: string, state: string) =>
  new Failure(
    'refused',
    'payouts.not_returnable',
    `The payout is ${state}: there is nothing to give back. ${nothing}`,
    {
      payoutId,
      state,
      advice: 'Only a payout that was sent can be rejected; once settled, its return comes on a statement.'
    }
  )

export const payoutFileNotSent = (payoutId: string, bankFileId: string | null) =>
  new Failure(
    'refused',
    'payouts.file_not_sent',
    `The payout stands in a bank file that was not recorded as sent: the bank cannot have refused it. ${nothing}`,
    {
      payoutId,
      bankFileId,
      advice:
        'Record the file as sent first, with POST /v1/bank-files/{bankFileId}/transmission, if the bank has it.'
    }
  )

export const filePayoutsEnded = (bankFileId: string, payoutIds: readonly string[]) =>
  new Failure(
    'refused',
    'payouts.file_payouts_ended',
    `${payoutIds.length} of the file's payouts are not on their way any more: it would pay them all the same. ${nothing}`,
    {
      bankFileId,
      payoutIds: payoutIds.slice(0, 10),
      advice:
        'Do not give this file to the bank. If the bank has it, ask the bank to call these payouts back.'
    }
  )

export const fileUnknown = (bankFileId: string) =>
  new Failure('not_found', 'payouts.file_unknown', 'There is no such bank file.', {
    bankFileId,
    advice: 'Check the id, or list bank files.'
  })

export const fileSentAlready = (bankFileId: string) =>
  new Failure('refused', 'payouts.file_sent_already', `The bank file has been sent already. ${nothing}`, {
    bankFileId,
    advice: 'Sending a file twice pays twice: do not send it again.'
  })

export const rateFuture = () =>
  new Failure('refused', 'payouts.rate_in_the_future', `A rate cannot be from the future. ${nothing}`, {
    advice: 'Load it with the time at which it was valid.'
  })

export const rateSame = () =>
  new Failure('invalid', 'payouts.rate_of_itself', `A rate needs two currencies. ${nothing}`, {
    advice: 'Name two different currencies.'
  })

export const rateMissing = (sell: Currency, buy: Currency) =>
  new Failure(
    'refused',
    'payouts.rate_missing',
    `There is no current rate from ${sell} to ${buy}. ${nothing}`,
    {
      advice: 'An operator loads rates with POST /v1/fx/rates; those older than the limit do not count.'
    }
  )

export const quoteSame = () =>
  new Failure(
    'invalid',
    'payouts.quote_of_itself',
    `A quote exchanges two different currencies. ${nothing}`,
    { advice: 'Name another currency.' }
  )

export const quoteTooSmall = (currency: Currency) =>
  new Failure(
    'refused',
    'payouts.quote_too_small',
    `It would buy less than the smallest unit of ${currency}. ${nothing}`,
    { advice: 'Exchange a larger amount.' }
  )

export const quoteTooLarge = () =>
  new Failure(
    'refused',
    'payouts.quote_too_large',
    `It is more than Kontor counts (2^53-1 minor units). ${nothing}`,
    { advice: 'Exchange a smaller amount.' }
  )

export const quoteUnknown = (quoteId: string) =>
  new Failure('not_found', 'payouts.quote_unknown', 'There is no such quote.', {
    quoteId,
    advice: 'Check the id.'
  })

export const quoteExpired = (quoteId: string, at: Date) =>
  new Failure('refused', 'payouts.quote_expired', `The quote expired at ${at.toISOString()}. ${nothing}`, {
    quoteId,
    advice: 'Ask for a new quote.'
  })

export const quoteExecuted = (quoteId: string) =>
  new Failure('refused', 'payouts.quote_executed', `The quote has been executed already. ${nothing}`, {
    quoteId,
    advice: 'A quote is executed once. Ask for a new one to exchange again.'
  })

export const quoteNobodys = (quoteId: string) =>
  new Failure(
    'refused',
    'payouts.quote_without_merchant',
    `The quote was made for no merchant: it only informs. ${nothing}`,
    {
      quoteId,
      advice: 'Ask for a quote with the merchantId whose balance is to be exchanged.'
    }
  )

export const differenceUnknown = (differenceId: string) =>
  new Failure('not_found', 'payouts.difference_unknown', 'There is no such difference.', {
    differenceId,
    advice: 'Check the id, or list differences.'
  })

export const differenceResolved = (differenceId: string) =>
  new Failure(
    'refused',
    'payouts.difference_resolved',
    `The difference has been resolved already. ${nothing}`,
    {
      differenceId,
      advice: 'Nothing needs to be done.'
    }
  )

export const resolutionUnfit = (differenceId: string, why: string, advice: string) =>
  new Failure(
    'refused',
    'payouts.resolution_unfit',
    `The difference cannot be resolved like this: ${why} ${nothing}`,
    {
      differenceId,
      advice
    }
  )
