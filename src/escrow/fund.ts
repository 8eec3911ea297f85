import assert from 'node:assert/strict'
import type { Tx } from '../db/index.ts'
import { allocate, type Id, type Money } from '../kernel/index.ts'
import type { Allocation } from '../payments/index.ts'
import { tell } from './act.ts'
import { actDiffers, partUnknown } from './failures.ts'
import { type Movement, nothing } from './movement.ts'
import { escrowAccount, type OrderId, type PartSums } from './part.ts'
import { findMovements, lockPartsOfOrders, recordMovements } from './store.ts'

/** A capture that comes in for an order. */
export type Funding = Readonly<{ orderId: OrderId; captureId: Id; amount: Money }>

/** What becomes of a capture: the accounts that get it, or nobody takes it. */
export type Funded = readonly Allocation[] | 'unwanted'

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
): Promise<Funded> {
  const [funded] = await fundMany(tx, [{ orderId, captureId, amount }], surplus)
  assert(funded !== undefined)
  return funded
}

/** The same for captures of many orders, one for each at most, in the order given; all or none. */
export async function fundMany(
  tx: Tx,
  fundings: readonly Funding[],
  surplus: 'refuse' | 'return' = 'refuse'
): Promise<Funded[]> {
  const orderIds = fundings.map(({ orderId }) => orderId)
  assert.equal(new Set(orderIds).size, orderIds.length, 'an order takes one capture at a time')
  const parts = await lockPartsOfOrders(tx, orderIds)
  const known = (
    await findMovements(
      tx,
      fundings.map(({ captureId }) => captureId)
    )
  ).filter((movement) => movement.kind === 'fund')
  const decided = fundings.map((funding) => {
    const own = parts.filter(
      (part) => part.orderId === funding.orderId && part.currency === funding.amount.currency
    )
    const before = known.filter((movement) => movement.reference === funding.captureId)
    if (before.length === 0) return { own, ...split(own, funding, surplus) }
    const { captureId, amount } = funding
    return { own, taken: sameFunding(before, captureId, amount, surplus), fresh: [] }
  })
  const fresh = decided.flatMap((one) => one.fresh)
  if (fresh.length > 0) {
    await recordMovements(tx, fresh)
    await tell(tx, parts, fresh)
  }
  return decided.map(({ own, taken }) => (taken === 'unwanted' ? taken : allocationsOf(own, taken)))
}

type Split = Readonly<{ taken: readonly Movement[] | 'unwanted'; fresh: readonly Movement[] }>

function split(
  parts: readonly PartSums[],
  { captureId, amount }: Funding,
  surplus: 'refuse' | 'return'
): Split {
  const missing = parts.map((part) => part.due - part.paid)
  const total = missing.reduce((sum, minor) => sum + minor, 0n)
  if (total === 0n || (amount.minor > total && surplus === 'refuse')) return { taken: 'unwanted', fresh: [] }
  const shares = allocate(amount.minor < total ? amount.minor : total, missing)
  const movements = parts.flatMap(({ partId }, i): Movement[] => {
    const minor = shares[i] ?? 0n
    if (minor === 0n) return []
    const kind = 'fund'
    return [
      { ...nothing, partId, kind, reference: captureId, amount: minor, paid: minor, transactionId: null }
    ]
  })
  return { taken: movements, fresh: movements }
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
