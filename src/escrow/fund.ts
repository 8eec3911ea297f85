import type { Tx } from '../db/index.ts'
import { allocate, type Id, type Money } from '../kernel/index.ts'
import type { Allocation } from '../payments/index.ts'
import { tell } from './act.ts'
import { actDiffers, partUnknown } from './failures.ts'
import { type Movement, nothing } from './movement.ts'
import { escrowAccount, type OrderId, type PartSums } from './part.ts'
import { findMovements, lockPartsOfOrders, recordMovements } from './store.ts'

/**
 * Takes a capture in: splits it over the order's parts by what each still misses, exactly, and answers the accounts
 * that payments is to credit in the same database transaction. More than is missing is `unwanted` as a whole, unless
 * `surplus` is `return`: then what is missing is taken, and the allocations sum to less than the capture.
 */
export async function fund(
  tx: Tx,
  orderId: OrderId,
  captureId: Id,
  amount: Money,
  surplus: 'refuse' | 'return' = 'refuse'
): Promise<readonly Allocation[] | 'unwanted'> {
  const parts = (await lockPartsOfOrders(tx, [orderId])).filter((part) => part.currency === amount.currency)
  const before = (await findMovements(tx, [captureId])).filter((movement) => movement.kind === 'fund')
  if (before.length > 0) return allocationsOf(parts, sameFunding(before, captureId, amount, surplus))
  const missing = parts.map((part) => part.due - part.paid)
  const total = missing.reduce((sum, minor) => sum + minor, 0n)
  if (total === 0n || (amount.minor > total && surplus === 'refuse')) return 'unwanted'
  const shares = allocate(amount.minor < total ? amount.minor : total, missing)
  const movements = parts.flatMap(({ partId }, i): Movement[] => {
    const minor = shares[i] ?? 0n
    if (minor === 0n) return []
    return [
      {
        ...nothing,
        partId,
        kind: 'fund',
        reference: captureId,
        amount: minor,
        paid: minor,
        transactionId: null
      }
    ]
  })
  await recordMovements(tx, movements)
  await tell(tx, parts, movements)
  return allocationsOf(parts, movements)
}

function sameFunding(
  before: readonly Movement[],
  captureId: Id,
  amount: Money,
  surplus: 'refuse' | 'return'
) {
  const sum = before.reduce((total, movement) => total + movement.amount, 0n)
  if (sum > amount.minor || (sum < amount.minor && surplus === 'refuse'))
    throw actDiffers('fund', captureId, sum, amount.minor)
  return before
}

function allocationsOf(parts: readonly PartSums[], movements: readonly Movement[]): Allocation[] {
  return movements.map(({ partId, paid }) => {
    const part = parts.find((found) => found.partId === partId)
    if (part === undefined) throw partUnknown(partId)
    return { account: escrowAccount(part), minor: paid, code: 'capture', subject: part.orderId }
  })
}
