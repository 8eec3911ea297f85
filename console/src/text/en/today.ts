import type { Today } from '../../api/index.ts'

type Places = Record<Today['money'][number]['figures'][number]['place'], string>
type Kinds = Record<Today['waiting'][number]['kind'], string>

export const today = {
  title: 'Today',
  lead: 'Where all money stands, what waits for somebody, and what moved.',
  refresh: 'Read again',
  money: 'Money',
  none: 'No money yet',
  noneHow: 'With the first captured payment, what there is and whose it is stand here on two scales.',
  there: 'What there is',
  owed: 'Whose it is',
  even: 'What there is, is accounted for to the smallest unit.',
  uneven: (amount: string) =>
    `${amount} is not accounted for. Run kontor verify: it says which books disagree.`,
  evenBadge: 'Balanced',
  unevenBadge: 'Not balanced',
  difference: 'Difference',
  differenceCounted:
    'What there is less whose it is. What is held comes from the orders’ own books, all else from the ledger, so it is zero only as long as both agree.',
  places: {
    at_providers: 'At payment providers',
    at_banks: 'At banks',
    owed_by_merchants: 'Owed by merchants',
    held_for_orders: 'Held for orders',
    frozen_in_disputes: 'of it in dispute',
    owed_to_merchants: 'Owed to merchants',
    payouts_on_their_way: 'Payouts on their way',
    refunds_on_their_way: 'Refunds on their way',
    unmatched: 'Not recognised',
    between_books: 'Between books',
    exchange: 'Exchange positions',
    own_result: 'The marketplace’s own',
    other_accounts: 'Other accounts'
  } satisfies Places,
  placesCounted: {
    at_providers:
      'Balance of the accounts provider:*. Captured and not yet settled to the bank, refunded or charged back.',
    at_banks: 'Balance of the accounts bank:*. What imported bank statements have booked.',
    owed_by_merchants:
      'Balance of the accounts owed:*. Refunds and chargebacks after release, not yet recovered.',
    held_for_orders:
      'Sum of what is held over the parts of all orders, from the orders’ books and not from the ledger.',
    frozen_in_disputes: 'Of what is held for orders: frozen by disputes that are not decided.',
    owed_to_merchants: 'Balance of the accounts merchant:* and reserve:*. Released and not yet paid out.',
    payouts_on_their_way:
      'Balance of the accounts payout:*. Has left the merchants’ balances; the bank has not booked it.',
    refunds_on_their_way:
      'Balance of the accounts refund:* and chargeback:*. Goes back to buyers, not yet confirmed.',
    unmatched:
      'Balance of the accounts unmatched:*. Bank lines that nobody could match, and what was written off.',
    between_books:
      'Balance of the accounts clearing:* of all books. Zero but for what is under way between two of them.',
    exchange: 'Balance of the accounts fx:*. Sold in this currency less bought in it.',
    own_result: 'Commission and fees less losses and the costs of providers.',
    other_accounts: 'Balance of all accounts that were opened over the API.'
  } satisfies Places,
  waits: 'What waits',
  waitsLead: 'The most pressing first.',
  nothingWaits: 'Nothing waits for anybody.',
  waitsCounted: 'Each kind is counted from what stands open now; its age from the oldest of them.',
  noneOf: (kinds: string) => `None of: ${kinds}.`,
  oldest: 'oldest',
  deadline: 'next deadline',
  waiting: {
    disputes_to_decide: 'Disputes to decide',
    disputes_to_answer: 'Disputes that others must answer',
    differences: 'Differences with banks and providers',
    payouts_blocked: 'Merchants whose payout came back',
    merchants_without_bank_account: 'Merchants without a bank account',
    refunds_failed: 'Failed refunds',
    calls_stuck: 'Stuck calls to providers',
    payments_mismatched: 'Payments that do not fit',
    bank_files_unsent: 'Bank files to give to the bank',
    orders_put_off: 'Orders put off',
    webhooks_troubled: 'Troubled webhooks'
  } satisfies Kinds,
  inAndOut: 'In and out by day',
  currency: 'Currency',
  day: 'Day (UTC)',
  reading: (days: string, came: string, went: string, best: string | null) =>
    best === null
      ? `In the last ${days} days nothing came in, and ${went} went out.`
      : `In the last ${days} days ${came} came in and ${went} went out; most came in on ${best}.`,
  refundedAndChargedBack: 'Refunded or charged back',
  nothingMoved: 'Nothing has moved in these days',
  nothingMovedHow: 'What is captured, paid out and refunded stands here day by day.',
  streams: {
    captured: 'Captured',
    released: 'Released',
    commission: 'Commission',
    refunded: 'Refunded',
    chargedBack: 'Charged back',
    paidOut: 'Paid out',
    payoutsReturned: 'Payouts came back',
    settled: 'Settled by providers'
  },
  streamsCounted: {
    captured:
      'Captured by providers, whatever it was for: transfers from provider:* with the codes capture and unwanted.',
    released: 'Released to merchants, commission taken off: transfers from escrow:* to merchant:*.',
    commission:
      'Commission and fees of what was released: transfers from escrow:* to commission:* and fee:*.',
    refunded:
      'Confirmed by providers as gone back, less what came back: transfers from refund:* to provider:*.',
    chargedBack:
      'Taken back by banks of buyers, less what they gave back: transfers from chargeback:* to provider:*.',
    paidOut:
      'Booked by the bank as paid to merchants: transfers from payout:*, those that were called off left out.',
    payoutsReturned:
      'Payouts that came back from the bank: transfers to merchant:* with the code payout.returned.',
    settled:
      'Paid by providers to our bank, less what we paid them: transfers between provider:* and bank:* or unmatched:*.'
  }
}
