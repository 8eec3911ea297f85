import { describe, expect, test } from 'vitest'
import { Failure } from '../kernel/index.ts'
import { checkSameOrigin } from './same-origin.ts'

const here = 'https://pay.example'

/** Whether a request with these headers is let through, at an address that is our own or stands behind a proxy. */
function passes(
  headers: Record<string, string>,
  publicUrl?: string,
  method = 'POST',
  url = `${here}/v1/orders`
) {
  try {
    checkSameOrigin(new Request(url, { method, headers }), publicUrl)
    return true
  } catch (error) {
    if (error instanceof Failure && error.code === 'http.cross_site') return false
    throw error
  }
}

describe('a request with a cookie that changes something', () => {
  test.each<[string, Record<string, string>, boolean]>([
    ['says same-origin', { 'sec-fetch-site': 'same-origin' }, true],
    ['says same-site', { 'sec-fetch-site': 'same-site', origin: here }, false],
    ['says cross-site', { 'sec-fetch-site': 'cross-site', origin: here }, false],
    ['says none', { 'sec-fetch-site': 'none' }, false],
    ['says something else', { 'sec-fetch-site': 'x', origin: here }, false],
    ['is older, of this origin', { origin: here }, true],
    ['is older, of another', { origin: 'https://evil.example' }, false],
    ['is older, of a host above', { origin: 'https://example' }, false],
    ['is older, of a host below', { origin: 'https://a.pay.example' }, false],
    ['is older, of another port', { origin: `${here}:8443` }, false],
    ['hides its origin', { origin: 'null' }, false],
    ['has an origin that is none', { origin: 'pay.example' }, false],
    ['says nothing', {}, false],
    ['says nothing but where it was linked from', { referer: `${here}/console/` }, false]
  ])('and %s', (_, headers, expected) => {
    expect(passes(headers)).toBe(expected)
    expect(passes(headers, here)).toBe(expected)
  })

  test('comes through a proxy that has another name for this server', () => {
    const inside = 'http://10.0.0.7:4700/v1/orders'
    expect(passes({ origin: here }, here, 'POST', inside)).toBe(true)
    expect(passes({ origin: here }, undefined, 'POST', inside)).toBe(false)
    expect(passes({ origin: 'http://pay.example' }, here, 'POST', inside)).toBe(false)
  })

  test.each(['PUT', 'DELETE', 'PATCH'])('by %s, too', (method) => {
    expect(passes({ origin: 'https://evil.example' }, here, method)).toBe(false)
  })
})

test.each(['GET', 'HEAD', 'OPTIONS'])('%s changes nothing, so any page may ask', (method) => {
  expect(passes({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, here, method)).toBe(true)
})
