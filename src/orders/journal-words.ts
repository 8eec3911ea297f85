import type { JournalLeg } from '../ledger/index.ts'

/** What a transaction of an order's money is, as its legs tell. */
export const whys = [
  'captured',
  'captured_unwanted',
  'released',
  'decided',
  'refunded',
  'refund_confirmed',
  'refund_returned',
  'frozen',
  'unfrozen',
  'charged_back',
  'chargeback_reversed',
  'other'
] as const
export type Why = (typeof whys)[number]

const sentences: Readonly<Record<Why, string>> = {
  captured: 'The payment service captured money of the buyer, and it entered the escrow of this order.',
  captured_unwanted: 'The payment service captured more than was to be paid: it goes back to the buyer.',
  released: 'Money was released from the escrow of this order.',
  decided: 'A dispute was decided: what it had frozen went to the merchant, to the buyer, or to both.',
  refunded: 'Money was set aside to go back to the buyer.',
  refund_confirmed: 'The payment service confirmed that the money went back to the buyer.',
  refund_returned: 'A refund came back from the buyer: it is tried again.',
  frozen: 'A dispute froze money: it is set aside, and has not moved.',
  unfrozen: 'What a dispute had frozen is free again.',
  charged_back: 'The bank of the buyer took money back.',
  chargeback_reversed: 'The bank of the buyer gave back what it had taken.',
  other: 'Money of this order moved.'
}

const kindOf = (account: string) => account.slice(0, account.indexOf(':'))

/** What the transaction is. */
export function whyOf(legs: readonly JournalLeg[]): Why {
  const has = (code: string) => legs.some((leg) => leg.code === code)
  if (has('chargeback')) return 'charged_back'
  if (has('chargeback_reversal')) return 'chargeback_reversed'
  if (has('capture')) return 'captured'
  if (has('unwanted')) return 'captured_unwanted'
  if (has('refund_returned')) return 'refund_returned'
  if (has('freeze')) return 'frozen'
  const releases = has('release') || has('fee') || has('commission')
  if (has('unfreeze')) return legs.every(({ code }) => code === 'unfreeze') ? 'unfrozen' : 'decided'
  if (releases) return 'released'
  if (!has('refund')) return 'other'
  return legs.every(({ debit }) => kindOf(debit) === 'refund') ? 'refund_confirmed' : 'refunded'
}

/** The same in a sentence. */
export const sentenceOf = (why: Why): string => sentences[why]

const plain: Readonly<Record<string, string>> = {
  capture: 'Captured for this part, and held until delivery is proven.',
  unwanted: 'Captured beyond what was to be paid: set aside to go back.',
  release: 'Released to the merchant, commission taken off.',
  commission: 'The commission of the marketplace.',
  fee: 'The fee of the marketplace itself.',
  recover: 'Taken from the merchant for what it owed the marketplace.',
  commission_return: 'Commission that the marketplace gives back with the refund.',
  fee_return: 'A fee that the marketplace gives back with the refund.',
  refund_returned: 'The refund came back to the payment service.',
  freeze: 'Frozen by a dispute.',
  unfreeze: 'No longer frozen.',
  chargeback_loss: 'The order had nothing left of it: the marketplace bears it.'
}

/** Legs of one code differ by where they take from. */
const byDebit: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  refund: {
    escrow: 'Held money that is set aside to go back to the buyer.',
    owed: 'It had been released, so the merchant owes it now.',
    merchant: 'Taken from the balance of the merchant for what it came to owe by this.',
    refund: 'Went back to the buyer through the payment service.'
  },
  chargeback: {
    escrow: 'Held money that the bank of the buyer took.',
    owed: 'It had been released, so the merchant owes it now.',
    merchant: 'Taken from the balance of the merchant for what it came to owe by this.',
    chargeback: 'Taken back by the bank of the buyer, through the payment service.'
  },
  chargeback_reversal: {
    provider: 'Given back by the bank of the buyer, through the payment service.',
    chargeback: 'Goes back to where the chargeback had taken it from.',
    merchant: 'Taken from the balance of the merchant for what it still owes.'
  }
}

/** What one leg is, in a sentence. */
export function legWords({ type, code, debit }: JournalLeg): string {
  if (type === 'void' && code !== 'unfreeze') return 'No longer frozen, since it was taken.'
  return byDebit[code]?.[kindOf(debit)] ?? plain[code] ?? 'Money of this order moved.'
}
