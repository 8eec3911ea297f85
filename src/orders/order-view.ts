import { z } from 'zod'
import { Event } from '../audit/index.ts'
import type { PartSums, RecordedMovement } from '../escrow/index.ts'
import { Currency, type Currency as Code, idSchema, Money, money, Timestamp } from '../kernel/index.ts'
import { Merchant } from '../merchants/index.ts'
import { type Payment, PaymentView, viewOf } from '../payments/index.ts'
import type { Life } from './life.ts'
import { type MerchantId, OrderState, type Part, Policies, Upcoming } from './order.ts'
import type { Refund } from './refund.ts'
import type { TrackingEvent } from './shipment.ts'
import { partState } from './state.ts'
import { upcoming } from './upcoming.ts'
import {
  DisputeView,
  RefundView,
  ReturnView,
  ShipmentView,
  viewDispute,
  viewRefund,
  viewReturn,
  viewShipment,
  Whereabouts
} from './view.ts'

const MovementView = z
  .strictObject({
    at: Timestamp,
    kind: z.enum(['fund', 'release', 'refund', 'freeze', 'unfreeze', 'chargeback', 'chargeback_reversal']),
    reference: z
      .string()
      .meta({ description: 'The capture, shipment, refund, dispute or chargeback it came from.' }),
    paid: Money,
    released: Money,
    commission: Money,
    refunded: Money,
    frozen: Money
  })
  .meta({
    id: 'Movement',
    description: 'What one business act added to the sums of a part; negative: took away.'
  })

const ItemView = z
  .strictObject({
    id: idSchema('itm'),
    category: z.string(),
    title: z.string(),
    quantity: z.number().int(),
    shipped: z.number().int(),
    cancelled: z.number().int(),
    unitPrice: Money,
    tax: Money,
    commission: Money.meta({ description: 'If all of it is released; fixed when the order was made.' })
  })
  .meta({ id: 'OrderItem' })

const PartView = z
  .strictObject({
    id: idSchema('opt'),
    merchantId: idSchema('mer').nullable().meta({ description: "Null: the marketplace's own fee." }),
    state: OrderState,
    total: Money,
    shipping: Money,
    items: z.array(ItemView),
    shipments: z.array(ShipmentView),
    money: Whereabouts,
    reasons: z
      .array(MovementView)
      .meta({ description: 'Everything that happened to its money, oldest first.' })
  })
  .meta({ id: 'OrderPart' })

const shortFields = {
  id: idSchema('ord'),
  reference: z.string(),
  buyerId: idSchema('buy'),
  merchantIds: z.array(idSchema('mer')),
  state: OrderState,
  currency: Currency,
  total: Money,
  money: Whereabouts,
  createdAt: Timestamp,
  paidAt: Timestamp.nullable(),
  deliverBy: Timestamp.nullable().meta({ description: 'What is not delivered by then can be claimed back.' }),
  endedAt: Timestamp.nullable(),
  next: Upcoming.nullable().meta({ description: 'The next thing that happens by itself.' }),
  merchants: z.array(Merchant).optional().meta({ description: 'With `?include=merchant`.' })
}

/** An order in a list. */
export const OrderSummary = z.strictObject(shortFields).meta({ id: 'OrderSummary' })
export type OrderSummary = z.output<typeof OrderSummary>

/** An order with everything about it. A merchant sees its own part alone, as if it were the whole. */
export const OrderView = z
  .strictObject({
    ...shortFields,
    policies: Policies,
    upcoming: z.array(Upcoming).meta({ description: 'All that will happen by itself, soonest first.' }),
    parts: z.array(PartView),
    payments: z.array(PaymentView),
    refunds: z.array(RefundView),
    disputes: z.array(DisputeView),
    returns: z.array(ReturnView),
    timeline: z
      .array(Event)
      .meta({ description: 'What happened, oldest first, the first five hundred events.' })
  })
  .meta({ id: 'Order' })
export type OrderView = z.output<typeof OrderView>

/** Everything that an order's view is made of. `merchantId`: whose part alone is shown. */
export type OrderPicture = Readonly<{
  life: Life
  merchantId: MerchantId | null
  sums: readonly PartSums[]
  movements: readonly RecordedMovement[]
  payments: readonly Payment[]
  refunds: readonly Refund[]
  tracking: readonly (TrackingEvent & Readonly<{ shipmentId: string }>)[]
  timeline: readonly Event[]
}>

/** The part of the life that a merchant may see; all of it for everybody else. */
function lifeFor(life: Life, merchantId: MerchantId | null): Life {
  if (merchantId === null) return life
  const parts = life.parts.filter((part) => part.merchantId === merchantId)
  const mine = <R extends Readonly<{ partId: string }>>(rows: readonly R[]) =>
    rows.filter((row) => parts.some((part) => part.id === row.partId))
  return {
    order: life.order,
    parts,
    items: mine(life.items),
    shipments: mine(life.shipments),
    disputes: mine(life.disputes),
    returns: mine(life.returns)
  }
}

/** The order as it is shown in a list. */
export function summarize(
  whole: Life,
  merchantId: MerchantId | null,
  sums: readonly PartSums[],
  now: Date
): OrderSummary {
  const life = lifeFor(whole, merchantId)
  const { order, parts } = life
  const [own] = parts
  return {
    id: order.id,
    reference: order.reference,
    buyerId: order.buyerId,
    merchantIds: parts.flatMap((part) => (part.merchantId === null ? [] : [part.merchantId])),
    state: merchantId !== null && own !== undefined ? partState(life, own) : order.state,
    currency: order.currency,
    total: money(
      parts.reduce((sum, part) => sum + part.totalMinor, 0n),
      order.currency
    ),
    money: whereabouts(
      sums.filter((found) => parts.some((part) => part.id === found.partId)),
      order.currency
    ),
    createdAt: order.createdAt,
    paidAt: order.paidAt,
    deliverBy: order.deliverBy,
    endedAt: order.endedAt,
    next: upcoming(life, now)[0] ?? null
  }
}

function whereabouts(sums: readonly PartSums[], currency: Code): Whereabouts {
  const of = (name: 'paid' | 'held' | 'released' | 'commission' | 'refunded' | 'frozen' | 'chargedBack') =>
    money(
      sums.reduce((sum, part) => sum + part[name], 0n),
      currency
    )
  return {
    currency,
    paid: of('paid'),
    held: of('held'),
    released: of('released'),
    commission: of('commission'),
    refunded: of('refunded'),
    frozen: of('frozen'),
    chargedBack: of('chargedBack')
  }
}

/** The order as it is shown, with everything about it. */
export function viewOrder(picture: OrderPicture, now: Date): OrderView {
  const { merchantId, payments, refunds, timeline } = picture
  const life = lifeFor(picture.life, merchantId)
  const mine = (partId: string) => life.parts.some((part) => part.id === partId)
  return {
    ...summarize(picture.life, merchantId, picture.sums, now),
    policies: life.order.policies,
    upcoming: upcoming(life, now),
    parts: life.parts.map((part) => viewPart(life, part, picture)),
    payments: payments.map(viewOf),
    refunds: refunds
      .filter((refund) => mine(refund.partId))
      .map((refund) => viewRefund(refund, life.order.currency, merchantId === null)),
    disputes: life.disputes.map((dispute) => viewDispute(life, dispute)),
    returns: life.returns.map((found) => viewReturn(life, found)),
    timeline: [...timeline]
  }
}

function viewPart(
  life: Life,
  part: Part,
  { sums, movements, tracking }: OrderPicture
): z.output<typeof PartView> {
  const of = (minor: bigint) => money(minor, life.order.currency)
  return {
    id: part.id,
    merchantId: part.merchantId,
    state: partState(life, part),
    total: of(part.totalMinor),
    shipping: of(part.shippingMinor),
    items: life.items
      .filter((item) => item.partId === part.id)
      .map(({ id, category, title, quantity, shipped, cancelled, unitMinor, taxMinor, commissionMinor }) => ({
        id,
        category,
        title,
        quantity,
        shipped,
        cancelled,
        unitPrice: of(unitMinor),
        tax: of(taxMinor),
        commission: of(commissionMinor)
      })),
    shipments: life.shipments
      .filter((shipment) => shipment.partId === part.id)
      .map((shipment) => viewShipment(life, shipment, trackingOf(tracking, shipment.id))),
    money: whereabouts(
      sums.filter((found) => found.partId === part.id),
      life.order.currency
    ),
    reasons: movements
      .filter((movement) => movement.partId === part.id)
      .map(({ at, kind, reference, paid, released, commission, refunded, frozen }) => ({
        at,
        kind,
        reference,
        paid: of(paid),
        released: of(released),
        commission: of(commission),
        refunded: of(refunded),
        frozen: of(frozen)
      }))
  }
}

/** The reports about one shipment. */
export function trackingOf(tracking: OrderPicture['tracking'], shipmentId: string): TrackingEvent[] {
  return tracking
    .filter((event) => event.shipmentId === shipmentId)
    .map(({ at, code, place }) => ({ at, code, place }))
}
