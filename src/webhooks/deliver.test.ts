import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { hookWorldOfTests, newSubject, openSettings } from '../../test/hooks.ts'
import { placeEvents } from '../audit/store.ts'
import { day, hour, later, minute, newId } from '../kernel/index.ts'
import { changeEndpoint, deleteEndpoint, rotateSecret, setState, testEndpoint } from './change-endpoint.ts'
import { replayLost, replayOne, showDelivery } from './replay.ts'
import { spreadEvents } from './spread.ts'
import { openDeliveries } from './waiting-store.ts'

const { db, hooks, listening } = await hookWorldOfTests()

const operator = { merchantId: null }

describe('an event', () => {
  test('arrives signed, with its id, its number among those of its subject and its place', async () => {
    const { receiver, secret, id } = await listening()
    const subject = newSubject()
    await hooks.happen(subject, 2)
    await hooks.settle()
    expect(receiver.received).toHaveLength(2)
    for (const [i, one] of receiver.received.entries()) {
      const [delivery] = await hooks.deliveries(id, { eventId: one.id })
      // Verified with the clock of the test: theirs allows five minutes.
      const { headers } = one
      expect(headers['webhook-timestamp']).toBe(String(db.clock.now().getTime() / 1000))
      expect(new Webhook(secret).sign(one.id, db.clock.now(), one.text)).toBe(headers['webhook-signature'])
      expect(JSON.parse(one.text)).toEqual({
        type: 'thing.changed',
        timestamp: db.clock.now().toISOString(),
        data: { id: one.id, subject, sequence: i + 1, place: delivery?.place, data: { n: i + 1 } }
      })
      expect(delivery).toMatchObject({ state: 'delivered', attempts: 1, sequence: i + 1, lastStatus: 204 })
    }
  })

  test('goes to whom it concerns: by type, by merchant, and not before the endpoint was there', async () => {
    const [mine, other] = [newId('mer', db.clock.now()), newId('mer', db.clock.now())]
    await hooks.tell({ type: 'thing.early' as never, subject: newSubject() })
    await hooks.settle()
    const all = await listening()
    const made = await listening(undefined, { events: ['thing.made', 'other.*'] })
    const ours = await listening(undefined, { merchantId: mine, events: ['*'] })
    await hooks.tell(
      { type: 'thing.made' as never, subject: newSubject(), owner: mine },
      { type: 'thing.made' as never, subject: newSubject(), owner: other },
      { type: 'thing.lost' as never, subject: newSubject() },
      { type: 'other.made' as never, subject: newSubject() }
    )
    await hooks.settle()
    const types = ({ receiver }: typeof all) => receiver.received.map(({ type }) => type).sort()
    expect(types(all)).toEqual(['thing.lost', 'thing.made', 'thing.made'])
    expect(types(made)).toEqual(['other.made', 'thing.made', 'thing.made'])
    expect(types(ours)).toEqual(['thing.made', 'webhook.endpoint_created'])
  })

  test('that is not taken holds up those of its subject, and no others', async () => {
    const [slow, quick] = [newSubject(), newSubject()]
    let broken = true
    const { receiver, id } = await listening(({ subject }) => (broken && subject === slow ? 500 : 200))
    await hooks.happen(slow, 3)
    await hooks.happen(quick, 3)
    await hooks.settle()
    const came = (subject: string) =>
      receiver.received.filter((one) => one.subject === subject).map(({ sequence }) => sequence)
    expect([came(slow), came(quick)]).toEqual([[1], [1, 2, 3]])
    broken = false
    await hooks.pass(minute)
    expect(came(slow)).toEqual([1, 1, 2, 3])
    const again = receiver.received.filter((one) => one.subject === slow && one.sequence === 1)
    expect(new Set(again.map((one) => `${one.id} ${one.text}`)).size).toBe(1)
    expect((await hooks.deliveries(id)).map(({ state }) => state)).toEqual(Array(6).fill('delivered'))
  })
})

describe('through the whole schedule', () => {
  test('that waits is counted for the metrics, with the age of the oldest', async () => {
    const open = () => db.snapshot(openDeliveries)
    const before = await open()
    const { receiver, id } = await listening(() => 500)
    await hooks.happen(newSubject(), 3)
    await hooks.settle()
    expect(receiver.received).toHaveLength(1)
    await hooks.pass(2000)
    const waiting = await open()
    expect(waiting.waiting).toBe(before.waiting + 3)
    expect(waiting.oldestSeconds).toBeGreaterThanOrEqual(2)
    await db.transaction((tx) => setState(tx, operator, id, 'paused', 'It is being mended.'))
    const countOf = (all: typeof before, state: string) =>
      all.endpoints.find((each) => each.state === state)?.count ?? 0
    expect(countOf(await open(), 'paused')).toBe(countOf(waiting, 'paused') + 1)
  })

  test('a delivery is tried ten times in some 75 hours; then the endpoint is paused, and what waited is sent later', async () => {
    const watcher = await listening(undefined, { events: ['webhook.*'] })
    const { receiver, id } = await listening(() => 503)
    const subject = newSubject()
    const began = db.clock.now().getTime()
    await hooks.happen(subject, 2)
    await hooks.pass(80 * hour)
    const [first, second_] = await hooks.deliveries(id)
    expect(first).toMatchObject({ state: 'failed', attempts: 10, lastStatus: 503 })
    const { attemptsMade } = await db.transaction((tx) => showDelivery(tx, operator, first?.id ?? 'whd_'))
    expect(attemptsMade.map(({ no }) => no)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const [start, end] = [attemptsMade[0]?.at.getTime() ?? 0, attemptsMade[9]?.at.getTime() ?? 0]
    expect(start).toBe(began)
    expect((end - began) / hour).toBeGreaterThan(68)
    expect((end - began) / hour).toBeLessThan(83)
    expect(second_).toMatchObject({ state: 'waiting', attempts: 0 })
    expect(await hooks.endpoint(id)).toMatchObject({
      state: 'paused',
      failures: 10,
      reason: expect.stringMatching(/^Nothing has arrived since 20.* in 10 attempts\.$/)
    })
    expect(watcher.receiver.received.map(({ type, subject: of }) => [type, of])).toContainEqual([
      'webhook.endpoint_paused',
      id
    ])
    await hooks.pass(2 * day)
    expect(receiver.received).toHaveLength(10)
    receiver.answers(() => 200)
    await db.transaction((tx) => setState(tx, operator, id, 'enabled', null))
    await hooks.settle()
    expect(receiver.received.slice(10).map(({ sequence }) => sequence)).toEqual([2])
    expect(await hooks.endpoint(id)).toMatchObject({ state: 'enabled', failures: 0, failingSince: null })
    const { count } = await db.transaction((tx) => replayLost(tx, operator, id, new Date(began)))
    await hooks.settle()
    expect([count, receiver.received.at(-1)?.id]).toEqual([1, first?.eventId])
  })

  test('one event that is never taken pauses nobody who takes others', async () => {
    const bad = newSubject()
    const { id } = await listening(({ subject }) => (subject === bad ? 500 : 200))
    await hooks.happen(bad, 1)
    for (let i = 0; i < 10; i++) {
      await hooks.pass(9 * hour)
      await hooks.happen(newSubject(), 1)
    }
    await hooks.settle()
    expect((await hooks.deliveries(id, { subject: bad }))[0]).toMatchObject({ state: 'failed', attempts: 10 })
    expect((await hooks.endpoint(id)).state).toBe('enabled')
  })
})

describe('an endpoint', () => {
  test('that answers 410 is disabled, and what waited is skipped', async () => {
    const { receiver, id } = await listening(() => 410)
    await hooks.happen(newSubject(), 3)
    await hooks.settle()
    expect(receiver.received).toHaveLength(1)
    expect((await hooks.deliveries(id)).map(({ state }) => state)).toEqual(['failed', 'skipped', 'skipped'])
    expect(await hooks.endpoint(id)).toMatchObject({ state: 'disabled' })
    await hooks.happen(newSubject(), 1)
    await hooks.settle()
    expect(await hooks.deliveries(id)).toHaveLength(3)
  })

  test('that asks for a rest gets it, for all it has in line', async () => {
    const { receiver } = await listening(() => ({ status: 429, headers: { 'retry-after': '3600' } }))
    await hooks.happen(newSubject(), 1)
    await hooks.settle()
    receiver.answers(() => 200)
    await hooks.happen(newSubject(), 1)
    await hooks.pass(59 * minute)
    expect(receiver.received).toHaveLength(1)
    await hooks.pass(2 * minute)
    expect(receiver.received).toHaveLength(3)
  })

  test('that is paused by somebody gets what waited when it is enabled again, in order', async () => {
    const { receiver, id } = await listening()
    const subject = newSubject()
    await db.transaction((tx) => setState(tx, operator, id, 'paused', 'we move'))
    await hooks.happen(subject, 3)
    await hooks.pass(5 * day)
    expect(receiver.received).toEqual([])
    expect(await hooks.endpoint(id)).toMatchObject({ state: 'paused', reason: 'we move' })
    await db.transaction((tx) => setState(tx, operator, id, 'enabled', null))
    await hooks.settle()
    expect(receiver.received.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
  })

  test('that is deleted gets nothing more, and its secrets are forgotten', async () => {
    const { receiver, id } = await listening()
    await db.transaction((tx) =>
      rotateSecret(tx, operator, id, { oldSecretHours: 24, askedBy: 'somebody', askedKey: 'before its end' })
    )
    await hooks.happen(newSubject(), 1)
    await db.transaction((tx) => placeEvents(tx, 10))
    await db.transaction((tx) => spreadEvents(tx, 10))
    await db.transaction((tx) => deleteEndpoint(tx, operator, id))
    await hooks.settle()
    expect(receiver.received).toEqual([])
    const [row] = await db.superuser('select secret from webhooks_endpoint where id = $1', [id])
    expect(row).toEqual({ secret: null })
    expect(await db.superuser('select * from webhooks_old_secret where endpoint_id = $1', [id])).toEqual([])
  })

  test('that moves gets what waits for it at its new address', async () => {
    const { receiver, id } = await listening(() => 500)
    await hooks.happen(newSubject(), 1)
    await hooks.settle()
    const next = await hooks.receive()
    await db.transaction((tx) => changeEndpoint(tx, openSettings, operator, id, { url: next.url }))
    await hooks.pass(minute)
    expect([receiver.received.length, next.received.length]).toEqual([1, 1])
  })

  test('is tested in any state: once, and whether it answers changes nothing', async () => {
    const { receiver, id } = await listening(() => 500)
    const other = await listening(undefined, { events: ['*'] })
    for (const state of ['paused', 'disabled'] as const) {
      await db.transaction((tx) => setState(tx, operator, id, state, null))
      await db.transaction((tx) => testEndpoint(tx, operator, id))
      await hooks.pass(hour)
    }
    expect(receiver.received.map(({ type }) => type)).toEqual(Array(2).fill('webhook.endpoint_tested'))
    expect(await hooks.endpoint(id)).toMatchObject({ state: 'disabled', failures: 0 })
    expect(other.receiver.received.map(({ type }) => type)).not.toContain('webhook.endpoint_tested')
    const tests = await hooks.deliveries(id, { type: 'webhook.endpoint_tested' })
    expect(tests.map(({ state, attempts }) => [state, attempts])).toEqual(Array(2).fill(['failed', 1]))
  })

  test('whose secret is rotated gets two signatures for a while, then one', async () => {
    const { receiver, id, secret: old } = await listening()
    const rotated = await db.transaction((tx) =>
      rotateSecret(tx, operator, id, { oldSecretHours: 24, askedBy: 'somebody', askedKey: 'rotation-1' })
    )
    const signatures = async () => {
      await hooks.happen(newSubject(), 1)
      await hooks.settle()
      const { id: eventId = '', text = '', headers = {} } = receiver.received.at(-1) ?? {}
      const sign = (secret: string) => new Webhook(secret).sign(eventId, db.clock.now(), text)
      return { sent: headers['webhook-signature'], fresh: sign(rotated.secret), old: sign(old) }
    }
    const during = await signatures()
    expect(during.sent).toBe(`${during.fresh} ${during.old}`)
    await hooks.pass(day)
    const after = await signatures()
    expect(after.sent).toBe(after.fresh)
  })

  test('whose secret is rotated again and again ends no old one before its time, and has four at most', async () => {
    const { receiver, id, secret: first } = await listening()
    let count = 0
    const rotate = async (oldSecretHours: number) => {
      const asked = { oldSecretHours, askedBy: 'somebody', askedKey: `turn-${++count}` }
      const { endpoint, secret } = await db.transaction((tx) => rotateSecret(tx, operator, id, asked))
      return { secret, until: endpoint.oldSecretUntil }
    }
    const signing = async (secrets: readonly string[]) => {
      await hooks.happen(newSubject(), 1)
      await hooks.settle()
      const { id: eventId = '', text = '', headers = {} } = receiver.received.at(-1) ?? {}
      const sent = String(headers['webhook-signature']).split(' ')
      expect(sent).toHaveLength(secrets.length)
      for (const secret of secrets)
        expect(sent).toContain(new Webhook(secret).sign(eventId, db.clock.now(), text))
    }
    const tomorrow = later(db.clock.now(), day)
    const second = await rotate(24)
    const third = await rotate(1)
    // The last of them to end is the first secret, not the one that was replaced last.
    expect([second.until, third.until]).toEqual([tomorrow, tomorrow])
    await signing([first, second.secret, third.secret])
    const fourth = await rotate(48)
    const fifth = await rotate(48)
    await signing([first, second.secret, third.secret, fourth.secret, fifth.secret])
    await expect(rotate(24)).rejects.toMatchObject({
      code: 'webhooks.old_secrets_enough',
      details: { endpointId: id, until: later(tomorrow, -23 * hour).toISOString() }
    })
    await hooks.pass(hour)
    await signing([first, third.secret, fourth.secret, fifth.secret])
    const sixth = await rotate(24)
    await signing([first, third.secret, fourth.secret, fifth.secret, sixth.secret])
    await expect(rotate(24)).rejects.toMatchObject({ code: 'webhooks.old_secrets_enough' })
    const last = await rotate(0)
    await signing([last.secret])
  })
})

describe('what was sent', () => {
  test('is sent again when somebody asks, under the same webhook-id, and new events do not wait for it', async () => {
    const { receiver, id } = await listening()
    const subject = newSubject()
    await hooks.happen(subject, 2)
    await hooks.settle()
    const [first] = await hooks.deliveries(id)
    receiver.answers(({ sequence }) => (sequence === 1 ? 500 : 200))
    await db.transaction((tx) => replayOne(tx, operator, first?.id ?? 'whd_'))
    await hooks.happen(subject, 1)
    await hooks.settle()
    expect(receiver.received.map(({ sequence }) => sequence).toSorted((a, b) => a - b)).toEqual([1, 1, 2, 3])
    expect(receiver.received.filter(({ sequence }) => sequence === 1).map((one) => one.id)).toEqual(
      Array(2).fill(first?.eventId)
    )
    receiver.answers(() => 200)
    await hooks.pass(minute)
    expect((await hooks.deliveries(id))[0]).toMatchObject({ state: 'delivered', attempts: 3, replayed: true })
  })

  test('since a moment and was lost is sent again in the order of each subject', async () => {
    const { receiver, id } = await listening()
    const [a, b] = [newSubject(), newSubject()]
    await db.transaction((tx) => setState(tx, operator, id, 'paused', null))
    await hooks.happen(a, 4)
    await hooks.happen(b, 2)
    await hooks.settle()
    const since = db.clock.now()
    await db.transaction((tx) => setState(tx, operator, id, 'disabled', null))
    await db.transaction((tx) => setState(tx, operator, id, 'enabled', null))
    await hooks.settle()
    expect(receiver.received).toEqual([])
    const asked = await db.transaction((tx) => replayLost(tx, operator, id, since))
    expect(asked).toEqual({ count: 6, more: false })
    await hooks.settle()
    const came = (subject: string) =>
      receiver.received.filter((one) => one.subject === subject).map(({ sequence }) => sequence)
    expect([came(a), came(b)]).toEqual([
      [1, 2, 3, 4],
      [1, 2]
    ])
  })

  test('is forgotten after 30 days; what waited as long for a paused endpoint is skipped', async () => {
    const { id } = await listening()
    await hooks.happen(newSubject(), 1)
    await hooks.settle()
    await hooks.pass(10 * day)
    await db.transaction((tx) => setState(tx, operator, id, 'paused', null))
    await hooks.happen(newSubject(), 2)
    await hooks.settle()
    expect((await hooks.deliveries(id)).map(({ state }) => state)).toEqual([
      'delivered',
      'waiting',
      'waiting'
    ])
    await hooks.pass(21 * day)
    expect((await hooks.deliveries(id)).map(({ state }) => state)).toEqual(['waiting', 'waiting'])
    await hooks.pass(10 * day)
    expect((await hooks.deliveries(id)).map(({ state }) => state)).toEqual(['skipped', 'skipped'])
    await hooks.pass(31 * day)
    expect(await hooks.deliveries(id)).toEqual([])
    expect(await db.superuser('select * from webhooks_attempt')).toEqual([])
  })
})
