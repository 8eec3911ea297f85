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

// What is wrong with a statement. Nothing of a file is imported when one of its statements is refused.
const wrongFile = 'Nothing of the file was imported.'

export const xmlDoctype = () =>
  new Failure(
    'refused',
    'payouts.xml_doctype',
    `XML with a document type or entities is not read. ${wrongFile}`,
    {
      advice: 'Send the statement as the bank gave it; ISO 20022 messages have neither.'
    }
  )

export const xmlTooDeep = (depthMax: number) =>
  new Failure(
    'refused',
    'payouts.xml_too_deep',
    `The XML is nested more than ${depthMax} deep. ${wrongFile}`,
    { advice: 'Send the statement as the bank gave it.' }
  )

export const xmlTooLarge = (elementsMax: number) =>
  new Failure(
    'too_large',
    'payouts.xml_too_large',
    `The XML has more than ${elementsMax} elements. ${wrongFile}`,
    { advice: 'Ask the bank for statements of shorter periods.' }
  )

export const xmlMalformed = (problem: string, line: number) =>
  new Failure(
    'invalid',
    'payouts.xml_malformed',
    `The XML is not well formed in line ${line}: ${problem} ${wrongFile}`,
    {
      line,
      advice: 'Send the whole file, unchanged.'
    }
  )

export const statementKindUnknown = () =>
  new Failure('invalid', 'payouts.statement_kind_unknown', `This is no camt.053 statement. ${wrongFile}`, {
    advice: 'Send camt.053.001.02 to camt.053.001.08; others (camt.052, camt.054, MT940) are not read.'
  })

export const statementIncomplete = (element: string) =>
  new Failure(
    'invalid',
    'payouts.statement_incomplete',
    `The statement lacks a valid ${element}. ${wrongFile}`,
    {
      element,
      advice: 'Send the whole file, unchanged; if it is whole, the bank has to correct it.'
    }
  )

export const statementTooLong = (lines: number, linesMax: number) =>
  new Failure(
    'too_large',
    'payouts.statement_too_long',
    `The statement has ${lines} lines, more than ${linesMax}. ${wrongFile}`,
    { advice: 'Ask the bank for statements of shorter periods.' }
  )

export const statementBalanceMissing = (which: 'opening' | 'closing') =>
  new Failure(
    'invalid',
    'payouts.statement_balance_missing',
    `The statement has no ${which} balance. ${wrongFile}`,
    {
      advice: 'Opening is OPBD or PRCD, closing is CLBD. Ask the bank for booked balances.'
    }
  )

export const statementCurrencyUnknown = (currencies: string) =>
  new Failure(
    'invalid',
    'payouts.statement_currency_unknown',
    `The statement has an amount in ${currencies}. ${wrongFile}`,
    { advice: 'A statement is in one ISO 4217 currency.' }
  )

export const statementAmountInvalid = (text: string, currency: Currency) =>
  new Failure(
    'invalid',
    'payouts.statement_amount_invalid',
    `"${text.slice(0, 40)}" is not an amount of ${currency}. ${wrongFile}`,
    {
      advice: 'The bank has to correct it: an amount has no more digits than its currency.'
    }
  )

export const statementDoesNotAddUp = (
  id: string,
  opening: string,
  moved: string,
  sum: string,
  closing: string
) =>
  new Failure(
    'refused',
    'payouts.statement_does_not_add_up',
    `Statement ${id.slice(0, 60)} does not add up: opening ${opening} and entries ${moved} make ${sum}, but it closes with ${closing}. ${wrongFile}`,
    {
      opening,
      entries: moved,
      closing,
      advice: 'Send the whole file, unchanged; if it is whole, the bank has to correct it.'
    }
  )

export const statementAccountUnknown = (account: string) =>
  new Failure(
    'refused',
    'payouts.statement_account_unknown',
    `The statement is of another account than ours. ${wrongFile}`,
    {
      ending: account.slice(-4),
      advice: 'Send statements of the account from which payouts are paid.'
    }
  )

export const statementDiffers = (id: string) =>
  new Failure(
    'conflict',
    'payouts.statement_differs',
    `Statement ${id.slice(0, 60)} was imported with other content. ${wrongFile}`,
    {
      advice: 'A statement does not change. Ask the bank which of the two is right.'
    }
  )

export const statementUnknown = (statementId: string) =>
  new Failure('not_found', 'payouts.statement_unknown', 'There is no such statement.', {
    statementId,
    advice: 'Check the id, or list statements.'
  })

export const settlementDiffers = (reference: string) =>
  new Failure(
    'conflict',
    'payouts.settlement_differs',
    `Settlement ${reference.slice(0, 60)} was recorded with other content. ${nothing}`,
    {
      advice: 'A settlement does not change. Ask the provider which of the two is right.'
    }
  )

export const settlementDoesNotAddUp = (reference: string) =>
  new Failure(
    'refused',
    'payouts.settlement_does_not_add_up',
    `The lines of settlement ${reference.slice(0, 60)} do not make its net sum. ${nothing}`,
    {
      advice:
        'net is gross less fee in each line, and the net sum is that of its lines. The provider has to correct it.'
    }
  )

export const settlementUnknown = (settlementId: string) =>
  new Failure('not_found', 'payouts.settlement_unknown', 'There is no such settlement.', {
    settlementId,
    advice: 'Check the id, or list settlements.'
  })

export const settlementEmpty = (reference: string) =>
  new Failure(
    'invalid',
    'payouts.settlement_empty',
    `Settlement ${reference.slice(0, 60)} has no lines. ${nothing}`,
    { advice: 'A settlement says what it is made of.' }
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
