import type { Context } from 'hono'
import type { Authenticate, Shown } from '../identity/index.ts'
import { Failure } from '../kernel/index.ts'
import { addressReader } from './client-address.ts'
import type { SessionCookie } from './cookie.ts'
import { personChanged, rateExceeded } from './failures.ts'
import type { Buckets, Limits } from './limits.ts'
import type { Gate } from './options.ts'
import { checkSameOrigin } from './same-origin.ts'

/** What the gate knows people by. */
export type Known = Readonly<{
  authenticate: Authenticate
  cookie: SessionCookie
  publicUrl?: string | undefined
  trustedProxies?: readonly string[]
}>

/**
 * Lets visitors in within their limits. Whoever shows an unknown key pays from the bucket of his address before the database is
 * asked, and gets it back when the key is valid. A key that was valid the last time pays nothing: others at its address
 * cannot lock it out. A session's cookie is taken like a key, but changes nothing for a page of another origin: browsers
 * send it along whoever asks them to. A page says in `Kontor-Person` for whom it was made: the cookie may be another's by now.
 */
export function gateOf(known: Known, limits: Limits, buckets: Buckets): Gate {
  const { authenticate, cookie, publicUrl, trustedProxies = [] } = known
  const addressOf = addressReader(trustedProxies)
  const spend = (name: string, rate: number, burst: number) => {
    const wait = buckets.take(name, rate, burst)
    if (wait > 0) throw rateExceeded(wait)
  }
  const { addressRatePerSecond, addressBurst, keyRatePerSecond, keyBurst } = limits
  const shownBy = (context: Context): Shown => {
    const authorization = context.req.header('authorization')
    return authorization === undefined ? { session: cookie.read(context) } : { authorization }
  }
  return {
    addressOf,
    async enter(context, visit) {
      const shown = shownBy(context)
      if (shown.session !== undefined) checkSameOrigin(context.req.raw, publicUrl)
      const address = `address ${addressOf(context)}`
      let paid = false
      const pay = () => {
        if (!paid) spend(address, addressRatePerSecond, addressBurst)
        paid = true
      }
      const actor = await authenticate(shown, pay).catch((error: unknown) => {
        if (isRefused(error)) pay()
        else if (paid) buckets.giveBack(address)
        throw error
      })
      if (paid) buckets.giveBack(address)
      visit.actor = actor.id
      spend(actor.id, keyRatePerSecond, keyBurst)
      const meant = context.req.header('kontor-person')
      if (meant !== undefined && meant !== (actor.merchantId ?? actor.buyerId ?? actor.id))
        throw personChanged()
      return actor
    },
    tryToken(context) {
      const address = `address ${addressOf(context)}`
      spend(address, addressRatePerSecond, addressBurst)
      return () => buckets.giveBack(address)
    },
    // Such requests carry a signature and come from few senders, many at once.
    enterOpen: (context) => spend(`open ${addressOf(context)}`, keyRatePerSecond, keyBurst)
  }
}

const isRefused = (error: unknown) => error instanceof Failure && error.kind === 'unauthenticated'
