import type { Job } from '../api/index.ts'
import { later, second } from '../kernel/index.ts'
import { deliver, type SendingLimits } from './deliver.ts'
import { keptMs } from './delivery.ts'
import { nextDeliveryDue, oldestKept } from './sending-store.ts'
import type { WebhookSettings } from './send.ts'
import { nextSpread, spreadEvents } from './spread.ts'
import { tidy } from './tidy.ts'

const eventsMax = 500
const tidyMax = 1000
const limits: SendingLimits = { atOnceMax: 64, perEndpointMax: 8 }

/**
 * What webhooks do by themselves: put events in line, send what is due, and forget what is old. Slow endpoints have a job
 * of their own, so that those that answer at once do not wait for them.
 */
export function webhookJobs(settings: WebhookSettings): readonly Job[] {
  const sending = (name: string, slow: boolean): Job => ({
    name,
    everyMs: second,
    run: (db) => deliver(db, settings, slow, limits),
    dueAt: (tx) => nextDeliveryDue(tx, { slow, ...limits })
  })
  return [
    {
      name: 'webhooks.spread',
      everyMs: 500,
      pieceMax: eventsMax,
      run: (db) => db.transaction((tx) => spreadEvents(tx, eventsMax)),
      dueAt: nextSpread
    },
    sending('webhooks.deliver', false),
    sending('webhooks.deliver_slow', true),
    {
      name: 'webhooks.tidy',
      everyMs: 60 * second,
      pieceMax: tidyMax,
      run: (db) => db.transaction((tx) => tidy(tx, tidyMax)),
      dueAt: async (tx) => {
        const { done, waits } = await oldestKept(tx)
        const [first] = [done, waits].filter((at) => at !== null).sort((a, b) => a.getTime() - b.getTime())
        return first === undefined ? null : later(first, keptMs)
      }
    }
  ]
}
