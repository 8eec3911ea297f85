import type { Act } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { Failure, money } from '../kernel/index.ts'
import {
  type BuyerId,
  cancelOrder,
  createOrder,
  deliverMany,
  findLives,
  type NewOrder,
  type OrderId,
  payOrders,
  Policies,
  refundOrder,
  type ShipmentId,
  shipMany
} from '../orders/index.ts'
import type { OlistItem, OlistPayment } from './olist-files.ts'
import type { OrderPlan, Step } from './olist-plan.ts'
import { recordSteps } from './store.ts'

export const source = 'olist'

type MerchantId = `mer_${string}`

/** Who is who: the marketplace's own ids to ours. `unknown` stands for sellers that the files do not name. */
export type Parties = Readonly<{
  merchants: ReadonlyMap<string, MerchantId>
  unknown: MerchantId
  buyers: ReadonlyMap<string, BuyerId>
  /** Categories by product. */
  products: ReadonlyMap<string, string>
  provider: string
}>

const currency = 'BRL'
const brl = (minor: bigint) => money(minor, currency)

/** Boletos take days and vouchers wait: nothing expires before its approval, which the files know. */
const policies = Policies.parse({ payWithinHours: 2160 })

/** The steps of one order that were not taken yet, as acts through the same operations that the API offers. */
export function actsOf(plan: OrderPlan, parties: Parties, taken: number): Act[] {
  const reference = plan.order.order_id
  const known: Known = { orderId: null, shipments: null }
  return plan.steps.slice(taken).map((step, i) => ({
    subject: reference,
    at: step.at,
    awaited: step.kind === 'approve',
    run: async (tx) => {
      await takeStep(tx, plan, parties, step, known)
      tx.collect(recordSteps, [{ source, order: reference, step: taken + i, at: step.at }])
    }
  }))
}

/** What the steps before have made. A step that is repeated makes it anew; after a restart it is looked up. */
type Known = { orderId: OrderId | null; shipments: readonly ShipmentId[] | null }

async function takeStep(
  tx: Tx,
  plan: OrderPlan,
  parties: Parties,
  { kind }: Step,
  known: Known
): Promise<void> {
  if (kind === 'order') {
    known.orderId = (await createOrder(tx, draftOf(plan, parties))).order.id
    return
  }
  const orderId = known.orderId ?? (await lookUp(tx, plan, known))
  switch (kind) {
    case 'approve':
      return pay(tx, plan, orderId, parties.provider)
    case 'ship':
      return ship(tx, plan, orderId, parties, known)
    case 'deliver': {
      if (known.shipments === null) await lookUp(tx, plan, known)
      const proof = { kind: 'carrier_event', reference: 'order_delivered_customer_date' } as const
      await deliverMany(
        tx,
        (known.shipments ?? []).map((shipmentId) => ({ shipmentId, proof }))
      )
      return
    }
    case 'cancel':
      await cancelOrder(tx, { orderId, reason: plan.order.order_status })
      return
    case 'refund': {
      const goods = itemsOf(plan).reduce((sum, item) => sum + item.price + item.freight_value, 0n)
      const amount = brl(goods + roundingOf(plan))
      await refundOrder(tx, { orderId, amount, reason: 'cancelled after it was shipped' })
      return
    }
  }
}

async function ship(tx: Tx, plan: OrderPlan, orderId: OrderId, parties: Parties, known: Known) {
  const sellers = new Set(itemsOf(plan).map((item) => sellerOf(item, parties)))
  const made = await shipMany(
    tx,
    [...sellers].map((merchantId) => ({ orderId, merchantId }))
  )
  known.shipments = made.map(({ id }) => id)
}

async function lookUp(tx: Tx, plan: OrderPlan, known: Known): Promise<OrderId> {
  const [life] = await findLives(tx, [plan.order.order_id])
  if (life === undefined) throw neverMade()
  known.shipments = life.shipments.map(({ id }) => id)
  return (known.orderId = life.order.id)
}

const neverMade = () =>
  new Failure(
    'refused',
    'replay.order_missing',
    'The order was refused when it was made, so nothing follows.'
  )

/**
 * The payments as given. More than items plus freight is sent back by the order itself; less leaves the order unpaid,
 * and what follows is refused: neither is smoothed over, both are among the exceptions.
 */
async function pay(tx: Tx, plan: OrderPlan, orderId: OrderId, provider: string): Promise<void> {
  const inputs = plan.payments.map((payment) => ({
    orderId,
    provider,
    ...methodOf(payment),
    amount: brl(payment.payment_value),
    surplus: 'refund' as const
  }))
  if (inputs.length > 0) await payOrders(tx, inputs)
}

function methodOf(payment: OlistPayment) {
  const instalments = globalThis.Number(payment.payment_installments)
  switch (payment.payment_type) {
    case 'boleto':
      return { method: 'bank_transfer', token: 'tok_ok' } as const
    case 'voucher':
      return { method: 'voucher', token: 'tok_ok' } as const
    default:
      return { method: 'card', token: 'tok_ok', ...(instalments > 1 && { instalments }) } as const
  }
}

/**
 * The order as the files tell it. Rounding of a cent between payments and goods is taken from or added to the freight:
 * the tolerance that the files are given. An order without item rows is one thing of unknown make, for what was paid.
 */
function draftOf(plan: OrderPlan, parties: Parties): NewOrder {
  const items = itemsOf(plan)
  const freight = new Map<MerchantId, bigint>()
  for (const item of items) {
    const seller = sellerOf(item, parties)
    freight.set(seller, (freight.get(seller) ?? 0n) + item.freight_value)
  }
  const rounding = roundingOf(plan)
  const [bearer] = [...freight].find(([, minor]) => minor + rounding >= 0n) ?? []
  if (bearer !== undefined) freight.set(bearer, (freight.get(bearer) ?? 0n) + rounding)
  const buyerId = parties.buyers.get(plan.buyer)
  if (buyerId === undefined) throw neverMade()
  return {
    reference: plan.order.order_id,
    buyerId,
    items: items.map((item) => ({
      merchantId: sellerOf(item, parties),
      category: parties.products.get(item.product_id) || 'unknown',
      title: item.product_id,
      quantity: 1,
      unitPrice: brl(item.price)
    })),
    shipping: [...freight].map(([merchantId, minor]) => ({ merchantId, amount: brl(minor) })),
    policies
  }
}

const sellerOf = (item: OlistItem, { merchants, unknown }: Parties) =>
  merchants.get(item.seller_id) ?? unknown

function itemsOf(plan: OrderPlan): readonly OlistItem[] {
  if (plan.items.length > 0) return plan.items
  const price = plan.payments.reduce((sum, payment) => sum + payment.payment_value, 0n)
  const nothing = { order_id: plan.order.order_id, order_item_id: '1', seller_id: '', freight_value: 0n }
  return [{ ...nothing, product_id: 'not in the files', price }]
}

function roundingOf(plan: OrderPlan): bigint {
  const paid = plan.payments.reduce((sum, payment) => sum + payment.payment_value, 0n)
  const due = itemsOf(plan).reduce((sum, item) => sum + item.price + item.freight_value, 0n)
  const difference = paid - due
  return difference === 1n || difference === -1n ? difference : 0n
}
