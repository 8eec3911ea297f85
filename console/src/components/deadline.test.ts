import { expect, test } from 'vitest'
import type { Dispute } from '../api/index.ts'
import { bySoonest, urgencyOf } from './deadline.ts'

const now = new Date('2026-11-27T12:00:00Z')

test.each([
  [null, 'none'],
  ['2026-11-26T12:00:00Z', 'now'],
  ['2026-11-28T12:00:00Z', 'now'],
  ['2026-11-28T12:00:01Z', 'soon'],
  ['2026-11-30T12:00:00Z', 'soon'],
  ['2026-12-01T12:00:00Z', 'later']
])('due %s: %s', (dueAt, urgency) => {
  expect(urgencyOf(dueAt, now)).toBe(urgency)
})

test('the nearest deadline stands first, and what has none by its age at the end', () => {
  const dispute = (id: string, dueAt: string | null, openedAt: string) => ({ id, dueAt, openedAt }) as Dispute
  const sorted = bySoonest([
    dispute('young', null, '2026-11-20T00:00:00Z'),
    dispute('later', '2026-12-05T00:00:00Z', '2026-11-01T00:00:00Z'),
    dispute('old', null, '2026-10-01T00:00:00Z'),
    dispute('soon', '2026-11-28T00:00:00Z', '2026-11-22T00:00:00Z')
  ])
  expect(sorted.map(({ id }) => id)).toEqual(['soon', 'later', 'old', 'young'])
})
