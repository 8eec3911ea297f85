import { claimWork, type Job } from '../api/index.ts'
import { hour } from '../kernel/index.ts'
import { dropOld } from './session-store.ts'

/** How long links and sessions that are over are kept, by the database's time. What they were stands in the log of events. */
const keptDays = 90

/** Forgets links and sessions. Nobody waits for it, so it never makes a moved clock stop. */
export const identityJobs: readonly Job[] = [
  {
    name: 'identity.forget_sign_ins',
    everyMs: hour,
    run: (db) =>
      db.transaction(async (tx) =>
        (await claimWork(tx, 'identity.forget_sign_ins')) ? dropOld(tx, keptDays) : 0
      ),
    dueAt: async () => null
  }
]
