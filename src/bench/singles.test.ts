import { expect, test } from 'vitest'
import { efforts } from './efforts.ts'
import { counterOf } from './singles.ts'

test('a round gets as many requests as fit into its time at the rate of the round before', () => {
  const counter = counterOf({ effort: { ...efforts.quick, roundMs: 2000 } }, 16)
  expect(counter.next('own')).toBe(64)
  counter.saw('own', { count: 64, ms: 32 })
  expect(counter.next('own')).toBe(4000)
  expect(counter.next('another')).toBe(64)
})
