import type { Tx } from '../db/index.ts'
import { type Id, type Money, smaller } from '../kernel/index.ts'
import { openAccounts, type TransferId } from '../ledger/index.ts'
import { type Act, carryOut, checkCurrency } from './act.ts'
import { actDiffers, freezeUnknown, partUnknown } from './failures.ts'
import { findFreeze, insertFreeze } from './freeze-store.ts'
import { startLegs } from './legs.ts'
import { nothing } from './movement.ts'
import { disputeAccount, escrowAccount, type Freeze, freeOf, type PartId } from './part.ts'
import { lockPartOfDispute, lockParts } from './store.ts'

/**
 * Freezes `amount` of the part, or what it holds that is not frozen yet, if that is less: a hold in the ledger, so
 * that no release and no refund can take it. `frozen` of the answer says how much, which may be nothing.
 */
export async function freeze(
  tx: Tx,
  { partId, disputeId, amount }: Readonly<{ partId: PartId; disputeId: Id; amount: Money }>
): Promise<Freeze> {
  const [part] = await lockParts(tx, [partId])
  if (part === undefined) throw partUnknown(partId)
  checkCurrency(part, amount)
  const known = await findFreeze(tx, disputeId)
  if (known !== undefined) {
    if (known.partId !== partId || known.asked !== amount.minor)
      throw actDiffers('freeze', disputeId, known.asked, amount.minor)
    return known
  }
  const frozen = smaller(amount.minor, freeOf(part))
  const legs = startLegs('escrow.freeze', partId, disputeId, part.orderId)
  let holdId: TransferId | null = null
  if (frozen > 0n) {
    await openAccounts(tx, [{ id: disputeAccount(part), side: 'credit', floor: 0n }], { book: part.book })
    holdId = legs.hold('freeze', escrowAccount(part), disputeAccount(part), frozen)
  }
  const made: Freeze = { disputeId, partId, asked: amount.minor, frozen, left: frozen, holdId, endedAt: null }
  await insertFreeze(tx, made)
  const movement = legs.entry({
    ...nothing,
    partId,
    kind: 'freeze',
    reference: disputeId,
    amount: amount.minor,
    frozen
  })
  await carryOut(tx, [part], [{ legs, entries: [movement], freezes: [] }])
  return made
}

/** Lets go of all that the dispute froze; the money stays held for the order. Answers how much that was, a repeat 0. */
export async function unfreeze(tx: Tx, disputeId: Id): Promise<bigint> {
  const part = await lockPartOfDispute(tx, disputeId)
  const found = await findFreeze(tx, disputeId)
  if (part === undefined || found === undefined) throw freezeUnknown(disputeId)
  if (found.endedAt !== null) return 0n
  const legs = startLegs('escrow.unfreeze', part.partId, disputeId, part.orderId)
  await carryOut(tx, [part], [{ legs, ...thaw(legs, found, tx.now) }])
  return found.left
}

/** What the dispute has frozen, or undefined where it never froze anything. */
export function frozenBy(tx: Tx, disputeId: Id): Promise<Freeze | undefined> {
  return findFreeze(tx, disputeId)
}

/** Ends a freeze: the hold is voided, what it held is free. */
export function thaw(legs: Act['legs'], found: Freeze, at: Date): Pick<Act, 'entries' | 'freezes'> {
  if (found.holdId !== null) legs.void('unfreeze', found.holdId)
  const { disputeId, partId, left } = found
  return {
    entries: [
      legs.entry({ ...nothing, partId, kind: 'unfreeze', reference: disputeId, amount: left, frozen: -left })
    ],
    freezes: [{ ...found, left: 0n, holdId: null, endedAt: at }]
  }
}
