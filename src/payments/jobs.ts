import type { Job } from '../api/index.ts'
import { nextCallDue } from './call-store.ts'
import { nextEventDue } from './event-store.ts'
import { expirePayments } from './expire-payments.ts'
import type { PaymentHooks } from './hooks.ts'
import { type CallLimits, performCalls } from './perform-calls.ts'
import type { Providers } from './provider.ts'
import { nextExpiry } from './store.ts'
import { nextSweepDue, sweepSettlements } from './sweep.ts'
import { takeInEvents } from './take-webhook.ts'

const limitsUsual: CallLimits = { batchMax: 64, atOnceMax: 16 }
const eventsMax = 200
const expiriesMax = 200

/** What payments do by themselves: take in webhooks, give up what has expired, make due calls, and look for what nobody told of. */
export function paymentJobs(
  providers: Providers,
  hooks: PaymentHooks,
  limits: CallLimits = limitsUsual
): readonly Job[] {
  return [
    {
      name: 'payments.webhooks',
      everyMs: 250,
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
      run: (db) => performCalls(db, providers, hooks, limits),
      dueAt: (tx) => nextCallDue(tx, [...providers.keys()])
    },
    {
      name: 'payments.sweep',
      everyMs: 60_000,
      run: (db) => sweepSettlements(db, providers),
      dueAt: (tx) => nextSweepDue(tx, providers)
    }
  ]
}
