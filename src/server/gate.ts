import type { Context } from 'hono'
import type { Authenticate } from '../identity/index.ts'
import { rateExceeded } from './failures.ts'
import type { Buckets, Limits } from './limits.ts'
import type { Gate } from './options.ts'

/** Lets visitors in within their limits. */
export function gateOf(authenticate: Authenticate, limits: Limits, buckets: Buckets): Gate {
  const spend = (name: string, rate: number, burst: number) => {
    const wait = buckets.take(name, rate, burst)
    if (wait > 0) throw rateExceeded(wait)
  }
  const { addressRatePerSecond, addressBurst, keyRatePerSecond, keyBurst } = limits
  return {
    async enter(context, visit) {
      const actor = await authenticate(context.req.header('authorization')).catch((error: unknown) => {
        spend(`address ${addressOf(context)}`, addressRatePerSecond, addressBurst)
        throw error
      })
      visit.actor = actor.id
      spend(actor.id, keyRatePerSecond, keyBurst)
      return actor
    },
    // Such requests carry a signature and come from few senders, many at once.
    enterOpen: (context) => spend(`open ${addressOf(context)}`, keyRatePerSecond, keyBurst)
  }
}

type NodeEnv =
  Readonly<{ incoming?: Readonly<{ socket?: Readonly<{ remoteAddress?: string }> }> }> | undefined

/** The address that the connection comes from. */
export function addressOf(context: Context): string {
  return (context.env as NodeEnv)?.incoming?.socket?.remoteAddress ?? 'none'
}
