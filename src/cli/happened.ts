import { countEvents, eventMark } from '../audit/index.ts'
import type { Db } from '../db/index.ts'

/** What is told of the time that passed, in this order, and its name for one and for several. */
const told = [
  ['order.expired', 'order expired', 'orders expired'],
  ['order.completed', 'order completed', 'orders completed'],
  ['shipment.claimed', 'shipment claimed as never delivered', 'shipments claimed as never delivered'],
  ['shipment.released', 'shipment released to its merchant', 'shipments released to their merchants'],
  ['dispute.decided', 'dispute decided', 'disputes decided'],
  ['refund.succeeded', 'refund arrived', 'refunds arrived'],
  ['refund.failed', 'refund failed', 'refunds failed'],
  ['reserve.released', 'reserve released', 'reserves released'],
  ['payout.planned', 'payout planned', 'payouts planned'],
  ['payout.settled', 'payout settled', 'payouts settled'],
  ['payout.returned', 'payout returned', 'payouts returned'],
  ['settlement.recorded', 'settlement of a provider recorded', 'settlements of providers recorded'],
  ['difference.found', 'difference found', 'differences found'],
  ['rate.loaded', 'exchange rate loaded', 'exchange rates loaded']
] as const

/** How many events there were of all kinds, and of each kind that is worth telling. */
export type Happened = Readonly<{ events: number; happened: Readonly<Record<string, number>> }>

/** Begins to watch the log of what happens; the answer says what has happened since. */
export async function watchEvents(db: Db): Promise<() => Promise<Happened>> {
  const mark = await db.transaction(eventMark)
  return async () => {
    const counts = await db.transaction((tx) => countEvents(tx, mark))
    const worthTelling = told.flatMap(([type]) => {
      const count = counts.get(type)
      return count === undefined ? [] : [[type, count] as const]
    })
    return {
      events: [...counts.values()].reduce((sum, count) => sum + count, 0),
      happened: Object.fromEntries(worthTelling)
    }
  }
}

/** The same for a person, a line for each kind. */
export function reportHappened({ happened }: Happened): string {
  const lines = told.flatMap(([type, one, several]) => {
    const count = happened[type]
    return count === undefined ? [] : [`  ${String(count).padStart(6)}  ${count === 1 ? one : several}\n`]
  })
  return lines.length === 0 ? 'Nothing fell due.\n' : lines.join('')
}
