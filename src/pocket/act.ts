import type { Currency, Money } from '../kernel/index.ts'
import type { DisputeView, OrderView, ReturnView, ShipmentView } from '../orders/index.ts'
import type { ActName, FieldName, Text } from './text.ts'

/** What an act is about: the order itself, or one of its things. */
export type Subject = Readonly<{
  id: string
  order: OrderView
  shipment?: ShipmentView
  dispute?: DisputeView
  goods?: ReturnView
}>

/** A thing of which some units are meant. */
export type Units = Readonly<{ itemId: string; title: string; most: number }>

/** One question of a form. */
export type Field = Readonly<{ name: FieldName; optional?: boolean }> &
  Readonly<
    | { kind: 'line'; max: number; hint?: 'code' | 'reference' }
    | { kind: 'area' }
    | { kind: 'choice'; among: 'reasons' | 'answers'; options: readonly string[] }
    | { kind: 'amount'; most: Money }
    | { kind: 'units'; items: readonly Units[]; all: boolean }
    | { kind: 'photos'; count: number }
    /** The things that the page told of: what came to the order afterwards is not meant. */
    | { kind: 'these'; ids: readonly string[] }
  >

/** What was typed into a form that has everything it needs. */
export type Input = Readonly<{
  value: (name: FieldName) => string | undefined
  amount: Money | undefined
  lines: readonly Readonly<{ itemId: string; quantity: number }>[]
  /** The things that the page told of. */
  these: readonly string[]
  /** The pictures, by the ids under which they are kept. */
  photos: readonly string[]
}>

/** The request by which an act is done. Its body follows from what was typed alone, so a repeat is the same request. */
export type ActCall = Readonly<{ path: `/v1/${string}`; body?: unknown }>

/** Something that a side can do on the page of an order. */
export type Act = Readonly<{
  name: ActName
  side: 'buyer' | 'merchant'
  on: 'order' | 'shipment' | 'dispute' | 'return'
  /** Whether it is offered; whether it is done is for the API to decide. */
  fits(subject: Subject, now: Date): boolean
  /** The money that it is about, where there is one. */
  amount?(subject: Subject): Money
  fields(subject: Subject): readonly Field[]
  /** The field that must be filled in after all, as nothing else was, and what is said of it. */
  lacks?(input: Input, text: Text): readonly [name: FieldName, why: string] | undefined
  call(subject: Subject, input: Input): ActCall
  /** The events that tell of it afterwards. */
  told: readonly string[]
  /** Whether the answer itself is shown, as it cannot be seen later. */
  shown?: true
}>

/** No amount of this currency. */
export const nothing = (currency: Currency): Money => ({ minor: 0n, currency })

/** The sum of amounts of one currency. */
export function sum(amounts: readonly Money[], currency: Currency): Money {
  return { minor: amounts.reduce((whole, { minor }) => whole + minor, 0n), currency }
}

/** What of the shipment is held and not in dispute already. */
export function freeOf({ order, shipment }: Subject): Money {
  if (shipment === undefined) return nothing(order.currency)
  const disputed = order.disputes
    .filter(({ shipmentId, state }) => shipmentId === shipment.id && state !== 'decided')
    .map(({ amount }) => amount)
  const free = shipment.held.minor - sum(disputed, order.currency).minor
  return { minor: free > 0n ? free : 0n, currency: order.currency }
}

/** The goods of these lines, by their names. */
export function unitsOf(
  order: OrderView,
  lines: readonly Readonly<{ itemId: string; quantity: number }>[]
): Units[] {
  const items = order.parts.flatMap((part) => part.items)
  return lines.map(({ itemId, quantity }) => ({
    itemId,
    title: items.find(({ id }) => id === itemId)?.title ?? itemId,
    most: quantity
  }))
}

/** What of the order is neither shipped nor cancelled. */
export function unshipped(order: OrderView): Units[] {
  return order.parts
    .flatMap((part) => (part.merchantId === null ? [] : part.items))
    .map(({ id, title, quantity, shipped, cancelled }) => ({
      itemId: id,
      title,
      most: quantity - shipped - cancelled
    }))
    .filter(({ most }) => most > 0)
}

/** All things of an order that an act can be about, itself included. */
export function subjectsOf(order: OrderView): Subject[] {
  return [
    { id: order.id, order },
    ...order.parts.flatMap((part) =>
      part.shipments.map((shipment) => ({ id: shipment.id, order, shipment }))
    ),
    ...order.disputes.map((dispute) => ({ id: dispute.id, order, dispute })),
    ...order.returns.map((goods) => ({ id: goods.id, order, goods }))
  ]
}
