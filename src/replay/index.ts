/** Replay: real marketplace orders from files, through the same operations, under the clock of their timestamps. */
export { replayOlist, type Stage } from './replay-olist.ts'
export type { ReplaySummary } from './summary.ts'
