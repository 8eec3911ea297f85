export const money = {
  title: 'Money',
  lead: 'What is yours, what waits for what, and when it is paid.',
  notMerchant: 'Only a merchant has this page.',
  balances: 'Your money',
  none: 'No money yet',
  noneHow: 'When a buyer pays for one of your orders, what is held for it stands here.',
  figures: {
    available: 'Available',
    held: 'Held for orders',
    onItsWay: 'On its way to the bank',
    owed: 'Owed to the marketplace',
    reserve: 'Kept back'
  },
  counted: {
    available: 'Released to you, less what was paid out, kept back or taken for debts. It can be paid out.',
    held: 'Paid by buyers for your orders and not yet released: it waits for proof of delivery and the inspection period.',
    onItsWay: 'Payouts that were made and that the bank has not settled yet.',
    owed: 'Refunds and chargebacks after a release that your balance could not bear. Coming sales pay it first.',
    reserve:
      'A share of each payout that is kept back for the days of your agreement, and then becomes available.'
  },
  next: 'Next payout',
  because: (schedule: string) => `Paid: ${schedule}.`,
  keptBack: (amounts: string, days: number) =>
    `${amounts} would be kept back for ${days === 1 ? '1 day' : `${days} days`}.`,
  nextLead: 'What would be paid if it were now.',
  notByItself: 'Not by itself: payouts are asked for.',
  askHow: 'It is asked for here, or by a program with POST /v1/payouts.',
  stopped: 'Not before this is solved',
  nothing: 'Nothing yet',
  youOwe: (amount: string) => `You owe ${amount}.`,
  owes: (amount: string) => `The merchant owes ${amount}.`
}
