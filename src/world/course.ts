import type { Id } from '../kernel/index.ts'
import type { MerchantId } from '../merchants/index.ts'
import type { BuyerId, Life, OrderId, Party } from '../orders/index.ts'
import { merchants } from './catalogue.ts'
import type { PlannedOrder } from './script.ts'

/** Who there is in the world, by their place in the script. */
export type Cast = Readonly<{ merchants: readonly MerchantId[]; buyers: readonly BuyerId[] }>

/**
 * One order of the script while it is played: what its deeds have made so far. A deed that is repeated, because another
 * in its transaction was refused, writes over what it wrote.
 */
export type Course = {
  readonly planned: PlannedOrder
  life: Life | null
  readonly shipments: Map<number, Id<'shp'>>
  /** By place of the shipment. */
  readonly codes: Map<number, string>
  dispute: Readonly<{ id: Id<'dsp'>; minor: bigint }> | null
  returned: Id<'ret'> | null
}

/** A course on which nothing has happened yet. */
export function courseOf(planned: PlannedOrder): Course {
  return { planned, life: null, shipments: new Map(), codes: new Map(), dispute: null, returned: null }
}

/** The order as it was made. Deeds come after that. */
export function madeLife({ life, planned }: Course): Life {
  if (life === null) throw new Error(`${planned.reference} was not made before its first deed`)
  return life
}

export const orderIdOf = (course: Course): OrderId => madeLife(course).order.id

/** What a deed before has made; it must be there. */
export function made<T>(thing: T | null | undefined, { planned }: Course): T {
  if (thing === null || thing === undefined)
    throw new Error(`the script of ${planned.reference} has a deed on something that was not made`)
  return thing
}

/** The merchants of an order, by their parts, as places in the catalogue. */
const sellersOf = (planned: PlannedOrder): number[] => [
  ...new Set(planned.items.map((item) => item.merchant))
]

/** The buyer of the order, as the one on whose behalf something is done. */
export function buyerOf({ buyers }: Cast, { planned }: Course): Party & Readonly<{ buyerId: BuyerId }> {
  const buyerId = buyers[planned.buyer]
  if (buyerId === undefined) throw new Error(`${planned.reference} has no buyer`)
  return { buyerId, merchantId: null }
}

/** The merchant of a part of the order, likewise. */
export function merchantOf(
  cast: Cast,
  course: Course,
  part: number
): Party & Readonly<{ merchantId: MerchantId }> {
  return { buyerId: null, merchantId: merchantAt(cast, sellersOf(course.planned)[part] ?? merchants.length) }
}

/** The merchant at this place of the catalogue. */
export function merchantAt(cast: Cast, place: number): MerchantId {
  const merchantId = cast.merchants[place]
  if (merchantId === undefined) throw new Error(`there is no merchant ${place}`)
  return merchantId
}
