import type { Db } from '../db/index.ts'
import { cutText, Failure, later, minute } from '../kernel/index.ts'
import type { Provider, Providers, ProviderSettlement } from '../payments/index.ts'
import { listDifferences } from './difference-store.ts'
import { recordDifferences } from './record-difference.ts'
import { findUnsettled } from './find-unsettled.ts'
import { recordSettlement } from './record-settlement.ts'
import { nextCutOff } from './schedule.ts'
import { claimFetch, markKnown } from './settlement-store.ts'
import type { PayoutSettings } from './settings.ts'

const hour = 2
const retryMs = 10 * minute

/** Asks each provider for its settlements, once a day at two o'clock UTC, and records them. Answers how many came. */
export async function fetchSettlements(
  db: Db,
  providers: Providers,
  settings: PayoutSettings
): Promise<number> {
  let recorded = 0
  for (const [name, provider] of providers) {
    const since = await db.transaction((tx) => claimFetch(tx, name, later(tx.now, retryMs)))
    if (since === undefined) continue
    const reports = await ask(provider, since)
    if (reports === undefined) continue
    for (const report of reports) {
      await recordOne(db, report, settings)
      recorded++
    }
    await db.transaction(async (tx) => {
      await markKnown(tx, name, reports.at(-1)?.at ?? since, nextCutOff(tx.now, hour))
      await findUnsettled(tx, name, settings)
    })
  }
  return recorded
}

/** A provider that cannot be reached is asked again in ten minutes. */
async function ask(provider: Provider, since: Date): Promise<readonly ProviderSettlement[] | undefined> {
  try {
    return await provider.settlements(since)
  } catch {
    return undefined
  }
}

/** A report that contradicts itself or an earlier one is a difference, told once, and holds up no other. */
async function recordOne(db: Db, report: ProviderSettlement, settings: PayoutSettings): Promise<void> {
  try {
    await db.transaction((tx) => recordSettlement(tx, report, settings))
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    await db.transaction(async (tx) => {
      const subject = cutText(`${report.provider}/${report.id}`, 200)
      if ((await listDifferences(tx, { subject }, '', 1)).length > 0) return
      await recordDifferences(tx, [
        {
          kind: 'amount',
          subject,
          currency: report.currency,
          expectedMinor: null,
          foundMinor: report.net,
          detail: cutText(error.message, 300),
          since: report.at
        }
      ])
    })
  }
}
