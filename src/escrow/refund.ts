import assert from 'node:assert/strict'
import type { Attribution, Tx } from '../db/index.ts'
import type { Currency, Id, Money } from '../kernel/index.ts'
import type { AccountId, TransferId } from '../ledger/index.ts'
import { merchantAccount } from '../merchants/index.ts'
import {
  type Act,
  after,
  carryOut,
  checkCurrency,
  debtAccount,
  type History,
  recorded,
  remember,
  stillAccounts
} from './act.ts'
import { partUnknown, refundTooLarge } from './failures.ts'
import { type Entry, type Legs, startLegs } from './legs.ts'
import { nothing } from './movement.ts'
import { escrowAccount, inBook, type PartId, type PartSums, refundAccountOf, shareAccount } from './part.ts'
import { pour, type RefundSplit, splitRefund } from './split.ts'
import { findMovements, lockParts } from './store.ts'

/** A refund that is asked for. `into` says to which payments' refund accounts it goes, and sums to `amount`. */
export type Refund = Readonly<{
  partId: PartId
  /** The business act: the same id is carried out once for each part. */
  refundId: Id
  amount: Money
  into: readonly Readonly<{ paymentId: Id<'pay'>; minor: bigint }>[]
  /** What is taken first: what is still held (unless told otherwise), or what was released. */
  first?: 'held' | 'released'
  /** Whether the marketplace gives its share of released money back (unless told otherwise), or keeps it. */
  commission?: 'return' | 'keep'
  /** On whose behalf, where that is not whoever the transaction acts for. */
  by?: Attribution
}>

/** What a refund came to, in minor units: amount = held + net + commission. */
export type Refunded = Readonly<{
  partId: PartId
  refundId: string
  currency: Currency
  amount: bigint
  /** Taken from held money. */
  held: bigint
  /** Taken from what the merchant got. */
  net: bigint
  /** The marketplace's share that was given back. */
  commission: bigint
  /** What of `net` the merchant did not have, and owes now. */
  owed: bigint
}>

/** Refunds a part, never more than was paid and not refunded. Frozen money stays. */
export async function refund(tx: Tx, asked: Refund): Promise<Refunded> {
  const [refunded] = await refundMany(tx, [asked])
  assert(refunded !== undefined)
  return refunded
}

/** The same for several parts in few statements, all or none. The answers stand in the order given. */
export async function refundMany(tx: Tx, asked: readonly Refund[]): Promise<Refunded[]> {
  if (asked.length === 0) return []
  const locked = await lockParts(tx, [...new Set(asked.map((one) => one.partId))])
  const parts = new Map(locked.map((part) => [part.partId, part]))
  const references = asked.map((one) => one.refundId)
  const history = remember(new Map(), await findMovements(tx, references))
  const still = await stillAccounts(tx, locked)
  const acts: Act[] = []
  for (const one of asked) {
    const part = parts.get(one.partId)
    if (part === undefined) throw partUnknown(one.partId)
    if (recorded(history, 'refund', one.partId, one.refundId, one.amount.minor)) continue
    const legs = startLegs('escrow.refund', one.partId, one.refundId, part.orderId)
    const entry = planRefund(legs, part, one, still)
    acts.push({ legs, entries: [entry], freezes: [], by: one.by })
    remember(history, [entry.movement])
    parts.set(part.partId, after(part, [entry]))
  }
  remember(history, await carryOut(tx, locked, acts))
  return asked.map((one) => refundedOf(one, history))
}

/** Adds the legs of a refund to a transaction. The part is as it stands when these legs are reached. */
export function planRefund(legs: Legs, part: PartSums, asked: Refund, still: ReadonlySet<string>): Entry {
  const { partId, refundId, amount, into } = asked
  checkCurrency(part, amount)
  const sum = into.reduce((total, target) => total + target.minor, 0n)
  assert.equal(sum, amount.minor, 'a refund goes wholly into payments')
  const split = splitRefund(part, amount.minor, asked.first, asked.commission)
  if (split === null) throw refundTooLarge(part, amount)
  const targets = into.map(({ paymentId, minor }) => ({
    account: refundAccountOf(paymentId, part.currency),
    minor
  }))
  const recovery = takeBack(legs, part, split, 'refund', targets, still)
  const { net: owed, commission } = split
  return legs.entry(
    {
      ...nothing,
      partId,
      kind: 'refund',
      reference: refundId,
      amount: amount.minor,
      released: -owed,
      commission: -commission,
      refunded: amount.minor,
      owed
    },
    recovery
  )
}

/**
 * Adds the legs that take a split out of a part. What the merchant got is first owed by it, then taken from what it
 * has, up to that: so it is exact whatever else happens to the merchant's money. Nothing is taken from `still` accounts.
 * Answers that last leg.
 */
export function takeBack(
  legs: Legs,
  part: PartSums,
  split: RefundSplit,
  code: 'refund' | 'chargeback',
  targets: readonly Readonly<{ account: AccountId; minor: bigint }>[],
  still: ReadonlySet<string>
): TransferId | null {
  const sources = [
    { account: escrowAccount(part), minor: split.held, code },
    {
      account: shareAccount(part),
      minor: split.commission,
      code: part.merchantId === null ? 'fee_return' : 'commission_return'
    }
  ]
  const owed = part.merchantId === null ? null : debtAccount(part.merchantId, part.currency)
  if (owed !== null) sources.push({ account: owed, minor: split.net, code })
  for (const { source, target, minor } of pour(sources, targets))
    legs.move(source.code, source.account, target.account, minor)
  if (part.merchantId === null || owed === null) return null
  const merchant = merchantAccount(part.merchantId, part.currency)
  return still.has(inBook(part.book, merchant)) ? null : legs.moveUpTo(code, merchant, owed, split.net)
}

/** What was recorded of a refund. */
export function refundedOf({ partId, refundId, amount }: Refund, history: History): Refunded {
  const found = recorded(history, 'refund', partId, refundId, amount.minor)
  assert(found !== undefined)
  const net = -found.released
  const commission = -found.commission
  const { refunded, owed } = found
  return {
    partId,
    refundId,
    currency: amount.currency,
    amount: refunded,
    held: refunded - net - commission,
    net,
    commission,
    owed
  }
}
