import type { Job } from '../api/index.ts'
import type { Sandbox } from './sandbox.ts'
import { nextDue } from './store.ts'

/**
 * The sandbox's timers, settlements and webhooks as a job, for where it runs under the clock of a demo or a replay. Its
 * tables must be in the database of the jobs.
 */
export function sandboxJobs(sandbox: Sandbox): readonly Job[] {
  return [
    {
      name: 'sandbox.tick',
      everyMs: 250,
      run: () => sandbox.tick(),
      dueAt: (tx) => nextDue(tx, sandbox.delivers)
    }
  ]
}
