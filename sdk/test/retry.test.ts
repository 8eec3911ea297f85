import { describe, expect, test } from 'vitest'
import { isPassing, readRetryAfter, waitMs } from '../src/retry.ts'

const failed = { status: null, code: null, retryAfterMs: null }

describe('what is sent again', () => {
  test.each([
    ['no answer', null, null, true],
    ['a request that came too slowly', 408, 'http.body_slow', true],
    ['too much to do', 429, 'http.overloaded', true],
    ['too many requests', 429, 'http.rate_exceeded', true],
    ['a gateway that got nothing', 502, null, true],
    ['a lost database', 503, 'http.database_lost', true],
    ['a gateway that waited too long', 504, null, true],
    ['a first one still at work', 409, 'http.key_in_flight', true],
    ['a conflict', 409, 'orders.reference_taken', false],
    ['a refusal', 422, 'orders.payment_too_much', false],
    ['another form', 400, 'http.body_invalid', false],
    ['no key', 401, 'identity.key_unknown', false],
    ['no permission', 403, 'http.permission_missing', false],
    ['nothing there', 404, 'orders.order_unknown', false],
    ['a key used for something else', 422, 'http.key_reused', false],
    ['a mistake of Kontor', 500, 'http.bug', false],
    ['a redirection', 302, null, false],
    ['an answer that cannot be read', 200, null, false]
  ])('%s (%s %s): %s', (_, status, code, again) => {
    expect(isPassing({ status, code, retryAfterMs: null })).toBe(again)
  })
})

describe('the wait', () => {
  test('doubles up to 8 s, of which chance takes up to the half', () => {
    const longest = Array.from({ length: 8 }, (_, i) => waitMs(i + 1, failed, 1))
    expect(longest).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000, 8000])
    const shortest = Array.from({ length: 8 }, (_, i) => waitMs(i + 1, failed, 0))
    expect(shortest).toEqual([125, 250, 500, 1000, 2000, 4000, 4000, 4000])
  })

  test('comes after what Kontor asks for', () => {
    expect(waitMs(1, { ...failed, retryAfterMs: 3000 }, 0)).toBe(3125)
  })

  test.each([
    ['2', 2000],
    [' 120 ', 120_000],
    ['0', 0],
    ['Mon, 02 Mar 2026 09:00:07 GMT', 7000],
    ['Mon, 02 Mar 2026 08:00:00 GMT', 0],
    ['soon', null],
    ['-1', null],
    ['1e9', null],
    ['', null],
    [null, null]
  ])('Retry-After %j is %s ms', (text, ms) => {
    expect(readRetryAfter(text, Date.parse('2026-03-02T09:00:00Z'))).toBe(ms)
  })
})
