import { inject } from 'vitest'
import { shrink } from './shrink.ts'
import { type Run, simulate } from './simulate.ts'
import { tellStory } from './story.ts'

const operations = 2500

/** How many operations happen in a world of a test. */
export const operationsIn = operations

/** The names of the worlds of this share of the tests; in nightly mode there are more, and other ones each night. */
export function seedsOf(share: string, usual: number, nightly: number): string[] {
  const night = process.env['KONTOR_NIGHTLY'] === '1'
  const date = new Date().toISOString().slice(0, 10)
  return Array.from({ length: night ? nightly : usual }, (_, no) =>
    night ? `${date}-${share}${no}` : `${share}${no}`
  )
}

/** Plays a world. What it finds is thrown as a short story, with the command that tells it again. */
export async function playWorld(seed: string): Promise<Run> {
  const place = { server: inject('server'), template: inject('template') }
  const run = await simulate(place, seed, { operations })
  if (run.finding === null) return run
  const { run: short } = await shrink(place, run)
  const command = `npm run simulate -- --seed ${seed} --steps ${operations}`
  throw new Error([command, ...run.finding.wrong, '', tellStory(short)].join('\n'))
}
