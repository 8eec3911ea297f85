import type { Db } from '../db/index.ts'
import { later, minute } from '../kernel/index.ts'
import { sign, signatureHeader } from './signature.ts'
import { claimDeliveries, delayDelivery, type Delivery, dropDeliveries } from './store.ts'

/** Sends a webhook and answers whether it was taken. */
export type Deliver = (body: string, headers: Readonly<Record<string, string>>) => Promise<boolean>

const deliveriesMax = 100
const attemptsMax = 12
const atOnceMax = 32

/** Sends the webhooks that are due; those that are not taken are sent again, twelve times in some six days. */
export async function deliver(db: Db, secret: string, send: Deliver): Promise<number> {
  const due = await db.transaction((tx) => claimDeliveries(tx, deliveriesMax))
  const queue = [...due]
  const arrived: Delivery[] = []
  const work = async () => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
      const header = sign(secret, one.body, db.clock.now())
      const taken = await send(one.body, {
        'content-type': 'application/json',
        [signatureHeader]: header
      }).catch(() => false)
      if (taken || one.attempts >= attemptsMax) arrived.push(one)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnceMax, due.length) }, work))
  const failed = due.filter((one) => !arrived.includes(one))
  if (due.length > 0) {
    await db.transaction(async (tx) => {
      await dropDeliveries(
        tx,
        arrived.map(({ no }) => no)
      )
      for (const { no, attempts } of failed)
        await delayDelivery(tx, no, later(tx.now, minute * 2 ** attempts))
    })
  }
  return due.length
}

/** Sends webhooks to this address. */
export function deliverTo(url: string, timeoutMs = 10_000): Deliver {
  return async (body, headers) => {
    const answer = await fetch(url, { method: 'POST', body, headers, signal: AbortSignal.timeout(timeoutMs) })
    await answer.body?.cancel()
    return answer.ok
  }
}
