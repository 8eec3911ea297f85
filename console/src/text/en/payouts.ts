import type { PayoutLine } from '../../api/index.ts'
import type { SumName } from '../../pages/payout/reckon.ts'

export const payouts = {
  title: 'Payouts',
  lead: 'What is paid out to merchants, and whether the bank agrees to the cent.',
  leadMerchant: 'What was paid to your bank, and what is on its way.',
  views: {
    payouts: 'Payouts',
    reconciliation: 'Reconciliation',
    statements: 'Statements',
    files: 'Bank files',
    refunds: 'Refunds'
  },
  refundsLead: 'What goes back to buyers. A failed one is sent again from its order.',
  noRefunds: 'No refund is like that',
  noRefundsHow: 'What goes back to a buyer stands here, with how far it has come.',
  merchant: 'Merchant',
  endToEndId: 'Reference at the bank',
  executionDate: 'Bank day',
  why: 'Why it came back',
  none: 'No payouts yet',
  noneHow:
    'A payout is made by the merchant’s schedule as soon as money is available and a bank account is known.',
  noneFound: 'No payout is like that',
  account: 'Account',
  about: 'About',
  act: 'Do',
  difference: 'Difference',
  detail: 'What it is',
  expected: 'Expected',
  found: 'Found',
  age: 'Age',
  days: (count: number, text: string) => (count === 1 ? '1 day' : `${text} days`),
  calendar: 'Calendar of breaks',
  calendarReading: (count: number, text: string) =>
    count === 0
      ? 'No difference is open: the bank, the providers and the ledger agree.'
      : `${text} ${count === 1 ? 'difference is' : 'differences are'} open.`,
  calendarCaption: 'On which day (UTC) a difference began, in the last six weeks',
  open: 'Open differences',
  openLead: 'Each is somebody’s money until it is resolved. The oldest are the most urgent.',
  noneOpen: 'Nothing is open',
  noneOpenHow:
    'When a statement, or a provider’s report, differs from the ledger, the difference stands here with its age.',
  resolved: 'Resolved differences',
  noneResolved: 'Nothing was resolved yet',
  noneResolvedHow: 'A resolved difference stays here with who resolved it and why.',
  resolve: 'Resolve',
  resolveTitle: 'Say where this money belongs',
  resolveMovesIn: (amount: string) =>
    `${amount} came in and waits without an owner. It goes where you say; this cannot be taken back.`,
  resolveMovesOut: (amount: string) =>
    `${amount} left the bank and is nobody’s yet. It is booked where you say; this cannot be taken back.`,
  resolveMovesNothing: 'No money waits for it: it is noted with your reason.',
  resolveDone: 'The difference is resolved',
  resolveAs: 'It is',
  choose: 'Choose …',
  payoutId: 'Id of the payout',
  settlementId: 'Id of the settlement',
  bankSays: 'The bank says',
  /** Where an amount goes that came in, or that left. */
  placed: {
    merchant: (amount: string, cameIn: boolean) =>
      cameIn ? `${amount} is credited to the merchant.` : `${amount} is taken from the merchant’s balance.`,
    payout: (amount: string, cameIn: boolean) =>
      cameIn
        ? `${amount} goes back to the merchant: the payout has come back.`
        : `${amount} is what was to be paid: the payout counts as paid.`,
    settlement: (amount: string, cameIn: boolean) =>
      cameIn
        ? `${amount} is the payment service’s settlement, which counts as arrived.`
        : `${amount} is what the payment service took: its settlement counts as arrived.`
  },
  writtenOff: (amount: string, isKept: boolean) =>
    isKept ? `${amount} is kept by the marketplace.` : `${amount} is borne by the marketplace.`,
  leftOver: (amount: string, isKept: boolean) =>
    `${amount} is the rest and is written off: the marketplace ${isKept ? 'keeps' : 'bears'} it.`,
  how: 'Resolved as',
  resolvedBy: 'By whom, when',
  statement: 'Statement',
  until: 'Until',
  matched: 'Recognised',
  matchedOf: (matched: string, lines: string) => `${matched} of ${lines} lines`,
  opening: 'Opening',
  closing: 'Closing',
  statementsLead: 'What the bank says. Each line is compared with what was expected.',
  noStatements: 'No statement was imported yet',
  noStatementsHow:
    'Import a statement in ISO 20022 camt.053; with a bank that is connected it comes by itself.',
  import: 'Import statement',
  importTitle: 'Import a bank statement',
  importWhat:
    'Each line is booked and compared with what is expected; what nothing fits becomes a difference. The same statement again changes nothing.',
  importFile: 'File in ISO 20022 camt.053 (XML)',
  importDone: (isKnown: boolean, matched: string, lines: string, count: number) =>
    isKnown
      ? `Known already, nothing has changed: ${matched} of ${lines} lines were recognised`
      : `${count === 1 ? 'The statement is' : `${count} statements are`} imported: ${matched} of ${lines} lines were recognised`,
  unreadable: {
    empty: () => 'The file is empty.',
    encodingUnknown: (encoding: string) =>
      `The file says that it is written in ${encoding}, which is not known here. Ask the bank for UTF-8.`,
    encodingWrong: (encoding: string) =>
      `The file cannot be read as ${encoding}: letters would be lost. Use the bank’s file as it came, unchanged, or ask for UTF-8.`
  },
  file: 'File',
  sum: 'Sum',
  filesLead: 'Payment files in ISO 20022 pain.001 for the bank, written at the cut-off or now.',
  noFiles: 'No file was written yet',
  noFilesHow:
    'A file is written at the cut-off as soon as payouts are planned, or at once by the button above.',
  download: 'Download',
  downloadFile: (name: string) => `Download ${name}`,
  markSent: 'Given to the bank',
  sendTitle: 'Was this file given to the bank?',
  sendWhat: (count: number, text: string, sum: string) =>
    `${count === 1 ? 'One payout' : `${text} payouts`} of ${sum} in all: they cannot be cancelled any more.`,
  sendDone: 'Recorded',
  write: 'Write files now',
  writeTitle: 'Write the bank files now?',
  writeWhat:
    'All planned payouts go into files, one for each currency. A payout in a file cannot be cancelled.',
  wouldWrite: 'What would be written',
  noneToWrite: 'No payout is planned: there is nothing to write.',
  writeDone: (count: number) =>
    count === 0
      ? 'No file was written: no payout was planned'
      : count === 1
        ? 'One file is written'
        : `${count} files are written`
}

export const payout = {
  title: 'Payout',
  made: 'What it is made of',
  since: (moment: string) => `Everything that changed the balance since the payout before, of ${moment}.`,
  sinceStart: 'Everything that changed the balance since the beginning; it is the first payout.',
  counted:
    'From the ledger: the entries of the merchant’s balance between the payout before and this one. The lines add up to what is paid, to the smallest unit.',
  reckoning: {
    carriedOver: 'Left by the payout before',
    sales: 'Sales released',
    commission: 'Commission',
    reserve: 'Kept back',
    left: 'Left in the balance',
    paid: 'Paid to the bank',
    exchanged: 'Exchanged, as the bank pays it'
  } satisfies Record<SumName, string>,
  kinds: {
    sale: 'Sale',
    refund: 'Refund after release',
    chargeback: 'Chargeback',
    chargeback_reversed: 'Chargeback reversed',
    debt_recovered: 'Debt recovered',
    reserve_released: 'Kept back before, now released',
    payout_back: 'A payout came back',
    exchanged: 'Exchanged',
    other_book: 'From another book',
    adjusted: 'Adjusted'
  } satisfies Record<PayoutLine['kind'], string>,
  line: 'What',
  gross: 'Before commission',
  lines: 'Line by line',
  linesLead: 'Each line with the balance after it, oldest first.',
  noLines: 'Nothing but what was left',
  noLinesHow: 'It was paid out of what the payout before had left in the balance.',
  steps: 'How far it has come',
  stepsLead: (day: string) => `The bank pays on ${day}.`,
  returned: (why: string) => `The bank sent it back: ${why}`,
  returnedHow:
    'The money is the merchant’s again. It is paid out once the merchant’s bank account is set anew.',
  returnedMerchant:
    'The money is yours again. Set your bank account anew, and it is paid out with the next payout.',
  sold: 'Taken from the balance',
  reserve: 'Kept back',
  origin: 'Made',
  cancel: 'Cancel payout',
  cancelTitle: 'Cancel this payout?',
  cancelWhat: (amount: string) =>
    `${amount} goes back to what is available to the merchant, and is paid with the next payout.`,
  cancelDone: 'The payout is cancelled'
}

export const statement = {
  lead: (until: string, ending: string) => `Until ${until}, account ending in ${ending}`,
  balances: 'What the bank says',
  imported: 'Imported',
  line: 'Line',
  kind: 'What it is',
  booked: 'Booked',
  unmatched: (count: string) => `Not recognised: ${count}`,
  unmatchedLead: 'Lines that fit nothing we expected. Each is an open difference until it is resolved.',
  matched: (count: string) => `Recognised: ${count}`,
  matchedLead: 'Lines, and the payout, file or settlement that each of them is.',
  allMatched: 'Every line was recognised',
  allMatchedHow: 'A line that fits nothing would stand here.',
  noneMatched: 'No line was recognised',
  noneMatchedHow: 'A line that is a payout, a return or a settlement stands here with what it is.'
}
