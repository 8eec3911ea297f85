/** How fast it is, each figure beside a limit that was measured in the same run. */
export { benchLedger } from './ledger.ts'
export type { Measurement } from './measure.ts'
export { benchOrders } from './orders.ts'
