import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { atRate, inFlight } from './drive.ts'

const things = (count: number) => Array.from({ length: count }, (_, i) => i)

describe('a closed loop', () => {
  test('does every thing once and has never more under way than it may', async () => {
    const seen: number[] = []
    let [now, most] = [0, 0]
    const driven = await inFlight(things(100), 7, async (thing) => {
      most = Math.max(most, ++now)
      await wait(thing % 3)
      seen.push(thing)
      now--
    })
    expect(most).toBe(7)
    expect(seen.sort((a, b) => a - b)).toEqual(things(100))
    expect(driven).toMatchObject({ failed: 0, failure: null })
    expect(driven.times).toHaveLength(100)
  })

  test('counts what fails apart, and tells the first reason', async () => {
    const driven = await inFlight(things(10), 2, async (thing) => {
      if (thing % 2 === 1) throw new Error(`${thing} was refused`)
    })
    expect(driven).toMatchObject({ failed: 5, failure: '1 was refused' })
    expect(driven.times).toHaveLength(5)
  })
})

describe('an open loop', () => {
  test('begins every thing once, in order, and none before it is due', async () => {
    const perSecond = 500
    const start = performance.now()
    const begun: (readonly [thing: number, ms: number])[] = []
    const driven = await atRate(things(100), perSecond, async (thing) => {
      begun.push([thing, performance.now() - start])
    })
    expect(begun.map(([thing]) => thing)).toEqual(things(100))
    expect(begun.filter(([thing, ms]) => ms < (thing * 1000) / perSecond)).toEqual([])
    expect(driven.ms).toBeGreaterThanOrEqual((99 * 1000) / perSecond)
    expect(driven.times).toHaveLength(100)
  })

  test('does not wait for answers: a stall is felt by all that come meanwhile, from the moment they were due', async () => {
    let free = Promise.resolve()
    const serve = (thing: number) =>
      (free = free.then(() => wait(thing === 0 ? 200 : 0)).then(() => undefined))
    const open = await atRate(things(20), 100, serve)
    // The things due at 0, 10, 20, … 190 ms are answered after 200 ms at the earliest.
    expect(open.times.filter((ms, i) => ms < 195 - i * 10)).toEqual([])
    expect(open.times.filter((ms) => ms > 50).length).toBeGreaterThanOrEqual(15)
  })

  test('a closed loop would have hidden that stall', async () => {
    let free = Promise.resolve()
    const serve = (thing: number) =>
      (free = free.then(() => wait(thing === 0 ? 200 : 0)).then(() => undefined))
    const closed = await inFlight(things(20), 1, serve)
    expect(closed.times.filter((ms) => ms > 150)).toHaveLength(1)
  })
})
