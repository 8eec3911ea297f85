import type { Text } from './text.ts'

/** The pages in English. */
export const english: Text = {
  lang: 'en',
  other: { lang: 'zh-CN', name: '中文' },
  skip: 'Skip to the content',
  home: 'Start',
  asOf: (time) => `As of ${time}`,
  signOut: 'Sign out',
  offline: (time) =>
    `You are offline. This is the page as it was loaded on ${time}. It may have changed since.`,
  notSeen: {
    title: 'You are offline',
    lead: 'This page is not kept on this phone, so it cannot be shown now. It is loaded by itself when the line is back.'
  },
  script: {
    sending: 'Sending … Not done until the answer is here.',
    waiting: 'Not yet sent:',
    waitingWhy:
      'There is no answer yet, so nothing counts as done. It is sent by itself when the line is back, and done once at the most.',
    tooOld: 'Too old to be sent:',
    tooOldWhy:
      'It has waited for more than 13 days, and may have been done then. Look at the order, and do it again if it is needed.',
    leaving:
      'Forms that are not yet sent: {count}. Once you are signed out they are not sent. They stay on this phone until you sign in here again. Sign out?',
    sent: 'Sent, and answered:',
    open: 'Open',
    refusedLater: 'Sent, but refused:',
    dismiss: 'Remove from this list',
    retry: 'Try now'
  },
  signedOut: {
    title: 'You are not signed in',
    lead: 'You sign in by a link that works once. You get it from the marketplace; ask there for a new one.',
    link: 'More about signing in'
  },
  othersForm: {
    title: 'Somebody else is signed in now',
    lead: 'This form was filled in by somebody else, so nothing was done. It can be sent again when that person is signed in here.'
  },
  wrongKind: {
    title: 'These pages are for buyers and merchants',
    lead: 'You are signed in as somebody else. Your pages are in the console.'
  },
  orders: {
    title: 'My orders',
    empty: 'Your orders will stand here. You have none yet.',
    more: 'More orders',
    open: 'Open'
  },
  order: (reference) => `Order ${reference}`,
  states: {
    awaiting_payment: 'Not paid yet',
    authorized: 'Payment reserved',
    paid: 'Paid, not shipped yet',
    partly_shipped: 'Partly shipped',
    shipped: 'Shipped',
    delivered: 'Delivered',
    completed: 'Completed',
    refunded: 'Refunded',
    cancelled: 'Cancelled',
    expired: 'Expired'
  },
  shipmentStates: {
    shipped: 'On its way',
    delivered: 'Delivered',
    released: 'Settled',
    refunded: 'Refunded',
    claimed: 'Not delivered in time, refunded'
  },
  disputeStates: {
    open: 'The merchant has to answer',
    answered: 'The buyer has to answer',
    escalated: 'The marketplace decides',
    decided: 'Decided'
  },
  outcomes: {
    buyer: 'for the buyer',
    merchant: 'for the merchant',
    split: 'some to each',
    closed: 'closed, as the money went another way'
  },
  returnStates: {
    requested: 'Asked for',
    authorised: 'Agreed: the goods can be sent back',
    rejected: 'Rejected',
    shipped_back: 'On the way back',
    received: 'Received and refunded',
    lapsed: 'Lapsed: nothing was sent back in time'
  },
  refundStates: {
    pending: 'On its way back, not arrived yet',
    succeeded: 'Paid back',
    failed: 'The payment service has not taken it; the marketplace sends it again'
  },
  causes: {
    cancellation: 'Cancelled',
    expiry: 'Not paid in full in time',
    claim: 'Not delivered in time',
    dispute: 'Dispute',
    return: 'Goods sent back',
    goodwill: 'Goodwill',
    fee: 'Fee of the marketplace'
  },
  reasons: {
    not_received: 'It has not arrived',
    not_as_described: 'It is not as described',
    damaged: 'It is damaged',
    incomplete: 'Something is missing',
    counterfeit: 'It is a fake',
    other: 'Something else'
  },
  proofs: {
    signed: 'signed paper',
    code: "the buyer's code",
    carrier_event: "the carrier's report",
    confirmed: 'the buyer confirmed'
  },
  money: {
    title: { buyer: 'Where is my money?', merchant: 'Where is the money?' },
    paid: 'Paid',
    unpaid: (total) => `${total} has to be paid. Nothing has been paid yet.`,
    held: 'Held safely until it is settled',
    released: { buyer: 'Released to the merchant', merchant: 'Released to you' },
    commission: "Marketplace's share",
    refunded: 'Paid back or on its way back',
    frozen: (amount) => `Of what is held, ${amount} is in dispute and cannot move.`,
    adds: 'These add up to what was paid.',
    chart: (parts) => `Of the money paid: ${parts}.`,
    nothing: 'Nothing'
  },
  next: {
    title: 'What happens next',
    nothing: 'Nothing happens by itself any more.',
    expires: (time) => `If it is not paid in full, the order ends on ${time}, and what was paid goes back.`,
    authorization_ends: (time) =>
      `The payment is reserved until ${time}; if it is not taken by then, it is let go.`,
    can_be_claimed: (time) => `What is not delivered by ${time} can be claimed back from then on.`,
    released: {
      buyer: (amount, time) =>
        `${amount} goes to the merchant on ${time}, unless you report a problem before.`,
      merchant: (amount, time) => `${amount} is released to you on ${time}, commission taken off.`
    },
    decided_for_buyer: {
      buyer: (amount, time) => `If the merchant does not answer by ${time}, you get ${amount} back.`,
      merchant: (amount, time) => `If you do not answer by ${time}, ${amount} goes back to the buyer.`
    },
    decided_for_merchant: {
      buyer: (amount, time) =>
        `If you do not answer by ${time}, the dispute over ${amount} ends for the merchant.`,
      merchant: (amount, time) =>
        `If the buyer does not answer by ${time}, the dispute over ${amount} ends for you.`
    },
    return_authorised: (time) => `If the merchant does not answer by ${time}, the goods can be sent back.`,
    return_lapses: (time) => `If the goods are not sent back by ${time}, the return lapses.`,
    return_refunded: (time) => `On ${time} the goods count as received, and the money goes back.`
  },
  parts: {
    from: (merchant) => `From ${merchant}`,
    notShipped: 'Not shipped yet',
    shipment: (no) => `Shipment ${no}`,
    items: 'Goods',
    units: (count, title) => `${count} × ${title}`,
    more: (count) => `and ${count} more`,
    carrier: 'Carrier',
    tracking: 'Tracking number',
    shippedAt: 'Shipped',
    deliveredAt: 'Delivered',
    proof: 'Proof',
    value: 'Value',
    heldNow: 'Held now',
    dispute: 'Dispute',
    goodsBack: 'Goods going back',
    refund: 'Refund',
    amount: 'Amount',
    reason: 'Reason',
    youSaid: 'You said',
    otherSaid: { buyer: 'The merchant said', merchant: 'The buyer said' },
    decision: 'Decision',
    photo: (no) => `Photo ${no}`,
    silent: { merchant: 'The merchant did not answer.', buyer: 'The buyer did not answer.' },
    goesTo: {
      buyer: (amount) => `${amount} to the buyer`,
      merchant: (amount) => `${amount} to the merchant`
    },
    state: 'State',
    since: 'Since',
    until: 'Until',
    note: 'Note'
  },
  fields: {
    reason: 'What is wrong?',
    statement: 'In your words',
    amount: 'How much do you want back?',
    units: 'How many of each?',
    these: 'What has arrived',
    photos: 'Photos',
    carrier: 'Carrier',
    trackingNumber: 'Tracking number',
    proof: 'How is the delivery proven?',
    code: "The buyer's code",
    reference: 'Where the signed paper is kept',
    paper: 'Photo of the signed paper',
    answer: 'Your answer',
    note: 'Note',
    why: 'Why?'
  },
  hints: {
    optional: 'may be left empty',
    photos: (most) =>
      `${most === 1 ? 'One' : `Up to ${most}, each`} of at most 5 MB. What the camera wrote beside the picture, such as the place, is taken out.`,
    kept: (no) => `Photo ${no} has arrived already: keep it`,
    amount: (most) => `At most ${most}. Left empty: all of it.`,
    unitsMost: (most) => `at most ${most}`,
    code: 'The buyer sees it on the page of the order and tells it at the door.',
    reference: 'Such as a number of the file. Not needed with a photo.'
  },
  answers: {
    accept: 'Accept: the buyer gets the money back',
    contest: 'Contest: I see it differently',
    withdraw: 'Withdraw: the merchant may have the money',
    maintain: 'Stay with it: the marketplace shall decide',
    authorise: 'Agree: the goods may be sent back',
    reject: 'Reject',
    by_code: "By the buyer's code",
    by_paper: 'By a signed paper'
  },
  acts: {
    confirm: {
      link: 'Confirm receipt of everything',
      title: 'Confirm that everything has arrived',
      lead: (amount) =>
        `${amount} that is held is then released to the merchant at once. This cannot be taken back.`,
      button: 'Yes, everything has arrived',
      done: 'You have confirmed that everything has arrived. What was not in dispute is released.'
    },
    'confirm-shipment': {
      link: 'Confirm receipt',
      title: 'Confirm that this shipment has arrived',
      lead: (amount) =>
        `${amount} that is held is then released to the merchant at once. This cannot be taken back.`,
      button: 'Yes, it has arrived',
      done: 'You have confirmed that the shipment has arrived. What of its money was not in dispute is released.'
    },
    report: {
      link: 'Report a problem',
      title: 'Report a problem',
      lead: (amount) =>
        `The money in dispute, at most ${amount}, cannot move until it is decided. The merchant has to answer.`,
      button: 'Report the problem',
      done: 'Your problem was reported. The money in dispute cannot move until it is decided.'
    },
    reply: {
      link: 'Answer in the dispute',
      title: 'Your answer in the dispute',
      lead: (amount) => `The dispute is about ${amount}.`,
      button: 'Send the answer',
      done: 'Your answer was taken in.'
    },
    'send-back': {
      link: 'Ask to send goods back',
      title: 'Ask to send goods back',
      lead: (amount) => `The money of these goods, at most ${amount}, is not released while this is open.`,
      button: 'Ask for it',
      done: 'The merchant was asked. If there is no answer in time, the goods can be sent back.'
    },
    'on-its-way-back': {
      link: 'The goods are on their way back',
      title: 'Say that the goods are on their way back',
      lead: (amount) => `When they are received, ${amount} goes back to you.`,
      button: 'They are on their way',
      done: 'The merchant was told that the goods are on their way back.'
    },
    code: {
      link: 'Show a code for the door',
      title: 'A code for the door',
      lead: () =>
        'Tell it to whoever brings the goods, and to nobody before. It proves the delivery. An older code ends.',
      button: 'Show me a code',
      done: 'A new code was given out.'
    },
    cancel: {
      link: 'Cancel what was not shipped',
      title: 'Cancel what was not shipped',
      lead: () => 'What was paid for it goes back. This cannot be taken back.',
      button: 'Cancel it',
      done: 'What was not shipped is cancelled. What was paid for it goes back.'
    },
    claim: {
      link: 'Claim back what did not arrive',
      title: 'Claim back what was not delivered in time',
      lead: () =>
        'The time for delivery is over. The money of what was not provably delivered goes back to you.',
      button: 'Claim it back',
      done: 'The money of what was not delivered in time goes back to you.'
    },
    ship: {
      link: 'Ship',
      title: 'Ship',
      lead: () => 'The buyer is told that these goods are on their way.',
      button: 'They are on their way',
      done: 'The shipment is recorded.'
    },
    deliver: {
      link: 'Prove the delivery',
      title: 'Prove the delivery',
      lead: (amount) => `From then on the buyer has time to look at the goods. Then ${amount} is released.`,
      button: 'Hand in the proof',
      done: 'The delivery is proven. The time in which the buyer looks at the goods has begun.'
    },
    'answer-dispute': {
      link: 'Answer the dispute',
      title: 'Answer the dispute',
      lead: (amount) => `The dispute is about ${amount}.`,
      button: 'Send the answer',
      done: 'Your answer was taken in.'
    },
    'answer-return': {
      link: 'Answer',
      title: 'Answer whether the goods may be sent back',
      lead: (amount) => `When they come back, ${amount} goes to the buyer.`,
      button: 'Send the answer',
      done: 'Your answer was taken in.'
    },
    received: {
      link: 'The goods have come back',
      title: 'Say that the goods have come back',
      lead: (amount) => `${amount} then goes back to the buyer, or less where a note says why.`,
      button: 'They have come back',
      done: 'The goods are recorded as received. The money goes back to the buyer.'
    }
  },
  actsTitle: 'What you can do',
  back: 'Back to the order',
  again: (time) => `This was already received on ${time}; nothing was done twice.`,
  missing: {
    title: 'Something is missing',
    field: (label) => `“${label}” is missing.`,
    amount: 'This is not an amount of this currency.',
    units: 'Choose at least one, and no more than there are.',
    paper: 'Choose a photo of the signed paper, or write where it is kept.'
  },
  refused: {
    title: 'It was not done',
    open: 'There is no answer yet',
    unchanged: 'Nothing was changed. What you typed is still here.',
    unknown:
      'It is not known yet whether it was done. Send it again: it is done once, however often it is sent.',
    generic: 'It was refused.',
    goBack:
      'Nothing was done. Go back in your browser: what you wrote still stands in the form; photos may have to be chosen again. Send it from there.',
    wait: (seconds) => `Wait ${seconds === 1 ? 'a second' : `${seconds} seconds`} before you do.`,
    reload:
      'It is not known whether it was done. Load this page again: the form is then sent as it was, and done once at the most.',
    request: (id) => `Request ${id}`
  },
  gone: 'There is nothing at this address, or it is not yours to see.',
  deliveryCode: {
    title: 'Your code for the door',
    lead: 'Tell it to whoever brings the goods, and to nobody before. It is shown here once.'
  },
  shop: {
    title: 'My shop',
    money: 'My money',
    available: 'Available for payout',
    held: 'Held for orders',
    onItsWay: 'On its way to the bank',
    owed: 'Owed to the marketplace',
    reserve: 'Kept as reserve',
    noMoney: 'Your money will stand here. There is none yet.',
    nextPayout: (amounts, time) => `Next payout: ${time}, as things stand ${amounts}.`,
    everyDay: 'You are paid every day.',
    everyWeek: (weekday) => `You are paid every week on ${weekday} (UTC).`,
    keptBack: (amounts, days) => `${amounts} would be kept back for ${days} ${days === 1 ? 'day' : 'days'}.`,
    noPayout: 'nothing',
    noTime: 'when it is asked for',
    whyNot: 'Why nothing, or not all:',
    toShip: 'To ship',
    nothingToShip: 'Paid orders will stand here. Nothing waits to be shipped.',
    toAnswer: 'Disputes to answer',
    nothingToAnswer: 'No dispute waits for your answer.',
    due: (time) => `Answer by ${time}`,
    all: 'All orders'
  },
  waits: {
    profile_missing: 'There is no payout profile yet. Set one, with your bank account.',
    on_demand: 'You are paid when you ask for it.',
    merchant_suspended: 'You are suspended. You are paid when the marketplace has reinstated you.',
    blocked: 'The last payout came back. Set the payout profile again, with the right bank account.',
    owing: 'You owe something to the marketplace. It is taken from coming sales first.',
    nothing_available: 'Nothing is available. Money becomes available when orders are released.',
    below_minimum: 'It is less than your smallest payout. It waits until there is more.',
    rate_missing: 'There is no exchange rate for it at the moment. The marketplace loads rates.',
    too_large: 'It is more than one payout may be.'
  }
}
