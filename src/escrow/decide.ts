import type { Tx } from '../db/index.ts'
import type { Id } from '../kernel/index.ts'
import { type Act, after, carryOut, debtsOf, type History, remember } from './act.ts'
import { decisionDiffers, freezeEnded, freezeUnknown } from './failures.ts'
import { thaw } from './freeze.ts'
import { findFreeze } from './freeze-store.ts'
import { startLegs } from './legs.ts'
import type { Movement } from './movement.ts'
import type { PartId } from './part.ts'
import { planRefund, type Refund, type Refunded, refundedOf } from './refund.ts'
import { planRelease, type Release, type Released, releasedOf } from './release.ts'
import { findMovements, lockPartOfDispute } from './store.ts'

/** How a dispute's frozen money is given out: to the merchant, to the buyer, or some to each. Sums to what is frozen. */
export type Decision = Readonly<{
  disputeId: Id
  release: Omit<Release, 'partId' | 'upTo'> | null
  refund: Omit<Refund, 'partId' | 'first'> | null
}>

/** What a decision came to. */
export type Decided = Readonly<{ partId: PartId; released: Released | null; refunded: Refunded | null }>

/** Gives out all that a dispute has frozen, in one ledger transaction: the hold ends, and the money goes where decided. */
export async function decide(tx: Tx, decision: Decision): Promise<Decided> {
  const { disputeId } = decision
  const part = await lockPartOfDispute(tx, disputeId)
  const found = await findFreeze(tx, disputeId)
  if (part === undefined || found === undefined) throw freezeUnknown(disputeId)
  const release = decision.release && { ...decision.release, partId: part.partId }
  const refund = decision.refund && { ...decision.refund, partId: part.partId }
  const answer = (history: History): Decided => ({
    partId: part.partId,
    released: release && releasedOf(release, history),
    refunded: refund && refundedOf(refund, history)
  })
  if (found.endedAt !== null) return answer(remember(new Map(), await made(tx, decision)))
  const sum = (release?.amount.minor ?? 0n) + (refund?.amount.minor ?? 0n)
  if (sum !== found.left) throw decisionDiffers(disputeId, found.left, sum)
  const legs = startLegs('escrow.decide', part.partId, disputeId, part.orderId)
  const thawed = thaw(legs, found, tx.now)
  const entries = [...thawed.entries]
  if (release !== null)
    entries.push(planRelease(legs, after(part, entries), release, await debtsOf(tx, [part])))
  // What was frozen is held: the refund takes nothing from the merchant's account.
  if (refund !== null) entries.push(planRefund(legs, after(part, entries), refund, new Set()))
  const act: Act = { legs, entries, freezes: thawed.freezes }
  return answer(remember(new Map(), await carryOut(tx, [part], [act])))
}

/** The movements of a decision that was carried out before; a conflict where the freeze ended otherwise. */
async function made(tx: Tx, { disputeId, release, refund }: Decision): Promise<Movement[]> {
  const ids = [...(release ? [release.releaseId] : []), ...(refund ? [refund.refundId] : [])]
  const found = await findMovements(tx, [disputeId, ...ids])
  const ended = found.find((movement) => movement.kind === 'unfreeze' && movement.reference === disputeId)
  const same = found.filter(
    ({ kind, transactionId }) =>
      (kind === 'release' || kind === 'refund') && transactionId === ended?.transactionId
  )
  const given = same.reduce(
    (sum, { released, commission, refunded }) => sum + released + commission + refunded,
    0n
  )
  if (ended?.amount !== given || same.length !== ids.length) throw freezeEnded(disputeId)
  return same
}
