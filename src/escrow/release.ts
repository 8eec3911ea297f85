import assert from 'node:assert/strict'
import type { Attribution, Tx } from '../db/index.ts'
import { allocate, type Currency, Failure, type Id, type Money, smaller } from '../kernel/index.ts'
import { merchantAccount } from '../merchants/index.ts'
import {
  type Act,
  after,
  carryOut,
  checkCurrency,
  debtAccount,
  debtsOf,
  type History,
  recorded,
  remember
} from './act.ts'
import { heldInsufficient, partUnknown } from './failures.ts'
import { type Entry, type Legs, startLegs } from './legs.ts'
import { nothing } from './movement.ts'
import { escrowAccount, freeOf, inBook, type PartId, type PartSums, shareAccount } from './part.ts'
import { findMovements, lockParts } from './store.ts'

/** A release that is asked for. `amount` contains the commission. Of the platform's own part all is commission. */
export type Release = Readonly<{
  partId: PartId
  /** The business act: the same id is carried out once. */
  releaseId: Id
  amount: Money
  commission: Money
  /** Release what is held and free, if that is less than `amount`, with the commission in proportion. */
  upTo?: boolean
  /** On whose behalf, where that is not whoever the transaction acts for. */
  by?: Attribution
}>

/** What a release came to, in minor units: amount = net + commission, and of `net` what went to pay the merchant's debt. */
export type Released = Readonly<{
  partId: PartId
  releaseId: string
  currency: Currency
  amount: bigint
  net: bigint
  commission: bigint
  recovered: bigint
}>

/** Releases held money to the merchant, less commission, and recovers what the merchant owes. Frozen money stays. */
export async function release(tx: Tx, asked: Release): Promise<Released> {
  const [outcome] = await releaseMany(tx, [asked])
  assert(outcome !== undefined)
  if (outcome instanceof Failure) throw outcome
  return outcome
}

/** The same for many in few statements. Each succeeds or is refused alone; the outcomes stand in the order given. */
export async function releaseMany(tx: Tx, asked: readonly Release[]): Promise<(Released | Failure)[]> {
  if (asked.length === 0) return []
  const locked = await lockParts(tx, [...new Set(asked.map((one) => one.partId))])
  const references = asked.map((one) => one.releaseId)
  const known = await findMovements(tx, references)
  const debts = await debtsOf(tx, locked)
  const refusedByLedger = new Map<unknown, Failure>()
  for (;;) {
    const history = remember(new Map(), known)
    const { acts, refusals } = planAll(locked, asked, history, debts, refusedByLedger)
    try {
      remember(history, await carryOut(tx, locked, acts))
      return asked.map((one, i) => refusals[i] ?? releasedOf(one, history))
    } catch (error) {
      // The ledger decides before it writes: the others can be posted without the one that it refuses.
      const transaction = error instanceof Failure ? error.details['transaction'] : undefined
      if (!(error instanceof Failure) || transaction === undefined || refusedByLedger.has(transaction))
        throw error
      refusedByLedger.set(transaction, error)
    }
  }
}

function planAll(
  locked: readonly PartSums[],
  asked: readonly Release[],
  history: History,
  debts: ReadonlyMap<string, bigint>,
  refusedByLedger: ReadonlyMap<unknown, Failure>
) {
  const parts = new Map(locked.map((part) => [part.partId, part]))
  const acts: Act[] = []
  const refusals = asked.map((one): Failure | null => {
    try {
      const part = parts.get(one.partId)
      if (part === undefined) throw partUnknown(one.partId)
      if (recorded(history, 'release', one.partId, one.releaseId, one.amount.minor)) return null
      const legs = startLegs('escrow.release', one.partId, one.releaseId, part.orderId)
      const refusal = refusedByLedger.get(legs.transactionId)
      if (refusal !== undefined) return refusal
      const entry = planRelease(legs, part, one, debts)
      acts.push({ legs, entries: [entry], freezes: [], by: one.by })
      remember(history, [entry.movement])
      parts.set(part.partId, after(part, [entry]))
      return null
    } catch (error) {
      if (error instanceof Failure) return error
      throw error
    }
  })
  return { acts, refusals }
}

/** Adds the legs of a release to a transaction. The part is as it stands when these legs are reached. */
export function planRelease(
  legs: Legs,
  part: PartSums,
  asked: Release,
  debts: ReadonlyMap<string, bigint>
): Entry {
  checkCurrency(part, asked.amount)
  checkCurrency(part, asked.commission)
  const free = freeOf(part)
  if (asked.amount.minor > free && asked.upTo !== true) throw heldInsufficient(part, asked.amount)
  const amount = smaller(asked.amount.minor, free)
  const commission = part.merchantId === null ? amount : commissionIn(amount, asked)
  const net = amount - commission
  const escrow = escrowAccount(part)
  let recovery = null
  if (part.merchantId !== null) {
    const merchant = merchantAccount(part.merchantId, part.currency)
    const owed = debtAccount(part.merchantId, part.currency)
    legs.move('release', escrow, merchant, net)
    recovery = legs.moveUpTo(
      'recover',
      merchant,
      owed,
      net > 0n ? (debts.get(inBook(part.book, owed)) ?? 0n) : 0n
    )
  }
  legs.move(part.merchantId === null ? 'fee' : 'commission', escrow, shareAccount(part), commission)
  return legs.entry(
    {
      ...nothing,
      partId: part.partId,
      kind: 'release',
      reference: asked.releaseId,
      amount: asked.amount.minor,
      released: net,
      commission
    },
    recovery
  )
}

function commissionIn(amount: bigint, { amount: whole, commission }: Release): bigint {
  assert(commission.minor <= whole.minor, 'the commission is contained in the amount')
  if (amount === whole.minor || amount === 0n) return smaller(amount, commission.minor)
  const [share = 0n] = allocate(amount, [commission.minor, whole.minor - commission.minor])
  return share
}

/** What was recorded of a release. */
export function releasedOf({ partId, releaseId, amount }: Release, history: History): Released {
  const found = recorded(history, 'release', partId, releaseId, amount.minor)
  assert(found !== undefined)
  const { released, commission, owed } = found
  return {
    partId,
    releaseId,
    currency: amount.currency,
    amount: released + commission,
    net: released,
    commission,
    recovered: -owed
  }
}
