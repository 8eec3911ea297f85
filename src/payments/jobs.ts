import type { Job } from '../api/index.ts'
import type { PaymentHooks } from './hooks.ts'
import type { Providers } from './provider.ts'

/** What payments do by themselves: make due calls, take in webhooks, give up what has expired. */
export function paymentJobs(_providers: Providers, _hooks: PaymentHooks): readonly Job[] {
  return []
}
