import { formatDecimal, money } from '../kernel/index.ts'
import type { Olist, OlistOrder } from './olist-files.ts'

/** What is wrong with an order in the files. It is reported, never smoothed over. */
export type OlistException = Readonly<{ orderId: string; kind: ExceptionKind; detail: string }>

export type ExceptionKind =
  | 'payment_differs'
  | 'payment_zero'
  | 'payment_type_unknown'
  | 'payments_missing'
  | 'items_missing'
  | 'seller_missing'
  | 'product_missing'
  | 'customer_missing'
  | 'date_missing'
  | 'dates_contradict'
  | 'status_contradicts_dates'
  | 'status_unknown'
  | 'order_repeated'
  | 'refused'

const toleranceMinor = 1n
const brl = (minor: bigint) => `${formatDecimal(money(minor, 'BRL'))} BRL`
const at = (date: Date) => date.toISOString().slice(0, 19).replace('T', ' ')

/** Everything in the files that contradicts itself or is missing, for one order. */
export function exceptionsOf(olist: Olist, order: OlistOrder): OlistException[] {
  const found: [ExceptionKind, string][] = [
    ...amountExceptions(olist, order),
    ...rowExceptions(olist, order),
    ...dateExceptions(order),
    ...statusExceptions(order)
  ]
  return found.map(([kind, detail]) => ({ orderId: order.order_id, kind, detail }))
}

function amountExceptions(olist: Olist, order: OlistOrder): [ExceptionKind, string][] {
  const items = olist.items.get(order.order_id) ?? []
  const payments = olist.payments.get(order.order_id) ?? []
  const due = items.reduce((sum, item) => sum + item.price + item.freight_value, 0n)
  const paid = payments.reduce((sum, payment) => sum + payment.payment_value, 0n)
  const found: [ExceptionKind, string][] = []
  const difference = paid - due
  if (
    items.length > 0 &&
    payments.length > 0 &&
    (difference > toleranceMinor || -difference > toleranceMinor)
  )
    found.push([
      'payment_differs',
      `paid ${brl(paid)}, items plus freight ${brl(due)}, difference ${brl(difference)}`
    ])
  for (const payment of payments) {
    if (payment.payment_value === 0n)
      found.push([
        'payment_zero',
        `payment ${payment.payment_sequential} (${payment.payment_type}) is 0.00 BRL`
      ])
    if (!knownTypes.has(payment.payment_type))
      found.push([
        'payment_type_unknown',
        `payment ${payment.payment_sequential} is "${payment.payment_type}"`
      ])
  }
  return found
}

const knownTypes = new Set(['credit_card', 'debit_card', 'boleto', 'voucher'])

function rowExceptions(olist: Olist, order: OlistOrder): [ExceptionKind, string][] {
  const items = olist.items.get(order.order_id) ?? []
  const found: [ExceptionKind, string][] = []
  if (items.length === 0) found.push(['items_missing', `status ${order.order_status}, no item rows`])
  if (!olist.payments.has(order.order_id))
    found.push(['payments_missing', `status ${order.order_status}, no payment rows`])
  for (const seller of new Set(items.map((item) => item.seller_id)))
    if (!olist.sellers.has(seller)) found.push(['seller_missing', `no row for seller ${seller}`])
  for (const product of new Set(items.map((item) => item.product_id)))
    if (!olist.products.has(product)) found.push(['product_missing', `no row for product ${product}`])
  if (!olist.customers.has(order.customer_id))
    found.push(['customer_missing', `no row for customer ${order.customer_id}`])
  return found
}

const dateNames = {
  order_purchase_timestamp: 'purchase',
  order_approved_at: 'approval',
  order_delivered_carrier_date: 'hand-over to the carrier',
  order_delivered_customer_date: 'delivery'
} as const

function dateExceptions(order: OlistOrder): [ExceptionKind, string][] {
  const dates = Object.entries(dateNames).flatMap(([column, name]) => {
    const date = order[column as keyof typeof dateNames]
    return date === null ? [] : [{ name, date }]
  })
  return dates.flatMap(({ name, date }, i) =>
    dates
      .slice(i + 1)
      .filter((next) => next.date < date)
      .map((next): [ExceptionKind, string] => [
        'dates_contradict',
        `${next.name} ${at(next.date)} lies before ${name} ${at(date)}`
      ])
  )
}

const approvedStates = new Set(['approved', 'processing', 'invoiced', 'shipped', 'delivered'])
const carrierStates = new Set(['shipped', 'delivered'])
const knownStates = new Set([...approvedStates, 'created', 'unavailable', 'canceled'])

function statusExceptions(order: OlistOrder): [ExceptionKind, string][] {
  const { order_status: status } = order
  const found: [ExceptionKind, string][] = []
  if (!knownStates.has(status)) found.push(['status_unknown', `status "${status}"`])
  if (approvedStates.has(status) && order.order_approved_at === null)
    found.push(['date_missing', `${status} without a date of approval`])
  if (carrierStates.has(status) && order.order_delivered_carrier_date === null)
    found.push(['date_missing', `${status} without a date of hand-over to the carrier`])
  if (status === 'delivered' && order.order_delivered_customer_date === null)
    found.push(['date_missing', 'delivered without a date of delivery'])
  if (status !== 'delivered' && order.order_delivered_customer_date !== null)
    found.push([
      'status_contradicts_dates',
      `${status}, yet delivered ${at(order.order_delivered_customer_date)}`
    ])
  return found
}
