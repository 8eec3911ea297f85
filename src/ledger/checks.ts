import type { Check } from '../api/index.ts'
import {
  lookAtBalancesAfter,
  lookAtCheckpoints,
  lookAtCurrencies,
  lookAtFloors,
  lookAtFlows,
  lookAtHeld,
  lookAtHolds,
  lookAtSums,
  lookAtTransactions
} from './check-store.ts'

/** What the ledger promises, proven from its rows alone. */
export const checks: readonly Check[] = [
  { name: 'ledger.debits_equal_credits', run: lookAtCurrencies },
  { name: 'ledger.sums_equal_replay', run: lookAtSums },
  { name: 'ledger.floors_kept', run: lookAtFloors },
  { name: 'ledger.holds_add_up', run: lookAtHolds },
  { name: 'ledger.held_sums_equal_open_holds', run: lookAtHeld },
  { name: 'ledger.balances_after_entries', run: lookAtBalancesAfter },
  { name: 'ledger.transactions_are_whole', run: lookAtTransactions },
  { name: 'ledger.checkpoints_equal_replay', run: lookAtCheckpoints },
  { name: 'ledger.flows_equal_transfers', run: lookAtFlows }
]
