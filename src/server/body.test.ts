import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readBytesWithin } from './body.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const announced = 20_000_000
const limitMs = 600_000

/** A body of which so much comes every ten seconds. */
function dripping(bytes: number): Request {
  let left = announced
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 10_000))
      const size = Math.min(bytes, left)
      left -= size
      controller.enqueue(new Uint8Array(size))
      if (left === 0) controller.close()
    }
  })
  const headers = { 'content-length': `${announced}` }
  return new Request('http://kontor', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
}

test.each([
  ['a byte now and then', 1, 60_000],
  ['half of what is needed to arrive in time', announced / 120, 120_000]
])('a large body of which %s comes is let go', async (_, bytes, withinMs) => {
  const reading = readBytesWithin(dripping(bytes), announced, limitMs).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(withinMs)
  expect(await Promise.race([reading, Promise.resolve('still read')])).toMatchObject({
    code: 'http.body_slow'
  })
})

test('a large body over a slow line is read to its end', async () => {
  const reading = readBytesWithin(dripping(Math.ceil(announced / 58)), announced, limitMs)
  await vi.advanceTimersByTimeAsync(limitMs)
  expect((await reading).byteLength).toBe(announced)
})
