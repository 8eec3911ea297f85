import { parseArgs } from 'node:util'

/** A simulation that was asked for, or a text to print and the exit code that goes with it. */
export type Asked =
  Readonly<{ seed: string; steps: number; shrinkMs: number }> | Readonly<{ text: string; code: 0 | 2 }>

const stepsMax = 10_000_000
const secondsMax = 86_400

const help = `npm run simulate [-- --seed 2026-03-02] [--steps 1000] [--shrink 300]

Plays a market in which everything goes wrong that can, and holds every answer against a model. docs/simulator.md says how.

  --seed TEXT       what the world is made of, the same each time; without it, the date
  --steps N         operations to play, a whole number from 1 to ${stepsMax} (1000)
  --shrink SECONDS  how long the story may be shrunk when something is found, 0 to ${secondsMax} (300)

The PostgreSQL is that of TEST_DATABASE_URL, or one of its own. Ctrl-C ends it, tells the shortest story so far, and leaves
nothing behind. Exit codes: 0 nothing was found, 1 something was, 2 asked for in a wrong way.
`

/** Reads what is asked for; `today` is the seed where none is given. */
export function askedOf(args: readonly string[], today: string): Asked {
  const options = {
    help: { type: 'boolean', short: 'h' },
    seed: { type: 'string', default: today },
    steps: { type: 'string', default: '1000' },
    shrink: { type: 'string', default: '300' }
  } as const
  try {
    const { values } = parseArgs({ args: [...args], options })
    if (values.help) return { text: help, code: 0 }
    const steps = whole(values.steps, 1, stepsMax)
    const seconds = whole(values.shrink, 0, secondsMax)
    if (values.seed === '') return refused('--seed is some text: from the same text the same world is made.')
    if (steps === undefined) return refused(`--steps is a whole number from 1 to ${stepsMax}.`)
    if (seconds === undefined)
      return refused(`--shrink is a whole number of seconds from 0 to ${secondsMax}.`)
    return { seed: values.seed, steps, shrinkMs: seconds * 1000 }
  } catch (error) {
    return refused(String(error instanceof Error ? error.message : error).split('\n')[0] ?? '')
  }
}

const refused = (why: string): Asked => ({ text: `${why}\nSay --help for what there is.\n`, code: 2 })

function whole(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN
  return value >= least && value <= most ? value : undefined
}
