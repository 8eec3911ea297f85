import { simulate, type Run } from './simulate.ts'
import type { Spoil } from './play.ts'
import type { Step, Wish } from './wish.ts'
import type { Place } from './world.ts'

/** What is left of a story when everything is dropped without which it fails as well. */
export type Shrunk = Readonly<{ run: Run; tries: number }>

/** Who watches it: ends it with the shortest story so far, and is told of each world that was tried. */
export type Watch = Readonly<{ signal?: AbortSignal; told?: (tries: number, stepsLeft: number) => void }>

/**
 * Finds a short story that fails in the way the run did: drops steps by halves, quarters and so on, then faults and
 * what happens at the same time, each time in a world of its own, until nothing can be dropped, the tries are used up, or it is
 * stopped. The shortest story so far is answered in any case.
 */
export async function shrink(
  place: Place,
  failed: Run,
  spoil: Spoil = {},
  triesMax = 80,
  { signal, told }: Watch = {}
): Promise<Shrunk> {
  let best = failed
  let tries = 0
  const symptom = symptomOf(failed)
  const fails = async (steps: readonly Step[]) => {
    if (tries >= triesMax || signal?.aborted) return false
    tries++
    const run = await simulate(place, failed.seed, steps, spoil, signal).catch((error: unknown) => {
      if (signal?.aborted) return undefined
      throw error
    })
    const isAlike = run !== undefined && symptomOf(run) === symptom
    if (isAlike) best = run
    told?.(tries, best.steps.length)
    return isAlike
  }
  await fails(whole(failed.steps.filter((step) => isAbout(step, failed))))
  await dropSteps(() => best.steps, fails)
  for (const simpler of [withoutFaults, withoutNetwork, apart]) {
    for (let at = 0; at < best.steps.length; at++) {
      const steps = best.steps.flatMap((step, i) => (i === at ? simpler(step) : [step]))
      if (JSON.stringify(steps) !== JSON.stringify(best.steps)) await fails(steps)
    }
  }
  await dropSteps(() => best.steps, fails)
  return { run: best, tries }
}

/** What kind of failure it is, without the names and figures of the one world. */
function symptomOf({ finding }: Run): string {
  const [first = ''] = finding?.wrong ?? []
  return first.split('\n')[0]?.replace(/[\d]+/g, '#') ?? ''
}

/** Whether a step is about the orders that the finding names, or lets time pass: with luck nothing else was needed. */
function isAbout(step: Step, { finding }: Run): boolean {
  const told = [...(finding?.wrong ?? []), JSON.stringify(finding?.step)].join(' ')
  const orders = new Set(told.match(/\bo\d+\b/g) ?? [])
  if (step.kind === 'time') return true
  const wishes = step.kind === 'ask' ? [step.wish] : step.kind === 'together' ? step.wishes : []
  return wishes.some((wish) => needs(wish).some((name) => orders.has(name)))
}

async function dropSteps(steps: () => readonly Step[], fails: (steps: readonly Step[]) => Promise<boolean>) {
  for (let size = Math.ceil(steps().length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < steps().length;) {
      const rest = steps().filter((_, i) => i < from || i >= from + size)
      if (!(await fails(whole(rest)))) from += size
    }
  }
}

/** Without what is about orders, shipments and the like that nobody makes any more. */
function whole(steps: readonly Step[]): Step[] {
  const made = new Set<string>()
  const makes = (wish: Wish) => {
    if (wish.do === 'order') made.add(wish.order)
    return wish.do === 'order' || needs(wish).every((order) => made.has(order))
  }
  return steps.flatMap((step): Step[] => {
    if (step.kind === 'ask') return makes(step.wish) ? [step] : []
    if (step.kind !== 'together') return [step]
    const wishes = step.wishes.filter(makes)
    return wishes.length === 0 ? [] : [{ ...step, wishes }]
  })
}

function needs(wish: Wish): string[] {
  const names = ['order', 'shipment', 'dispute', 'back', 'payment'].flatMap((field) => {
    const value = (wish as Readonly<Record<string, unknown>>)[field]
    return typeof value === 'string' ? [value.split('.')[0] ?? value] : []
  })
  return names
}

const withoutFaults = (step: Step): Step[] => [
  'faults' in step
    ? { ...step, faults: [], ...(step.kind === 'time' ? { provider: {}, together: false } : {}) }
    : step
]

const withoutNetwork = (step: Step): Step[] => [
  step.kind === 'ask' ? { ...step, network: { lost: 0, copies: 1 } } : step
]

/** One after the other instead of at once. */
const apart = (step: Step): Step[] =>
  step.kind === 'together'
    ? step.wishes.map((wish, i) => ({
        no: step.no + (i + 1) / 10,
        kind: 'ask',
        wish,
        network: { lost: 0, copies: 1 },
        faults: []
      }))
    : [step]
