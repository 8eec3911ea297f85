/** A request to the API. `{ord}` and the like stand for the last id of that kind that was answered. */
export type Step = Readonly<{
  method?: 'PUT'
  path: string
  body: Readonly<Record<string, unknown>>
  /** What has to have happened before the next one. */
  until: string
}>

/** Text that is new each time: references are given once. */
export const fresh = '{fresh}'

const reason = 'kontor trigger'
const amount = (minor: number) => ({ amount: minor, currency: 'CNY' })

const merchant: Step = {
  path: '/v1/merchants',
  body: { reference: fresh, displayName: 'A merchant of kontor trigger', payoutCurrency: 'CNY' },
  until: 'merchant.created'
}
const buyer: Step = { path: '/v1/buyers', body: { reference: fresh }, until: '' }
const item = {
  merchantId: '{mer}',
  category: 'household',
  title: 'Kettle',
  quantity: 1,
  unitPrice: amount(12_900)
}
const order: Step = {
  path: '/v1/orders',
  body: { reference: fresh, buyerId: '{buy}', items: [item] },
  until: 'order.created'
}
const payment = (token: string, until: string): Step => ({
  path: '/v1/orders/{ord}/payments',
  body: { provider: 'sandbox', method: 'card', token },
  until
})
const cancel: Step = { path: '/v1/orders/{ord}/cancel', body: { reason }, until: 'order.cancelled' }
const ship: Step = {
  path: '/v1/orders/{ord}/shipments',
  body: { carrier: 'SF Express', trackingNumber: fresh },
  until: 'shipment.shipped'
}
const deliver: Step = {
  path: '/v1/shipments/{shp}/deliveries',
  body: { proof: { kind: 'signed', reference: fresh } },
  until: 'shipment.delivered'
}
const confirm: Step = { path: '/v1/shipments/{shp}/confirm', body: {}, until: 'shipment.released' }
const refund: Step = {
  path: '/v1/orders/{ord}/refunds',
  body: { amount: amount(1000), reason },
  until: 'refund.succeeded'
}
const dispute: Step = {
  path: '/v1/shipments/{shp}/disputes',
  body: { reason: 'damaged', statement: reason },
  until: 'dispute.opened'
}
const accept: Step = {
  path: '/v1/disputes/{dsp}/answers',
  body: { answer: 'accept', statement: reason },
  until: 'dispute.decided'
}
const askReturn: Step = { path: '/v1/shipments/{shp}/returns', body: { reason }, until: 'return.requested' }
const authorise: Step = {
  path: '/v1/returns/{ret}/answer',
  body: { answer: 'authorise' },
  until: 'return.authorised'
}
const profile: Step = {
  method: 'PUT',
  path: '/v1/merchants/{mer}/payout-profile',
  body: {
    schedule: { every: 'week', weekday: 'friday' },
    bankAccount: { holder: 'A merchant of kontor trigger', iban: 'FR1420041010050500013M02606' }
  },
  until: 'payout_profile.set'
}
const payout: Step = {
  path: '/v1/payouts',
  body: { merchantId: '{mer}' },
  until: 'payout.planned'
}

const created = [merchant, buyer, order]
const paid = [...created, payment('tok_ok', 'order.paid')]
const shipped = [...paid, ship]
const delivered = [...shipped, deliver]
const released = [...delivered, confirm]

/** What can be made to happen, and the requests that make it happen, in their order. */
export const recipes: Readonly<Record<string, readonly Step[]>> = {
  'merchant.created': [merchant],
  'order.created': created,
  'order.payment_failed': [...created, payment('tok_declined', 'order.payment_failed')],
  'order.paid': paid,
  'order.cancelled': [...created, cancel],
  'order.shipped': shipped,
  'order.delivered': delivered,
  'order.completed': released,
  'shipment.shipped': shipped,
  'shipment.delivered': delivered,
  'shipment.released': released,
  'dispute.opened': [...delivered, dispute],
  'dispute.decided': [...delivered, dispute, accept],
  'return.requested': [...delivered, askReturn],
  'return.authorised': [...delivered, askReturn, authorise],
  'refund.created': [...released, refund],
  'refund.succeeded': [...released, refund],
  'payout_profile.set': [merchant, profile],
  'payout.planned': [merchant, profile, ...released.slice(1), payout]
}
