// Made from docs/openapi.json by `npm run sdk`. Changes belong there, or into sdk/generate.

export type AccountId = string

export interface ApiKey {
  readonly id: string
  /** How the key begins, to tell keys apart. */
  readonly prefix: string
  readonly kind: 'operator' | 'service' | 'merchant' | 'buyer' | 'auditor'
  /** What it may do; null: everything that its kind may do. */
  readonly permissions: readonly string[] | null
  readonly merchantId: string | null
  readonly buyerId: string | null
  readonly test: boolean
  readonly label: string
  readonly createdAt: Timestamp
  readonly expiresAt: Timestamp | null
  readonly revokedAt: Timestamp | null
  /** To the hour. */
  readonly lastUsedAt: Timestamp | null
}

export interface ApiKeyWithSecret {
  readonly key: ApiKey
  /** The key itself. It is shown this once and kept nowhere. */
  readonly secret: string
}

export interface BankAccount {
  readonly id: string
  /** The last four characters of the IBAN or number. */
  readonly ending: string
  /** Country of the IBAN. */
  readonly country: string | null
}

export interface BankFile {
  readonly id: string
  /** What the bank calls it. */
  readonly messageId: string
  readonly currency: Currency
  readonly executionDate: string
  readonly transactions: number
  readonly controlSum: Money
  /** Of the text, UTF-8. */
  readonly sha256: string
  readonly state: 'written' | 'sent'
  readonly createdAt: Timestamp
  readonly sentAt: Timestamp | null
}

export interface BankLine {
  readonly id: string
  readonly place: number
  /** Positive for money in. */
  readonly amount: Money
  readonly bookedOn: string
  readonly endToEndId: string | null
  readonly returnCode: string | null
  readonly text: string
  readonly kind: 'payout' | 'file' | 'return' | 'settlement' | 'unmatched' | 'nothing'
  /** The payout, bank file or settlement that it is. */
  readonly subject: string | null
  readonly transactionId: string | null
  /** With `?include=difference`: what an unmatched line is, and whether it is resolved. */
  readonly difference?: Difference | null | undefined
}

export interface BankStatement {
  readonly id: string
  /** What the bank calls it. */
  readonly bankStatementId: string
  readonly page: number
  readonly accountEnding: string
  readonly currency: Currency
  /** Electronic sequence number, as text. */
  readonly sequence: string | null
  /** Day of the closing balance. */
  readonly to: string
  readonly opening: Money
  readonly closing: Money
  readonly lines: number
  /** Lines that were recognised; the others are differences. */
  readonly matched: number
  readonly importedAt: Timestamp
}

export interface Book {
  readonly name: BookName
  readonly createdAt: Timestamp
}

export type BookName = string

export interface BookTransfer {
  readonly id: string
  readonly fromBook: BookName
  readonly toBook: BookName
  /** The account that it leaves, in `fromBook`. */
  readonly debit: AccountId
  /** The account that it enters, in `toBook`. */
  readonly credit: AccountId
  readonly amount: PositiveMoney
  readonly code: string
  readonly subject: string | null
  /** `held_here`: set aside. `held_there`: announced on the other side, so that it will arrive. `captured_there`: arrived. `done`: gone from here too. `voided`: refused there and given back. */
  readonly state: 'held_here' | 'held_there' | 'captured_there' | 'done' | 'voided'
  /** Why it was given back, or why it still waits. */
  readonly reason: string | null
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

export interface Buyer {
  readonly id: string
  readonly reference: string
  readonly createdAt: Timestamp
}

export interface Cancellation {
  /** All that is left of this merchant's part. */
  readonly merchantId?: string | undefined
  /** Some units. Else the whole order. */
  readonly lines?: readonly OrderLine[] | undefined
  readonly reason: string
}

export interface Chargeback {
  readonly id: string
  readonly paymentId: string
  readonly amount: Money
  readonly reason: string
  readonly state: 'lost' | 'reversed' | 'mismatched'
  readonly reference: string
}

export interface Claim {
  readonly merchantId?: string | undefined
  readonly reason: string
}

/** The most specific schedule wins: one for the merchant before one for any, then one for the category before one for any, then one for the currency before one for any; among equals the one that became valid last. */
export interface CommissionSchedule {
  readonly id: string
  readonly merchantId: string | null
  readonly category: string | null
  readonly currency: Currency | null
  /** Ten-thousandths of the amount: 250 is 2.5 %. */
  readonly basisPoints: number
  readonly fixed: UnsignedMoney | null
  readonly minimum: UnsignedMoney | null
  readonly cap: UnsignedMoney | null
  readonly validFrom: Timestamp
  readonly createdAt: Timestamp
}

/** ISO 4217 code, three capital letters. */
export type Currency =
  | 'AED'
  | 'AFN'
  | 'ALL'
  | 'AMD'
  | 'AOA'
  | 'ARS'
  | 'AUD'
  | 'AWG'
  | 'AZN'
  | 'BAM'
  | 'BBD'
  | 'BDT'
  | 'BGN'
  | 'BHD'
  | 'BIF'
  | 'BMD'
  | 'BND'
  | 'BOB'
  | 'BRL'
  | 'BSD'
  | 'BTN'
  | 'BWP'
  | 'BYN'
  | 'BZD'
  | 'CAD'
  | 'CDF'
  | 'CHF'
  | 'CLF'
  | 'CLP'
  | 'CNY'
  | 'COP'
  | 'CRC'
  | 'CUP'
  | 'CVE'
  | 'CZK'
  | 'DJF'
  | 'DKK'
  | 'DOP'
  | 'DZD'
  | 'EGP'
  | 'ERN'
  | 'ETB'
  | 'EUR'
  | 'FJD'
  | 'FKP'
  | 'GBP'
  | 'GEL'
  | 'GHS'
  | 'GIP'
  | 'GMD'
  | 'GNF'
  | 'GTQ'
  | 'GYD'
  | 'HKD'
  | 'HNL'
  | 'HTG'
  | 'HUF'
  | 'IDR'
  | 'ILS'
  | 'INR'
  | 'IQD'
  | 'IRR'
  | 'ISK'
  | 'JMD'
  | 'JOD'
  | 'JPY'
  | 'KES'
  | 'KGS'
  | 'KHR'
  | 'KMF'
  | 'KPW'
  | 'KRW'
  | 'KWD'
  | 'KYD'
  | 'KZT'
  | 'LAK'
  | 'LBP'
  | 'LKR'
  | 'LRD'
  | 'LSL'
  | 'LYD'
  | 'MAD'
  | 'MDL'
  | 'MGA'
  | 'MKD'
  | 'MMK'
  | 'MNT'
  | 'MOP'
  | 'MRU'
  | 'MUR'
  | 'MVR'
  | 'MWK'
  | 'MXN'
  | 'MYR'
  | 'MZN'
  | 'NAD'
  | 'NGN'
  | 'NIO'
  | 'NOK'
  | 'NPR'
  | 'NZD'
  | 'OMR'
  | 'PAB'
  | 'PEN'
  | 'PGK'
  | 'PHP'
  | 'PKR'
  | 'PLN'
  | 'PYG'
  | 'QAR'
  | 'RON'
  | 'RSD'
  | 'RUB'
  | 'RWF'
  | 'SAR'
  | 'SBD'
  | 'SCR'
  | 'SDG'
  | 'SEK'
  | 'SGD'
  | 'SHP'
  | 'SLE'
  | 'SOS'
  | 'SRD'
  | 'SSP'
  | 'STN'
  | 'SVC'
  | 'SYP'
  | 'SZL'
  | 'THB'
  | 'TJS'
  | 'TMT'
  | 'TND'
  | 'TOP'
  | 'TRY'
  | 'TTD'
  | 'TWD'
  | 'TZS'
  | 'UAH'
  | 'UGX'
  | 'USD'
  | 'UYI'
  | 'UYU'
  | 'UYW'
  | 'UZS'
  | 'VED'
  | 'VES'
  | 'VND'
  | 'VUV'
  | 'WST'
  | 'XAF'
  | 'XCD'
  | 'XCG'
  | 'XOF'
  | 'XPF'
  | 'YER'
  | 'ZAR'
  | 'ZMW'
  | 'ZWG'

/** merchant: it accepted. buyer: withdrew. */
export type DecidedBy = 'operator' | 'deadline' | 'merchant' | 'buyer' | 'chargeback'

export interface Delivery {
  readonly proof: ProofOfDelivery
}

export interface DeliveryCode {
  readonly code: string
}

export interface Difference {
  readonly id: string
  readonly kind: DifferenceKind
  /** The payout, settlement, statement or bank line that it is about. */
  readonly subject: string
  readonly lineId: string | null
  /** The bank statement that its line is in. */
  readonly statementId: string | null
  /** What the bank says of its line: the text, or the end-to-end id where it has none. */
  readonly bankText: string | null
  readonly expected: Money | null
  readonly found: Money | null
  /** What of it waits in the account unmatched:bank; positive for money in. */
  readonly unmatched: Money
  readonly detail: string
  readonly since: Timestamp
  /** Whole days since then, until it was resolved. */
  readonly ageDays: number
  readonly state: 'open' | 'resolved'
  readonly resolution: string | null
  readonly reason: string | null
  readonly resolvedBy: string | null
  readonly resolvedAt: Timestamp | null
}

export type DifferenceKind = 'missing' | 'extra' | 'amount' | 'currency' | 'duplicate'

export interface Dispute {
  readonly id: string
  readonly orderId: string
  /** The marketplace's own id of the order. */
  readonly orderReference: string
  readonly shipmentId: string
  readonly merchantId: string | null
  /** In lists, with `?include=merchant`. */
  readonly merchant?: Merchant | undefined
  /** What is in dispute, and frozen until it is decided. */
  readonly amount: Money
  readonly reason: DisputeReason
  readonly statement: string
  readonly evidence: readonly string[]
  readonly state: DisputeState
  /** open: decided for the buyer then. answered: decided for the merchant then. */
  readonly dueAt: Timestamp | null
  readonly response: string | null
  readonly responseEvidence: readonly string[]
  readonly rejoinder: string | null
  readonly outcome: DisputeOutcome | null
  readonly decidedBy: DecidedBy | null
  readonly decision: string | null
  readonly toBuyer: Money
  readonly toMerchant: Money
  readonly openedAt: Timestamp
  readonly decidedAt: Timestamp | null
}

export interface DisputeAndOrder {
  readonly id: string
  readonly orderId: string
  /** The marketplace's own id of the order. */
  readonly orderReference: string
  readonly shipmentId: string
  readonly merchantId: string | null
  /** In lists, with `?include=merchant`. */
  readonly merchant?: Merchant | undefined
  /** What is in dispute, and frozen until it is decided. */
  readonly amount: Money
  readonly reason: DisputeReason
  readonly statement: string
  readonly evidence: readonly string[]
  readonly state: DisputeState
  /** open: decided for the buyer then. answered: decided for the merchant then. */
  readonly dueAt: Timestamp | null
  readonly response: string | null
  readonly responseEvidence: readonly string[]
  readonly rejoinder: string | null
  readonly outcome: DisputeOutcome | null
  readonly decidedBy: DecidedBy | null
  readonly decision: string | null
  readonly toBuyer: Money
  readonly toMerchant: Money
  readonly openedAt: Timestamp
  readonly decidedAt: Timestamp | null
  /** With `?include=order`: as it stands after it. */
  readonly order?: OrderSummary | undefined
}

export interface DisputeAnswer {
  readonly answer: 'accept' | 'contest' | 'withdraw' | 'maintain'
  readonly statement: string
  /** References to where the evidence is kept: ids of pictures (POST /v1/evidence), or your own. No personal data. Left out: []. */
  readonly evidence?: readonly string[] | undefined
}

export interface DisputeDecision {
  readonly toBuyer: UnsignedMoney
  readonly toMerchant: UnsignedMoney
  readonly reason: string
}

export type DisputeOutcome = 'buyer' | 'merchant' | 'split' | 'closed'

export type DisputeReason =
  'not_received' | 'not_as_described' | 'damaged' | 'incomplete' | 'counterfeit' | 'other'

export type DisputeState = 'open' | 'answered' | 'escalated' | 'decided'

export interface EndOfEvents {
  /** The last place; 0: the log is empty. */
  readonly place: number
}

export interface Event {
  readonly id: string
  readonly place: number | null
  readonly at: Timestamp
  /** Who did it: the id of a key or of a session; `provider:` and a name, of what a payment service reported; `command-line`; `anonymous`; or `system`, of what happened by itself. */
  readonly actor: string
  readonly request: string | null
  readonly type: string
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface EventTypes {
  readonly types: readonly (
    | 'bank_file.sent'
    | 'bank_file.written'
    | 'book.created'
    | 'book_transfer.arrived'
    | 'book_transfer.returned'
    | 'book_transfer.sent'
    | 'commission.scheduled'
    | 'difference.found'
    | 'difference.resolved'
    | 'dispute.accepted'
    | 'dispute.closed'
    | 'dispute.contested'
    | 'dispute.decided'
    | 'dispute.maintained'
    | 'dispute.opened'
    | 'dispute.withdrawn'
    | 'escrow.chargeback_reversed'
    | 'escrow.charged_back'
    | 'escrow.frozen'
    | 'escrow.funded'
    | 'escrow.refunded'
    | 'escrow.released'
    | 'escrow.unfrozen'
    | 'key.created'
    | 'key.revoked'
    | 'ledger.account_closed'
    | 'ledger.account_frozen'
    | 'ledger.account_opened'
    | 'ledger.account_unfrozen'
    | 'merchant.changed'
    | 'merchant.created'
    | 'merchant.debt_incurred'
    | 'merchant.debt_recovered'
    | 'merchant.moved'
    | 'merchant.reinstated'
    | 'merchant.suspended'
    | 'order.authorized'
    | 'order.cancelled'
    | 'order.chargeback_reversed'
    | 'order.charged_back'
    | 'order.completed'
    | 'order.created'
    | 'order.delivered'
    | 'order.expired'
    | 'order.items_cancelled'
    | 'order.paid'
    | 'order.part_authorized'
    | 'order.part_cancelled'
    | 'order.part_completed'
    | 'order.part_created'
    | 'order.part_delivered'
    | 'order.part_expired'
    | 'order.part_paid'
    | 'order.part_partly_shipped'
    | 'order.part_refunded'
    | 'order.part_shipped'
    | 'order.partly_shipped'
    | 'order.payment_captured'
    | 'order.payment_failed'
    | 'order.payment_started'
    | 'order.refunded'
    | 'order.shipped'
    | 'order.timer_failed'
    | 'payment.authorized'
    | 'payment.call_retried'
    | 'payment.call_stuck'
    | 'payment.capture_failed'
    | 'payment.capture_requested'
    | 'payment.captured'
    | 'payment.chargeback_reversed'
    | 'payment.charged_back'
    | 'payment.created'
    | 'payment.expired'
    | 'payment.failed'
    | 'payment.mismatch'
    | 'payment.refund_failed'
    | 'payment.refund_requested'
    | 'payment.refund_retried'
    | 'payment.refunded'
    | 'payment.void_requested'
    | 'payment.voided'
    | 'payment.webhook_ignored'
    | 'payment.webhook_stuck'
    | 'payout.cancelled'
    | 'payout.planned'
    | 'payout.returned'
    | 'payout.settled'
    | 'payout_profile.set'
    | 'quote.executed'
    | 'rate.loaded'
    | 'refund.created'
    | 'refund.failed'
    | 'refund.succeeded'
    | 'reserve.released'
    | 'return.authorised'
    | 'return.lapsed'
    | 'return.received'
    | 'return.rejected'
    | 'return.requested'
    | 'return.shipped_back'
    | 'session.ended'
    | 'session.started'
    | 'settlement.recorded'
    | 'shipment.claimed'
    | 'shipment.code_issued'
    | 'shipment.confirmed'
    | 'shipment.delivered'
    | 'shipment.released'
    | 'shipment.shipped'
    | 'shipment.tracked'
    | 'sign_in_link.created'
    | 'sign_in_link.revoked'
    | 'statement.imported'
    | 'webhook.endpoint_changed'
    | 'webhook.endpoint_created'
    | 'webhook.endpoint_deleted'
    | 'webhook.endpoint_disabled'
    | 'webhook.endpoint_enabled'
    | 'webhook.endpoint_paused'
    | 'webhook.endpoint_tested'
    | 'webhook.secret_rotated'
    | 'world.filled'
  )[]
}

export interface Evidence {
  /** What a dispute, an answer or a signed proof of delivery refers to. */
  readonly id: string
  readonly type: PictureType
  readonly width: number
  readonly height: number
  /** Bytes, without what the camera wrote beside the picture. */
  readonly size: number
  readonly createdAt: Timestamp
}

export interface FxRate {
  readonly base: Currency
  readonly quote: Currency
  /** What one whole unit of base costs in quote, as text: exact. */
  readonly rate: string
  /** Who published it. */
  readonly source: string
  /** When it was valid. */
  readonly at: Timestamp
  readonly id: string
  readonly loadedAt: Timestamp
}

export type ImageBody = Blob

export type ImageReply = Blob

export interface LedgerAccount {
  readonly id: AccountId
  /** The book that it is in. */
  readonly book: BookName
  readonly kind: string
  readonly owner: string
  /** The side on which the balance grows. */
  readonly side: 'debit' | 'credit'
  /** What it never goes below; null where it is unlimited. */
  readonly floor: Money | null
  /** As it is now, also for a past moment. */
  readonly state: 'open' | 'frozen' | 'closed'
  /** True for the accounts of Kontor's own business. */
  readonly managed: boolean
  readonly at: Timestamp
  /** What was posted, on its own side. */
  readonly balance: Money
  /** What open holds set aside of it. */
  readonly held: UnsignedMoney
  /** What can be taken; null where the account is unlimited. */
  readonly available: Money | null
}

/** At least one minor unit, in the currency of both accounts. */
export interface LedgerAmount {
  readonly amount: number
  readonly currency: Currency
}

export interface LedgerEntry {
  readonly id: string
  readonly transaction: string
  readonly at: Timestamp
  readonly type: 'plain' | 'hold' | 'capture' | 'void'
  /** The side of this account that the entry stands on. */
  readonly side: 'debit' | 'credit'
  /** The account on the other side. */
  readonly other: AccountId
  readonly amount: UnsignedMoney
  /** What it changed of the posted balance. */
  readonly change: Money
  /** The posted balance after it. */
  readonly balance: Money
  /** What is held after it. */
  readonly held: UnsignedMoney
  readonly code: string
  readonly subject: string | null
  /** The hold that is captured or voided. */
  readonly hold: string | null
}

export type LedgerLeg =
  | {
      readonly type: 'plain'
      readonly id: string
      /** The reason in a word, such as `capture`. */
      readonly code: string
      readonly subject?: string | null | undefined
      readonly debit: AccountId
      readonly credit: AccountId
      readonly amount: LedgerAmount
      /** Take what is available, at most `amount`: it may be nothing. */
      readonly upTo?: boolean | undefined
    }
  | {
      readonly type: 'hold'
      readonly id: string
      /** The reason in a word, such as `capture`. */
      readonly code: string
      readonly subject?: string | null | undefined
      readonly debit: AccountId
      readonly credit: AccountId
      readonly amount: LedgerAmount
      /** Take what is available, at most `amount`: it may be nothing. */
      readonly upTo?: boolean | undefined
      /** When what is left is given back by itself; never, where nothing is said. */
      readonly expiresAt?: Timestamp | null | undefined
    }
  | {
      readonly type: 'capture'
      readonly id: string
      /** The reason in a word, such as `capture`. */
      readonly code: string
      readonly subject?: string | null | undefined
      /** The leg that made the hold. */
      readonly hold: string
      readonly amount: LedgerAmount
      /** Take what is available, at most `amount`: it may be nothing. */
      readonly upTo?: boolean | undefined
    }
  | {
      readonly type: 'void'
      readonly id: string
      /** The reason in a word, such as `capture`. */
      readonly code: string
      readonly subject?: string | null | undefined
      /** The leg that made the hold. */
      readonly hold: string
    }

export type LedgerOutcome =
  | {
      readonly result: 'posted'
      readonly id: string
      readonly at: Timestamp
      readonly legs: readonly PostedLedgerLeg[]
    }
  | {
      readonly result: 'refused'
      readonly id: string
      readonly at: Timestamp
      readonly refusal: {
        /** As in docs/ledger.md, such as `ledger.funds_insufficient`. */
        readonly code: string
        /** The leg that was refused, counted from 0. */
        readonly leg: number | null
        readonly message: string
        readonly advice: string
      }
    }

export type LedgerPosting = {
  /** Chosen by you. A repeat is answered with the first outcome. */
  readonly id: string
  readonly legs: readonly LedgerLeg[]
  /** The transaction to be undone; then `legs` is empty. */
  readonly reverses?: string | undefined
  /** The rate of an exchange, kept with it: units of `to` for one unit of `from`. */
  readonly fx?:
    | {
        readonly from: Currency
        readonly to: Currency
        readonly rate: string
      }
    | undefined
  /** The book that it is about, `main` where nothing is said. GET /v1/books lists them. Left out: "main". */
  readonly book?: BookName | undefined
}

export type LedgerTransaction = {
  /** The book that it was posted in. */
  readonly book: BookName
  readonly outcome: LedgerOutcome
  readonly reverses: string | null
  readonly reversedBy: string | null
  readonly fx: {
    readonly from: Currency
    readonly to: Currency
    readonly rate: string
  } | null
}

export type Me = {
  readonly id: string
  readonly kind: 'operator' | 'service' | 'merchant' | 'buyer' | 'auditor'
  readonly merchantId: string | null
  readonly buyerId: string | null
  /** What the key or the link is for. */
  readonly label: string
  readonly permissions: readonly string[]
  /** The session of the cookie; null: a key was sent. */
  readonly session: {
    readonly id: string
    /** When it is over in any case, by the database's own time. */
    readonly expiresAt: Timestamp
  } | null
}

export interface Merchant {
  readonly id: string
  /** The marketplace's own id of the merchant. */
  readonly reference: string
  readonly displayName: string
  readonly state: 'active' | 'suspended'
  readonly stateReason: string | null
  /** The currency in which the merchant is paid out. */
  readonly payoutCurrency: Currency
  /** The book that its money is in. */
  readonly book: BookName
  readonly createdAt: Timestamp
}

export interface MerchantBalance {
  readonly currency: Currency
  /** Can be paid out. */
  readonly available: Money
  /** Kept back until the reserve days have passed. */
  readonly reserve: Money
  /** Owed to the marketplace; taken from coming sales first. */
  readonly owed: Money
  /** Payouts that the bank has not settled yet. */
  readonly onItsWay: Money
  /** Held for orders until delivery is proven. */
  readonly held: Money
}

export interface MerchantBalances {
  readonly merchantId: string
  readonly at: Timestamp
  readonly balances: readonly MerchantBalance[]
}

export interface MerchantMove {
  readonly book: BookName
}

export interface MerchantMovePlan {
  readonly merchantId: string
  /** The book that it is in now: that of its new orders. */
  readonly book: BookName
  readonly toBook: BookName
  /** Balances that go to the same account of the other book. */
  readonly moves: readonly {
    readonly book: BookName
    readonly account: AccountId
    readonly amount: Money
  }[]
  /** What goes on where it is, in every book: open orders are settled in their book, and what they bring is gathered from there. */
  readonly stays: readonly MerchantMoveSum[]
  /** While there is one, moving is refused. */
  readonly waits: readonly MerchantMoveSum[]
}

export interface MerchantMoveSum {
  /** `held`: for open orders. `on_its_way`: payouts that the bank has not settled. `payable`: available in `main`, which pays merchants. `earned`: available in another book, and gathered to `main` from there. `reserve`: kept back until its days have passed. `owed`: owed to the marketplace. `hold`: set aside on an account. `frozen`, `closed`: an account that nothing may leave or enter. `between_books`: on its way between books. */
  readonly reason:
    | 'held'
    | 'on_its_way'
    | 'payable'
    | 'earned'
    | 'reserve'
    | 'owed'
    | 'hold'
    | 'frozen'
    | 'closed'
    | 'between_books'
  readonly book: BookName
  readonly account: AccountId | null
  readonly amount: Money
}

/** Integer minor units of an ISO 4217 currency: 12345 CNY is 123.45 yuan. */
export interface Money {
  readonly amount: number
  readonly currency: Currency
}

/** What one business act added to the sums of a part; negative: took away. */
export interface Movement {
  readonly at: Timestamp
  readonly kind: 'fund' | 'release' | 'refund' | 'freeze' | 'unfreeze' | 'chargeback' | 'chargeback_reversal'
  /** The capture, shipment, refund, dispute or chargeback it came from. */
  readonly reference: string
  readonly paid: Money
  readonly released: Money
  readonly commission: Money
  readonly refunded: Money
  readonly frozen: Money
}

export interface NewApiKey {
  readonly kind: 'operator' | 'service' | 'merchant' | 'buyer' | 'auditor'
  /** What it is for. */
  readonly label: string
  readonly merchantId?: string | undefined
  readonly buyerId?: string | undefined
  /** Narrows what the kind may do. Left out: all of it. */
  readonly permissions?: readonly string[] | undefined
  readonly expiresAt?: Timestamp | undefined
}

export type NewBankAccount =
  | {
      /** Name of the account holder, as the bank knows it. */
      readonly holder: string
      /** IBAN, with or without spaces; its check digits are verified. */
      readonly iban: string
      /** BIC (ISO 9362). */
      readonly bic?: string | undefined
    }
  | {
      /** Name of the account holder, as the bank knows it. */
      readonly holder: string
      /** Account number, kept as text: leading zeros stay. */
      readonly number: string
      /** BIC (ISO 9362). */
      readonly bic?: string | undefined
      /** Clearing code of the bank where there is no BIC, such as 12 digits of CNAPS. */
      readonly bankCode?: string | undefined
    }

export interface NewBook {
  readonly name: BookName
}

export interface NewCommissionSchedule {
  readonly merchantId?: string | undefined
  readonly category?: string | undefined
  readonly currency?: Currency | undefined
  readonly basisPoints: number
  readonly fixed?: UnsignedMoney | undefined
  readonly minimum?: UnsignedMoney | undefined
  readonly cap?: UnsignedMoney | undefined
  /** From when it applies, now if left out. Never in the past. */
  readonly validFrom?: Timestamp | undefined
}

export interface NewDispute {
  readonly lines?: readonly OrderLine[] | undefined
  readonly amount?: PositiveMoney | undefined
  readonly reason: DisputeReason
  readonly statement: string
  /** References to where the evidence is kept: ids of pictures (POST /v1/evidence), or your own. No personal data. Left out: []. */
  readonly evidence?: readonly string[] | undefined
}

export interface NewFxRate {
  readonly base: Currency
  readonly quote: Currency
  /** What one whole unit of base costs in quote, as text: exact. */
  readonly rate: string
  /** Who published it. */
  readonly source: string
  /** When it was valid. */
  readonly at: Timestamp
}

export interface NewLedgerAccount {
  readonly id: AccountId
  /** The side on which the balance grows. */
  readonly side: 'debit' | 'credit'
  /** Zero or less; null for an unlimited account. */
  readonly floor: Money | null
  /** The book that it is about, `main` where nothing is said. GET /v1/books lists them. Left out: "main". */
  readonly book?: BookName | undefined
}

export type NewLedgerTransaction = {
  /** Chosen by you. A repeat is answered with the first outcome. */
  readonly id: string
  readonly legs: readonly LedgerLeg[]
  /** The transaction to be undone; then `legs` is empty. */
  readonly reverses?: string | undefined
  /** The rate of an exchange, kept with it: units of `to` for one unit of `from`. */
  readonly fx?:
    | {
        readonly from: Currency
        readonly to: Currency
        readonly rate: string
      }
    | undefined
}

export interface NewMerchant {
  /** The marketplace's own id of the merchant, unique. */
  readonly reference: string
  readonly displayName: string
  readonly payoutCurrency: Currency
  /** The book that its money is to be in; `main`, where left out. */
  readonly book?: BookName | undefined
}

export type NewOrder = {
  /** The marketplace's own id of the order, unique. */
  readonly reference: string
  readonly buyerId: string
  readonly items: readonly {
    readonly merchantId: string
    readonly category: string
    /** What it is, in a few words. No personal data. */
    readonly title: string
    readonly quantity: number
    readonly unitPrice: UnsignedMoney
    /** For the whole line; nothing if left out. */
    readonly tax?: UnsignedMoney | undefined
  }[]
  /** At most one amount per merchant. */
  readonly shipping?:
    | readonly {
        readonly merchantId: string
        readonly amount: UnsignedMoney
      }[]
    | undefined
  /** The marketplace's own fee, paid by the buyer. */
  readonly fee?: UnsignedMoney | undefined
  /** If given, must be the sum of everything. */
  readonly total?: UnsignedMoney | undefined
  readonly policies?:
    | {
        /** An order that is not paid in full by then expires, and what was paid goes back. Left out: 72. */
        readonly payWithinHours?: number | undefined
        /** Counted from payment. What is not provably delivered by then the buyer can claim back. Left out: 30. */
        readonly deliveryDeadlineDays?: number | undefined
        /** Counted from proof of delivery. Until then the buyer can dispute; then the money is released. Left out: 7. */
        readonly inspectionDays?: number | undefined
        /** False: the money is released only when the buyer confirms, or a dispute is decided. Left out: true. */
        readonly autoConfirm?: boolean | undefined
        /** The time each side has to answer in a dispute, and a merchant to answer a return. Left out: 5. */
        readonly disputeResponseDays?: number | undefined
        /** The time the buyer has to send back what may be returned. Left out: 14. */
        readonly returnDays?: number | undefined
      }
    | undefined
}

export interface NewOrderPayment {
  /** The first one connected if left out. */
  readonly provider?: string | undefined
  readonly method: PaymentMethod
  /** All that is missing if left out. */
  readonly amount?: PositiveMoney | undefined
  /** manual: the money is authorized now, and captured with the first shipment. */
  readonly capture?: 'automatic' | 'manual' | undefined
  /** What stands for the buyer's card or wallet at the provider. */
  readonly token?: string | undefined
  readonly instalments?: number | undefined
}

export interface NewPayoutProfile {
  readonly schedule: PayoutSchedule
  /** In which the merchant is paid out; as before if left out. */
  readonly currency?: Currency | undefined
  /** Less than this waits. In the payout currency; as before if left out, none where the currency changes. */
  readonly minimum?: UnsignedMoney | undefined
  /** As before if left out. Not the merchant’s to set: refused from a merchant’s key. */
  readonly reserve?: PayoutReserve | undefined
  /** Needed the first time; later the one before stays. */
  readonly bankAccount?: NewBankAccount | undefined
}

export type NewQuote =
  | {
      readonly merchantId?: string | undefined
      readonly sell: PositiveMoney
      readonly buyCurrency: Currency
    }
  | {
      readonly merchantId?: string | undefined
      readonly buy: PositiveMoney
      readonly sellCurrency: Currency
    }

export interface NewRefund {
  readonly amount: PositiveMoney
  readonly shipmentId?: string | undefined
  readonly merchantId?: string | undefined
  /** True: of the marketplace's own fee. */
  readonly fee?: boolean | undefined
  readonly reason: string
}

export interface NewReturn {
  readonly lines?: readonly OrderLine[] | undefined
  readonly reason: string
}

export interface NewShipment {
  /** Whose part is shipped; may be left out when the order has only one. */
  readonly merchantId?: string | undefined
  /** All that is left if left out. */
  readonly lines?: readonly OrderLine[] | undefined
  readonly carrier?: string | undefined
  readonly trackingNumber?: string | undefined
}

export interface NewSignInLink {
  readonly kind: 'operator' | 'merchant' | 'buyer' | 'auditor'
  /** Whom or what it is for, shown to whoever signs in. */
  readonly label?: string | undefined
  readonly merchantId?: string | undefined
  readonly buyerId?: string | undefined
  /** How long it works, in minutes. Left out: 15. At most 60 for operators and auditors, 10080 (seven days) for merchants and buyers. */
  readonly validMinutes?: number | undefined
}

export interface NewWebhookEndpoint {
  readonly url: string
  /** What it is for. Left out: "". */
  readonly description?: string | undefined
  /** Which events it gets; left out: all. */
  readonly events?: readonly string[] | undefined
}

export interface NextPayout {
  readonly merchantId: string
  /** When payouts are made next by themselves; null: not by themselves. */
  readonly at: Timestamp | null
  /** Why it is paid then; null: there is no payout profile. */
  readonly schedule: PayoutSchedule | null
  /** What would be paid if it were now. */
  readonly amounts: readonly Money[]
  /** What would be kept back beside it, in the currencies of the balances. */
  readonly keptBack: readonly Money[]
  /** For how many days; null: nothing is. */
  readonly keptBackDays: number | null
  /** Why nothing, or not all, would be paid. */
  readonly reasons: readonly {
    readonly code: string
    readonly reason: string
    readonly advice: string
  }[]
}

export interface Order {
  readonly id: string
  readonly reference: string
  readonly buyerId: string
  readonly merchantIds: readonly string[]
  readonly state: OrderState
  readonly currency: Currency
  readonly total: Money
  readonly money: Whereabouts
  readonly createdAt: Timestamp
  readonly paidAt: Timestamp | null
  /** What is not delivered by then can be claimed back. */
  readonly deliverBy: Timestamp | null
  readonly endedAt: Timestamp | null
  /** The next thing that happens by itself. */
  readonly next: Upcoming | null
  /** With `?include=merchant`. */
  readonly merchants?: readonly Merchant[] | undefined
  readonly policies: {
    /** An order that is not paid in full by then expires, and what was paid goes back. Left out: 72. */
    readonly payWithinHours: number
    /** Counted from payment. What is not provably delivered by then the buyer can claim back. Left out: 30. */
    readonly deliveryDeadlineDays: number
    /** Counted from proof of delivery. Until then the buyer can dispute; then the money is released. Left out: 7. */
    readonly inspectionDays: number
    /** False: the money is released only when the buyer confirms, or a dispute is decided. Left out: true. */
    readonly autoConfirm: boolean
    /** The time each side has to answer in a dispute, and a merchant to answer a return. Left out: 5. */
    readonly disputeResponseDays: number
    /** The time the buyer has to send back what may be returned. Left out: 14. */
    readonly returnDays: number
  }
  /** All that will happen by itself, soonest first. */
  readonly upcoming: readonly Upcoming[]
  readonly parts: readonly OrderPart[]
  readonly payments: readonly Payment[]
  readonly refunds: readonly Refund[]
  readonly disputes: readonly Dispute[]
  readonly returns: readonly Return[]
  /** What happened, oldest first, the first five hundred events. */
  readonly timeline: readonly Event[]
}

/** Left out: {}. */
export interface OrderConfirmation {
  /** Those that have arrived; left out: all that are on their way or delivered. */
  readonly shipmentIds?: readonly string[] | undefined
}

export interface OrderItem {
  readonly id: string
  readonly category: string
  readonly title: string
  readonly quantity: number
  readonly shipped: number
  readonly cancelled: number
  readonly unitPrice: Money
  readonly tax: Money
  /** If all of it is released; fixed when the order was made. */
  readonly commission: Money
}

export interface OrderJournal {
  readonly orderId: string
  /** The book of the ledger that its money is in. */
  readonly book: BookName
  /** Oldest first. */
  readonly entries: readonly {
    readonly transactionId: string
    readonly at: Timestamp
    /** What it is, in a word. */
    readonly why:
      | 'captured'
      | 'captured_unwanted'
      | 'released'
      | 'decided'
      | 'refunded'
      | 'refund_confirmed'
      | 'refund_returned'
      | 'frozen'
      | 'unfrozen'
      | 'charged_back'
      | 'chargeback_reversed'
      | 'other'
    /** The same in a sentence. */
    readonly reason: string
    /** The capture, shipment, refund, dispute or chargeback that it came from, where it has one. */
    readonly about: string | null
    readonly legs: readonly {
      readonly id: string
      /** A hold sets aside and a void gives that back: neither moves money. */
      readonly type: 'plain' | 'hold' | 'capture' | 'void'
      readonly debit: AccountId
      readonly credit: AccountId
      readonly amount: UnsignedMoney
      readonly code: string
      readonly reason: string
    }[]
  }[]
  /** False: there are more than these 1000. */
  readonly complete: boolean
}

export interface OrderLine {
  readonly itemId: string
  readonly quantity: number
}

export interface OrderPart {
  readonly id: string
  /** Null: the marketplace's own fee. */
  readonly merchantId: string | null
  readonly state: OrderState
  readonly total: Money
  readonly shipping: Money
  readonly items: readonly OrderItem[]
  readonly shipments: readonly Shipment[]
  readonly money: Whereabouts
  /** Everything that happened to its money, oldest first. */
  readonly reasons: readonly Movement[]
}

export type OrderState =
  | 'awaiting_payment'
  | 'authorized'
  | 'paid'
  | 'partly_shipped'
  | 'shipped'
  | 'delivered'
  | 'completed'
  | 'refunded'
  | 'cancelled'
  | 'expired'

export interface OrderSummary {
  readonly id: string
  readonly reference: string
  readonly buyerId: string
  readonly merchantIds: readonly string[]
  readonly state: OrderState
  readonly currency: Currency
  readonly total: Money
  readonly money: Whereabouts
  readonly createdAt: Timestamp
  readonly paidAt: Timestamp | null
  /** What is not delivered by then can be claimed back. */
  readonly deliverBy: Timestamp | null
  readonly endedAt: Timestamp | null
  /** The next thing that happens by itself. */
  readonly next: Upcoming | null
  /** With `?include=merchant`. */
  readonly merchants?: readonly Merchant[] | undefined
}

export interface OrderTimeline {
  readonly orderId: string
  /** What happened, oldest first. */
  readonly steps: readonly TimelineStep[]
  /** What happens by itself, soonest first, unless somebody acts before. */
  readonly next: readonly TimelineNext[]
}

export interface Payment {
  readonly id: string
  /** What is paid for: the order. */
  readonly subject: string
  readonly buyerId: string | null
  readonly provider: string
  readonly method: PaymentMethod
  readonly state: PaymentState
  readonly capture: 'automatic' | 'manual'
  readonly instalments: number
  /** The book that its money is in. */
  readonly book: string
  /** The provider's own name for the payment. */
  readonly reference: string | null
  /** What was asked for. */
  readonly amount: Money
  readonly authorized: Money
  readonly captured: Money
  /** Refunds asked for and not confirmed yet. */
  readonly refundPending: Money
  readonly refunded: Money
  readonly chargedBack: Money
  readonly reason: string | null
  /** What the provider reported that does not fit what was asked. Such money is not posted. */
  readonly mismatch: string | null
  /** True once nothing more can be captured. */
  readonly closed: boolean
  readonly expiresAt: Timestamp | null
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

export interface PaymentCapture {
  readonly id: string
  readonly paymentId: string
  readonly amount: Money
  readonly state: 'pending' | 'done' | 'failed' | 'mismatched'
  readonly reference: string | null
}

export interface PaymentDetail {
  readonly id: string
  /** What is paid for: the order. */
  readonly subject: string
  readonly buyerId: string | null
  readonly provider: string
  readonly method: PaymentMethod
  readonly state: PaymentState
  readonly capture: 'automatic' | 'manual'
  readonly instalments: number
  /** The book that its money is in. */
  readonly book: string
  /** The provider's own name for the payment. */
  readonly reference: string | null
  /** What was asked for. */
  readonly amount: Money
  readonly authorized: Money
  readonly captured: Money
  /** Refunds asked for and not confirmed yet. */
  readonly refundPending: Money
  readonly refunded: Money
  readonly chargedBack: Money
  readonly reason: string | null
  /** What the provider reported that does not fit what was asked. Such money is not posted. */
  readonly mismatch: string | null
  /** True once nothing more can be captured. */
  readonly closed: boolean
  readonly expiresAt: Timestamp | null
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
  readonly captures: readonly PaymentCapture[]
  readonly refunds: readonly PaymentRefund[]
  readonly chargebacks: readonly Chargeback[]
}

export type PaymentMethod = 'card' | 'bank_transfer' | 'wallet' | 'voucher'

export interface PaymentRefund {
  readonly id: string
  readonly paymentId: string
  readonly amount: Money
  /** unwanted: the order took no more money, so it went back by itself. */
  readonly origin: 'asked' | 'unwanted'
  readonly state: 'pending' | 'done' | 'failed'
  readonly attempt: number
  /** How many attempts were confirmed and came back after all. */
  readonly bounces: number
  readonly reason: string
  readonly failure: string | null
  readonly reference: string | null
}

export type PaymentState = 'pending' | 'authorized' | 'failed' | 'voided' | 'expired' | 'captured'

export interface Payout {
  readonly id: string
  readonly merchantId: string
  readonly state: PayoutState
  readonly amount: Money
  /** What left the balance, where it was exchanged. */
  readonly sold: Money | null
  readonly quoteId: string | null
  /** Kept back beside it, given back after the reserve days. */
  readonly reserve: UnsignedMoney
  /** What the bank statements of both sides call it. Text: zeros stay. */
  readonly endToEndId: string
  readonly bankAccountId: string
  readonly bankFileId: string | null
  /** Day on which the bank pays, ISO 8601. */
  readonly executionDate: string
  readonly origin: 'schedule' | 'request'
  readonly createdAt: Timestamp
  readonly sentAt: Timestamp | null
  readonly settledAt: Timestamp | null
  /** When it was returned or cancelled. */
  readonly endedAt: Timestamp | null
  /** ISO 20022 return reason, such as AC04. */
  readonly returnCode: string | null
  /** Why it came back, in a sentence. */
  readonly returnReason: string | null
  /** With `?include=merchant`. */
  readonly merchant?: Merchant | undefined
}

/** carriedOver + sums = left + reserve + sold, exactly. */
export interface PayoutBreakdown {
  readonly payoutId: string
  readonly merchantId: string
  /** When the payout before was taken out; null: the first one. */
  readonly from: Timestamp | null
  /** When this one was taken out. */
  readonly to: Timestamp
  /** What the payout before had left in the balance. */
  readonly carriedOver: Money
  /** Released since then, before commission. */
  readonly sales: UnsignedMoney
  /** Kept of it by the marketplace. */
  readonly commission: UnsignedMoney
  /** What changed the balance since then, by kind; sales with the commission taken off. */
  readonly sums: readonly {
    readonly kind:
      | 'sale'
      | 'refund'
      | 'chargeback'
      | 'chargeback_reversed'
      | 'debt_recovered'
      | 'reserve_released'
      | 'payout_back'
      | 'exchanged'
      | 'other_book'
      | 'adjusted'
    readonly lines: number
    /** Negative: it went out of the balance. */
    readonly amount: Money
  }[]
  /** What this payout left in the balance. */
  readonly left: Money
  /** carriedOver + all sums − left; it is reserve + sold. */
  readonly takenOut: UnsignedMoney
  /** Of it: kept back beside the payout. */
  readonly reserve: UnsignedMoney
  /** Of it: paid, in the currency of the balance. */
  readonly sold: UnsignedMoney
  /** What the bank is told to pay; `sold`, exchanged where need be. */
  readonly amount: UnsignedMoney
  /** The exchange, where there was one. */
  readonly quoteId: string | null
}

export interface PayoutLine {
  readonly transactionId: string
  readonly at: Timestamp
  readonly kind:
    | 'sale'
    | 'refund'
    | 'chargeback'
    | 'chargeback_reversed'
    | 'debt_recovered'
    | 'reserve_released'
    | 'payout_back'
    | 'exchanged'
    | 'other_book'
    | 'adjusted'
  /** The order, payout or quote that it is about. */
  readonly about: string | null
  /** Of an order: what the shop calls it. */
  readonly reference: string | null
  /** Of a sale: before commission. */
  readonly gross: Money | null
  /** Of a sale: what the marketplace kept of it. */
  readonly commission: Money | null
  /** What it changed of the balance; negative: it went out. */
  readonly amount: Money
  /** The balance after it. */
  readonly balance: Money
}

export interface PayoutProfile {
  readonly merchantId: string
  readonly schedule: PayoutSchedule
  readonly currency: Currency
  readonly minimum: UnsignedMoney
  readonly reserve: PayoutReserve
  readonly bankAccount: BankAccount
  /** Why nothing is paid until the profile is set again. */
  readonly blocked: string | null
  /** When the schedule pays next; null: on demand only. */
  readonly nextAt: Timestamp | null
  readonly updatedAt: Timestamp
}

export interface PayoutReserve {
  /** Kept back of each payout: 1000 is 10 %. */
  readonly basisPoints: number
  /** For how many days. */
  readonly days: number
}

/** Each day, each week on a weekday (UTC), or only when asked. */
export type PayoutSchedule =
  | {
      readonly every: 'day'
    }
  | {
      readonly every: 'week'
      readonly weekday: 'sunday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday'
    }
  | {
      readonly every: 'demand'
    }

export type PayoutState = 'planned' | 'in_file' | 'sent' | 'settled' | 'returned' | 'cancelled'

export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp'

/** Money of at least one minor unit. */
export interface PositiveMoney {
  readonly amount: number
  readonly currency: Currency
}

export interface PostedLedgerLeg {
  readonly id: string
  readonly type: 'plain' | 'hold' | 'capture' | 'void'
  readonly debit: AccountId
  readonly credit: AccountId
  /** What really moved, was set aside or given back. */
  readonly amount: UnsignedMoney
}

export type ProofKind = 'signed' | 'code' | 'carrier_event' | 'confirmed'

export type ProofOfDelivery =
  | {
      readonly kind: 'signed'
      /** Where the signed paper is kept. */
      readonly reference: string
    }
  | {
      readonly kind: 'code'
      readonly code: string
    }
  | {
      readonly kind: 'carrier_event'
      readonly reference: string
    }

export interface ProviderCall {
  /** Also the idempotency key at the provider, on every attempt. */
  readonly id: string
  readonly paymentId: string
  readonly provider: string
  readonly kind: 'authorize' | 'capture' | 'void' | 'refund' | 'look_up'
  readonly about: string | null
  readonly amount: Money | null
  readonly state: ProviderCallState
  /** How often it was sent. */
  readonly attempts: number
  /** How often its outcome was looked up. */
  readonly looks: number
  /** When it is next worked on by itself. */
  readonly dueAt: Timestamp | null
  /** What went wrong last. */
  readonly error: string | null
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

export type ProviderCallState = 'planned' | 'sending' | 'unknown' | 'waiting' | 'done' | 'failed' | 'stuck'

export interface ProviderSettlement {
  readonly id: string
  readonly provider: string
  readonly reference: string
  readonly gross: Money
  readonly fee: Money
  readonly net: Money
  readonly lines: number
  readonly at: Timestamp
  readonly recordedAt: Timestamp
  /** When the bank was seen to have booked it. */
  readonly settledAt: Timestamp | null
}

/** Amounts follow exactly from rate and margin: what is bought is rounded down, what must be sold is rounded up, each to a whole minor unit. The fraction stays in the exchange position, where it can be seen. */
export interface Quote {
  readonly id: string
  /** Whose balance it exchanges; null: only informs. */
  readonly merchantId: string | null
  readonly sell: Money
  readonly buy: Money
  /** The rate in the middle, without margin. */
  readonly rate: string
  readonly rateId: string
  /** Ten-thousandths that the rate is lowered by. */
  readonly marginBasisPoints: number
  /** The rate less the margin, cut off after 12 digits, to read. */
  readonly effectiveRate: string
  readonly createdAt: Timestamp
  readonly expiresAt: Timestamp
  readonly executedAt: Timestamp | null
  readonly transactionId: string | null
}

export interface Refund {
  readonly id: string
  readonly orderId: string
  readonly shipmentId: string | null
  readonly amount: Money
  readonly cause: RefundCause
  /** The dispute or return it came from. */
  readonly causeId: string | null
  readonly reason: string
  /** failed: the provider refused a share; it can be retried. */
  readonly state: 'pending' | 'succeeded' | 'failed'
  readonly createdAt: Timestamp
  /** Through which payments it goes back, and how far each has come. */
  readonly shares: readonly {
    readonly id: string
    readonly paymentId: string
    readonly amount: Money
    readonly state: 'pending' | 'succeeded' | 'failed'
    readonly problem: string | null
  }[]
}

export type RefundCause = 'cancellation' | 'expiry' | 'claim' | 'dispute' | 'return' | 'goodwill' | 'fee'

export interface RefundsAndOrder {
  readonly items: readonly Refund[]
  /** With `?include=order`: as it stands after it. */
  readonly order?: OrderSummary | undefined
}

/** noted: no money waits. written_off: we bear it, or keep it. merchant: it is the merchant’s. payout: it settles the payout, or is its return; what the amounts leave over is written off. settlement: likewise. */
export type Resolution =
  | {
      readonly as: 'noted'
      /** Why, in a sentence. Never personal data. */
      readonly reason: string
    }
  | {
      readonly as: 'written_off'
      /** Why, in a sentence. Never personal data. */
      readonly reason: string
    }
  | {
      readonly as: 'merchant'
      readonly merchantId: string
      /** Why, in a sentence. Never personal data. */
      readonly reason: string
    }
  | {
      readonly as: 'payout'
      readonly payoutId: string
      /** Why, in a sentence. Never personal data. */
      readonly reason: string
    }
  | {
      readonly as: 'settlement'
      readonly settlementId: string
      /** Why, in a sentence. Never personal data. */
      readonly reason: string
    }

export interface ResolvedDifference {
  readonly id: string
  readonly kind: DifferenceKind
  /** The payout, settlement, statement or bank line that it is about. */
  readonly subject: string
  readonly lineId: string | null
  /** The bank statement that its line is in. */
  readonly statementId: string | null
  /** What the bank says of its line: the text, or the end-to-end id where it has none. */
  readonly bankText: string | null
  readonly expected: Money | null
  readonly found: Money | null
  /** What of it waits in the account unmatched:bank; positive for money in. */
  readonly unmatched: Money
  readonly detail: string
  readonly since: Timestamp
  /** Whole days since then, until it was resolved. */
  readonly ageDays: number
  readonly state: 'open' | 'resolved'
  readonly resolution: string | null
  readonly reason: string | null
  readonly resolvedBy: string | null
  readonly resolvedAt: Timestamp | null
  /** What went to the merchant, payout or settlement; negative for what was taken from it. */
  readonly placed: Money
  /** What we keep, or bear where it is negative. */
  readonly writtenOff: Money
}

export interface Return {
  readonly id: string
  readonly orderId: string
  readonly shipmentId: string
  readonly merchantId: string | null
  readonly lines: readonly OrderLine[]
  /** What goes back when all of it is received. */
  readonly amount: Money
  readonly reason: string
  readonly state: ReturnState
  /** requested: authorised then. authorised: lapses then. shipped_back: counts as received then. */
  readonly dueAt: Timestamp | null
  readonly carrier: string | null
  readonly trackingNumber: string | null
  readonly note: string | null
  readonly refundId: string | null
  readonly requestedAt: Timestamp
  readonly endedAt: Timestamp | null
}

export interface ReturnAndOrder {
  readonly id: string
  readonly orderId: string
  readonly shipmentId: string
  readonly merchantId: string | null
  readonly lines: readonly OrderLine[]
  /** What goes back when all of it is received. */
  readonly amount: Money
  readonly reason: string
  readonly state: ReturnState
  /** requested: authorised then. authorised: lapses then. shipped_back: counts as received then. */
  readonly dueAt: Timestamp | null
  readonly carrier: string | null
  readonly trackingNumber: string | null
  readonly note: string | null
  readonly refundId: string | null
  readonly requestedAt: Timestamp
  readonly endedAt: Timestamp | null
  /** With `?include=order`: as it stands after it. */
  readonly order?: OrderSummary | undefined
}

export interface ReturnAnswer {
  readonly answer: 'authorise' | 'reject'
  readonly note?: string | undefined
}

export interface ReturnReceipt {
  readonly amount?: PositiveMoney | undefined
  readonly note?: string | undefined
}

export interface ReturnShipment {
  readonly carrier?: string | undefined
  readonly trackingNumber?: string | undefined
}

export type ReturnState = 'requested' | 'authorised' | 'rejected' | 'shipped_back' | 'received' | 'lapsed'

export interface SequencedEvent {
  readonly id: string
  readonly place: number
  readonly at: Timestamp
  /** Who did it: the id of a key or of a session; `provider:` and a name, of what a payment service reported; `command-line`; `anonymous`; or `system`, of what happened by itself. */
  readonly actor: string
  readonly request: string | null
  readonly type: string
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
  /** The how-manieth event of its subject this is, from 1. */
  readonly sequence: number
}

export interface ServedRequest {
  readonly at: Timestamp
  readonly requestId: string
  readonly method: string
  /** The pattern of the path; `unknown` where there is nothing. */
  readonly route: string
  readonly status: number
  /** Why it was refused; null: it was not. */
  readonly code: string | null
  /** The key or session that asked, where one is known. */
  readonly actor: string | null
  readonly idempotencyKey: string | null
  /** Answered with the first answer to its Idempotency-Key. */
  readonly replayed: boolean
  readonly preview: boolean
  /** How long it took, in milliseconds. */
  readonly ms: number
}

/** Its times are the database's own, also where Kontor's clock is simulated. */
export interface Session {
  readonly id: string
  readonly kind: 'operator' | 'merchant' | 'buyer' | 'auditor'
  readonly merchantId: string | null
  readonly buyerId: string | null
  readonly label: string
  /** The link that opened it. */
  readonly linkId: string
  readonly createdAt: Timestamp
  /** When its last request came, to the minute. */
  readonly seenAt: Timestamp
  /** When it is over unless a request comes. */
  readonly idleEndsAt: Timestamp
  /** When it is over in any case. */
  readonly expiresAt: Timestamp
  /** When somebody ended it. */
  readonly endedAt: Timestamp | null
}

export interface SettlementReport {
  /** The provider's name for it, as the bank statement shows it. */
  readonly id: string
  readonly provider: string
  readonly currency: Currency
  readonly at: Timestamp
  /** Minor units of the currency of the settlement. */
  readonly net: number
  readonly lines: readonly {
    readonly reference: string
    readonly kind: 'capture' | 'refund' | 'refund_return' | 'chargeback' | 'chargeback_reversal' | 'fee'
    readonly paymentId: string | null
    /** Minor units of the currency of the settlement. */
    readonly gross: number
    /** Minor units of the currency of the settlement. */
    readonly fee: number
    /** Minor units of the currency of the settlement. */
    readonly net: number
  }[]
}

export interface Shipment {
  readonly id: string
  readonly orderId: string
  readonly merchantId: string | null
  /** released, refunded: nothing is held for it any more. claimed: not delivered in time, refunded. */
  readonly state: 'shipped' | 'delivered' | 'released' | 'refunded' | 'claimed'
  readonly lines: readonly OrderLine[]
  readonly carrier: string | null
  readonly trackingNumber: string | null
  /** Its items with their exact share of tax and shipping. */
  readonly value: Money
  readonly held: Money
  /** Commission included. */
  readonly released: Money
  readonly refunded: Money
  readonly shippedAt: Timestamp
  readonly deliveredAt: Timestamp | null
  readonly proof: ProofKind | null
  readonly proofReference: string | null
  readonly inspectUntil: Timestamp | null
  readonly confirmedAt: Timestamp | null
  /** When it is released by itself. */
  readonly releaseAt: Timestamp | null
  readonly releasedAt: Timestamp | null
  /** The carrier's reports, oldest first. */
  readonly tracking: readonly TrackingEvent[]
}

export interface ShipmentAndOrder {
  readonly id: string
  readonly orderId: string
  readonly merchantId: string | null
  /** released, refunded: nothing is held for it any more. claimed: not delivered in time, refunded. */
  readonly state: 'shipped' | 'delivered' | 'released' | 'refunded' | 'claimed'
  readonly lines: readonly OrderLine[]
  readonly carrier: string | null
  readonly trackingNumber: string | null
  /** Its items with their exact share of tax and shipping. */
  readonly value: Money
  readonly held: Money
  /** Commission included. */
  readonly released: Money
  readonly refunded: Money
  readonly shippedAt: Timestamp
  readonly deliveredAt: Timestamp | null
  readonly proof: ProofKind | null
  readonly proofReference: string | null
  readonly inspectUntil: Timestamp | null
  readonly confirmedAt: Timestamp | null
  /** When it is released by itself. */
  readonly releaseAt: Timestamp | null
  readonly releasedAt: Timestamp | null
  /** The carrier's reports, oldest first. */
  readonly tracking: readonly TrackingEvent[]
  /** With `?include=order`: as it stands after it. */
  readonly order?: OrderSummary | undefined
}

/** Its times are the database's own, also where Kontor's clock is simulated. */
export interface SignInLink {
  readonly id: string
  readonly kind: 'operator' | 'merchant' | 'buyer' | 'auditor'
  readonly merchantId: string | null
  readonly buyerId: string | null
  readonly label: string
  readonly createdAt: Timestamp
  readonly expiresAt: Timestamp
  readonly usedAt: Timestamp | null
  readonly revokedAt: Timestamp | null
}

export interface SignInLinkWithUrl {
  readonly link: SignInLink
  /** The link itself. It is shown this once and kept nowhere. */
  readonly url: string
  readonly expiresAt: Timestamp
}

export interface TimelineNext {
  readonly at: Timestamp
  /** As in `upcoming` of the order; `paid_out`: the schedule of the merchant pays what was released; `authorization_ends`: what is authorized and was not captured by then is let go. */
  readonly what:
    | 'expires'
    | 'can_be_claimed'
    | 'released'
    | 'decided_for_buyer'
    | 'decided_for_merchant'
    | 'return_authorised'
    | 'return_lapses'
    | 'return_refunded'
    | 'paid_out'
    | 'authorization_ends'
  /** What it happens to; of `paid_out` the merchant, of `authorization_ends` the payment. */
  readonly subject: string
}

export interface TimelineStep {
  readonly at: Timestamp
  /** order: an event of the order, its shipments, disputes, returns and refunds. payment: of its payments. carrier: a report of the carrier. payout: of a payout that took along what was released. */
  readonly source: 'order' | 'payment' | 'carrier' | 'payout'
  /** The type of the event, or the code of the carrier, such as `order.paid`. */
  readonly what: string
  /** The order, payment, shipment or payout. */
  readonly subject: string
  /** Who did it, as in an event; null where that is not recorded. */
  readonly actor: string | null
  /** Whose key or session that is; null where it is neither. */
  readonly actorKind: 'operator' | 'service' | 'merchant' | 'buyer' | 'auditor' | null
  readonly data: Readonly<Record<string, unknown>>
}

/** ISO 8601 time in UTC. */
export type Timestamp = string

export interface Today {
  /** The one moment of all figures. */
  readonly asOf: Timestamp
  /** By currency, over all books. */
  readonly money: readonly {
    readonly currency: Currency
    readonly figures: readonly {
      readonly place:
        | 'at_providers'
        | 'at_banks'
        | 'owed_by_merchants'
        | 'held_for_orders'
        | 'frozen_in_disputes'
        | 'owed_to_merchants'
        | 'payouts_on_their_way'
        | 'refunds_on_their_way'
        | 'unmatched'
        | 'between_books'
        | 'exchange'
        | 'own_result'
        | 'other_accounts'
      /** there: what there is. owed: whom it is owed to. part: contained in another figure. */
      readonly scale: 'there' | 'owed' | 'part'
      readonly amount: Money
      /** How the figure is counted. */
      readonly countedAs: string
    }[]
    readonly difference: {
      /** Zero, or the books do not agree. */
      readonly amount: Money
      /** How the figure is counted. */
      readonly countedAs: string
    }
  }[]
  readonly days: {
    /** The first day, ISO 8601. Days are those of UTC. */
    readonly from: string
    /** The last day: today, as far as it has come. */
    readonly to: string
    readonly countedAs: {
      readonly captured: string
      readonly released: string
      readonly commission: string
      readonly refunded: string
      readonly chargedBack: string
      readonly paidOut: string
      readonly payoutsReturned: string
      readonly settled: string
    }
    /** By currency and day, every day of them. */
    readonly rows: readonly {
      readonly day: string
      readonly currency: Currency
      readonly captured: Money
      readonly released: Money
      readonly commission: Money
      readonly refunded: Money
      readonly chargedBack: Money
      readonly paidOut: Money
      readonly payoutsReturned: Money
      readonly settled: Money
    }[]
  }
  /** What waits for somebody, also where nothing does. */
  readonly waiting: readonly {
    readonly kind:
      | 'disputes_to_decide'
      | 'disputes_to_answer'
      | 'differences'
      | 'payouts_blocked'
      | 'merchants_without_bank_account'
      | 'refunds_failed'
      | 'calls_stuck'
      | 'payments_mismatched'
      | 'bank_files_unsent'
      | 'orders_put_off'
      | 'webhooks_troubled'
    readonly count: number
    /** Since when the oldest waits; null: none does. */
    readonly oldest: Timestamp | null
    /** When the next of them is decided by itself; null: nothing happens by itself. */
    readonly deadline: Timestamp | null
    /** Where they are listed. */
    readonly list: string
    /** How the figure is counted. */
    readonly countedAs: string
  }[]
}

export type TrackingCode =
  | 'announced'
  | 'picked_up'
  | 'in_transit'
  | 'out_for_delivery'
  | 'attempt_failed'
  | 'delivered'
  | 'returned'
  | 'lost'

export interface TrackingEvent {
  readonly at: Timestamp
  readonly code: TrackingCode
  /** A town or a depot, never an address. Left out: "". */
  readonly place: string
}

/** TrackingEvent, as it is sent. */
export interface TrackingEventInput {
  readonly at: Timestamp
  readonly code: TrackingCode
  /** A town or a depot, never an address. Left out: "". */
  readonly place?: string | undefined
}

export interface TrackingReport {
  readonly events: readonly TrackingEventInput[]
}

export interface TrialBalance {
  readonly book: BookName
  readonly at: Timestamp
  readonly lines: readonly {
    readonly currency: Currency
    /** The kind of the accounts, such as `escrow`. */
    readonly kind: string
    /** How many transfers touched them. */
    readonly transfers: number
    /** The net of the accounts where it stands on the debit side. */
    readonly debit: UnsignedMoney
    /** The net of the accounts where it stands on the credit side. */
    readonly credit: UnsignedMoney
  }[]
  readonly totals: readonly {
    readonly currency: Currency
    readonly debit: UnsignedMoney
    readonly credit: UnsignedMoney
    /** debit − credit: zero, or the ledger is broken. */
    readonly difference: Money
  }[]
}

/** Money of zero or more minor units. */
export interface UnsignedMoney {
  readonly amount: number
  readonly currency: Currency
}

/** What happens by itself at that moment, unless somebody acts before. */
export interface Upcoming {
  readonly at: Timestamp
  readonly what:
    | 'expires'
    | 'can_be_claimed'
    | 'released'
    | 'decided_for_buyer'
    | 'decided_for_merchant'
    | 'return_authorised'
    | 'return_lapses'
    | 'return_refunded'
  /** The order, shipment, dispute or return it happens to. */
  readonly subject: string
}

export interface WebhookAttempt {
  readonly no: number
  readonly at: Timestamp
  readonly durationMs: number
  /** Null: there was no answer. */
  readonly status: number | null
  /** The beginning of the answer, as text. */
  readonly answer: string
  /** Why it counts as failed; null: it arrived. */
  readonly error: string | null
}

export interface WebhookDelivery {
  readonly id: string
  readonly endpointId: string
  /** The webhook-id, the same in every attempt and in a replay. */
  readonly eventId: string
  readonly type: string
  readonly subject: string
  /** Place of the event in the log. */
  readonly place: number
  /** The how-manieth event of its subject. */
  readonly sequence: number
  readonly state: WebhookDeliveryState
  /** Somebody had it sent again. */
  readonly replayed: boolean
  readonly attempts: number
  /** When it is sent next; null: it is done, or waits for the one before it of its subject. */
  readonly dueAt: Timestamp | null
  readonly lastStatus: number | null
  readonly lastError: string | null
  readonly createdAt: Timestamp
  readonly doneAt: Timestamp | null
}

export type WebhookDeliveryState = 'waiting' | 'sending' | 'delivered' | 'failed' | 'skipped'

export interface WebhookDeliveryWithAttempts {
  readonly id: string
  readonly endpointId: string
  /** The webhook-id, the same in every attempt and in a replay. */
  readonly eventId: string
  readonly type: string
  readonly subject: string
  /** Place of the event in the log. */
  readonly place: number
  /** The how-manieth event of its subject. */
  readonly sequence: number
  readonly state: WebhookDeliveryState
  /** Somebody had it sent again. */
  readonly replayed: boolean
  readonly attempts: number
  /** When it is sent next; null: it is done, or waits for the one before it of its subject. */
  readonly dueAt: Timestamp | null
  readonly lastStatus: number | null
  readonly lastError: string | null
  readonly createdAt: Timestamp
  readonly doneAt: Timestamp | null
  readonly attemptsMade: readonly WebhookAttempt[]
}

export interface WebhookEndpoint {
  readonly id: string
  readonly url: string
  readonly description: string
  /** Which events it gets: `*`, `order.*`, `order.paid`. */
  readonly events: readonly string[]
  /** Whose it is, with the events of its own business; null: the marketplace’s, with all. */
  readonly merchantId: string | null
  readonly state: WebhookEndpointState
  /** Why it is paused or disabled. */
  readonly reason: string | null
  /** Since when it is in this state. */
  readonly stateAt: Timestamp
  /** Attempts in a row that failed. */
  readonly failures: number
  /** Since when nothing has arrived; null: it works. */
  readonly failingSince: Timestamp | null
  /** Until when an old secret signs along: the last of them, where there are several. */
  readonly oldSecretUntil: Timestamp | null
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

export type WebhookEndpointState = 'enabled' | 'paused' | 'disabled'

export interface WebhookEndpointWithSecret {
  readonly endpoint: WebhookEndpoint
  /** What signs: `whsec_` and base64. It is shown this once. */
  readonly secret: string
}

export interface WebhookReplay {
  /** How many are sent again. */
  readonly count: number
  readonly more: boolean
}

/** paid = held + released + commission + refunded. */
export interface Whereabouts {
  readonly currency: Currency
  readonly paid: Money
  readonly held: Money
  /** With the merchants, commission taken off. */
  readonly released: Money
  /** The marketplace's share: commission, and its own fee. */
  readonly commission: Money
  /** Back with the buyer, or on the way; charged back included. */
  readonly refunded: Money
  /** Of what is held: in dispute. */
  readonly frozen: Money
  /** Of what is refunded: taken by the buyer's bank. */
  readonly chargedBack: Money
}

/** Body of `buyers.create`. */
export interface BuyersCreateBody {
  readonly reference: string
}

/** Query of `buyers.list`. */
export interface BuyersListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  /** The marketplace's own id of the buyer, exactly. */
  readonly reference?: string | undefined
}

/** Query of `orders.list`. */
export interface OrdersListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  /** The state of the whole order. */
  readonly state?: OrderState | undefined
  readonly merchantId?: string | undefined
  readonly buyerId?: string | undefined
  /** The marketplace's own id, exactly. */
  readonly reference?: string | undefined
  /** The beginning of a reference; or the id of an order, or of a shipment, dispute, return, refund or payment of it. */
  readonly search?: string | undefined
  /** Made at or after this moment. */
  readonly createdFrom?: Timestamp | undefined
  /** Made before this moment. */
  readonly createdTo?: Timestamp | undefined
  /** Left out: "oldest". */
  readonly sort?: 'oldest' | 'newest' | undefined
  /** Adds the merchants themselves. */
  readonly include?: 'merchant' | undefined
}

/** Query of `orders.get`. */
export interface OrdersGetQuery {
  /** Adds the merchants themselves. */
  readonly include?: 'merchant' | undefined
}

/** Query of `orders.confirm`. */
export interface OrdersConfirmQuery {
  /** Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
  readonly preview?: 'true' | undefined
}

/** Query of `orders.cancel`. */
export interface OrdersCancelQuery {
  /** Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
  readonly preview?: 'true' | undefined
}

/** Query of `orders.claim`. */
export interface OrdersClaimQuery {
  /** Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
  readonly preview?: 'true' | undefined
}

/** Query of `shipments.list`. */
export interface ShipmentsListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  readonly orderId?: string | undefined
  readonly merchantId?: string | undefined
}

/** Query of `shipments.confirm`. */
export interface ShipmentsConfirmQuery {
  /** Adds the order and its money, as they stand after it. */
  readonly include?: 'order' | undefined
  /** Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
  readonly preview?: 'true' | undefined
}

/** Query of `disputes.list`. */
export interface DisputesListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  readonly state?: DisputeState | undefined
  readonly orderId?: string | undefined
  readonly merchantId?: string | undefined
  /** By when they were opened. Left out: "oldest". */
  readonly sort?: 'oldest' | 'newest' | undefined
  /** Adds the merchants themselves. */
  readonly include?: 'merchant' | undefined
}

/** Query of `shipments.dispute`. */
export interface ShipmentsDisputeQuery {
  /** Adds the order and its money, as they stand after it. */
  readonly include?: 'order' | undefined
  /** Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
  readonly preview?: 'true' | undefined
}

/** Query of `disputes.answer`. */
export interface DisputesAnswerQuery {
  /** Adds the order and its money, as they stand after it. */
  readonly include?: 'order' | undefined
  /** Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
  readonly preview?: 'true' | undefined
}

/** Query of `disputes.decide`. */
export interface DisputesDecideQuery {
  /** Adds the order and its money, as they stand after it. */
  readonly include?: 'order' | undefined
  /** Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
  readonly preview?: 'true' | undefined
}

/** Query of `returns.list`. */
export interface ReturnsListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  readonly state?: ReturnState | undefined
  readonly orderId?: string | undefined
  readonly merchantId?: string | undefined
}

/** Query of `returns.answer`. */
export interface ReturnsAnswerQuery {
  /** Adds the order and its money, as they stand after it. */
  readonly include?: 'order' | undefined
  /** Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
  readonly preview?: 'true' | undefined
}

/** Query of `returns.receive`. */
export interface ReturnsReceiveQuery {
  /** Adds the order and its money, as they stand after it. */
  readonly include?: 'order' | undefined
  /** Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
  readonly preview?: 'true' | undefined
}

/** Query of `refunds.list`. */
export interface RefundsListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  readonly orderId?: string | undefined
  readonly merchantId?: string | undefined
  readonly state?: 'pending' | 'succeeded' | 'failed' | undefined
}

/** Query of `orders.refund`. */
export interface OrdersRefundQuery {
  /** Adds the order and its money, as they stand after it. */
  readonly include?: 'order' | undefined
  /** Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
  readonly preview?: 'true' | undefined
}

/** Query of `payments.list`. */
export interface PaymentsListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  /** What is paid for: an order id. */
  readonly subject?: string | undefined
  readonly state?: PaymentState | undefined
  /** Only those where the provider reported what was not asked. */
  readonly mismatched?: boolean | undefined
}

/** Reply of `payments.calls`. */
export interface PaymentsCallsReply {
  readonly items: readonly ProviderCall[]
}

/** Query of `providerCalls.list`. */
export interface ProviderCallsListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  /** Left out: "stuck". */
  readonly state?: ProviderCallState | undefined
}

/** Body of `payments.capture`. */
export interface PaymentsCaptureBody {
  readonly amount: PositiveMoney
}

/** Body of `payments.void`. */
export interface PaymentsVoidBody {
  /** Left out: "voided". */
  readonly reason?: string | undefined
}

/** Query of `merchants.list`. */
export interface MerchantsListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  readonly state?: 'active' | 'suspended' | undefined
  /** The marketplace's own id. */
  readonly reference?: string | undefined
  /** A part of the name, the beginning of the reference, or the id; capitals make no difference. */
  readonly search?: string | undefined
}

/** Body of `merchants.update`. */
export interface MerchantsUpdateBody {
  readonly displayName?: string | undefined
}

/** Body of `merchants.suspend`. */
export interface MerchantsSuspendBody {
  /** Why, in a sentence. Never personal data. */
  readonly reason: string
}

/** Body of `merchants.reinstate`. */
export interface MerchantsReinstateBody {
  /** Why, in a sentence. Never personal data. */
  readonly reason: string
}

/** Query of `merchants.movePlan`. */
export interface MerchantsMovePlanQuery {
  readonly book: BookName
}

/** Query of `commissionSchedules.list`. */
export interface CommissionSchedulesListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
}

/** Body of `payouts.create`. */
export interface PayoutsCreateBody {
  readonly merchantId: string
  readonly amount?: PositiveMoney | undefined
}

/** Query of `payouts.create`. */
export interface PayoutsCreateQuery {
  /** Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
  readonly preview?: 'true' | undefined
}

/** Reply of `payouts.create`. */
export interface PayoutsCreateReply {
  readonly payouts: readonly Payout[]
}

/** Query of `payouts.list`. */
export interface PayoutsListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  readonly merchantId?: string | undefined
  readonly state?: PayoutState | undefined
  readonly bankFileId?: string | undefined
  /** Adds the merchants themselves. */
  readonly include?: 'merchant' | undefined
}

/** Query of `payouts.get`. */
export interface PayoutsGetQuery {
  /** Adds the merchants themselves. */
  readonly include?: 'merchant' | undefined
}

/** Query of `payouts.cancel`. */
export interface PayoutsCancelQuery {
  /** Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
  readonly preview?: 'true' | undefined
}

/** Body of `payouts.recordRejection`. */
export interface PayoutsRecordRejectionBody {
  readonly code?: string | undefined
  readonly text?: string | undefined
}

/** Query of `payouts.lines`. */
export interface PayoutsLinesQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
}

/** Query of `bankFiles.create`. */
export interface BankFilesCreateQuery {
  /** Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
  readonly preview?: 'true' | undefined
}

/** Reply of `bankFiles.create`. */
export interface BankFilesCreateReply {
  readonly bankFiles: readonly BankFile[]
}

/** Query of `bankFiles.list`. */
export interface BankFilesListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  readonly state?: 'written' | 'sent' | undefined
}

/** Reply of `statements.import`. */
export interface StatementsImportReply {
  readonly statements: readonly BankStatement[]
  /** Those of them that were imported before. */
  readonly known: readonly string[]
}

/** Query of `statements.list`. */
export interface StatementsListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
}

/** Query of `statements.lines`. */
export interface StatementsLinesQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  /** Those that were recognised, or the others. */
  readonly matched?: boolean | undefined
  /** Adds what unmatched lines are. */
  readonly include?: 'difference' | undefined
}

/** Query of `differences.list`. */
export interface DifferencesListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  readonly state?: 'open' | 'resolved' | undefined
  readonly kind?: DifferenceKind | undefined
  /** What it is about, such as a payout. */
  readonly subject?: string | undefined
}

/** Query of `differences.days`. */
export interface DifferencesDaysQuery {
  /** The first day. */
  readonly from: string
  /** The last day. */
  readonly to: string
}

/** Reply of `differences.days`. */
export interface DifferencesDaysReply {
  /** All that are open, whenever they began. */
  readonly open: number
  readonly days: readonly {
    readonly day: string
    readonly open: number
    readonly resolved: number
  }[]
}

/** Query of `providerSettlements.list`. */
export interface ProviderSettlementsListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  readonly provider?: string | undefined
}

/** Query of `differences.resolve`. */
export interface DifferencesResolveQuery {
  /** Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up. */
  readonly preview?: 'true' | undefined
}

/** Body of `fx.rates.load`. */
export interface FxRatesLoadBody {
  readonly rates: readonly NewFxRate[]
}

/** Reply of `fx.rates.load`. */
export interface FxRatesLoadReply {
  readonly rates: readonly FxRate[]
}

/** Query of `fx.rates.list`. */
export interface FxRatesListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
}

/** Query of `ledger.accounts.list`. */
export interface LedgerAccountsListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  /** The book that it is about, `main` where nothing is said. GET /v1/books lists them. Left out: "main". */
  readonly book?: BookName | undefined
  readonly kind?: string | undefined
  readonly owner?: string | undefined
  /** The beginning of the names. */
  readonly prefix?: string | undefined
}

/** Query of `ledger.accounts.get`. */
export interface LedgerAccountsGetQuery {
  /** The book that it is about, `main` where nothing is said. GET /v1/books lists them. Left out: "main". */
  readonly book?: BookName | undefined
  /** Entries of this moment included; now, where left out. A moment that is still to come is refused, since nobody knows what it will hold; 10 seconds are left to clocks that differ. */
  readonly at?: Timestamp | undefined
}

/** Query of `ledger.accounts.entries`. */
export interface LedgerAccountsEntriesQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  /** The book that it is about, `main` where nothing is said. GET /v1/books lists them. Left out: "main". */
  readonly book?: BookName | undefined
  /** Entries at or after this moment. */
  readonly from?: Timestamp | undefined
  /** Entries before this moment. */
  readonly to?: Timestamp | undefined
}

/** Body of `ledger.accounts.freeze`. */
export interface LedgerAccountsFreezeBody {
  /** The book that it is about, `main` where nothing is said. GET /v1/books lists them. Left out: "main". */
  readonly book?: BookName | undefined
}

/** Body of `ledger.accounts.unfreeze`. */
export interface LedgerAccountsUnfreezeBody {
  /** The book that it is about, `main` where nothing is said. GET /v1/books lists them. Left out: "main". */
  readonly book?: BookName | undefined
}

/** Body of `ledger.accounts.close`. */
export interface LedgerAccountsCloseBody {
  /** The book that it is about, `main` where nothing is said. GET /v1/books lists them. Left out: "main". */
  readonly book?: BookName | undefined
}

/** Body of `ledger.batches.post`. */
export interface LedgerBatchesPostBody {
  /** The book that it is about, `main` where nothing is said. GET /v1/books lists them. Left out: "main". */
  readonly book?: BookName | undefined
  readonly transactions: readonly NewLedgerTransaction[]
}

/** Reply of `ledger.batches.post`. */
export interface LedgerBatchesPostReply {
  readonly outcomes: readonly LedgerOutcome[]
}

/** Query of `ledger.transactions.get`. */
export interface LedgerTransactionsGetQuery {
  /** The book that it is about, `main` where nothing is said. GET /v1/books lists them. Left out: "main". */
  readonly book?: BookName | undefined
}

/** Query of `ledger.trialBalance.get`. */
export interface LedgerTrialBalanceGetQuery {
  /** The book that it is about, `main` where nothing is said. GET /v1/books lists them. Left out: "main". */
  readonly book?: BookName | undefined
  /** Entries of this moment included; now, where left out. A moment that is still to come is refused, since nobody knows what it will hold; 10 seconds are left to clocks that differ. */
  readonly at?: Timestamp | undefined
}

/** Query of `ledger.trialBalance.csv`. */
export interface LedgerTrialBalanceCsvQuery {
  /** The book that it is about, `main` where nothing is said. GET /v1/books lists them. Left out: "main". */
  readonly book?: BookName | undefined
  /** Entries of this moment included; now, where left out. A moment that is still to come is refused, since nobody knows what it will hold; 10 seconds are left to clocks that differ. */
  readonly at?: Timestamp | undefined
}

/** Query of `books.list`. */
export interface BooksListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
}

/** Query of `bookTransfers.list`. */
export interface BookTransfersListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  readonly state?: 'held_here' | 'held_there' | 'captured_there' | 'done' | 'voided' | undefined
}

/** Query of `webhookEndpoints.list`. */
export interface WebhookEndpointsListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  readonly state?: WebhookEndpointState | undefined
}

/** Body of `webhookEndpoints.update`. */
export interface WebhookEndpointsUpdateBody {
  readonly url?: string | undefined
  readonly description?: string | undefined
  readonly events?: readonly string[] | undefined
}

/** Body of `webhookEndpoints.setState`. */
export interface WebhookEndpointsSetStateBody {
  readonly state: WebhookEndpointState
  readonly reason?: string | undefined
}

/** Body of `webhookEndpoints.rotateSecret`. */
export interface WebhookEndpointsRotateSecretBody {
  /** How long the old secret signs along; 0: not at all, when it has become known, nor any that is older. Left out: 24. */
  readonly oldSecretHours?: number | undefined
}

/** Query of `webhookEndpoints.deliveries`. */
export interface WebhookEndpointsDeliveriesQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  readonly state?: WebhookDeliveryState | undefined
  /** Type of the event. */
  readonly type?: string | undefined
  readonly eventId?: string | undefined
  /** What the event happened to. */
  readonly subject?: string | undefined
}

/** Body of `webhookEndpoints.replay`. */
export interface WebhookEndpointsReplayBody {
  readonly since: Timestamp
}

/** Query of `today.get`. */
export interface TodayGetQuery {
  /** How many days (UTC) in and out are told by, today included: 1 to 92. Left out: 14. */
  readonly days?: number | undefined
}

/** Query of `requests.list`. */
export interface RequestsListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  /** The id of a key. */
  readonly actor?: string | undefined
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | undefined
  /** The pattern of a path, such as `/v1/orders/:orderId`. */
  readonly route?: string | undefined
  readonly requestId?: string | undefined
  /** Of a refusal, such as `http.key_reused`. */
  readonly code?: string | undefined
  /** The class of the answer: 4xx are refusals, 5xx are faults of ours. */
  readonly status?: '2xx' | '3xx' | '4xx' | '5xx' | undefined
}

/** Query of `events.list`. */
export interface EventsListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  /** What it happened to, such as an order id. */
  readonly subject?: string | undefined
  readonly type?: string | undefined
  /** Only events after this place of the log. Left out: 0. */
  readonly afterPlace?: number | undefined
}

/** Query of `apiKeys.list`. */
export interface ApiKeysListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
  readonly kind?: 'operator' | 'service' | 'merchant' | 'buyer' | 'auditor' | undefined
  readonly merchantId?: string | undefined
  readonly buyerId?: string | undefined
}

/** Query of `sessions.list`. */
export interface SessionsListQuery {
  /** How many to answer, 1 to 100. Left out: 20. */
  readonly limit?: number | undefined
  /** The `next` of the page before. It carries the filters of that page. */
  readonly cursor?: string | undefined
}

/** The codes that refusals of the operations have. `http.…` codes can come from each of them. */

export type FailureCode =
  | 'books.taken'
  | 'books.unknown'
  | 'identity.buyer_unknown'
  | 'identity.key_not_found'
  | 'identity.key_shown_once'
  | 'identity.link_beyond'
  | 'identity.link_not_found'
  | 'identity.link_shown_once'
  | 'identity.link_too_long'
  | 'identity.merchant_unknown'
  | 'identity.owner_mismatch'
  | 'identity.session_not_found'
  | 'ledger.account_closed'
  | 'ledger.account_differs'
  | 'ledger.account_frozen'
  | 'ledger.account_managed'
  | 'ledger.account_not_empty'
  | 'ledger.account_unknown'
  | 'ledger.amount_fractional'
  | 'ledger.amount_infinite'
  | 'ledger.amount_nan'
  | 'ledger.amount_negative'
  | 'ledger.amount_not_bigint'
  | 'ledger.amount_too_large'
  | 'ledger.amount_zero'
  | 'ledger.balance_insufficient'
  | 'ledger.capture_exceeds_hold'
  | 'ledger.code_malformed'
  | 'ledger.currency_differs'
  | 'ledger.expiry_malformed'
  | 'ledger.expiry_past'
  | 'ledger.floor_malformed'
  | 'ledger.funds_insufficient'
  | 'ledger.hold_expired'
  | 'ledger.hold_settled'
  | 'ledger.hold_unknown'
  | 'ledger.kind_reserved'
  | 'ledger.leg_id_repeated'
  | 'ledger.moment_to_come'
  | 'ledger.reversal_of_hold'
  | 'ledger.reversal_of_nothing'
  | 'ledger.reversal_of_reversal'
  | 'ledger.reversal_unknown'
  | 'ledger.reversal_with_legs'
  | 'ledger.reversed_already'
  | 'ledger.same_account'
  | 'ledger.subject_malformed'
  | 'ledger.sum_overflow'
  | 'ledger.too_many_legs'
  | 'ledger.transaction_differs'
  | 'ledger.transaction_empty'
  | 'ledger.transaction_unknown'
  | 'ledger.transfer_id_taken'
  | 'merchants.book_already'
  | 'merchants.commission_cap_below_minimum'
  | 'merchants.commission_currency_differs'
  | 'merchants.commission_currency_missing'
  | 'merchants.commission_in_the_past'
  | 'merchants.move_waits'
  | 'merchants.reference_taken'
  | 'merchants.state_already'
  | 'merchants.suspended'
  | 'merchants.unknown'
  | 'orders.amount_too_large'
  | 'orders.buyer_unknown'
  | 'orders.claim_too_early'
  | 'orders.closed'
  | 'orders.code_shown_once'
  | 'orders.confirmed_already'
  | 'orders.currencies_mixed'
  | 'orders.decision_differs'
  | 'orders.delivered_already'
  | 'orders.delivery_code_wrong'
  | 'orders.dispute_answer_unfit'
  | 'orders.dispute_decided'
  | 'orders.dispute_unknown'
  | 'orders.evidence_too_many'
  | 'orders.evidence_unknown'
  | 'orders.not_delivered'
  | 'orders.not_paid'
  | 'orders.note_missing'
  | 'orders.nothing_left'
  | 'orders.nothing_to_claim'
  | 'orders.nothing_to_dispute'
  | 'orders.nothing_to_return'
  | 'orders.order_unknown'
  | 'orders.paid_already'
  | 'orders.payment_too_much'
  | 'orders.picture_broken'
  | 'orders.picture_too_large'
  | 'orders.picture_unknown'
  | 'orders.proof_not_yours'
  | 'orders.reference_taken'
  | 'orders.refund_not_failed'
  | 'orders.refund_too_large'
  | 'orders.refund_unknown'
  | 'orders.return_too_late'
  | 'orders.return_unfit'
  | 'orders.return_unknown'
  | 'orders.shipment_claimed'
  | 'orders.shipment_unknown'
  | 'orders.shipped_already'
  | 'orders.total_differs'
  | 'orders.total_out_of_range'
  | 'orders.tracking_in_future'
  | 'orders.units_insufficient'
  | 'payments.call_not_open'
  | 'payments.call_unknown'
  | 'payments.capture_automatic'
  | 'payments.capture_too_much'
  | 'payments.currency_differs'
  | 'payments.not_authorized'
  | 'payments.payment_unknown'
  | 'payments.refund_not_failed'
  | 'payments.refund_unknown'
  | 'payments.void_too_late'
  | 'payouts.amount_unavailable'
  | 'payouts.bank_account_missing'
  | 'payouts.bank_account_own'
  | 'payouts.below_minimum'
  | 'payouts.blocked'
  | 'payouts.difference_resolved'
  | 'payouts.difference_unknown'
  | 'payouts.file_not_sent'
  | 'payouts.file_payouts_ended'
  | 'payouts.file_sent_already'
  | 'payouts.file_unknown'
  | 'payouts.merchant_suspended'
  | 'payouts.minimum_currency_differs'
  | 'payouts.not_planned'
  | 'payouts.not_returnable'
  | 'payouts.nothing_available'
  | 'payouts.owing'
  | 'payouts.payout_unknown'
  | 'payouts.profile_missing'
  | 'payouts.quote_executed'
  | 'payouts.quote_expired'
  | 'payouts.quote_of_itself'
  | 'payouts.quote_too_large'
  | 'payouts.quote_too_small'
  | 'payouts.quote_unknown'
  | 'payouts.quote_without_merchant'
  | 'payouts.rate_in_the_future'
  | 'payouts.rate_missing'
  | 'payouts.rate_of_itself'
  | 'payouts.reserve_not_yours'
  | 'payouts.resolution_unfit'
  | 'payouts.settlement_differs'
  | 'payouts.settlement_does_not_add_up'
  | 'payouts.settlement_empty'
  | 'payouts.settlement_to_come'
  | 'payouts.settlement_unknown'
  | 'payouts.statement_account_unknown'
  | 'payouts.statement_amount_invalid'
  | 'payouts.statement_balance_missing'
  | 'payouts.statement_currency_unknown'
  | 'payouts.statement_differs'
  | 'payouts.statement_does_not_add_up'
  | 'payouts.statement_incomplete'
  | 'payouts.statement_kind_unknown'
  | 'payouts.statement_too_long'
  | 'payouts.statement_unknown'
  | 'payouts.xml_doctype'
  | 'payouts.xml_malformed'
  | 'payouts.xml_too_deep'
  | 'payouts.xml_too_large'
  | 'webhooks.delivery_unknown'
  | 'webhooks.endpoint_disabled'
  | 'webhooks.endpoint_unknown'
  | 'webhooks.endpoints_enough'
  | 'webhooks.event_unknown'
  | 'webhooks.not_replayable'
  | 'webhooks.old_secrets_enough'
  | 'webhooks.secret_shown_once'
  | 'webhooks.state_already'
  | 'webhooks.url_refused'
