import type {
  ActorKind,
  BankFile,
  BankLine,
  Difference,
  Dispute,
  LedgerAccount,
  LedgerEntry,
  Movement,
  OrderState,
  Payment,
  Payout,
  Refund,
  Return,
  Shipment,
  TimelineNext,
  TrackingCode,
  Upcoming,
  WebhookDelivery,
  WebhookEndpoint
} from '../../api/index.ts'

type Names<K extends string> = Record<K, string>

/** The words of the field, each for one value of the API. */
export const words = {
  money: {
    paid: 'Paid by the buyer',
    held: 'Held',
    released: 'Released to merchants',
    commission: 'Commission',
    refunded: 'Refunded',
    frozen: 'In dispute'
  },
  ofFrozen: (amount: string) => `of it in dispute: ${amount}`,
  ofChargedBack: (amount: string) => `of it charged back: ${amount}`,
  actors: {
    operator: 'operator',
    service: 'shop backend',
    merchant: 'merchant',
    buyer: 'buyer',
    auditor: 'auditor'
  } satisfies Names<ActorKind>,
  orderStates: {
    awaiting_payment: 'Awaiting payment',
    authorized: 'Authorized',
    paid: 'Paid, to ship',
    partly_shipped: 'Partly shipped',
    shipped: 'Shipped',
    delivered: 'Delivered',
    completed: 'Completed',
    refunded: 'Refunded',
    cancelled: 'Cancelled',
    expired: 'Expired'
  } satisfies Names<OrderState>,
  shipmentStates: {
    shipped: 'On its way',
    delivered: 'Delivered',
    released: 'Released',
    refunded: 'Refunded',
    claimed: 'Claimed back'
  } satisfies Names<Shipment['state']>,
  proofs: {
    signed: 'signed for',
    code: 'delivery code',
    carrier_event: 'carrier’s report',
    confirmed: 'confirmed by the buyer'
  } satisfies Names<NonNullable<Shipment['proof']>>,
  upcoming: {
    expires: 'The order expires unpaid',
    can_be_claimed: 'What is not delivered can be claimed back',
    released: 'The shipment’s money is released to the merchant',
    decided_for_buyer: 'The dispute is decided for the buyer: the merchant has not answered',
    decided_for_merchant: 'The dispute is decided for the merchant: the buyer has not answered',
    return_authorised: 'The return is authorised',
    return_lapses: 'The return lapses',
    return_refunded: 'The returned goods are refunded',
    paid_out: 'The merchant’s next payout',
    authorization_ends: 'What is authorized and not captured by then is let go'
  } satisfies Names<TimelineNext['what']>,
  reports: {
    announced: 'The carrier expects the parcel',
    picked_up: 'The carrier has the parcel',
    in_transit: 'The parcel is on its way',
    out_for_delivery: 'The parcel is being delivered',
    attempt_failed: 'A delivery failed',
    delivered: 'The carrier reported the delivery',
    returned: 'The parcel goes back to the sender',
    lost: 'The carrier lost the parcel'
  } satisfies Names<TrackingCode>,
  upcomingShort: {
    expires: 'expires',
    can_be_claimed: 'claimable',
    released: 'released',
    decided_for_buyer: 'decided for buyer',
    decided_for_merchant: 'decided for merchant',
    return_authorised: 'return authorised',
    return_lapses: 'return lapses',
    return_refunded: 'return refunded'
  } satisfies Names<Upcoming['what']>,
  movements: {
    fund: 'Money came in',
    release: 'Released',
    refund: 'Refunded',
    freeze: 'Frozen for a dispute',
    unfreeze: 'No longer frozen',
    chargeback: 'Charged back',
    chargeback_reversal: 'Chargeback reversed'
  } satisfies Names<Movement['kind']>,
  refundCauses: {
    cancellation: 'Cancelled',
    expiry: 'Expired',
    claim: 'Not delivered',
    dispute: 'Dispute',
    return: 'Returned goods',
    goodwill: 'Goodwill',
    fee: 'Fee given back'
  } satisfies Names<Refund['cause']>,
  refundStates: { pending: 'On its way', succeeded: 'Arrived', failed: 'Failed' } satisfies Names<
    Refund['state']
  >,
  returnStates: {
    requested: 'Requested',
    authorised: 'Authorised',
    rejected: 'Rejected',
    shipped_back: 'On its way back',
    received: 'Received',
    lapsed: 'Lapsed'
  } satisfies Names<Return['state']>,
  methods: {
    card: 'Card',
    bank_transfer: 'Bank transfer',
    wallet: 'Wallet',
    voucher: 'Voucher'
  } satisfies Names<Payment['method']>,
  paymentStates: {
    pending: 'Pending',
    authorized: 'Authorized',
    failed: 'Failed',
    voided: 'Voided',
    expired: 'Expired',
    captured: 'Captured'
  } satisfies Names<Payment['state']>,
  disputeReasons: {
    not_received: 'Not received',
    not_as_described: 'Not as described',
    damaged: 'Damaged',
    incomplete: 'Incomplete',
    counterfeit: 'Counterfeit',
    other: 'Other'
  } satisfies Names<Dispute['reason']>,
  disputeStates: {
    open: 'Merchant to answer',
    answered: 'Buyer to answer',
    escalated: 'To decide',
    decided: 'Decided'
  } satisfies Names<Dispute['state']>,
  outcomes: {
    buyer: 'For the buyer',
    merchant: 'For the merchant',
    split: 'Some to each',
    closed: 'Closed without a decision'
  } satisfies Names<NonNullable<Dispute['outcome']>>,
  deciders: {
    operator: 'Operator',
    deadline: 'The deadline',
    merchant: 'The merchant accepted',
    buyer: 'The buyer withdrew',
    chargeback: 'A chargeback'
  } satisfies Names<NonNullable<Dispute['decidedBy']>>,
  payoutStates: {
    planned: 'Planned',
    in_file: 'In a bank file',
    sent: 'Given to the bank',
    settled: 'Settled',
    returned: 'Came back',
    cancelled: 'Cancelled'
  } satisfies Names<Payout['state']>,
  payoutMeanings: {
    planned: 'The money is set aside',
    in_file: 'Written for the bank',
    sent: 'The bank has the file',
    settled: 'It is on the bank statement'
  },
  origins: { schedule: 'By the schedule', request: 'On request' } satisfies Names<Payout['origin']>,
  differenceKinds: {
    missing: 'Missing',
    extra: 'Unexpected',
    amount: 'Wrong amount',
    currency: 'Wrong currency',
    duplicate: 'Twice'
  } satisfies Names<Difference['kind']>,
  differenceStates: { open: 'Open', resolved: 'Resolved' } satisfies Names<Difference['state']>,
  resolutions: {
    noted: 'Noted',
    written_off: 'Written off, or kept',
    merchant: 'It is a merchant’s',
    payout: 'It belongs to a payout',
    settlement: 'It belongs to a settlement',
    arrived: 'It came after all'
  },
  /** What each way means for money that came in, and for money that left. */
  resolutionMeanings: {
    in: {
      noted: 'No money waits.',
      written_off: 'The marketplace keeps it.',
      merchant: 'It is credited to the merchant.',
      payout: 'It is a payout that came back: the merchant gets it again.',
      settlement: 'It is what a payment service has announced. A rest is kept or borne by the marketplace.'
    },
    out: {
      noted: 'No money waits.',
      written_off: 'The marketplace bears it.',
      merchant: 'It is taken from the merchant’s balance.',
      payout:
        'It is what the bank paid out: the payout counts as paid. A rest is kept or borne by the marketplace.',
      settlement: 'It is what a payment service has taken. A rest is kept or borne by the marketplace.'
    }
  },
  lineKinds: {
    payout: 'Payout',
    file: 'Bank file',
    return: 'Payout came back',
    settlement: 'Settlement of a provider',
    unmatched: 'Not recognised',
    nothing: 'Nothing to book'
  } satisfies Names<BankLine['kind']>,
  fileStates: { written: 'To give to the bank', sent: 'Given to the bank' } satisfies Names<
    BankFile['state']
  >,
  sides: { debit: 'Debit', credit: 'Credit' } satisfies Names<LedgerAccount['side']>,
  accountStates: { open: 'Open', frozen: 'Frozen', closed: 'Closed' } satisfies Names<LedgerAccount['state']>,
  entryTypes: {
    plain: 'plain',
    hold: 'hold',
    capture: 'capture of a hold',
    void: 'hold let go'
  } satisfies Names<LedgerEntry['type']>,
  accountKinds: {
    provider: 'At payment providers',
    provider_cost: 'Costs of providers',
    bank: 'At banks',
    escrow: 'Held for orders',
    dispute: 'In dispute',
    merchant: 'Owed to merchants',
    reserve: 'Kept back from merchants',
    owed: 'Owed by merchants',
    payout: 'Payouts on their way',
    refund: 'Refunds on their way',
    chargeback: 'Chargebacks',
    commission: 'Commission',
    fee: 'Fees',
    loss: 'Losses',
    fx: 'Exchange positions',
    clearing: 'Clearing',
    unmatched: 'Not recognised at banks'
  },
  endpointStates: { enabled: 'On', paused: 'Paused', disabled: 'Off' } satisfies Names<
    WebhookEndpoint['state']
  >,
  deliveryStates: {
    waiting: 'Waiting',
    sending: 'Being sent',
    delivered: 'Delivered',
    failed: 'Failed',
    skipped: 'Skipped'
  } satisfies Names<WebhookDelivery['state']>
}
