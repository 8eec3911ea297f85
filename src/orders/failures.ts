import { Failure, formatDecimal, type Money } from '../kernel/index.ts'

const unchanged = 'Nothing was changed.'
const written = (amount: Money) => `${formatDecimal(amount)} ${amount.currency}`

/** Another party's things look like things that do not exist. */
export const unknown = (what: 'order' | 'buyer' | 'shipment' | 'dispute' | 'return' | 'refund', id: string) =>
  new Failure('not_found', `orders.${what}_unknown`, `There is no such ${what}.`, {
    id,
    advice: `Check the id; it begins with the three letters of a ${what}.`
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

export const totalOutOfRange = () =>
  new Failure(
    'invalid',
    'orders.total_out_of_range',
    `The order costs nothing, or too much to count. ${unchanged}`,
    {
      advice: 'The total must be between 1 and 2^53-1 minor units.'
    }
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
