import { Failure } from '../kernel/index.ts'
import type { AccountBalance, AccountId } from './account.ts'
import type { Refusal, RefusalCode } from './outcome.ts'
import { legsMax, type TransactionId } from './transaction.ts'

type Words = readonly [why: (refusal: Refusal) => string, advice: string]

const amountAdvice = 'Give a whole number of minor units from 1 to 9007199254740991 (1999 for 19.99 USD).'
const amount = (what: string): Words => [() => `The amount is ${what}`, amountAdvice]
const short = ({ asked, possible }: Refusal) => `${asked} was asked for and ${possible} is available`

/** Why, and what would make it pass: one row for each refusal. */
const words: Readonly<Record<RefusalCode, Words>> = {
  transaction_differs: [
    ({ transaction }) => `The id ${transaction} was used for a transaction with another body`,
    'Use a new id for a new transaction; repeat an old one exactly as it was.'
  ],
  reversal_with_legs: [
    () => 'A reversal has legs of its own',
    'Leave the legs empty: they follow from the original.'
  ],
  transaction_empty: [() => 'The transaction has no legs', 'Give at least one leg.'],
  too_many_legs: [() => `The transaction has more than ${legsMax} legs`, `Give at most ${legsMax} legs.`],
  leg_id_repeated: [() => 'Two legs have the same id', 'Give each leg an id of its own.'],
  reversal_unknown: [
    ({ transaction }) => `There is no posted transaction ${transaction} to reverse`,
    'Name a transaction of this book that was posted.'
  ],
  reversed_already: [
    ({ transaction }) => `The transaction ${transaction} was reversed before`,
    'A transaction is reversed once. Post a new transaction for any other correction.'
  ],
  reversal_of_reversal: [
    ({ transaction }) => `The transaction ${transaction} is itself a reversal`,
    'Post the original movement again as a new transaction.'
  ],
  reversal_of_hold: [
    ({ transaction }) => `The transaction ${transaction} made a hold`,
    'Void the hold instead; captures of it can be reversed.'
  ],
  reversal_of_nothing: [
    ({ transaction }) => `The transaction ${transaction} moved nothing`,
    'There is nothing to undo.'
  ],
  code_malformed: [
    () => 'The code of the leg is malformed',
    'Give a word of 1 to 40 lower-case letters, digits, points and underscores, such as capture.'
  ],
  subject_malformed: [
    () => 'The subject of the leg is malformed',
    'Give 1 to 200 printable characters, or null.'
  ],
  amount_nan: amount('NaN'),
  amount_infinite: amount('infinite'),
  amount_fractional: amount('a fraction of a minor unit'),
  amount_not_bigint: amount('not an integer of minor units'),
  amount_negative: amount('negative'),
  amount_zero: amount('zero'),
  amount_too_large: amount('larger than 9007199254740991 minor units'),
  transfer_id_taken: [
    ({ transfer }) => `The id ${transfer} belongs to another transfer`,
    'Give the leg a new id.'
  ],
  same_account: [({ account }) => `Both sides of the leg are ${account}`, 'Name two different accounts.'],
  hold_unknown: [({ transfer }) => `There is no hold ${transfer}`, 'Name a hold of this book.'],
  account_unknown: [
    ({ account }) => `There is no account ${account}`,
    'Open the account in this book first.'
  ],
  account_managed: [
    ({ account }) => `The account ${account} belongs to Kontor's own business`,
    'Only accounts opened over the API can be moved over it. Use the order, refund or payout instead.'
  ],
  currency_differs: [
    ({ account }) => `The account ${account} is of another currency`,
    'A leg moves one currency. Exchange by two legs through position accounts.'
  ],
  account_closed: [({ account }) => `The account ${account} is closed`, 'Use another account.'],
  account_frozen: [
    ({ account }) => `The account ${account} is frozen`,
    'Unfreeze it, or use another account.'
  ],
  expiry_malformed: [
    () => 'The expiry of the hold is not a date',
    'Give a date before the year 9999, or null.'
  ],
  expiry_past: [() => 'The expiry of the hold is not in the future', 'Give a later time, or null.'],
  hold_expired: [({ transfer }) => `The hold ${transfer} has expired`, 'Make a new hold.'],
  hold_settled: [
    ({ transfer }) => `The hold ${transfer} has nothing left`,
    'It was captured or voided whole. Make a new hold.'
  ],
  capture_exceeds_hold: [
    (refusal) => `The hold ${refusal.transfer} has less left than is to be captured: ${short(refusal)}`,
    'Capture at most what is left, or make it "up to".'
  ],
  funds_insufficient: [
    (refusal) => `The account ${refusal.account} would go below its floor: ${short(refusal)}`,
    'Move at most what is available, or make it "up to".'
  ],
  balance_insufficient: [
    (refusal) => `The credited account ${refusal.account} would go below its floor: ${short(refusal)}`,
    'Move at most what is available, or make it "up to".'
  ],
  sum_overflow: [
    ({ account }) => `A running sum of the account ${account} would exceed 9007199254740991`,
    'Go on with a new account.'
  ]
}

const conflicts: ReadonlySet<RefusalCode> = new Set(['transaction_differs', 'transfer_id_taken'])

/** A refusal in a sentence, with what would make it pass. */
export function explain(refusal: Refusal): Readonly<{ message: string; advice: string }> {
  const [why, advice] = words[refusal.code]
  const where = refusal.leg === null ? '' : ` (leg ${refusal.leg})`
  return { message: `${why(refusal)}${where}. Nothing was changed.`, advice }
}

/** The Failure of a refused transaction, with the refusal's own code: `ledger.funds_insufficient`. */
export function refused(transaction: TransactionId, refusal: Refusal): Failure {
  const { code, ...rest } = refusal
  const { message, advice } = explain(refusal)
  const kind = conflicts.has(code) ? 'conflict' : 'refused'
  const figures = Object.entries(rest).map(([name, value]) => [
    name,
    typeof value === 'bigint' ? value.toString() : value
  ])
  return new Failure(kind, `ledger.${code}`, message, { advice, transaction, ...Object.fromEntries(figures) })
}

export const accountDiffers = (id: AccountId) =>
  new Failure(
    'conflict',
    'ledger.account_differs',
    `The account ${id} is open in another form. Nothing was changed.`,
    {
      advice: 'Open it with the same side, floor and owner as before, or choose another name.',
      account: id
    }
  )

export const accountUnknown = (id: AccountId, book: string) =>
  new Failure('not_found', 'ledger.account_unknown', `There is no account ${id} in the book ${book}.`, {
    advice: 'Open it first, or look at the list of accounts: each book has its own.',
    account: id,
    book
  })

export const momentToCome = (at: Date, now: Date) =>
  new Failure(
    'invalid',
    'ledger.moment_to_come',
    `What the ledger holds at ${at.toISOString()} is not known yet: now is ${now.toISOString()}.`,
    { advice: 'Ask for a moment that has been, or leave `at` out for now.', at, now }
  )

export const accountClosed = (id: AccountId) =>
  new Failure(
    'refused',
    'ledger.account_closed',
    `The account ${id} is closed for ever. Nothing was changed.`,
    {
      advice: 'Open another account.',
      account: id
    }
  )

export const accountNotEmpty = ({ id, posted, debitsHeld, creditsHeld }: AccountBalance) =>
  new Failure(
    'refused',
    'ledger.account_not_empty',
    `The account ${id} has a balance of ${posted} and ${debitsHeld + creditsHeld} in open holds. Nothing was changed.`,
    { advice: 'Move its balance away and capture or void its holds, then close it.', account: id }
  )

export const kindReserved = (id: AccountId, kind: string) =>
  new Failure(
    'refused',
    'ledger.kind_reserved',
    `Accounts of the kind ${kind} belong to Kontor's own business. Nothing was changed.`,
    { advice: 'Choose another kind for your own accounts, such as wallet.', account: id }
  )

export const transactionUnknown = (id: TransactionId, book: string) =>
  new Failure(
    'not_found',
    'ledger.transaction_unknown',
    `There is no transaction ${id} in the book ${book}.`,
    {
      advice:
        'Name the book that it was posted in. A transaction that failed inside another operation was never recorded.',
      transaction: id,
      book
    }
  )

export const floorMalformed = (id: AccountId) =>
  new Failure('refused', 'ledger.floor_malformed', `The floor of ${id} is not one. Nothing was changed.`, {
    advice:
      "Give zero or a negative amount down to -4503599627370496 in the account's own currency, or null for an unlimited account.",
    account: id
  })
