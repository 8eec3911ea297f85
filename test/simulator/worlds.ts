import { describe, expect, inject, test } from 'vitest'
import { nightly } from '../nightly.ts'
import { shrink } from './shrink.ts'
import { type Run, simulate } from './simulate.ts'
import { tellStory } from './story.ts'

const operationsIn = 2500
const worldsUsual = 2
const worldsNightly = 40
const minutesMs = 600_000

/** Tests the worlds of one share: two files of them run beside each other. */
export function testWorlds(share: string): void {
  describe('a world in which everything goes wrong that can', () => {
    test.each(seedsOf(share))(
      'ends as the model says: seed %s',
      async (seed) => {
        const { operations, struck } = await playWorld(seed)
        expect(operations).toBeGreaterThanOrEqual(operationsIn)
        expect(struck.size).toBeGreaterThan(10)
      },
      minutesMs
    )
  })
}

/** The names of the worlds; in nightly mode there are more, and other ones each night. */
function seedsOf(share: string): string[] {
  const night = nightly ? `${new Date().toISOString().slice(0, 10)}-` : ''
  return Array.from({ length: nightly ? worldsNightly : worldsUsual }, (_, no) => `${night}${share}${no}`)
}

/** Plays a world. What it finds is thrown as a short story, with the command that tells it again. */
async function playWorld(seed: string): Promise<Run> {
  const place = { server: inject('server'), template: inject('template') }
  const run = await simulate(place, seed, { operations: operationsIn })
  if (run.finding === null) return run
  const { run: short } = await shrink(place, run)
  const command = `npm run simulate -- --seed ${seed} --steps ${operationsIn}`
  throw new Error([command, ...run.finding.wrong, '', tellStory(short)].join('\n'))
}
