/** What a page asks to be typed or chosen. */
export type FieldName =
  | 'these'
  | 'reason'
  | 'statement'
  | 'amount'
  | 'units'
  | 'photos'
  | 'carrier'
  | 'trackingNumber'
  | 'proof'
  | 'code'
  | 'reference'
  | 'paper'
  | 'answer'
  | 'note'
  | 'why'

/** What an act is called, what it does, and what is said when it is done. */
export type ActText = Readonly<{
  link: string
  title: string
  /** What will happen. `amount`: the money that it is about, where there is one. */
  lead: (amount: string) => string
  button: string
  done: string
}>

/** Everything that the pages say, in one language. */
export type Text = Readonly<{
  lang: 'en' | 'zh-CN'
  /** The other language in its own words. */
  other: Readonly<{ lang: 'en' | 'zh-CN'; name: string }>
  skip: string
  home: string
  asOf: (time: string) => string
  signOut: string
  offline: (time: string) => string
  notSeen: Readonly<{ title: string; lead: string }>
  script: Readonly<Record<ScriptText, string>>
  signedOut: Readonly<{ title: string; lead: string; link: string }>
  othersForm: Readonly<{ title: string; lead: string }>
  wrongKind: Readonly<{ title: string; lead: string }>
  orders: Readonly<{ title: string; empty: string; more: string; open: string }>
  order: (reference: string) => string
  states: Readonly<Record<OrderStateName, string>>
  shipmentStates: Readonly<Record<'shipped' | 'delivered' | 'released' | 'refunded' | 'claimed', string>>
  disputeStates: Readonly<Record<'open' | 'answered' | 'escalated' | 'decided', string>>
  outcomes: Readonly<Record<'buyer' | 'merchant' | 'split' | 'closed', string>>
  returnStates: Readonly<
    Record<'requested' | 'authorised' | 'rejected' | 'shipped_back' | 'received' | 'lapsed', string>
  >
  refundStates: Readonly<Record<'pending' | 'succeeded' | 'failed', string>>
  causes: Readonly<
    Record<'cancellation' | 'expiry' | 'claim' | 'dispute' | 'return' | 'goodwill' | 'fee', string>
  >
  reasons: Readonly<Record<DisputeReasonName, string>>
  proofs: Readonly<Record<'signed' | 'code' | 'carrier_event' | 'confirmed', string>>
  money: Readonly<{
    title: Readonly<Record<'buyer' | 'merchant', string>>
    paid: string
    unpaid: (total: string) => string
    held: string
    released: Readonly<Record<'buyer' | 'merchant', string>>
    commission: string
    refunded: string
    frozen: (amount: string) => string
    adds: string
    chart: (parts: string) => string
    nothing: string
  }>
  next: Readonly<{
    title: string
    nothing: string
    expires: (time: string) => string
    can_be_claimed: (time: string) => string
    authorization_ends: (time: string) => string
    released: Readonly<Record<'buyer' | 'merchant', (amount: string, time: string) => string>>
    decided_for_buyer: Readonly<Record<'buyer' | 'merchant', (amount: string, time: string) => string>>
    decided_for_merchant: Readonly<Record<'buyer' | 'merchant', (amount: string, time: string) => string>>
    return_authorised: (time: string) => string
    return_lapses: (time: string) => string
    return_refunded: (time: string) => string
  }>
  parts: Readonly<{
    from: (merchant: string) => string
    notShipped: string
    shipment: (no: number) => string
    items: string
    units: (count: number, title: string) => string
    more: (count: number) => string
    carrier: string
    tracking: string
    shippedAt: string
    deliveredAt: string
    proof: string
    value: string
    heldNow: string
    dispute: string
    goodsBack: string
    refund: string
    amount: string
    reason: string
    youSaid: string
    otherSaid: Readonly<Record<'buyer' | 'merchant', string>>
    decision: string
    photo: (no: number) => string
    /** Why a deadline decided: this side did not answer. */
    silent: Readonly<Record<'merchant' | 'buyer', string>>
    goesTo: Readonly<Record<'buyer' | 'merchant', (amount: string) => string>>
    state: string
    since: string
    until: string
    note: string
  }>
  fields: Readonly<Record<FieldName, string>>
  hints: Readonly<{
    optional: string
    photos: (most: number) => string
    kept: (no: number) => string
    amount: (most: string) => string
    unitsMost: (most: number) => string
    code: string
    reference: string
  }>
  answers: Readonly<
    Record<
      'accept' | 'contest' | 'withdraw' | 'maintain' | 'authorise' | 'reject' | 'by_code' | 'by_paper',
      string
    >
  >
  acts: Readonly<Record<ActName, ActText>>
  actsTitle: string
  back: string
  again: (time: string) => string
  missing: Readonly<{
    title: string
    field: (label: string) => string
    amount: string
    units: string
    paper: string
  }>
  refused: Readonly<{
    title: string
    /** The title where it is not known whether it was done. */
    open: string
    unchanged: string
    unknown: string
    generic: string
    /** Where a form was refused before it was read. */
    goBack: string
    wait: (seconds: number) => string
    /** Where it is not known what became of a form. */
    reload: string
    request: (id: string) => string
  }>
  gone: string
  deliveryCode: Readonly<{ title: string; lead: string }>
  shop: Readonly<{
    title: string
    money: string
    available: string
    held: string
    onItsWay: string
    owed: string
    reserve: string
    noMoney: string
    nextPayout: (amounts: string, time: string) => string
    /** Why it is paid then. */
    everyDay: string
    everyWeek: (weekday: string) => string
    keptBack: (amounts: string, days: number) => string
    noPayout: string
    noTime: string
    whyNot: string
    toShip: string
    nothingToShip: string
    toAnswer: string
    nothingToAnswer: string
    due: (time: string) => string
    all: string
  }>
  waits: Readonly<
    Record<
      | 'profile_missing'
      | 'on_demand'
      | 'merchant_suspended'
      | 'blocked'
      | 'owing'
      | 'nothing_available'
      | 'below_minimum'
      | 'rate_missing'
      | 'too_large',
      string
    >
  >
}>

/** What the script says by itself. */
export type ScriptText =
  | 'sending'
  | 'waiting'
  | 'waitingWhy'
  | 'tooOld'
  | 'tooOldWhy'
  | 'leaving'
  | 'sent'
  | 'open'
  | 'refusedLater'
  | 'dismiss'
  | 'retry'

export type OrderStateName =
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

export type DisputeReasonName =
  'not_received' | 'not_as_described' | 'damaged' | 'incomplete' | 'counterfeit' | 'other'

/** The acts that the pages offer. */
export type ActName =
  | 'confirm'
  | 'confirm-shipment'
  | 'report'
  | 'reply'
  | 'send-back'
  | 'on-its-way-back'
  | 'code'
  | 'cancel'
  | 'claim'
  | 'ship'
  | 'deliver'
  | 'answer-dispute'
  | 'answer-return'
  | 'received'
