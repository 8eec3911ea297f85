import { afterAll, afterEach, expect } from 'vitest'
import { passTime, runJobs } from '../src/api/index.ts'
import { emit, jobs as auditJobs, type NewEvent } from '../src/audit/index.ts'
import { type Id, later } from '../src/kernel/index.ts'
import { createEndpoint, type EndpointDraft } from '../src/webhooks/create-endpoint.ts'
import type { DeliveryFilter } from '../src/webhooks/delivery-store.ts'
import { listDeliveries } from '../src/webhooks/delivery-store.ts'
import { findEndpoint } from '../src/webhooks/endpoint-store.ts'
import { checks, webhookJobs, type WebhookSettings } from '../src/webhooks/index.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { type Answering, openReceiver, type Receiver } from './receiver.ts'

/** Everything allowed, and little patience. */
export const openSettings: WebhookSettings = { allowPrivate: 'everybody', allowHttp: true, timeoutMs: 1000 }

let keys = 0

/** Webhooks on this database, as one or several processes work on it, and nothing else of Kontor. */
function openHooks(db: TestDatabase, settings: WebhookSettings = openSettings) {
  const jobs = [...auditJobs, ...webhookJobs(settings)]
  return {
    jobs,
    /** A new endpoint of the marketplace, for all events, unless the draft says otherwise. */
    add: (url: string, draft: Partial<EndpointDraft> = {}) =>
      db.transaction((tx) =>
        createEndpoint(tx, settings, {
          url,
          description: '',
          events: ['*'],
          merchantId: null,
          askedBy: 'somebody',
          askedKey: `key-${++keys}`,
          ...draft
        })
      ),
    tell: (...events: NewEvent[]) => db.transaction((tx) => emit(tx, ...events)),
    /** Events of these subjects, numbered in their data, one transaction each. */
    async happen(subject: string, count: number, type = 'thing.changed') {
      for (let n = 1; n <= count; n++)
        await db.transaction((tx) => emit(tx, { type: type as NewEvent['type'], subject, data: { n } }))
    },
    settle: () => runJobs(db, jobs),
    pass: (ms: number) => passTime(db, jobs, db.clock, later(db.clock.now(), ms)),
    endpoint: async (id: Id<'whe'>) => {
      const found = await db.transaction((tx) => findEndpoint(tx, { merchantId: null }, id))
      if (!found) throw new Error(`there is no ${id}`)
      return found
    },
    /** Its deliveries, oldest first. */
    deliveries: async (id: Id<'whe'>, filter: DeliveryFilter = {}) =>
      (await db.transaction((tx) => listDeliveries(tx, id, filter, undefined, 1000))).reverse(),
    /** What `kontor verify` finds wrong. */
    wrong: async () => {
      const found = await Promise.all(checks.map((check) => db.snapshot((tx) => check.run(tx))))
      return found.flatMap(({ differences }) => differences)
    }
  }
}

/** Endpoints and things for a test; `end` closes what it opened, and takes them away. */
export function openHookWorld(db: TestDatabase) {
  const hooks = openHooks(db)
  const receivers: Receiver[] = []
  const receive = async (answering?: Answering) => {
    const receiver = await openReceiver(answering)
    receivers.push(receiver)
    return receiver
  }
  return {
    ...hooks,
    receive,
    /** A receiver that an endpoint is at, for the events of things unless the draft says otherwise. */
    listening: async (answering?: Answering, draft: Partial<EndpointDraft> = { events: ['thing.*'] }) => {
      const receiver = await receive(answering)
      const { endpoint, secret } = await hooks.add(receiver.url, draft)
      return { receiver, id: endpoint.id, secret }
    },
    async end() {
      await Promise.all(receivers.splice(0).map((one) => one.close()))
      await db.superuser(`update webhooks_endpoint set deleted_at = now(), state = 'disabled', secret = null
        where deleted_at is null`)
      await db.superuser(`delete from webhooks_delivery`)
    }
  }
}

let subjects = 0

/** A thing of which nothing has been told yet. */
export const newSubject = () => `thg_${++subjects}`

/** Webhooks on a database of a test file's own. After each test nothing is wrong, and what it opened is taken away. */
export async function hookWorldOfTests() {
  const db = await testDatabase(undefined, { connectionsMax: 20 })
  const hooks = openHookWorld(db)
  afterEach(async () => {
    expect(await hooks.wrong()).toEqual([])
    await hooks.end()
  })
  afterAll(() => db.drop())
  return { db, hooks, listening: hooks.listening }
}
