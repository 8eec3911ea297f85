import { Failure, formatDecimal, type Money } from '../kernel/index.ts'

const unchanged = 'Nothing was changed.'
const written = (amount: Money) => `${formatDecimal(amount)} ${amount.currency}`

/** Another party's things look like things that do not exist. */
export const unknown = (
  what: 'order' | 'buyer' | 'shipment' | 'dispute' | 'return' | 'refund' | 'evidence',
  id: string
) =>
  new Failure('not_found', `orders.${what}_unknown`, `There is no such ${what}.`, {
    id,
    advice: `Check the id: the three letters that it begins with say what it is an id of.`
  })

export const merchantUnknownHere = (merchantId: string) =>
  new Failure('not_found', 'orders.part_unknown', 'The order has no part of this merchant.', {
    merchantId,
    advice: 'Name a merchant of the order.'
  })

export const itemUnknown = (itemId: string) =>
  new Failure('invalid', 'orders.item_unknown', `This item is not among those that are meant. ${unchanged}`, {
    itemId,
    advice: 'Name items of the part or shipment in question.'
  })

export const itemTwice = (itemId: string) =>
  new Failure('invalid', 'orders.item_twice', `The item is named twice. ${unchanged}`, {
    itemId,
    advice: 'Name each item once, with its whole quantity.'
  })

export const buyerMissing = (buyerId: string) =>
  new Failure('invalid', 'orders.buyer_missing', `There is no buyer with this id. ${unchanged}`, {
    buyerId,
    advice: 'Register the buyer first: POST /v1/buyers.'
  })

export const merchantMissing = (merchantId: string) =>
  new Failure('invalid', 'orders.merchant_missing', `There is no merchant with this id. ${unchanged}`, {
    merchantId,
    advice: 'Register the merchant first: POST /v1/merchants.'
  })

export const referenceTaken = (reference: string, orderId: string) =>
  new Failure(
    'conflict',
    'orders.reference_taken',
    `Another order was made with this reference. ${unchanged}`,
    { reference, orderId, advice: 'Use a reference of its own for each order.' }
  )

export const currenciesMixed = () =>
  new Failure('invalid', 'orders.currencies_mixed', `An order has one currency. ${unchanged}`, {
    advice: 'Write all amounts in one currency; make an order for each.'
  })

export const currencyDiffers = (amount: Money, currency: string) =>
  new Failure('invalid', 'orders.currency_differs', `The order is in ${currency}. ${unchanged}`, {
    currency: amount.currency,
    advice: `Write the amount in ${currency}.`
  })

export const shippingWithoutItems = (merchantId: string) =>
  new Failure(
    'invalid',
    'orders.shipping_without_items',
    `Shipping is charged for a merchant who sells nothing in the order, or twice for one. ${unchanged}`,
    { merchantId, advice: 'Give at most one shipping amount for each merchant who has items.' }
  )

export const totalDiffers = (total: Money) =>
  new Failure(
    'invalid',
    'orders.total_differs',
    `Items, tax, shipping and fee come to ${written(total)}, not to the total given. ${unchanged}`,
    { total: written(total), advice: 'Correct the amounts or the total, or leave the total out.' }
  )

export const totalOutOfRange = (most: bigint) =>
  new Failure(
    'invalid',
    'orders.total_out_of_range',
    `The order costs nothing, or more than an order may. ${unchanged}`,
    { most: `${most}`, advice: `The total must be between 1 and ${most} minor units.` }
  )

export const closed = (state: string) =>
  new Failure('refused', 'orders.closed', `The order is ${state}. ${unchanged}`, {
    state,
    advice: 'Make a new order.'
  })

export const paidAlready = () =>
  new Failure('refused', 'orders.paid_already', `The order is paid. ${unchanged}`, {
    advice: 'Nothing needs to be done.'
  })

export const paymentTooMuch = (payable: Money) =>
  new Failure(
    'refused',
    'orders.payment_too_much',
    `Only ${written(payable)} is missing that no other payment is already on its way for. ${unchanged}`,
    { payable: written(payable), advice: 'Pay at most that, or void a payment that is on its way first.' }
  )

export const notPaid = () =>
  new Failure('refused', 'orders.not_paid', `The order is not paid. ${unchanged}`, {
    advice: 'Wait until it is paid or authorized in full.'
  })

export const chargedBack = () =>
  new Failure(
    'refused',
    'orders.charged_back',
    `The buyer's bank has taken money of this order back. ${unchanged}`,
    {
      advice: 'Wait until the chargeback is reversed, or cancel what has not been shipped.'
    }
  )

export const partAmbiguous = () =>
  new Failure('invalid', 'orders.part_ambiguous', `The order has parts of several merchants. ${unchanged}`, {
    advice: 'Name the merchant.'
  })

export const unitsInsufficient = (itemId: string, left: number) =>
  new Failure(
    'refused',
    'orders.units_insufficient',
    `Only ${left} of this item are neither shipped nor cancelled. ${unchanged}`,
    { itemId, left, advice: 'Name at most that many.' }
  )

export const nothingLeft = () =>
  new Failure('refused', 'orders.nothing_left', `Everything is shipped or cancelled already. ${unchanged}`, {
    advice: 'What was shipped goes back by a return, a dispute or a refund.'
  })

export const cancelPartlyBeforePaid = () =>
  new Failure(
    'refused',
    'orders.cancel_partly_before_paid',
    `An order that is not paid can only be cancelled as a whole. ${unchanged}`,
    { advice: 'Cancel the whole order and make a new one.' }
  )

export const shippedAlready = () =>
  new Failure('refused', 'orders.shipped_already', `Something of the order has been shipped. ${unchanged}`, {
    advice: 'Cancel what is left by naming its lines or its merchant; what was shipped goes back by a return.'
  })

export const claimTooEarly = (deliverBy: Date | null) =>
  new Failure(
    'refused',
    'orders.claim_too_early',
    `The time for delivery is not over, or has not begun. ${unchanged}`,
    {
      ...(deliverBy && { deliverBy: deliverBy.toISOString() }),
      advice: 'Claim after that moment; open a dispute if the goods cannot arrive.'
    }
  )

export const nothingToClaim = () =>
  new Failure(
    'refused',
    'orders.nothing_to_claim',
    `Everything was delivered, went back already, or is in dispute. ${unchanged}`,
    { advice: 'Open a dispute about what was delivered.' }
  )

export const deliveredAlready = () =>
  new Failure('refused', 'orders.delivered_already', `The delivery is proven already. ${unchanged}`, {
    advice: 'Nothing needs to be done.'
  })

export const shipmentClaimed = () =>
  new Failure(
    'refused',
    'orders.shipment_claimed',
    `The buyer has claimed the money back, as it was not delivered in time. ${unchanged}`,
    { advice: 'Settle a late delivery with the buyer outside of this order.' }
  )

export const codeWrong = () =>
  new Failure('refused', 'orders.delivery_code_wrong', `This is not the delivery code. ${unchanged}`, {
    advice: 'Ask the buyer for the code again, or let a new one be given out.'
  })

/** The same Idempotency-Key was given a code before; it was shown then. */
export const codeShownOnce = (shipmentId: string) =>
  new Failure(
    'conflict',
    'orders.code_shown_once',
    `A delivery code was given out with this Idempotency-Key before. It was shown then, and is not shown again. ${unchanged}`,
    {
      shipmentId,
      advice:
        'If the answer was lost, ask for a new code with a new Idempotency-Key; the older one then no longer counts.'
    }
  )

export const proofNotYours = (kind: string) =>
  new Failure('forbidden', 'orders.proof_not_yours', `A merchant cannot hand in this proof. ${unchanged}`, {
    kind,
    advice: "Hand in the buyer's code or a signed paper; the carrier's report comes from the marketplace."
  })

export const trackingInFuture = () =>
  new Failure('invalid', 'orders.tracking_in_future', `A report cannot be from the future. ${unchanged}`, {
    advice: 'Give the time at which it happened.'
  })

export const confirmedAlready = () =>
  new Failure('refused', 'orders.confirmed_already', `There is nothing left to confirm. ${unchanged}`, {
    advice: 'Nothing needs to be done.'
  })

export const notDelivered = () =>
  new Failure('refused', 'orders.not_delivered', `The delivery is not proven. ${unchanged}`, {
    advice: 'Hand in a proof of delivery, or let the buyer confirm.'
  })

export const nothingToDispute = () =>
  new Failure(
    'refused',
    'orders.nothing_to_dispute',
    `Nothing is held for this shipment that could be disputed: it was released, refunded, or decided on. ${unchanged}`,
    { advice: 'Ask for a return, or for a refund by goodwill.' }
  )

export const amountTooLarge = (most: Money) =>
  new Failure(
    'refused',
    'orders.amount_too_large',
    `At most ${written(most)} is possible here. ${unchanged}`,
    {
      most: written(most),
      advice: 'Name a smaller amount.'
    }
  )

export const disputeDecided = () =>
  new Failure('refused', 'orders.dispute_decided', `The dispute is decided. ${unchanged}`, {
    advice: 'Nothing needs to be done.'
  })

export const disputeAnswerUnfit = (answer: string, state: string) =>
  new Failure(
    'refused',
    'orders.dispute_answer_unfit',
    `One cannot ${answer} a dispute that is ${state}. ${unchanged}`,
    {
      answer,
      state,
      advice:
        'The merchant accepts or contests an open dispute; the buyer withdraws, or maintains an answered one.'
    }
  )

export const answerNotYours = (answer: string) =>
  new Failure(
    'forbidden',
    'orders.answer_not_yours',
    `This answer is the other side's to give. ${unchanged}`,
    {
      answer,
      advice: 'A merchant accepts or contests; a buyer withdraws or maintains.'
    }
  )

export const decisionDiffers = (amount: Money) =>
  new Failure(
    'invalid',
    'orders.decision_differs',
    `The two amounts must sum to what is in dispute, ${written(amount)}. ${unchanged}`,
    { amount: written(amount), advice: 'Give out exactly that.' }
  )

export const returnTooLate = () =>
  new Failure(
    'refused',
    'orders.return_too_late',
    `The time in which it could be returned is over. ${unchanged}`,
    {
      advice: 'Ask the merchant for a refund by goodwill.'
    }
  )

export const returnUnfit = (act: string, state: string) =>
  new Failure('refused', 'orders.return_unfit', `One cannot ${act} a return that is ${state}. ${unchanged}`, {
    act,
    state,
    advice: 'A return is requested, authorised, shipped back, received, in this order.'
  })

export const nothingToReturn = () =>
  new Failure(
    'refused',
    'orders.nothing_to_return',
    `These units are returned already, or their money went back or is in dispute. ${unchanged}`,
    { advice: 'Name units of the shipment that are not.' }
  )

export const noteMissing = () =>
  new Failure(
    'invalid',
    'orders.note_missing',
    `Less than the full amount needs a note that says why. ${unchanged}`,
    {
      advice: 'Add a note.'
    }
  )

export const refundTooLarge = (most: Money) =>
  new Failure(
    'refused',
    'orders.refund_too_large',
    `At most ${written(most)} of what is meant can be refunded. ${unchanged}`,
    {
      most: written(most),
      advice: 'Name a smaller amount; cancel what was not shipped; a dispute or return first needs its end.'
    }
  )

export const refundBeyondPayments = (most: Money) =>
  new Failure(
    'refused',
    'orders.refund_beyond_payments',
    `The payments have only ${written(most)} left that has not gone back. ${unchanged}`,
    { most: written(most), advice: "Money that the buyer's bank took back cannot be refunded again." }
  )

export const refundNotFailed = () =>
  new Failure('refused', 'orders.refund_not_failed', `No share of the refund has failed. ${unchanged}`, {
    advice: 'Wait for the provider.'
  })

export const providerUnknown = (provider: string, known: readonly string[]) =>
  new Failure(
    'invalid',
    'orders.provider_unknown',
    `No payment provider of this name is connected. ${unchanged}`,
    { provider, advice: `Connected: ${known.join(', ') || 'none'}.` }
  )

export const evidenceTooMany = (most: number) =>
  new Failure(
    'refused',
    'orders.evidence_too_many',
    `${most} pictures that nothing refers to are kept for you already. ${unchanged}`,
    { most, advice: 'Refer to them in a dispute or a delivery; those that are never used are forgotten.' }
  )

export const pictureUnknown = () =>
  new Failure('invalid', 'orders.picture_unknown', `This is no JPEG, PNG or WebP picture. ${unchanged}`, {
    advice: 'Send the bytes of a picture of one of these kinds.'
  })

export const pictureBroken = (type: string) =>
  new Failure(
    'invalid',
    'orders.picture_broken',
    `The picture (${type}) is broken, cut off, or moving. ${unchanged}`,
    { type, advice: 'Send a whole still picture.' }
  )

export const pictureTooLarge = (width: number, height: number) =>
  new Failure(
    'refused',
    'orders.picture_too_large',
    `A picture of ${width} by ${height} pixels is more than is kept. ${unchanged}`,
    { width, height, advice: 'Make it smaller: 1600 pixels on the longer side show enough.' }
  )
