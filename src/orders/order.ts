import { z } from 'zod'
import {
  type Currency,
  type Id,
  idSchema,
  nameText,
  referenceText,
  Timestamp,
  typed,
  UnsignedMoney
} from '../kernel/index.ts'

export type OrderId = Id<'ord'>
export type PartId = Id<'opt'>
export type ItemId = Id<'itm'>
export type BuyerId = Id<'buy'>
export type MerchantId = Id<'mer'>

/**
 * How far an order or a part has come. `authorized`: the whole amount is authorized and is captured with the first
 * shipment. `completed`: all is settled and a merchant was credited. `refunded`: all is settled and the buyer got
 * everything back after something had been shipped. The last four never change again, except by a chargeback.
 */
export const OrderState = z
  .enum([
    'awaiting_payment',
    'authorized',
    'paid',
    'partly_shipped',
    'shipped',
    'delivered',
    'completed',
    'refunded',
    'cancelled',
    'expired'
  ])
  .meta({ id: 'OrderState' })
export type OrderState = z.infer<typeof OrderState>

/** What happens by itself and when, fixed when the order is made. */
export const Policies = z.strictObject({
  payWithinHours: z.number().int().min(1).max(2160).default(72).meta({
    description: 'An order that is not paid in full by then expires, and what was paid goes back.'
  }),
  deliveryDeadlineDays: z.number().int().min(1).max(365).default(30).meta({
    description: 'Counted from payment. What is not provably delivered by then the buyer can claim back.'
  }),
  inspectionDays: z.number().int().min(0).max(90).default(7).meta({
    description:
      'Counted from proof of delivery. Until then the buyer can dispute; then the money is released.'
  }),
  autoConfirm: z.boolean().default(true).meta({
    description: 'False: the money is released only when the buyer confirms, or a dispute is decided.'
  }),
  disputeResponseDays: z.number().int().min(1).max(60).default(5).meta({
    description: 'The time each side has to answer in a dispute, and a merchant to answer a return.'
  }),
  returnDays: z.number().int().min(1).max(90).default(14).meta({
    description: 'The time the buyer has to send back what may be returned.'
  })
})
export type Policies = z.output<typeof Policies>

/** The order itself. `paidMinor` is what was captured for it and taken; states are facts of the whole order. */
export type Order = Readonly<{
  id: OrderId
  reference: string
  buyerId: BuyerId
  /** The book that its money is in. */
  book: string
  currency: Currency
  totalMinor: bigint
  paidMinor: bigint
  authorizedMinor: bigint
  chargedBackMinor: bigint
  state: OrderState
  /** Set when it was closed before anything was shipped. */
  closing: 'cancelled' | 'expired' | null
  policies: Policies
  /** Of what it was made of, so that making it again is answered with the same order. */
  digest: string
  createdAt: Date
  /** When it expires by itself; null once it is paid, authorized or closed. */
  expiresAt: Date | null
  paidAt: Date | null
  deliverBy: Date | null
  endedAt: Date | null
}>

/** What one merchant has sold in the order, with its shipping; or the marketplace's own fee (no merchant). */
export type Part = Readonly<{
  id: PartId
  no: number
  merchantId: MerchantId | null
  shippingMinor: bigint
  totalMinor: bigint
  /** Refunded for units that were cancelled or claimed before they were shipped, and of the fee. */
  refundedMinor: bigint
  /** What became of the marketplace's fee; null while it is open, and always for a merchant's part. */
  feeOutcome: 'released' | 'refunded' | null
}>

/** A line of the order. `taxMinor` and `commissionMinor` are for the whole line. */
export type Item = Readonly<{
  id: ItemId
  partId: PartId
  no: number
  category: string
  title: string
  quantity: number
  unitMinor: bigint
  taxMinor: bigint
  commissionMinor: bigint
  /** The commission schedule that the commission came from. */
  scheduleId: string | null
  shipped: number
  cancelled: number
}>

/** A reference in the marketplace's own words. */
export const Reference = referenceText(100)

/** A reference that people copy by hand, such as a number on a parcel: blanks at its ends are dropped. */
export const TypedReference = referenceText(100, typed)

/** A sentence or two by a person: a reason, a statement. Lines may be broken. */
export const Sentence = z
  .string()
  .min(1)
  .max(1000)
  .regex(/^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])+$/u, { error: 'must not contain control characters' })

const NewItem = z.strictObject({
  merchantId: idSchema('mer'),
  category: nameText(100),
  title: nameText(200, typed).meta({ description: 'What it is, in a few words. No personal data.' }),
  quantity: z.number().int().min(1).max(1_000_000),
  unitPrice: UnsignedMoney,
  tax: UnsignedMoney.optional().meta({ description: 'For the whole line; nothing if left out.' })
})

/** The largest total of an order, in minor units: so far below what an account can count that thousands of them fit. */
export const orderTotalMax = 1_000_000_000_000n

/** What is told of an order that is to be made. All amounts in the order's currency; `total` guards against slips. */
export const NewOrder = z
  .strictObject({
    reference: Reference.meta({ description: "The marketplace's own id of the order, unique." }),
    buyerId: idSchema('buy'),
    items: z.array(NewItem).min(1).max(200),
    shipping: z
      .array(z.strictObject({ merchantId: idSchema('mer'), amount: UnsignedMoney }))
      .max(200)
      .default([])
      .meta({ description: 'At most one amount per merchant.' }),
    fee: UnsignedMoney.optional().meta({ description: "The marketplace's own fee, paid by the buyer." }),
    total: UnsignedMoney.optional().meta({ description: 'If given, must be the sum of everything.' }),
    policies: Policies.optional()
  })
  .meta({ id: 'NewOrder' })
export type NewOrder = Omit<z.output<typeof NewOrder>, 'policies'> & {
  policies?: Partial<Policies> | undefined
}

/** A number of units of an item. */
export const Line = z
  .strictObject({ itemId: idSchema('itm'), quantity: z.number().int().min(1).max(1_000_000) })
  .meta({ id: 'OrderLine' })
export type Line = z.output<typeof Line>

/** On whose behalf: a merchant or a buyer acts on its own things only; null and null is the marketplace itself. */
export type Party = Readonly<{ merchantId: MerchantId | null; buyerId: BuyerId | null }>

/** The marketplace itself, or a job. */
export const marketplace: Party = { merchantId: null, buyerId: null }

/** Something that happens by itself, or becomes possible by itself. */
export const Upcoming = z
  .strictObject({
    at: Timestamp,
    what: z.enum([
      'expires',
      'can_be_claimed',
      'released',
      'decided_for_buyer',
      'decided_for_merchant',
      'return_authorised',
      'return_lapses',
      'return_refunded'
    ]),
    subject: z.string().meta({ description: 'The order, shipment, dispute or return it happens to.' })
  })
  .meta({
    id: 'Upcoming',
    description: 'What happens by itself at that moment, unless somebody acts before.'
  })
export type Upcoming = z.output<typeof Upcoming>
