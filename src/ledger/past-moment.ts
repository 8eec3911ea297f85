import type { z } from 'zod'
import type { Tx } from '../db/index.ts'
import { type Failure, second, Timestamp } from '../kernel/index.ts'
import { momentToCome } from './failures.ts'

/** By how much the clocks of the machines that write into one ledger may differ. */
const clocksDifferMs = 10 * second

/** The moment that a book is looked at: asked for, or now. */
export const PastMoment = Timestamp.optional().meta({
  description:
    'Entries of this moment included; now, where left out. A moment that is still to come is refused, since nobody knows ' +
    `what it will hold; ${clocksDifferMs / second} seconds are left to clocks that differ.`
})

/** Why the ledger cannot be shown as of that moment; null where it can. */
export function refusalOfMoment(tx: Tx, at: z.output<typeof PastMoment>): Failure | null {
  const toCome = at !== undefined && at.getTime() > tx.now.getTime() + clocksDifferMs
  return toCome ? momentToCome(at, tx.now) : null
}
