import { type Currency, Failure, type Money } from '../kernel/index.ts'
import type { MovementKind } from './movement.ts'
import type { PartId, PartSums } from './part.ts'

export const partUnknown = (partId: PartId) =>
  new Failure('not_found', 'escrow.part_unknown', 'There is no such part of an order. Nothing was changed.', {
    partId,
    advice: 'Use a part that the order shows.'
  })

export const partDiffers = (partId: PartId) =>
  new Failure(
    'conflict',
    'escrow.part_differs',
    'This part exists with another order, merchant or amount. Nothing was changed.',
    { partId, advice: 'Give a new part a new id.' }
  )

export const actDiffers = (kind: MovementKind, reference: string, before: bigint, now: bigint) =>
  new Failure(
    'conflict',
    'escrow.act_differs',
    `This ${kind.replace('_', ' ')} was made with another amount. Nothing was changed.`,
    { reference, before, now, advice: 'Repeat it with the same amount, or use a new id for another act.' }
  )

export const currencyDiffers = (part: PartSums, currency: Currency) =>
  new Failure(
    'refused',
    'escrow.currency_differs',
    `The part is kept in ${part.currency}, not ${currency}. Nothing was changed.`,
    { partId: part.partId, advice: `Give the amount in ${part.currency}.` }
  )

export const heldInsufficient = (part: PartSums, amount: Money) =>
  new Failure(
    'refused',
    'escrow.held_insufficient',
    'The part does not hold that much money that is free. Nothing was changed.',
    {
      partId: part.partId,
      amount: amount.minor,
      held: part.held,
      frozen: part.frozen,
      currency: part.currency,
      advice:
        part.frozen > 0n
          ? 'Decide the dispute that freezes the money, or ask for less.'
          : 'Wait until the order is paid, or ask for at most what is held.'
    }
  )

export const refundTooLarge = (part: PartSums, amount: Money) =>
  new Failure(
    'refused',
    'escrow.refund_too_large',
    'That is more than was paid for this part and has not been refunded or frozen. Nothing was changed.',
    {
      partId: part.partId,
      amount: amount.minor,
      refundable: part.paid - part.refunded - part.frozen,
      frozen: part.frozen,
      currency: part.currency,
      advice: 'Ask for at most what is refundable; frozen money is refunded by deciding its dispute.'
    }
  )

export const freezeUnknown = (disputeId: string) =>
  new Failure('not_found', 'escrow.freeze_unknown', 'This dispute has frozen nothing. Nothing was changed.', {
    disputeId,
    advice: 'Freeze the disputed amount first.'
  })

export const freezeEnded = (disputeId: string) =>
  new Failure(
    'conflict',
    'escrow.freeze_ended',
    'The money of this dispute was unfrozen or given out before. Nothing was changed.',
    { disputeId, advice: 'Release or refund what the part still holds.' }
  )

export const decisionDiffers = (disputeId: string, frozen: bigint, decided: bigint) =>
  new Failure(
    'refused',
    'escrow.decision_differs',
    'A decision must give out exactly what is frozen. Nothing was changed.',
    { disputeId, frozen, decided, advice: 'Make both sides sum to the frozen amount.' }
  )

export const chargebackUnknown = (chargebackId: string) =>
  new Failure(
    'not_found',
    'escrow.chargeback_unknown',
    'There was no such chargeback. Nothing was changed.',
    {
      chargebackId,
      advice: 'Record the chargeback before its reversal.'
    }
  )
