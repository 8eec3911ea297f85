/** How fast it is, each figure beside a limit that was measured in the same run. */
export { benchLedger, type LedgerBenchOptions } from './ledger.ts'
export type { Measurement, OnProgress } from './measure.ts'
export { benchOrders } from './orders.ts'
