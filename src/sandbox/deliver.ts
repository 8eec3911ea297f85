import type { Db } from '../db/index.ts'
import { later, minute } from '../kernel/index.ts'
import { exchange } from './exchange.ts'
import { sign, signatureHeader } from './signature.ts'
import { claimDeliveries, delayDelivery, type Delivery, dropDeliveries } from './store.ts'

/** Sends a webhook and answers whether it was taken. */
export type Deliver = (body: string, headers: Readonly<Record<string, string>>) => Promise<boolean>

const deliveriesMax = 400
const attemptsMax = 12
const atOnceMax = 32
/** So many events go in one webhook. */
const togetherMax = 50

/** Sends the webhooks that are due; those that are not taken are sent again, twelve times in some six days. */
export async function deliver(db: Db, secret: string, send: Deliver): Promise<number> {
  const due = await db.transaction((tx) => claimDeliveries(tx, deliveriesMax))
  const queue = webhooksOf(due)
  const arrived = new Set<Delivery>()
  const work = async () => {
    for (let webhook = queue.shift(); webhook !== undefined; webhook = queue.shift()) {
      const body = bodyOf(webhook)
      const header = sign(secret, body, db.clock.now())
      const taken = await send(body, {
        'content-type': 'application/json',
        [signatureHeader]: header
      }).catch(() => false)
      for (const one of webhook) if (taken || one.attempts >= attemptsMax) arrived.add(one)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnceMax, queue.length) }, work))
  const failed = due.filter((one) => !arrived.has(one))
  if (due.length > 0) {
    await db.transaction(async (tx) => {
      await dropDeliveries(
        tx,
        [...arrived].map(({ no }) => no)
      )
      for (const { no, attempts } of failed)
        await delayDelivery(tx, no, later(tx.now, minute * 2 ** attempts))
    })
  }
  return due.length
}

/** Events that are sent for the first time go together; one that was not taken goes alone, so that it holds up no other. */
function webhooksOf(due: readonly Delivery[]): (readonly Delivery[])[] {
  const first = due.filter(({ attempts }) => attempts === 1)
  const again = due.filter(({ attempts }) => attempts > 1)
  const together = Array.from({ length: Math.ceil(first.length / togetherMax) }, (_, i) =>
    first.slice(i * togetherMax, (i + 1) * togetherMax)
  )
  return [...together, ...again.map((one) => [one])]
}

function bodyOf(webhook: readonly Delivery[]): string {
  const [only, ...more] = webhook
  if (only !== undefined && more.length === 0) return only.body
  return `{"events":[${webhook.map(({ body }) => body).join(',')}]}`
}

/** Sends webhooks to this address. */
export function deliverTo(url: string, timeoutMs = 10_000): Deliver {
  return async (body, headers) => {
    const { status } = await exchange({ url: new URL(url), method: 'POST', body, headers, timeoutMs })
    return status >= 200 && status < 300
  }
}
