import type { Tx } from '../db/index.ts'
import { cutText, day, later } from '../kernel/index.ts'
import { capturesUntil } from '../payments/index.ts'
import type { NewDifference } from './difference.ts'
import { recordDifferences } from './record-difference.ts'
import { captureName } from './settled-lines.ts'
import { lockSettledTo, moveSettledTo, unsettledAmong } from './settlement-store.ts'
import type { PayoutSettings } from './settings.ts'

const pageSize = 1000

/** Names captures that the provider has not settled after twice the expected days: it owes us their money. */
export async function findUnsettled(tx: Tx, provider: string, settings: PayoutSettings): Promise<void> {
  const until = later(tx.now, -2 * settings.expectedDays * day)
  for (let place = await lockSettledTo(tx, provider); ;) {
    const captures = await capturesUntil(tx, provider, place, until, pageSize)
    const last = captures.at(-1)
    if (last === undefined) return
    const unsettled = await unsettledAmong(
      tx,
      provider,
      captures.map(({ reference }) => reference)
    )
    await recordDifferences(
      tx,
      captures
        .filter(({ reference }) => unsettled.has(reference))
        .map(({ reference, amount, at }): NewDifference => {
          const detail = `The provider ${provider} has not settled the capture ${reference}.`
          return {
            kind: 'missing',
            subject: captureName(provider, reference),
            currency: amount.currency,
            expectedMinor: amount.minor,
            foundMinor: null,
            detail: cutText(detail, 300),
            since: at
          }
        })
    )
    place = { at: last.at, id: last.id }
    await moveSettledTo(tx, provider, place)
  }
}
