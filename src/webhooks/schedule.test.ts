import { describe, expect, test } from 'vitest'
import { day, hour, minute, second } from '../kernel/index.ts'
import { matches } from './patterns.ts'
import { isPausedNow, judge, readRetryAfter, restOf, waitsMs } from './schedule.ts'

const now = new Date('2026-03-02T09:00:00Z')
const refused = { status: 500, error: 'answered 500', retryAfterMs: null }

describe('a delivery', () => {
  test('is tried ten times in some 75 hours, with waits that differ by a tenth at most', () => {
    expect(waitsMs.reduce((sum, ms) => sum + ms, 0)).toBe(75 * hour + 35 * minute + 5 * second)
    for (const [i, waitMs] of waitsMs.entries()) {
      const waits = Array.from({ length: 200 }, (_, n) => {
        const verdict = judge({ id: `whd_${n}`, tries: i + 1, test: false }, refused)
        return verdict.state === 'waiting' ? verdict.afterMs : 0
      })
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(waitMs * 0.9)
      expect(Math.max(...waits)).toBeLessThanOrEqual(waitMs * 1.1)
      expect(new Set(waits).size).toBeGreaterThan(50)
    }
    expect(judge({ id: 'whd_1', tries: 10, test: false }, refused)).toEqual({ state: 'failed' })
  })

  test.each([
    ['arrived', 1, false, { status: 204, error: null, retryAfterMs: null }, 'delivered'],
    ['arrived at last', 10, false, { status: 200, error: null, retryAfterMs: null }, 'delivered'],
    ['without an answer', 1, false, { status: null, error: 'no answer', retryAfterMs: null }, 'waiting'],
    ['refused', 9, false, refused, 'waiting'],
    ['refused the tenth time', 10, false, refused, 'failed'],
    ['gone', 1, false, { status: 410, error: 'gone', retryAfterMs: null }, 'failed'],
    ['a test that is refused', 1, true, refused, 'failed']
  ])('%s, after try %i: %s', (_, tries, isTest, attempt, state) => {
    expect(judge({ id: 'whd_1', tries, test: isTest }, attempt).state).toBe(state)
  })

  test('waits as long as the endpoint asks for, at most a day, and never shorter than the schedule', () => {
    const wait = (status: number, retryAfterMs: number, tries = 1) => {
      const verdict = judge({ id: 'whd_1', tries, test: false }, { status, error: 'later', retryAfterMs })
      return verdict.state === 'waiting' ? verdict.afterMs : null
    }
    expect([wait(429, hour), wait(503, hour), wait(429, 30 * day)]).toEqual([hour, hour, day])
    expect(wait(500, hour)).toBeLessThan(6 * second)
    expect(wait(429, 0, 4)).toBeGreaterThan(hour)
    expect(restOf({ status: 429, retryAfterMs: 0 })).toBe(second)
  })
})

test.each([
  [undefined, null],
  ['120', 2 * minute],
  ['Mon, 02 Mar 2026 09:01:00 GMT', minute],
  ['Mon, 02 Mar 2026 08:00:00 GMT', 0],
  ['soon', null],
  ['-5', null]
])('Retry-After: %s is %s', (header, ms) => {
  // A negative number of seconds is read as a year long ago by Date, which is no wait either.
  expect(readRetryAfter(header, now) ?? 0).toBe(ms ?? 0)
})

describe('an endpoint', () => {
  const since = (ms: number, failures: number) => ({
    failures,
    failingSince: new Date(now.getTime() - ms)
  })
  test.each([
    ['that works', { failures: 0, failingSince: null }, true, false],
    ['that took something a moment ago', since(minute, 1), true, false],
    ['at which nothing arrived through a whole schedule', since(75 * hour, 10), true, true],
    [
      'at which nothing has arrived for so long, before a delivery is given up',
      since(75 * hour, 9),
      false,
      false
    ],
    ['that failed a thousand times in a day', since(day, 1000), false, true],
    ['that failed a thousand times in an hour', since(hour, 1000), false, false],
    ['that failed less often in a day', since(day, 999), false, false]
  ])('%s', (_, health, givenUp, paused) => {
    expect(isPausedNow(health, givenUp, now)).toBe(paused)
  })

  test.each([
    [['*'], 'order.paid', true],
    [['order.*'], 'order.paid', true],
    [['order.*'], 'orders.paid', false],
    [['order.*'], 'order', false],
    [['order.paid'], 'order.paid', true],
    [['order.paid'], 'order.paid_back', false],
    [['payout.*', 'order.paid'], 'order.paid', true],
    [['payout.*', 'order.paid'], 'order.created', false]
  ])('for %j gets %s: %s', (patterns, type, wanted) => {
    expect(matches(patterns, type)).toBe(wanted)
  })
})
