import type { Fault } from './fault.ts'

/** Money in minor units of the one currency of the order world, written so that it can stand in JSON. */
export type Minor = number

/** One line of an order. Merchants, buyers, orders and all else are named as the simulator names them: m0, b2, o17. */
export type ItemWish = Readonly<{
  merchant: string
  category: string
  unit: Minor
  quantity: number
  tax: Minor
}>

/** A leg as a caller of the ledger sends it. Ids are numbers that the seed turns into ids. */
export type LegWish = Readonly<{
  id: number
  type: 'plain' | 'hold' | 'capture' | 'void'
  debit?: string
  credit?: string
  hold?: number
  minor: Minor
  upTo?: boolean
  expiresInMs?: number | null
}>

/** A transaction as a caller of the ledger sends it. */
export type PostingWish = Readonly<{
  id: number
  legs: readonly LegWish[]
  reverses?: number
  sentAt?: number
}>

/** When a merchant is paid by itself: each day, each Wednesday, or only when asked. */
export type Every = 'day' | 'wednesday' | 'demand'

/** A line of a statement as the bank means it. Negative: money out. */
export type BookedLine = Readonly<{
  kind: 'payout' | 'return' | 'settlement' | 'stray'
  /** The payout or settlement. */
  of: string | null
  minor: Minor
}>

/** What staff say that the money of a difference is. */
export type Resolution = 'noted' | 'written_off' | 'merchant' | 'payout' | 'settlement'

/** What somebody wants of Kontor, in one request. */
export type Wish =
  | Readonly<{
      do: 'order'
      order: string
      buyer: string
      items: readonly ItemWish[]
      shipping: readonly Readonly<{ merchant: string; minor: Minor }>[]
      fee: Minor
      inspectionDays: number
    }>
  | Readonly<{ do: 'pay'; order: string; minor: Minor | null; token: string; manual: boolean }>
  | Readonly<{ do: 'ship'; order: string; merchant: string; quantities: readonly number[] | null }>
  | Readonly<{ do: 'deliver'; shipment: string }>
  | Readonly<{ do: 'confirm'; order: string }>
  | Readonly<{ do: 'cancel'; order: string; merchant: string | null }>
  | Readonly<{ do: 'claim'; order: string }>
  | Readonly<{ do: 'refund'; order: string; merchant: string; minor: Minor }>
  | Readonly<{ do: 'dispute'; shipment: string; minor: Minor | null }>
  | Readonly<{ do: 'answer'; dispute: string; answer: 'accept' | 'contest' | 'withdraw' | 'maintain' }>
  | Readonly<{ do: 'decide'; dispute: string; toBuyer: Minor; toMerchant: Minor }>
  | Readonly<{ do: 'return'; shipment: string; units: readonly number[] | null }>
  | Readonly<{ do: 'back'; back: string; act: 'authorise' | 'reject' | 'ship' }>
  | Readonly<{ do: 'receive'; back: string; minor: Minor | null; noted: boolean }>
  | Readonly<{ do: 'payout'; merchant: string; minor: Minor | null }>
  | Readonly<{ do: 'profile'; merchant: string; reserve: number; days: number; every: Every }>
  | Readonly<{ do: 'suspension'; merchant: string; ends: boolean }>
  | Readonly<{ do: 'files' }>
  | Readonly<{ do: 'transmit'; file: string }>
  | Readonly<{
      do: 'statement'
      returned: readonly string[]
      /** Settlements of the payment service that the bank books, each with so much too little. */
      settled: readonly Readonly<{ settlement: string; short: Minor }>[]
      /** Money that nobody expects; negative: it left. */
      stray: Minor
      /** What the bank wrote into it: known once it was written. */
      booked?: readonly BookedLine[]
    }>
  | Readonly<{
      do: 'resend'
      payment: string
      /** The refund that staff found to send again, and whether it had failed: known once they looked. */
      refund?: string
      failed?: boolean
    }>
  | Readonly<{ do: 'resolve'; difference: string; as: Resolution; of: string | null }>
  | Readonly<{ do: 'post'; posting: PostingWish }>
  | Readonly<{ do: 'batch'; postings: readonly PostingWish[] }>
  | Readonly<{ do: 'show'; order: string }>
  | Readonly<{ do: 'balance'; account: string }>

/** What happens to a request on its way. `lost`: the answers of so many tries are lost. `copies`: it arrives so often at once. */
export type Network = Readonly<{ lost: number; copies: number }>

/** One thing that happens in the world. */
export type Step =
  | Readonly<{ no: number; kind: 'ask'; wish: Wish; network: Network; faults: readonly Fault[] }>
  | Readonly<{ no: number; kind: 'together'; wishes: readonly Wish[]; faults: readonly Fault[] }>
  | Readonly<{
      no: number
      kind: 'time'
      ms: number
      together: boolean
      provider: Readonly<Record<string, number>>
      faults: readonly Fault[]
    }>
  | Readonly<{ no: number; kind: 'restart' }>
  | Readonly<{ no: number; kind: 'check' }>
