import { z } from 'zod'
import { type Id, PositiveMoney, UnsignedMoney } from '../kernel/index.ts'
import { Line, type PartId, Reference, Sentence } from './order.ts'
import type { ShipmentId } from './shipment.ts'

export type DisputeId = Id<'dsp'>

/** What a buyer can complain of. */
export const DisputeReason = z
  .enum(['not_received', 'not_as_described', 'damaged', 'incomplete', 'counterfeit', 'other'])
  .meta({ id: 'DisputeReason' })

/**
 * `open`: the merchant has to answer by the deadline, or it is decided for the buyer. `answered`: the buyer has to
 * answer by the deadline, or it is decided for the merchant. `escalated`: an operator decides. `decided`: it is over.
 */
export const DisputeState = z.enum(['open', 'answered', 'escalated', 'decided']).meta({ id: 'DisputeState' })

/** `closed`: the money in dispute went away by another road, such as a chargeback. */
export const DisputeOutcome = z.enum(['buyer', 'merchant', 'split', 'closed']).meta({ id: 'DisputeOutcome' })

/** Who or what ended a dispute. */
export const DecidedBy = z
  .enum(['operator', 'deadline', 'merchant', 'buyer', 'chargeback'])
  .meta({ id: 'DecidedBy', description: 'merchant: it accepted. buyer: withdrew.' })

/** A buyer's complaint about a shipment. Its amount is frozen in escrow until it is decided, and nothing else is. */
export type Dispute = Readonly<{
  id: DisputeId
  partId: PartId
  shipmentId: ShipmentId
  amountMinor: bigint
  reason: z.infer<typeof DisputeReason>
  statement: string
  evidence: readonly string[]
  state: z.infer<typeof DisputeState>
  /** When it is decided by itself; null when an operator has to, or it is over. */
  dueAt: Date | null
  response: string | null
  responseEvidence: readonly string[]
  rejoinder: string | null
  outcome: z.infer<typeof DisputeOutcome> | null
  decidedBy: z.infer<typeof DecidedBy> | null
  decision: string | null
  buyerMinor: bigint
  merchantMinor: bigint
  openedAt: Date
  decidedAt: Date | null
}>

const Evidence = z.array(Reference).max(20).default([]).meta({
  description:
    'References to where the evidence is kept: ids of pictures (POST /v1/evidence), or your own. No personal data.'
})

/** What is told of a dispute that is to be opened. Without lines and amount: all that is still held for the shipment. */
export const NewDispute = z
  .strictObject({
    lines: z.array(Line).min(1).max(200).optional(),
    amount: PositiveMoney.optional(),
    reason: DisputeReason,
    statement: Sentence,
    evidence: Evidence
  })
  .meta({ id: 'NewDispute' })
export type NewDispute = z.output<typeof NewDispute>

/** An answer in a dispute: the merchant accepts or contests, the buyer withdraws or maintains. */
export const DisputeAnswer = z
  .strictObject({
    answer: z.enum(['accept', 'contest', 'withdraw', 'maintain']),
    statement: Sentence,
    evidence: Evidence
  })
  .meta({ id: 'DisputeAnswer' })
export type DisputeAnswer = z.output<typeof DisputeAnswer>

/** An operator's decision. The two amounts sum to what is in dispute. */
export const Decision = z
  .strictObject({ toBuyer: UnsignedMoney, toMerchant: UnsignedMoney, reason: Sentence })
  .meta({ id: 'DisputeDecision' })
export type Decision = z.output<typeof Decision>
