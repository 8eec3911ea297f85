import { type Currency, cutText, Failure } from '../kernel/index.ts'

const nothing = 'Nothing was changed.'

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

/** `found` is what stands there and is not valid. */
export const statementIncomplete = (element: string, found?: string) =>
  new Failure(
    'invalid',
    'payouts.statement_incomplete',
    `The statement lacks a valid ${element}${found === undefined ? '' : `: it says "${cutText(found, 40)}"`}. ${wrongFile}`,
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
    `"${cutText(text, 40)}" is not an amount of ${currency}. ${wrongFile}`,
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
    `Statement ${cutText(id, 60)} does not add up: opening ${opening} and entries ${moved} make ${sum}, but it closes with ${closing}. ${wrongFile}`,
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
    `Statement ${cutText(id, 60)} was imported with other content. ${wrongFile}`,
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
    `Settlement ${cutText(reference, 60)} was recorded with other content. ${nothing}`,
    {
      advice: 'A settlement does not change. Ask the provider which of the two is right.'
    }
  )

export const settlementDoesNotAddUp = (reference: string) =>
  new Failure(
    'refused',
    'payouts.settlement_does_not_add_up',
    `The lines of settlement ${cutText(reference, 60)} do not make its net sum. ${nothing}`,
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

export const settlementToCome = (reference: string, at: Date, now: Date) =>
  new Failure(
    'invalid',
    'payouts.settlement_to_come',
    `Settlement ${cutText(reference, 60)} is of ${at.toISOString()}, which is still to come: now is ${now.toISOString()}. ${nothing}`,
    { advice: 'Record it once the provider has made it.', at, now }
  )

export const settlementEmpty = (reference: string) =>
  new Failure(
    'invalid',
    'payouts.settlement_empty',
    `Settlement ${cutText(reference, 60)} has no lines. ${nothing}`,
    { advice: 'A settlement says what it is made of.' }
  )
