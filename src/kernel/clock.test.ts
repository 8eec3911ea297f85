import { expect, test } from 'vitest'
import { day, hour, later, manualClock } from './index.ts'

test('a manual clock stands still until it is moved, and never goes back', () => {
  const start = new Date('2026-02-28T23:00:00Z')
  const clock = manualClock(start)
  expect(clock.now()).toEqual(start)
  clock.advance(2 * hour)
  expect(clock.now()).toEqual(new Date('2026-03-01T01:00:00Z'))
  expect(() => clock.set(start)).toThrow('does not go back')
  expect(later(start, day)).toEqual(new Date('2026-03-01T23:00:00Z'))
})

test('what a clock answered does not change when somebody changes it', () => {
  const clock = manualClock(new Date(0))
  clock.now().setFullYear(2000)
  expect(clock.now()).toEqual(new Date(0))
})
