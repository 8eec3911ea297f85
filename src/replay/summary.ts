import type { Tx } from '../db/index.ts'
import { sums } from '../escrow/index.ts'
import { findLives, type OrderId } from '../orders/index.ts'
import { findPayments } from '../payments/index.ts'
import { settledPayouts } from '../payouts/index.ts'
import type { OlistException } from './olist-exceptions.ts'

/** Where all the money went, in minor units: paid = held + released + commission + refunded. */
export type ReplayTotals = Readonly<{
  /** What the payment service captured, surplus that was sent back included. */
  paid: bigint
  /** Still in escrow. */
  held: bigint
  /** Given to merchants, commission taken off. */
  released: bigint
  /** Sent back to buyers, surplus included. */
  refunded: bigint
  commission: bigint
  /** Of what was released, what the bank has booked as paid out to merchants. */
  paidOut: bigint
}>

export type ReplaySummary = Readonly<{
  orders: Readonly<Record<string, number>>
  totals: ReplayTotals
  exceptions: readonly OlistException[]
}>

const pageMax = 1000

/** Reads from the books what became of these orders and merchants. */
export async function summarize(
  tx: Tx,
  references: readonly string[],
  merchantIds: readonly `mer_${string}`[]
): Promise<Omit<ReplaySummary, 'exceptions'>> {
  const states: Record<string, number> = {}
  const totals = { paid: 0n, held: 0n, released: 0n, refunded: 0n, commission: 0n, paidOut: 0n }
  for (let i = 0; i < references.length; i += pageMax) {
    const lives = await findLives(tx, references.slice(i, i + pageMax))
    for (const { order } of lives) states[order.state] = (states[order.state] ?? 0) + 1
    await addMoney(
      tx,
      lives.map(({ order }) => order.id),
      totals
    )
  }
  totals.paidOut = (await settledPayouts(tx, merchantIds)).reduce((sum, { minor }) => sum + minor, 0n)
  return { orders: states, totals }
}

async function addMoney(
  tx: Tx,
  orderIds: readonly OrderId[],
  totals: { -readonly [K in keyof ReplayTotals]: bigint }
) {
  let funded = 0n
  for (const part of await sums(tx, orderIds)) {
    funded += part.paid
    totals.held += part.held
    totals.released += part.released
    totals.commission += part.commission
    totals.refunded += part.refunded
  }
  const captured = (await findPayments(tx, orderIds)).reduce(
    (sum, payment) => sum + payment.capturedMinor,
    0n
  )
  totals.paid += captured
  totals.refunded += captured - funded // what the orders did not take went straight back
}
