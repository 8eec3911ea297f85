import { dropOldAnswers, type Job } from '../api/index.ts'
import { day, hour } from '../kernel/index.ts'

/** How long an Idempotency-Key is remembered, by the database's time. */
const answersKeptMs = 14 * day

/**
 * Forgets old answers, by the database's time: days that only a moved clock has let pass make no repeat less likely. Nobody
 * waits for it, so it never makes a moved clock stop.
 */
export const serverJobs: readonly Job[] = [
  {
    name: 'http.forget_answers',
    everyMs: hour,
    run: (db) => db.transaction((tx) => dropOldAnswers(tx, answersKeptMs)),
    dueAt: async () => null
  }
]
