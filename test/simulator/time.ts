import type { Job } from '../../src/api/index.ts'
import type { Play } from './play.ts'
import { randomOf } from './random.ts'
import { Crashed } from './stage.ts'
import type { Step } from './wish.ts'
import type { World } from './world.ts'

/** After a crash, a new process. */
export async function recover(world: World): Promise<void> {
  if (world.isAlive()) return
  await world.stage.rest()
  await world.restart()
}

const roundsMax = 5000
/** Faults of the payment service end so long after a step began, so that what was lost is asked for again in its time. */
const troubleMs = 10 * 60_000

/**
 * Lets time pass up to `to`, and stops whenever a job is due. Jobs run one after the other or all at once; one that fails
 * is tried again, as by the runner of a server.
 */
export async function spend(play: Play, step: Extract<Step, { kind: 'time' }>, to: number): Promise<void> {
  const { world } = play
  const { clock, stage } = world
  const calmAt = clock.now().getTime() + troubleMs
  world.providerFaults({ seed: step.no, ...step.provider })
  stage.begin(randomOf(play.seed, 'stage', step.no), step.faults)
  for (let round = 0; round < roundsMax; round++) {
    const now = clock.now().getTime()
    if (now > calmAt) world.providerFaults({ seed: step.no })
    const due = await dueJobs(play)
    const ready = due.filter(({ at }) => at <= now)
    const done = step.together ? await allAtOnce(play, ready) : await oneByOne(play, ready)
    if (done > 0 || due.length === 0) {
      if (due.length === 0) return
      continue
    }
    const next = Math.min(...due.map(({ at }) => at).filter((at) => at > now), Infinity)
    if (next > to) return
    clock.set(new Date(next))
  }
  throw new Error('time does not pass: the jobs find work without end')
}

type DueJob = Readonly<{ job: Job; at: number }>

async function dueJobs({ world }: Play): Promise<DueJob[]> {
  const times = await world.dueTimes()
  return world.jobs().flatMap((job, i) => {
    const at = times[i] ?? null
    return at === null ? [] : [{ job, at: at.getTime() }]
  })
}

async function oneByOne(play: Play, due: readonly DueJob[]): Promise<number> {
  let done = 0
  for (const { job } of due) {
    const count = await run(play, job)
    if (count === 'crashed') {
      await recover(play.world)
      return done + 1
    }
    done += count
  }
  return done
}

async function allAtOnce(play: Play, due: readonly DueJob[]): Promise<number> {
  const counts = await Promise.all(due.map(({ job }) => run(play, job)))
  await recover(play.world)
  return counts.reduce<number>((sum, count) => sum + (count === 'crashed' ? 1 : count), 0)
}

/** How much a job did; one that failed is to be run again. */
async function run({ world }: Play, job: Job): Promise<number | 'crashed'> {
  try {
    return await world.run(job)
  } catch (error) {
    return error instanceof Crashed ? 'crashed' : 1
  }
}
