import { compareEnd } from './compare.ts'
import { nextStep } from './generate.ts'
import { hourMs } from './model.ts'
import { type Finding, openPlay, type Play, playStep, type Spoil } from './play.ts'
import type { Step } from './wish.ts'
import type { Place } from './world.ts'

/** What a run came to. */
export type Run = Readonly<{
  seed: string
  steps: readonly Step[]
  operations: number
  /** Of all answers, statements and final states, in their order. */
  digest: string
  struck: ReadonlyMap<string, number>
  finding: Finding | null
}>

/**
 * Makes a world of the seed and lets so many operations happen in it, or exactly these steps. Ends at the first finding;
 * when it is stopped it throws the signal's reason before the next step, and its world is dropped.
 */
export async function simulate(
  place: Place,
  seed: string,
  story: Readonly<{ operations: number }> | readonly Step[],
  spoil: Spoil = {},
  stop?: AbortSignal
): Promise<Run> {
  const play = await openPlay(place, seed, spoil)
  const steps: Step[] = []
  const given = 'operations' in story ? null : story
  const limit = 'operations' in story ? story.operations : Infinity
  let finding: Finding | null = null
  try {
    while (finding === null && play.operations < limit) {
      stop?.throwIfAborted()
      const step = given === null ? nextStep(play.model, seed, steps.length) : given[steps.length]
      if (step === undefined) break
      steps.push(step)
      finding = await tell(step, inTime(play, playStep(play, step)))
    }
    finding ??= await tell(evening(steps.length), inTime(play, playStep(play, evening(steps.length))))
    finding ??= await tell({ no: steps.length, kind: 'check' }, inTime(play, compareEnd(play)))
  } finally {
    await play.world.drop()
  }
  const { operations, struck, trace } = play
  return { seed, steps, operations, digest: trace.digest('hex').slice(0, 16), struck, finding }
}

/** At the end nothing more goes wrong, and what is on its way arrives. */
const evening = (no: number): Step => ({
  no,
  kind: 'time',
  ms: 48 * hourMs,
  together: false,
  provider: {},
  faults: []
})

const patienceMs = 20_000

/** A step in which nothing goes on for so long is a finding, too. */
async function inTime<T>({ world: { stage } }: Play, playing: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  let before = -1
  const timer = setInterval(() => {
    if (stage.entered === before) reject(new Error(`The step does not end: ${JSON.stringify(stage.state())}`))
    before = stage.entered
  }, patienceMs)
  try {
    return await Promise.race([playing, promise])
  } finally {
    clearInterval(timer)
  }
}

async function tell(step: Step, playing: Promise<readonly string[]>): Promise<Finding | null> {
  try {
    const wrong = await playing
    return wrong.length === 0 ? null : { step, wrong }
  } catch (error) {
    return { step, wrong: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }
  }
}
