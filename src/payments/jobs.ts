import type { Job } from '../api/index.ts'
import { nextCallDue, takeOverCalls } from './call-store.ts'
import { nextEventDue } from './event-store.ts'
import { expirePayments } from './expire-payments.ts'
import type { PaymentHooks } from './hooks.ts'
import { performCalls } from './perform-calls.ts'
import type { Providers } from './provider.ts'
import { nextExpiry } from './store.ts'
import { nextSweepDue, sweepSettlements } from './sweep.ts'
import { takeInEvents } from './take-webhook.ts'

const limitsUsual = { batchMax: 128, atOnceMax: 64 }
const eventsMax = 200
const expiriesMax = 200

/**
 * What payments do by themselves: take in webhooks, give up what has expired, make due calls, and look for what nobody
 * told of. `presence` answers the number of this process, so that others see when it is gone.
 */
export function paymentJobs(
  providers: Providers,
  hooks: PaymentHooks,
  presence: () => number | null = () => null
): readonly Job[] {
  return [
    {
      name: 'payments.webhooks',
      everyMs: 250,
      pieceMax: eventsMax,
      run: (db) => takeInEvents(db, hooks, eventsMax),
      dueAt: nextEventDue
    },
    {
      name: 'payments.expire',
      everyMs: 5000,
      run: (db) => db.transaction((tx) => expirePayments(tx, expiriesMax)),
      dueAt: nextExpiry
    },
    {
      name: 'payments.calls',
      everyMs: 250,
      pieceMax: limitsUsual.batchMax,
      run: (db) => performCalls(db, providers, hooks, { ...limitsUsual, sender: presence }),
      dueAt: (tx) => nextCallDue(tx, [...providers.keys()])
    },
    {
      // What a dead process left is due anyway when its lease runs out; nothing waits for this.
      name: 'payments.take_over',
      everyMs: 1000,
      looksElsewhere: true,
      run: (db) => db.transaction(takeOverCalls),
      dueAt: async () => null
    },
    {
      name: 'payments.sweep',
      everyMs: 60_000,
      run: (db) => sweepSettlements(db, providers),
      dueAt: (tx) => nextSweepDue(tx, providers)
    }
  ]
}
