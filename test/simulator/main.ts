import { randomBytes } from 'node:crypto'
import { createDatabase, dropDatabase, migrate } from '../../src/db/index.ts'
import { onStop, scratchServer } from '../scratch-server.ts'
import { askedOf, type Asked } from './asked.ts'
import { shrink } from './shrink.ts'
import { type Run, simulate } from './simulate.ts'
import { tellStory } from './story.ts'
import type { Place } from './world.ts'

type Wanted = Extract<Asked, { seed: string }>

/** Plays what is asked for and tells what came of it; answers whether nothing was found. Leaves nothing behind. */
async function play(wanted: Wanted, stop: AbortSignal): Promise<boolean> {
  const server = await scratchServer('simulate')
  const place = { server: server.url, template: `kontor_template_${randomBytes(6).toString('hex')}` }
  try {
    await createDatabase(place.server, place.template)
    await migrate(place.server.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${place.template}`))
    const began = performance.now()
    const run = await simulate(place, wanted.seed, { operations: wanted.steps }, {}, stop)
    tellRun(run, (performance.now() - began) / 1000)
    if (run.finding !== null) await tellFinding(place, run, wanted, stop)
    return run.finding === null
  } finally {
    await dropDatabase(place.server, place.template)
    await server.close()
  }
}

function tellRun({ seed, operations, steps, digest, struck }: Run, seconds: number): void {
  console.log(
    `seed ${seed}: ${operations} operations in ${steps.length} steps, ${seconds.toFixed(1)} s, digest ${digest}`
  )
  for (const [what, count] of [...struck].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    console.log(`  ${String(count).padStart(5)}  ${what}`)
}

/** Tells at once where the story fails, and then shrinks it for as long as it may, telling how far it is. */
async function tellFinding(place: Place, run: Run, wanted: Wanted, stop: AbortSignal): Promise<void> {
  const { seed, steps, shrinkMs } = wanted
  const found = run.finding === null ? [] : [run.finding.step]
  console.log(`\nnpm run simulate -- --seed ${seed} --steps ${steps}\n`)
  console.log(`Found at step ${found[0]?.no ?? run.steps.length} of ${run.steps.length}:\n`)
  console.log(`${tellStory({ ...run, steps: found })}\n`)
  if (shrinkMs === 0) return
  console.log(`Shrinking the story, for ${shrinkMs / 1000} s at most; Ctrl-C tells the shortest so far.`)
  const late = AbortSignal.timeout(shrinkMs)
  const { run: short, tries } = await shrink(place, run, {}, undefined, {
    signal: AbortSignal.any([stop, late]),
    told: (done, left) => console.log(`  ${done} worlds tried, ${left} steps left`)
  })
  const ended = stop.aborted ? ' when it was stopped' : late.aborted ? ' when the time was over' : ''
  console.log(`\nShrunk to ${short.steps.length} steps in ${tries} worlds${ended}.\n\n${tellStory(short)}`)
}

const asked = askedOf(process.argv.slice(2), new Date().toISOString().slice(0, 10))
if ('text' in asked) {
  process[asked.code === 0 ? 'stdout' : 'stderr'].write(asked.text)
  process.exitCode = asked.code
} else {
  const stop = new AbortController()
  const playing = play(asked, stop.signal)
  onStop(async () => {
    stop.abort(new Error('stopped'))
    await playing.catch(() => undefined)
  })
  try {
    const well = await playing
    // Who stopped it is answered with the signal's own code, once everything is put away.
    if (!stop.signal.aborted) process.exit(well ? 0 : 1)
  } catch (error) {
    if (!stop.signal.aborted) throw error
  }
}
