import type { Route } from '../api/index.ts'
import { bankRoutes } from './bank-routes.ts'
import { breakdownRoutes, type ReferencesOf } from './breakdown-routes.ts'
import { differenceRoutes } from './difference-routes.ts'
import { fxRoutes } from './fx-routes.ts'
import { payoutRoutes } from './payout-routes.ts'
import type { PayoutSettings } from './settings.ts'

/** All routes of payouts, bank, reconciliation and exchange. */
export function routes(settings: PayoutSettings, referencesOf: ReferencesOf): readonly Route[] {
  return [
    ...payoutRoutes(settings),
    ...breakdownRoutes(referencesOf),
    ...bankRoutes(settings),
    ...differenceRoutes(settings),
    ...fxRoutes(settings)
  ]
}
