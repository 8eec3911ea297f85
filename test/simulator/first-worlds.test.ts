import { describe, expect, test } from 'vitest'
import { operationsIn, playWorld, seedsOf } from './worlds.ts'

const minutesMs = 600_000

describe('a world in which everything goes wrong that can', () => {
  test.each(seedsOf('a', 2, 40))(
    'ends as the model says: seed %s',
    async (seed) => {
      const { operations, struck } = await playWorld(seed)
      expect(operations).toBeGreaterThanOrEqual(operationsIn)
      expect(struck.size).toBeGreaterThan(10)
    },
    minutesMs
  )
})
