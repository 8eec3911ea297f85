import assert from 'node:assert/strict'
import type { Tx } from '../db/index.ts'
import { day, later, money } from '../kernel/index.ts'
import { change } from './act.ts'
import type { Decision, Dispute, DisputeAnswer, DisputeId } from './dispute.ts'
import { type Draft, partById, putDispute, putShipment, shipmentById, tell } from './draft.ts'
import { answerNotYours, decisionDiffers, disputeAnswerUnfit, disputeDecided } from './failures.ts'
import { marketplace, type Party } from './order.ts'
import { checkParty, minorIn } from './party.ts'
import { refundHeld, release } from './settle.ts'

/** An answer in a dispute, in which one. */
export type AnswerDispute = DisputeAnswer & Readonly<{ disputeId: DisputeId }>

/**
 * The merchant accepts (decided for the buyer) or contests (the buyer has to answer); the buyer withdraws (decided for
 * the merchant) or maintains (an operator decides).
 */
export async function answerDispute(
  tx: Tx,
  input: AnswerDispute,
  party: Party = marketplace
): Promise<Dispute> {
  const { life } = await change(tx, 'dispute', input.disputeId, (draft) => answer(draft, input, party))
  return disputeIn(life, input.disputeId)
}

const answers = {
  accept: { by: 'merchant', from: ['open'] },
  contest: { by: 'merchant', from: ['open'] },
  withdraw: { by: 'buyer', from: ['open', 'answered', 'escalated'] },
  maintain: { by: 'buyer', from: ['answered'] }
} as const satisfies Record<DisputeAnswer['answer'], { by: string; from: readonly Dispute['state'][] }>

function answer(draft: Draft, input: AnswerDispute, party: Party): void {
  const dispute = disputeIn(draft.life, input.disputeId)
  checkParty(draft.life, party, 'dispute', dispute.id, partById(draft.life, dispute.partId))
  const { by, from } = answers[input.answer]
  if (by === 'merchant' ? party.buyerId !== null : party.merchantId !== null)
    throw answerNotYours(input.answer)
  if (dispute.state === 'decided') throw disputeDecided()
  const fits: readonly string[] = from
  if (!fits.includes(dispute.state)) throw disputeAnswerUnfit(input.answer, dispute.state)
  const said = sayIn(draft, dispute, input)
  const { amountMinor } = dispute
  if (input.answer === 'accept') decide(draft, said, amountMinor, 0n, 'merchant', input.statement)
  if (input.answer === 'withdraw') decide(draft, said, 0n, amountMinor, 'buyer', input.statement)
}

/** Writes down what a side said, and whose turn it is now. */
function sayIn(
  draft: Draft,
  dispute: Dispute,
  { answer: given, statement, evidence }: AnswerDispute
): Dispute {
  const dueAt = later(draft.now, draft.life.order.policies.disputeResponseDays * day)
  tell(draft, `dispute.${pastOf[given]}`, dispute.partId, { disputeId: dispute.id })
  if (given === 'accept' || given === 'contest') {
    const answered = { ...dispute, response: statement, responseEvidence: evidence }
    return putDispute(draft, given === 'accept' ? answered : { ...answered, state: 'answered', dueAt })
  }
  const replied = { ...dispute, rejoinder: statement, evidence: [...dispute.evidence, ...evidence] }
  return putDispute(draft, given === 'withdraw' ? replied : { ...replied, state: 'escalated', dueAt: null })
}

const pastOf = {
  accept: 'accepted',
  contest: 'contested',
  withdraw: 'withdrawn',
  maintain: 'maintained'
} as const

/** Decides a dispute as an operator: for either side, or some to each; exactly what is in dispute. */
export async function decideDispute(
  tx: Tx,
  { disputeId, toBuyer, toMerchant, reason }: Decision & Readonly<{ disputeId: DisputeId }>
): Promise<Dispute> {
  const { life } = await change(tx, 'dispute', disputeId, (draft) => {
    const dispute = disputeIn(draft.life, disputeId)
    if (dispute.state === 'decided') throw disputeDecided()
    const buyerMinor = minorIn(draft, toBuyer)
    const merchantMinor = minorIn(draft, toMerchant)
    if (buyerMinor + merchantMinor !== dispute.amountMinor)
      throw decisionDiffers(money(dispute.amountMinor, draft.life.order.currency))
    decide(draft, dispute, buyerMinor, merchantMinor, 'operator', reason)
  })
  return disputeIn(life, disputeId)
}

/** Decides what a deadline decides by itself: for the buyer when the merchant was silent, and the other way round. */
export function decideByDeadline(draft: Draft, dispute: Dispute): void {
  const { amountMinor } = dispute
  if (dispute.state === 'open')
    decide(draft, dispute, amountMinor, 0n, 'deadline', 'The merchant did not answer.')
  else decide(draft, dispute, 0n, amountMinor, 'deadline', 'The buyer did not answer.')
}

/**
 * Ends a dispute. The buyer's share goes back at once. The merchant's share is released at once when an operator gave
 * it; otherwise it goes on as if there had been no dispute, and cannot be disputed again.
 */
function decide(
  draft: Draft,
  dispute: Dispute,
  buyerMinor: bigint,
  merchantMinor: bigint,
  decidedBy: NonNullable<Dispute['decidedBy']>,
  decision: string
): void {
  const { id, partId, shipmentId } = dispute
  const outcome = buyerMinor === 0n ? 'merchant' : merchantMinor === 0n ? 'buyer' : 'split'
  draft.unfreezes.push(id)
  putDispute(draft, {
    ...dispute,
    state: 'decided',
    dueAt: null,
    outcome,
    decidedBy,
    decision,
    buyerMinor,
    merchantMinor,
    decidedAt: draft.now
  })
  tell(draft, 'dispute.decided', partId, { disputeId: id, outcome, decidedBy, buyerMinor, merchantMinor })
  if (buyerMinor > 0n) {
    const refunded = refundHeld(draft, partId, shipmentId, buyerMinor, {
      cause: 'dispute',
      causeId: id,
      reason: decision
    })
    const shipment = shipmentById(draft.life, shipmentId)
    putShipment(draft, {
      ...shipment,
      refundedMinor: shipment.refundedMinor + refunded,
      lostMinor: shipment.lostMinor + buyerMinor - refunded
    })
  }
  if (merchantMinor > 0n && decidedBy === 'operator')
    release(draft, shipmentById(draft.life, shipmentId), merchantMinor, id)
}

/** Ends a dispute whose money a chargeback has taken, or lessens it to what is left. */
export function lessenDispute(draft: Draft, dispute: Dispute, leftMinor: bigint): void {
  if (leftMinor === dispute.amountMinor) return
  if (leftMinor > 0n) {
    putDispute(draft, { ...dispute, amountMinor: leftMinor })
    return
  }
  draft.unfreezes.push(dispute.id)
  putDispute(draft, {
    ...dispute,
    state: 'decided',
    dueAt: null,
    outcome: 'closed',
    decidedBy: 'chargeback',
    decision: "The buyer's bank took the money in dispute back.",
    decidedAt: draft.now
  })
  tell(draft, 'dispute.closed', dispute.partId, { disputeId: dispute.id, reason: 'chargeback' })
}

function disputeIn(life: Draft['life'], disputeId: DisputeId): Dispute {
  const dispute = life.disputes.find((found) => found.id === disputeId)
  assert(dispute !== undefined)
  return dispute
}
