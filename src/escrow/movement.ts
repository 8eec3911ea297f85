import type { Currency, Id } from '../kernel/index.ts'
import type { TransactionId } from '../ledger/index.ts'
import type { OrderId, PartId } from './part.ts'

/** What can happen to a part's money. */
export const movementKinds = [
  'fund',
  'release',
  'refund',
  'freeze',
  'unfreeze',
  'chargeback',
  'chargeback_reversal'
] as const
export type MovementKind = (typeof movementKinds)[number]

/** What a movement added to each of the part's sums, in minor units; negative where it took away. */
export type Deltas = Readonly<{
  paid: bigint
  released: bigint
  commission: bigint
  refunded: bigint
  chargedBack: bigint
  frozen: bigint
  /** What the merchant came to owe by it; negative: what was recovered of its debt. */
  owed: bigint
  /** What the platform bears, because the order had nothing left. */
  loss: bigint
}>

/** The movement that moves nothing. */
export const nothing: Deltas = {
  paid: 0n,
  released: 0n,
  commission: 0n,
  refunded: 0n,
  chargedBack: 0n,
  frozen: 0n,
  owed: 0n,
  loss: 0n
}

/** One entry of a part's history. `amount` is what was asked for, the deltas are what it came to. */
export type Movement = Deltas &
  Readonly<{
    partId: PartId
    kind: MovementKind
    /** The business act it belongs to: capture, release, refund, dispute or chargeback. */
    reference: string
    amount: bigint
    /** Null for `fund`: the payment's own transaction. */
    transactionId: TransactionId | null
  }>

/** A movement as it is read back, in the order in which things happened. */
export type RecordedMovement = Movement &
  Readonly<{ at: Date; orderId: OrderId; merchantId: Id<'mer'> | null; currency: Currency }>
