import type { Tx } from '../db/index.ts'
import type { Currency, Id, Money } from '../kernel/index.ts'
import type { RecordedMovement } from './movement.ts'
import type { OrderId, PartSums } from './part.ts'
import { findParts, listMovements, sumHeld, sumParts } from './store.ts'

/** Where the money of these orders is, for each of their parts, in the order of the parts' ids. */
export function sums(tx: Tx, orderIds: readonly OrderId[]): Promise<PartSums[]> {
  return orderIds.length === 0 ? Promise.resolve([]) : findParts(tx, orderIds)
}

/** Why it is there: everything that happened to the orders' money, oldest first. */
export function movements(tx: Tx, orderIds: readonly OrderId[]): Promise<RecordedMovement[]> {
  return listMovements(tx, orderIds)
}

/** What is held for orders of this merchant, by currency, where it is not nothing. */
export async function heldByMerchant(tx: Tx, merchantId: Id<'mer'>): Promise<Money[]> {
  const found = await sumParts(tx, merchantId)
  return found.filter(({ held }) => held > 0n).map(({ currency, held }) => ({ currency, minor: held }))
}

/** The same for each book that orders of this merchant are in. */
export async function heldByBook(
  tx: Tx,
  merchantId: Id<'mer'>
): Promise<Readonly<{ book: string; amount: Money }>[]> {
  const found = await sumHeld(tx, merchantId)
  return found.map(({ book, currency, held }) => ({ book, amount: { currency, minor: held } }))
}

/** The sums of all orders in one currency, in minor units. */
export type Totals = Readonly<{
  currency: Currency
  paid: bigint
  held: bigint
  released: bigint
  commission: bigint
  refunded: bigint
  frozen: bigint
}>

/** The sums of all orders, by currency. */
export function totals(tx: Tx): Promise<Totals[]> {
  return sumParts(tx, null)
}
