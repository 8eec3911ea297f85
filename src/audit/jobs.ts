import type { Job } from '../api/index.ts'
import { eventsWait, placeEvents } from './store.ts'

const eventsMax = 5000

/** The sequencer: every committed event gets its place in the one log. */
export const jobs: readonly Job[] = [
  {
    name: 'audit.sequence',
    everyMs: 500,
    pieceMax: eventsMax,
    run: (db) => db.transaction((tx) => placeEvents(tx, eventsMax)),
    dueAt: async (tx) => ((await eventsWait(tx)) ? tx.now : null)
  }
]
