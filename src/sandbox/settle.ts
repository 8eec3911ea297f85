import type { Tx } from '../db/index.ts'
import { day, later } from '../kernel/index.ts'
import type { ProviderSettlement } from '../payments/index.ts'
import { midnightAfter } from './act.ts'
import {
  carryOver,
  countSettlements,
  lockDueEntries,
  selectLines,
  selectSettlements,
  settleDue
} from './store.ts'

const settlementsMax = 1000

/** Pays out what is due: one settlement a day and currency. What is worth nothing or less waits for better days. */
export async function settle(tx: Tx): Promise<number> {
  const due = await lockDueEntries(tx)
  const at = later(midnightAfter(tx.now), -day)
  for (const { currency, net } of due) {
    if (net > 0n) {
      const before = await countSettlements(tx, currency, at)
      const id = `STL-${currency}-${at.toISOString().slice(0, 10)}-${before + 1}`
      await settleDue(tx, { id, currency, net, at })
    }
    if (net <= 0n) await carryOver(tx, currency, midnightAfter(tx.now))
  }
  return due.length
}

/** Settlements made at or after `since`, oldest first, at most a thousand. */
export async function settlementsSince(tx: Tx, provider: string, since: Date): Promise<ProviderSettlement[]> {
  const found = await selectSettlements(tx, since, settlementsMax)
  const lines = Map.groupBy(
    await selectLines(
      tx,
      found.map(({ id }) => id)
    ),
    ({ settlementId }) => settlementId
  )
  return found.map(({ id, currency, at, net }) => ({
    id,
    provider,
    currency,
    at,
    net,
    lines: (lines.get(id) ?? []).map(({ reference, kind, paymentId, gross, fee }) => ({
      reference,
      kind,
      paymentId,
      gross,
      fee,
      net: gross - fee
    }))
  }))
}
