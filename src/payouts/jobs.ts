import type { Job } from '../api/index.ts'
import { minute, second } from '../kernel/index.ts'
import type { Providers } from '../payments/index.ts'
import { fetchSettlements } from './fetch-settlements.ts'
import { findMissing } from './find-missing.ts'
import { makeDuePayouts } from './make-payouts.ts'
import { firstReserveDue, firstRun } from './profile-store.ts'
import { releaseReserves } from './release-reserves.ts'
import { firstSettlementOverdue, nextFetches } from './settlement-store.ts'
import type { PayoutSettings } from './settings.ts'
import { firstCutOff, firstOverdue } from './store.ts'
import { writeBankFiles } from './write-bank-file.ts'

const earlier = (moments: readonly (Date | null)[]) =>
  moments.reduce((first, at) => (first === null || (at !== null && at < first) ? at : first), null)

/** What payouts do by themselves. */
export function payoutJobs(settings: PayoutSettings, providers: Providers = new Map()): readonly Job[] {
  return [
    {
      name: 'payouts.reserves',
      everyMs: minute,
      run: (db) => db.transaction(releaseReserves),
      dueAt: firstReserveDue
    },
    {
      name: 'payouts.make',
      everyMs: 10 * second,
      run: (db) => db.transaction((tx) => makeDuePayouts(tx, settings)),
      dueAt: firstRun
    },
    {
      name: 'payouts.files',
      everyMs: 10 * second,
      run: (db) => db.transaction(async (tx) => (await writeBankFiles(tx, settings, 'due')).payouts),
      dueAt: firstCutOff
    },
    {
      name: 'payouts.settlements',
      everyMs: minute,
      run: (db) => fetchSettlements(db, providers, settings),
      dueAt: async (tx) => {
        const known = await nextFetches(tx, [...providers.keys()])
        return known.length < providers.size ? tx.now : earlier(known)
      }
    },
    {
      name: 'payouts.missing',
      everyMs: minute,
      run: (db) => db.transaction(findMissing),
      dueAt: async (tx) => earlier([await firstOverdue(tx), await firstSettlementOverdue(tx)])
    }
  ]
}
