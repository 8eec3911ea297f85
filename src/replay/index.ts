/** Replay: real marketplace orders from files, through the same operations, under the clock of their timestamps. */
export type { OlistException } from './olist-exceptions.ts'
export { replayOlist, type Stage } from './replay-olist.ts'
export type { ReplaySummary, ReplayTotals } from './summary.ts'
