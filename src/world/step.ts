export type Method = 'card' | 'bank_transfer' | 'wallet' | 'voucher'

/** One payment of an order, in minor units of its currency. */
export type PlannedPayment = Readonly<{
  minor: bigint
  method: Method
  capture: 'automatic' | 'manual'
  instalments: number
  /** What the sandbox is told to do with it; null: it succeeds, a bank transfer after a day. */
  token: string | null
}>

/** What somebody does to an order. Shipments, disputes and returns are counted from 0 in the order they were made. */
export type Deed =
  | Readonly<{ kind: 'pay'; payments: readonly PlannedPayment[] }>
  /** `no` is the place of the shipment; `quantities` by place of the item among the merchant's own; null: all that is left. */
  | Readonly<{ kind: 'ship'; no: number; part: number; quantities: readonly number[] | null }>
  | Readonly<{
      kind: 'track'
      shipment: number
      code: 'in_transit' | 'out_for_delivery' | 'attempt_failed' | 'lost'
    }>
  | Readonly<{ kind: 'deliver'; shipment: number; proof: 'signed' | 'code' | 'carrier_event' }>
  | Readonly<{ kind: 'confirm'; shipment: number }>
  /** `quantities` as for `ship`, of the first merchant's part; null: the whole order. */
  | Readonly<{ kind: 'cancel'; quantities: readonly number[] | null; reason: string }>
  | Readonly<{ kind: 'claim' }>
  | Readonly<{
      kind: 'dispute'
      shipment: number
      reason: 'not_as_described' | 'damaged' | 'incomplete'
      statement: string
    }>
  | Readonly<{ kind: 'answer'; answer: 'accept' | 'contest' | 'withdraw' | 'maintain'; statement: string }>
  | Readonly<{ kind: 'decide'; buyerPercent: number; reason: string }>
  /** `whole` false: one unit of the first line only. */
  | Readonly<{ kind: 'return'; shipment: number; whole: boolean; reason: string }>
  | Readonly<{ kind: 'answer_return'; answer: 'authorise' | 'reject'; note: string }>
  | Readonly<{ kind: 'send_back' }>
  | Readonly<{ kind: 'receive' }>
  | Readonly<{ kind: 'refund'; percent: number; reason: string }>
  /** Sends refunds that the provider refused again. */
  | Readonly<{ kind: 'retry_refunds' }>

export type DeedKind = Deed['kind']

/** A deed: when it happened, and when the marketplace was told of it, which is the same or soon after. */
export type Step = Readonly<{ happened: Date; at: Date; deed: Deed }>

/** The making of an order, with the payments that are started at the same moment; or a deed. */
export type PlannedStep = Readonly<{ kind: 'place'; payments: readonly PlannedPayment[] }> | Deed
