import type { Currency, Id, Money } from '../kernel/index.ts'
import { type AccountId, accountId, type TransferId } from '../ledger/index.ts'

export type PartId = Id<'opt'>
export type OrderId = Id<'ord'>

/** One merchant's part of an order, or the platform's own part (no merchant), that is to be paid. */
export type NewPart = Readonly<{ id: PartId; merchantId: Id<'mer'> | null; amount: Money }>

/**
 * Where a part's money is: minor units of `currency`. paid = held + released + commission + refunded, always.
 * `chargedBack` is contained in `refunded`, and `frozen` in `held`.
 */
export type PartSums = Readonly<{
  partId: PartId
  orderId: OrderId
  merchantId: Id<'mer'> | null
  /** The book that its accounts are in. */
  book: string
  currency: Currency
  /** What is to be paid; `due - paid` is still missing. */
  due: bigint
  paid: bigint
  held: bigint
  /** What the merchant got, commission taken off. */
  released: bigint
  commission: bigint
  refunded: bigint
  chargedBack: bigint
  frozen: bigint
}>

/** What a dispute has frozen of a part, in minor units of the part's currency. */
export type Freeze = Readonly<{
  disputeId: string
  partId: PartId
  asked: bigint
  /** What was there to freeze when it was asked for. */
  frozen: bigint
  /** What is frozen now: a chargeback takes frozen money first, a decision gives it out. */
  left: bigint
  holdId: TransferId | null
  endedAt: Date | null
}>

/** What is held and not frozen: it can be released or refunded now. */
export const freeOf = (part: PartSums): bigint => part.held - part.frozen

/** An account of a book, in words: the same name may stand in several books. */
export const inBook = (book: string, account: AccountId): string => `${book} ${account}`

/** The account that holds the part's money: credit side, floor 0. */
export const escrowAccount = (part: PartSums): AccountId => accountId('escrow', part.partId, part.currency)

/** Where a frozen amount would go if its hold were captured. It never is; the account stays empty. */
export const disputeAccount = (part: PartSums): AccountId => accountId('dispute', part.partId, part.currency)

/** Where the marketplace's share of the part goes: commission of a merchant's part, fee of its own. */
export const shareAccount = (part: PartSums): AccountId =>
  accountId(part.merchantId === null ? 'fee' : 'commission', 'platform', part.currency)

/** What the platform itself bears when an order has nothing left to take a chargeback from: debit side, unlimited. */
export const lossAccount = (currency: Currency): AccountId => accountId('loss', 'platform', currency)

/** Refunds of a payment on their way to the buyer. */
export const refundAccountOf = (paymentId: Id<'pay'>, currency: Currency): AccountId =>
  accountId('refund', paymentId, currency)

/** Passes a chargeback on between the parts and the provider; empty whenever a transaction ends. Unlimited. */
export const chargebackAccount = (paymentId: Id<'pay'>, currency: Currency): AccountId =>
  accountId('chargeback', paymentId, currency)

/** Every account that belongs to an order alone: those of its parts, and those of its payments. */
export const accountsOfOrder = (
  parts: readonly PartSums[],
  payments: readonly Readonly<{ id: Id<'pay'>; currency: Currency }>[]
): AccountId[] => [
  ...parts.map(escrowAccount),
  ...payments.flatMap(({ id, currency }) => [refundAccountOf(id, currency), chargebackAccount(id, currency)])
]
