import assert from 'node:assert/strict'
import type { Tx } from '../db/index.ts'
import type { Buyer } from './buyer.ts'
import { findBuyersByReference, insertBuyers } from './buyer-store.ts'

/** The buyers of these references, made where they are missing. In the order given. */
export async function registerBuyers(tx: Tx, references: readonly string[]): Promise<Buyer[]> {
  const unique = [...new Set(references)]
  const found = new Map((await findBuyersByReference(tx, unique)).map((buyer) => [buyer.reference, buyer]))
  const missing = unique.filter((reference) => !found.has(reference))
  if (missing.length > 0) {
    await insertBuyers(tx, missing)
    for (const buyer of await findBuyersByReference(tx, missing)) found.set(buyer.reference, buyer)
  }
  return references.map((reference) => {
    const buyer = found.get(reference)
    assert(buyer !== undefined)
    return buyer
  })
}
