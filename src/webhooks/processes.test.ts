import { describe, expect, test } from 'vitest'
import { hookWorldOfTests, newSubject, openSettings } from '../../test/hooks.ts'
import { placeEvents } from '../audit/store.ts'
import type { Tx } from '../db/index.ts'
import { second } from '../kernel/index.ts'
import { deliver } from './deliver.ts'
import { claimDeliveries } from './sending-store.ts'
import { spreadEvents } from './spread.ts'

const { db, hooks, listening } = await hookWorldOfTests()

/** What the log's job and ours would do, without sending anything. */
async function placeAndSpread(tx: Tx): Promise<void> {
  await placeEvents(tx, 1000)
  await spreadEvents(tx, 1000)
}

describe('several processes', () => {
  test('send each event once, in the order of its subject, with at most eight at one endpoint at once', async () => {
    const wait = () =>
      new Promise<number>((resolve) => setTimeout(() => resolve(200), 5 + Math.random() * 20))
    const { receiver, id } = await listening(wait)
    const things = Array.from({ length: 20 }, newSubject)
    const writing = Promise.all(things.map((subject) => hooks.happen(subject, 8)))
    const working = Array.from({ length: 4 }, async () => {
      for (let idle = 0; idle < 8;) idle = (await hooks.settle()) === 0 ? idle + 1 : 0
    })
    await Promise.all([writing, ...working])
    await hooks.settle()
    for (const subject of things) {
      const came = receiver.received.filter((one) => one.subject === subject)
      expect(came.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    }
    expect(receiver.received).toHaveLength(160)
    expect(Math.max(...receiver.received.map(({ beside }) => beside))).toBeGreaterThan(2)
    expect(await hooks.deliveries(id, { state: 'delivered' })).toHaveLength(160)
  })

  test('take over what a dead one had taken, when its lease is over', async () => {
    const { receiver, id } = await listening()
    const subject = newSubject()
    await hooks.happen(subject, 3)
    await hooks.settle()
    await hooks.happen(subject, 2)
    await db.transaction(placeAndSpread)
    // Its process dies here: taken, perhaps sent, never recorded.
    const taken = await db.transaction((tx) =>
      claimDeliveries(tx, { slow: false, limit: 10, perEndpointMax: 8 })
    )
    expect(taken.map(({ sequence }) => sequence)).toEqual([4n])
    await hooks.settle()
    expect(receiver.received).toHaveLength(3)
    await hooks.pass(61 * second)
    expect(receiver.received.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5])
    expect(await hooks.deliveries(id, { state: 'delivered' })).toHaveLength(5)
  })

  test('wait for the leases of a dead one that held all there may be at one endpoint', async () => {
    const { receiver, id } = await listening()
    await Promise.all(Array.from({ length: 10 }, () => hooks.happen(newSubject(), 1)))
    await db.transaction(placeAndSpread)
    const taken = await db.transaction((tx) =>
      claimDeliveries(tx, { slow: false, limit: 10, perEndpointMax: 8 })
    )
    expect(taken).toHaveLength(8)
    await hooks.settle()
    expect(receiver.received).toHaveLength(0)
    await hooks.pass(61 * second)
    expect(await hooks.deliveries(id, { state: 'delivered' })).toHaveLength(10)
  })

  test('do not believe a sender that comes back after its lease', async () => {
    let answer = (_status: number) => {}
    const held = new Promise<number>((resolve) => (answer = resolve))
    const { receiver, id } = await listening(() => (receiver.received.length === 1 ? held : 200))
    const patient = { ...openSettings, timeoutMs: 10_000 }
    await hooks.happen(newSubject(), 1)
    await db.transaction(placeAndSpread)
    const late = deliver(db, patient, false, { atOnceMax: 8, perEndpointMax: 8 })
    while (receiver.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    db.clock.advance(61 * second)
    await deliver(db, patient, false, { atOnceMax: 8, perEndpointMax: 8 })
    expect(await hooks.deliveries(id)).toMatchObject([{ state: 'delivered', attempts: 1 }])
    answer(500)
    await late
    expect(await hooks.deliveries(id)).toMatchObject([{ state: 'delivered', attempts: 1, lastStatus: 200 }])
    expect((await hooks.endpoint(id)).failures).toBe(0)
  })
})

test('an endpoint that does not answer does not keep others waiting', async () => {
  const stuck = await listening(() => new Promise(() => {}))
  const well = await listening()
  await Promise.all(Array.from({ length: 30 }, () => hooks.happen(newSubject(), 1)))
  const working = hooks.settle()
  const began = performance.now()
  while (well.receiver.received.length < 30 && performance.now() - began < 5000)
    await new Promise((resolve) => setTimeout(resolve, 5))
  // All thirty have come while the first eight are still waiting for their second to end.
  expect(well.receiver.received).toHaveLength(30)
  expect(stuck.receiver.received).toHaveLength(8)
  await working
})
