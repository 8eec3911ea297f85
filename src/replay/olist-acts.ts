import type { Act } from '../api/index.ts'
import { atMoment, type Tx } from '../db/index.ts'
import { Failure, money } from '../kernel/index.ts'
import {
  type BuyerId,
  cancelMany,
  createOrders,
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
import type { OrderPlan, StepKind } from './olist-plan.ts'
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

/** A step of an order that was not taken yet. */
export type OlistAct = Act & Readonly<{ kind: StepKind; plan: OrderPlan; no: number; known: Known }>

/** What the steps before have made. A step that is repeated makes it anew; after a restart it is looked up. */
type Known = { orderId: OrderId | null; shipments: readonly ShipmentId[] | null }

/** The kinds of steps, in the order in which an order takes them. */
export const stepKinds: readonly StepKind[] = ['order', 'approve', 'ship', 'deliver', 'cancel', 'refund']

/** The steps of one order that were not taken yet. */
export function actsOf(plan: OrderPlan, taken: number): OlistAct[] {
  const known: Known = { orderId: null, shipments: null }
  return plan.steps
    .slice(taken)
    .map(({ kind, at }, i) => ({ subject: plan.order.order_id, at, kind, plan, no: taken + i, known }))
}

/** Takes steps of one kind through the same operations that the API offers, and records that they were taken. */
export async function takeSteps(
  tx: Tx,
  kind: StepKind,
  acts: readonly OlistAct[],
  parties: Parties
): Promise<void> {
  if (kind === 'order') await place(tx, acts, parties)
  else {
    await lookUp(tx, acts)
    await takeLaterSteps(tx, kind, acts, parties)
  }
  tx.collect(
    recordSteps,
    acts.map(({ subject, no, at }) => ({ source, order: subject, step: no, at }))
  )
}

async function place(tx: Tx, acts: readonly OlistAct[], parties: Parties): Promise<void> {
  const lives = await createOrders(
    tx,
    acts.map(({ plan }) => draftOf(plan, parties)),
    acts.map(({ at }) => at)
  )
  acts.forEach(({ known }, i) => (known.orderId = lives[i]?.order.id ?? null))
}

async function takeLaterSteps(
  tx: Tx,
  kind: Exclude<StepKind, 'order'>,
  acts: readonly OlistAct[],
  parties: Parties
): Promise<void> {
  switch (kind) {
    case 'approve':
      return pay(tx, acts, parties.provider)
    case 'ship':
      return ship(tx, acts, parties)
    case 'deliver': {
      const proof = { kind: 'carrier_event', reference: 'order_delivered_customer_date' } as const
      const shipments = acts.flatMap(({ known, at }) =>
        (known.shipments ?? []).map((shipmentId) => ({ shipmentId, proof, at }))
      )
      return deliverMany(tx, shipments)
    }
    case 'cancel':
      await cancelMany(
        tx,
        acts.map((act) => ({ orderId: orderOf(act), reason: act.plan.order.order_status, at: act.at }))
      )
      return
    case 'refund':
      for (const act of acts) {
        const goods = itemsOf(act.plan).reduce((sum, item) => sum + item.price + item.freight_value, 0n)
        const amount = brl(goods + roundingOf(act.plan))
        const refund = { orderId: orderOf(act), amount, reason: 'cancelled after it was shipped' }
        await refundOrder(atMoment(tx, act.at), refund)
      }
      return
  }
}

async function ship(tx: Tx, acts: readonly OlistAct[], parties: Parties): Promise<void> {
  const wanted = acts.flatMap((act) => {
    const sellers = new Set(itemsOf(act.plan).map((item) => sellerOf(item, parties)))
    return [...sellers].map((merchantId) => ({ act, orderId: orderOf(act), merchantId, at: act.at }))
  })
  const made = await shipMany(
    tx,
    wanted.map(({ orderId, merchantId, at }) => ({ orderId, merchantId, at }))
  )
  for (const { known } of acts) known.shipments = []
  made.forEach(({ id }, i) => {
    const known = wanted[i]?.act.known
    if (known !== undefined) known.shipments = [...(known.shipments ?? []), id]
  })
}

const orderOf = ({ known }: OlistAct): OrderId => known.orderId ?? refuseMissing()
const refuseMissing = (): never => {
  throw neverMade()
}

/** What an earlier run has made. */
async function lookUp(tx: Tx, acts: readonly OlistAct[]): Promise<void> {
  const missing = acts.filter(
    ({ known, kind }) => known.orderId === null || (kind === 'deliver' && !known.shipments)
  )
  if (missing.length === 0) return
  const lives = await findLives(
    tx,
    missing.map(({ subject }) => subject)
  )
  const byReference = new Map(lives.map((life) => [life.order.reference, life]))
  for (const { subject, known } of missing) {
    const life = byReference.get(subject) ?? refuseMissing()
    known.orderId = life.order.id
    known.shipments = life.shipments.map(({ id }) => id)
  }
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
async function pay(tx: Tx, acts: readonly OlistAct[], provider: string): Promise<void> {
  const inputs = acts.flatMap((act) =>
    act.plan.payments.map((payment) => ({
      orderId: orderOf(act),
      provider,
      ...methodOf(payment),
      amount: brl(payment.payment_value),
      surplus: 'refund' as const
    }))
  )
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
