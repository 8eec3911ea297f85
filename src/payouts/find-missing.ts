import { cutText } from '../kernel/index.ts'
import type { Tx } from '../db/index.ts'
import type { NewDifference } from './difference.ts'
import { recordDifferences } from './record-difference.ts'
import { endWaiting, lockOverdueSettlements } from './settlement-store.ts'
import { lockOverdue, updatePayouts } from './store.ts'

const claimsMax = 500

/** Names what the bank should have booked by now and has not: payouts that were sent, settlements that were announced. */
export async function findMissing(tx: Tx): Promise<number> {
  const payouts = await lockOverdue(tx, claimsMax)
  const settlements = await lockOverdueSettlements(tx, claimsMax)
  await recordDifferences(tx, [
    ...payouts.map(({ id, amount, sentAt, createdAt }): NewDifference => ({
      kind: 'missing',
      subject: id,
      currency: amount.currency,
      expectedMinor: -amount.minor,
      foundMinor: null,
      detail:
        sentAt === null ? 'A payout is in a file that was never sent.' : 'The bank has not booked a payout.',
      since: sentAt ?? createdAt
    })),
    ...settlements.map(({ id, currency, net, at, provider, reference }): NewDifference => ({
      kind: 'missing',
      subject: id,
      currency,
      expectedMinor: net,
      foundMinor: null,
      detail: cutText(`The bank has not booked settlement ${reference} of ${provider}.`, 300),
      since: at
    }))
  ])
  await updatePayouts(
    tx,
    payouts.map((payout) => ({ ...payout, expectedBy: null }))
  )
  await endWaiting(
    tx,
    settlements.map(({ id }) => id),
    'reported missing'
  )
  return payouts.length + settlements.length
}
