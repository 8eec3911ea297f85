import type { Route } from '../api/index.ts'
import type { PaymentHooks } from './hooks.ts'
import type { Providers } from './provider.ts'

/** The routes of payments. */
export function paymentRoutes(_providers: Providers, _hooks: PaymentHooks): readonly Route[] {
  return []
}
