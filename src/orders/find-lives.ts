import type { Tx } from '../db/index.ts'
import type { Life } from './life.ts'
import { findOrdersByReference, loadLives } from './order-store.ts'

/** The orders of these references as they are now, not locked; missing ones are left out. */
export async function findLives(tx: Tx, references: readonly string[]): Promise<Life[]> {
  const orders = await findOrdersByReference(tx, references)
  return orders.length === 0 ? [] : loadLives(tx, orders)
}
