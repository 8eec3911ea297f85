import assert from 'node:assert/strict'
import type { Tx } from '../db/index.ts'
import { type Id, type Money, smaller } from '../kernel/index.ts'
import { type AccountId, mainBook, openAccounts } from '../ledger/index.ts'
import { merchantAccount } from '../merchants/index.ts'
import type { Allocation } from '../payments/index.ts'
import { type Act, carryOut, debtAccount, debtsOf, stillAccounts } from './act.ts'
import { actDiffers, chargebackUnknown } from './failures.ts'
import { openFreezes } from './freeze-store.ts'
import { type Entry, type Legs, startLegs } from './legs.ts'
import { type Movement, nothing } from './movement.ts'
import {
  chargebackAccount,
  disputeAccount,
  escrowAccount,
  type Freeze,
  inBook,
  lossAccount,
  type OrderId,
  type PartId,
  type PartSums,
  shareAccount
} from './part.ts'
import { takeBack } from './refund.ts'
import { type ChargebackShare, splitChargeback, splitRefund } from './split.ts'
import { findMovements, lockPartsOfOrders } from './store.ts'

/** Money that the buyer's bank took back from a payment of the order. `partIds`: the parts that bear it; else all. */
export type OrderChargeback = Readonly<{
  orderId: OrderId
  chargebackId: Id
  paymentId: Id<'pay'>
  amount: Money
  partIds?: readonly PartId[]
}>

/**
 * Takes a chargeback out of the order: frozen money first, then each part in proportion, from what it holds, then from
 * what the merchant got (which it may come to owe) with the commission on it; what the order does not have, the
 * platform bears. The money is gathered in the payment's chargeback account: payments debits that, all in this tx.
 */
export async function chargeBack(tx: Tx, asked: OrderChargeback): Promise<readonly Allocation[]> {
  const { orderId, chargebackId, paymentId, amount, partIds } = asked
  const { currency } = amount
  const account = chargebackAccount(paymentId, currency)
  const allocations = [{ account, minor: amount.minor, code: 'chargeback', subject: orderId }]
  const parts = (await lockPartsOfOrders(tx, [orderId])).filter(
    (part) => part.currency === currency && (partIds === undefined || partIds.includes(part.partId))
  )
  assert(parts.length > 0, 'a chargeback concerns at least one part')
  const before = await findMovements(tx, [chargebackId])
  const sum = before
    .filter((found) => found.kind === 'chargeback')
    .reduce((total, found) => total + found.amount, 0n)
  if (before.length > 0 && sum !== amount.minor)
    throw actDiffers('chargeback', chargebackId, sum, amount.minor)
  if (before.length > 0) return allocations
  await openAccounts(
    tx,
    [
      { id: account, side: 'credit', floor: null },
      { id: lossAccount(currency), side: 'debit', floor: null }
    ],
    { book: parts[0]?.book ?? mainBook }
  )
  const freezes = await openFreezes(
    tx,
    parts.map((part) => part.partId)
  )
  const still = await stillAccounts(tx, parts)
  const legs = startLegs('escrow.chargeback', orderId, chargebackId, orderId)
  const { shares, loss } = splitChargeback(parts, amount.minor)
  legs.move('chargeback_loss', lossAccount(currency), account, loss)
  const changed: Freeze[] = []
  const entries: Entry[] = []
  shares.forEach((share, i) => {
    const borne = i === 0 ? loss : 0n
    if (share.frozen + share.rest + borne === 0n) return
    const touched = lessFrozen(freezes, share)
    entries.push(takeShare(legs, share, borne, chargebackId, account, touched, still))
    changed.push(...touched.map(({ freeze }) => held(legs, share.part, freeze)))
  })
  const act: Act = { legs, entries, freezes: changed }
  await carryOut(tx, parts, [act])
  return allocations
}

/** A freeze with a new rest, the hold that it had before, and by how much they differ. */
type Touched = Readonly<{ freeze: Freeze; oldHold: Freeze['holdId']; minor: bigint }>

/** Takes a share's frozen money off the part's freezes, the oldest first. */
function lessFrozen(freezes: readonly Freeze[], { part, frozen }: ChargebackShare): Touched[] {
  let rest = frozen
  return freezes
    .filter((freeze) => freeze.partId === part.partId)
    .flatMap((freeze) => {
      const minor = smaller(rest, freeze.left)
      rest -= minor
      return minor === 0n
        ? []
        : [{ freeze: { ...freeze, left: freeze.left - minor }, oldHold: freeze.holdId, minor }]
    })
}

function takeShare(
  legs: Legs,
  { part, frozen, rest }: ChargebackShare,
  loss: bigint,
  reference: string,
  account: AccountId,
  touched: readonly Touched[],
  still: ReadonlySet<string>
): Entry {
  for (const { oldHold } of touched) if (oldHold !== null) legs.void('chargeback', oldHold)
  const split = splitRefund(part, rest)
  assert(split !== null, 'a share is at most what the part has')
  const minor = frozen + rest
  const whole = { ...split, held: split.held + frozen }
  const recovery = takeBack(legs, part, whole, 'chargeback', [{ account, minor }], still)
  return legs.entry(
    {
      ...nothing,
      partId: part.partId,
      kind: 'chargeback',
      reference,
      amount: minor + loss,
      released: -split.net,
      commission: -split.commission,
      refunded: minor,
      chargedBack: minor,
      frozen: -frozen,
      owed: split.net,
      loss
    },
    recovery
  )
}

/** Sets what a freeze has left aside again, in a hold of its own. */
function held(legs: Legs, part: PartSums, freeze: Freeze): Freeze {
  if (freeze.left === 0n) return { ...freeze, holdId: null }
  return { ...freeze, holdId: legs.hold('freeze', escrowAccount(part), disputeAccount(part), freeze.left) }
}

/**
 * Puts the money of a chargeback that was won back where it was taken from: held (frozen again for disputes that are
 * still open), merchant, commission. Answers the payment's chargeback account, which payments credits in this tx.
 */
export async function chargebackReversed(
  tx: Tx,
  { orderId, chargebackId, paymentId, amount }: Omit<OrderChargeback, 'partIds'>
): Promise<readonly Allocation[]> {
  const account = chargebackAccount(paymentId, amount.currency)
  const allocations = [{ account, minor: amount.minor, code: 'chargeback_reversal', subject: orderId }]
  const parts = await lockPartsOfOrders(tx, [orderId])
  const before = await findMovements(tx, [chargebackId])
  const taken = before.filter((movement) => movement.kind === 'chargeback')
  if (taken.length === 0) throw chargebackUnknown(chargebackId)
  const sum = taken.reduce((total, movement) => total + movement.amount, 0n)
  if (sum !== amount.minor) throw actDiffers('chargeback_reversal', chargebackId, sum, amount.minor)
  if (before.length > taken.length) return allocations
  const concerned = parts.filter((part) => taken.some((movement) => movement.partId === part.partId))
  const freezes = await openFreezes(
    tx,
    concerned.map((part) => part.partId)
  )
  const debts = await debtsOf(tx, concerned)
  const legs = startLegs('escrow.chargeback_reversal', orderId, chargebackId, orderId)
  const changed: Freeze[] = []
  const entries = concerned.flatMap((part): Entry[] => {
    const movement = taken.find((found) => found.partId === part.partId)
    if (movement === undefined) return []
    const restored = moreFrozen(freezes, movement)
    for (const { oldHold } of restored) if (oldHold !== null) legs.void('chargeback_reversal', oldHold)
    const entry = giveBack(legs, part, movement, account, restored)
    const owed = part.merchantId === null ? null : debtAccount(part.merchantId, part.currency)
    const recovery =
      part.merchantId === null || owed === null || movement.released === 0n
        ? null
        : legs.moveUpTo(
            'recover',
            merchantAccount(part.merchantId, part.currency),
            owed,
            debts.get(inBook(part.book, owed)) ?? 0n
          )
    changed.push(...restored.map(({ freeze }) => held(legs, part, freeze)))
    return [{ ...entry, recovery }]
  })
  await carryOut(tx, concerned, [{ legs, entries, freezes: changed }])
  return allocations
}

/** Freezes again what a chargeback took of the part's open freezes, the oldest first. */
function moreFrozen(freezes: readonly Freeze[], movement: Movement): Touched[] {
  let rest = -movement.frozen
  return freezes
    .filter((freeze) => freeze.partId === movement.partId)
    .flatMap((freeze) => {
      const minor = smaller(rest, freeze.frozen - freeze.left)
      rest -= minor
      return minor === 0n
        ? []
        : [{ freeze: { ...freeze, left: freeze.left + minor }, oldHold: freeze.holdId, minor }]
    })
}

function giveBack(
  legs: Legs,
  part: PartSums,
  { released, commission, refunded, amount, loss, reference }: Movement,
  account: AccountId,
  restored: readonly Touched[]
): Entry {
  const code = 'chargeback_reversal'
  legs.move(code, account, escrowAccount(part), refunded + released + commission)
  if (part.merchantId !== null)
    legs.move(code, account, merchantAccount(part.merchantId, part.currency), -released)
  legs.move(code, account, shareAccount(part), -commission)
  legs.move(code, account, lossAccount(part.currency), loss)
  return legs.entry({
    ...nothing,
    partId: part.partId,
    kind: code,
    reference,
    amount,
    released: -released,
    commission: -commission,
    refunded: -refunded,
    chargedBack: -refunded,
    frozen: restored.reduce((sum, { minor }) => sum + minor, 0n),
    loss: -loss
  })
}
