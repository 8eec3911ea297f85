import assert from 'node:assert/strict'
import { emit, findPlaced } from '../audit/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { later, second } from '../kernel/index.ts'
import { promote, skipOpen } from './delivery-store.ts'
import { type Health, lockHealth, writeHealth } from './endpoint-store.ts'
import { payloadOf } from './payload.ts'
import { type Attempt, isPausedNow, judge, restOf, type Verdict } from './schedule.ts'
import { send, type WebhookSettings } from './send.ts'
import { type Claimed, claimDeliveries, recordAttempts, type Recorded } from './sending-store.ts'
import { signedHeaders } from './signature.ts'

/** How many are on their way at once from one job, and to one endpoint from all of them. */
export type SendingLimits = Readonly<{ atOnceMax: number; perEndpointMax: number }>

/** After so long a run takes nothing more: it ends with what is on its way, so that a process can be stopped. */
const claimingMs = 5 * second
/** While some are on their way, what has become due meanwhile is looked for this often. */
const lookAgainMs = 100
/** An attempt that takes longer, or that nobody answers, makes its endpoint a slow one. */
const slowMs = 2 * second

type Ended = Readonly<{ delivery: Claimed; attempt: Attempt }>

/**
 * Sends what is due to endpoints that are quick, or to slow ones: takes deliveries in one transaction, sends them outside
 * of any, records what has ended meanwhile together, and goes on until nothing is due or on its way. A crash anywhere loses
 * nothing: what was taken is due again when its lease is over, under the same webhook-id. Answers how many were sent.
 */
export async function deliver(
  db: Db,
  settings: WebhookSettings,
  slow: boolean,
  { atOnceMax, perEndpointMax }: SendingLimits
): Promise<number> {
  const began = performance.now()
  const onTheirWay = new Set<Promise<void>>()
  let ended: Ended[] = []
  let sent = 0
  const begin = ({ delivery, body }: Letter) => {
    const work = sendOne(db, settings, delivery, body).then((attempt) => {
      ended.push({ delivery, attempt })
      onTheirWay.delete(work)
    })
    onTheirWay.add(work)
  }
  for (;;) {
    const room = performance.now() - began < claimingMs ? atOnceMax - onTheirWay.size : 0
    const letters = room > 0 ? await takeLetters(db, { slow, limit: room, perEndpointMax }) : []
    letters.forEach(begin)
    sent += letters.length
    if (onTheirWay.size === 0 && ended.length === 0) return sent
    if (ended.length === 0) await Promise.race([...onTheirWay, pause(lookAgainMs)])
    const recording = ended
    ended = []
    if (recording.length > 0) await db.transaction((tx) => record(tx, recording))
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

type Letter = Readonly<{ delivery: Claimed; body: string }>

function takeLetters(db: Db, claiming: Parameters<typeof claimDeliveries>[1]): Promise<Letter[]> {
  return db.transaction(async (tx) => {
    const claimed = await claimDeliveries(tx, claiming)
    if (claimed.length === 0) return []
    const ids = new Set(claimed.map(({ eventId }) => eventId))
    const events = new Map((await findPlaced(tx, [...ids])).map((event) => [event.id, event]))
    return claimed.map((delivery) => {
      const event = events.get(delivery.eventId)
      assert(event !== undefined, 'an event that was put in line is in the log')
      return { delivery, body: payloadOf(event) }
    })
  })
}

function sendOne(db: Db, settings: WebhookSettings, delivery: Claimed, body: string): Promise<Attempt> {
  const { eventId, url, owner, secret, oldSecrets } = delivery
  const now = db.clock.now()
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Kontor-Webhooks/1.0',
    ...signedHeaders([secret, ...oldSecrets], eventId, now, body)
  }
  return send({ url, owner, headers, body, now }, settings)
}

/** Records what came of attempts: of the deliveries, of those behind them in line, and of their endpoints. */
async function record(tx: Tx, ended: readonly Ended[]): Promise<void> {
  const healths = await lockHealth(tx, [...new Set(ended.map(({ delivery }) => delivery.endpointId))])
  const states = new Map(healths.map(({ id, state }) => [id, state]))
  const judged = ended.map(({ delivery, attempt }) => {
    const disabled = !delivery.test && states.get(delivery.endpointId) === 'disabled'
    const verdict = judge({ ...delivery, tries: delivery.tries + 1 }, attempt)
    return { delivery, attempt, verdict: disabled && verdict.state === 'waiting' ? gone : verdict }
  })
  const mine = await recordAttempts(
    tx,
    judged.map(({ delivery, attempt, verdict }): Recorded => {
      const dueAt = verdict.state === 'waiting' ? later(tx.now, verdict.afterMs) : null
      return { id: delivery.id, claim: delivery.claim, state: verdict.state, dueAt, attempt }
    })
  )
  const counted = new Set(mine.map(({ id }) => id))
  await promote(
    tx,
    mine.filter(({ done }) => done)
  )
  await recordHealth(
    tx,
    healths,
    judged.filter(({ delivery }) => counted.has(delivery.id) && !delivery.test)
  )
}

const gone: Verdict = { state: 'failed' }

type Judged = Ended & Readonly<{ verdict: Verdict }>

/** What these attempts say of their endpoints; an endpoint that is gone is disabled, one that fails for long is paused. */
async function recordHealth(tx: Tx, healths: readonly Health[], judged: readonly Judged[]): Promise<void> {
  const changed = healths.flatMap((before) => {
    const after = judged
      .filter(({ delivery }) => delivery.endpointId === before.id)
      .reduce((health, one) => healthAfter(tx, health, one), { ...before, reason: null as string | null })
    const { reason: _, ...health } = after
    return JSON.stringify(health) === JSON.stringify(before) ? [] : [{ before, after }]
  })
  await writeHealth(
    tx,
    changed.map(({ after }) => after)
  )
  for (const { before, after } of changed) {
    if (after.state === before.state) continue
    if (after.state === 'disabled') await skipOpen(tx, after.id, 'the endpoint was disabled', false)
    await emit(tx, {
      type: `webhook.endpoint_${after.state}`,
      subject: after.id,
      owner: after.owner,
      data: { reason: after.reason }
    })
  }
}

type Told = Health & Readonly<{ reason: string | null }>

/** How an endpoint fares after one more attempt. */
function healthAfter({ now }: Pick<Tx, 'now'>, health: Told, { attempt, verdict }: Judged): Told {
  const { status, error, durationMs } = attempt
  const slow = durationMs > slowMs
  if (error === null) return { ...health, slow, failures: 0, failingSince: null, restUntil: null }
  const restMs = restOf(attempt)
  const after: Told = {
    ...health,
    slow,
    failures: health.failures + 1,
    failingSince: health.failingSince ?? now,
    restUntil: restMs === null ? health.restUntil : later(now, restMs)
  }
  if (health.state !== 'enabled') return after
  if (status === 410) return { ...after, state: 'disabled', reason: 'It answered 410: it is gone for good.' }
  if (!isPausedNow(after, verdict.state === 'failed', now)) return after
  const since = after.failingSince?.toISOString() ?? ''
  return {
    ...after,
    state: 'paused',
    reason: `Nothing has arrived since ${since}, in ${after.failures} attempts.`
  }
}
