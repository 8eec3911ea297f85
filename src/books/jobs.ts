import type { Job } from '../api/index.ts'
import { carryOne } from './carry.ts'
import { nextDue } from './store.ts'

const stepsMax = 400

/** Money between books goes on by itself, also after a crash at any point. */
export const jobs: readonly Job[] = [
  {
    name: 'books.carry',
    everyMs: 1000,
    run: async (db) => {
      for (let steps = 0; steps < stepsMax; steps++) if ((await db.transaction(carryOne)) === 0) return steps
      return stepsMax
    },
    dueAt: nextDue
  }
]
