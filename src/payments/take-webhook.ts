import { emit } from '../audit/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { Failure, later } from '../kernel/index.ts'
import { backoffMs, triesMax } from './call.ts'
import {
  claimProviderEvents,
  type EventOutcome,
  finishProviderEvents,
  insertProviderEvents,
  type WaitingEvent
} from './event-store.ts'
import { providerUnknown, webhookRefused } from './failures.ts'
import type { PaymentHooks } from './hooks.ts'
import { messageOf } from './perform-calls.ts'
import type { Providers, RawWebhook } from './provider.ts'
import { recordNews } from './record-news.ts'

/** A webhook as it came in, and the provider whose it says it is. */
export type SentWebhook = Readonly<{ name: string; raw: RawWebhook }>

/**
 * Keeps the events of webhooks, once each, after checking their signatures; a job takes them in. Answers for each how
 * many were new, or why it is refused.
 */
export async function takeWebhooks(
  tx: Tx,
  providers: Providers,
  webhooks: readonly SentWebhook[]
): Promise<(number | Failure)[]> {
  const read = webhooks.map(({ name, raw }) => {
    const provider = providers.get(name)
    if (provider === undefined) return providerUnknown(name, [...providers.keys()])
    return provider.readWebhook(raw, tx.now) ?? webhookRefused()
  })
  const told = read.flatMap((events, no) => {
    const provider = webhooks[no]?.name
    return events instanceof Failure || provider === undefined
      ? []
      : events.map((event) => ({ event, provider, no }))
  })
  const fresh = await insertProviderEvents(tx, told)
  return read.map((events, no) =>
    events instanceof Failure ? events : told.filter((one) => one.no === no && fresh.has(one)).length
  )
}

/** Takes in up to `limit` events that wait: together if that works, else one by one. Answers how many. */
export async function takeInEvents(db: Db, hooks: PaymentHooks, limit: number): Promise<number> {
  try {
    return await db.transaction(async (tx) => {
      const events = await claimProviderEvents(tx, limit)
      for (const [provider, some] of Map.groupBy(events, (event) => event.provider)) {
        await takeIn(tx, hooks, provider, some)
      }
      return events.length
    })
  } catch {
    // Whose fault it was shows when each is taken in alone: that one keeps the error and is tried again later.
    let count = 0
    while (count < limit && (await takeInOne(db, hooks))) count++
    return count
  }
}

async function takeIn(
  tx: Tx,
  hooks: PaymentHooks,
  provider: string,
  events: readonly WaitingEvent[]
): Promise<void> {
  const news = events.map(({ report: { paymentId, reference, facts } }) => ({
    paymentId,
    reference,
    facts,
    answer: null
  }))
  const unknown = new Set(await recordNews(tx, hooks, provider, news))
  const ignored = events.filter(({ report }) => unknown.has(report.paymentId))
  await finishProviderEvents(
    tx,
    events.map(({ id, attempts, report }) => ({
      provider,
      id,
      attempts: attempts + 1,
      state: unknown.has(report.paymentId) ? 'ignored' : 'done',
      dueAt: null,
      error: unknown.has(report.paymentId) ? 'no such payment at this provider' : null
    }))
  )
  await emit(
    tx,
    ...ignored.map(({ id, report }) => ({
      type: 'payment.webhook_ignored' as const,
      subject: report.paymentId,
      data: { provider, eventId: id, reference: report.reference }
    }))
  )
}

async function takeInOne(db: Db, hooks: PaymentHooks): Promise<boolean> {
  let event: WaitingEvent | undefined
  try {
    await db.transaction(async (tx) => {
      ;[event] = await claimProviderEvents(tx, 1)
      if (event !== undefined) await takeIn(tx, hooks, event.provider, [event])
    })
  } catch (error) {
    if (event === undefined) throw error
    await postpone(db, event, error)
  }
  return event !== undefined
}

async function postpone(db: Db, event: WaitingEvent, error: unknown): Promise<void> {
  const { provider, id, report } = event
  const attempts = event.attempts + 1
  const stuck = attempts >= triesMax
  await db.transaction(async (tx) => {
    const outcome: EventOutcome = {
      provider,
      id,
      attempts,
      state: stuck ? 'stuck' : 'received',
      dueAt: stuck ? null : later(tx.now, backoffMs(attempts)),
      error: messageOf(error)
    }
    await finishProviderEvents(tx, [outcome])
    if (!stuck) return
    await emit(tx, {
      type: 'payment.webhook_stuck',
      subject: report.paymentId,
      data: { provider, eventId: id, error: outcome.error }
    })
  })
}
