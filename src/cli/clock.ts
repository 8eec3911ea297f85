import type { Command } from 'commander'
import { passTime } from '../api/index.ts'
import { later, systemClock } from '../kernel/index.ts'
import { type Config, readConfig } from './config.ts'
import { withDatabase, workBeside } from './database.ts'
import { readDuration } from './duration.ts'
import { environment, exitCodes, usage } from './exit.ts'
import { reportHappened, watchEvents } from './happened.ts'
import { addCommand, type Run } from './program.ts'
import { progressOn } from './progress.ts'
import { sandboxInside, sandboxSurroundings } from './sandbox.ts'
import { appOf } from './service.ts'

type Json = Readonly<{ json?: boolean }>

/** `kontor clock`: shows the clock, and lets time pass. */
export function clockCommand(program: Command, run: Run<Json>): void {
  const clock = program.command('clock').description('Show the simulated clock, or let time pass.')
  addCommand(clock, {
    name: 'advance',
    summary: 'Let time pass: everything that happens by itself happens at its moment.',
    more: 'A running server follows within a second. The clock never goes back. Refused in production.',
    examples: ['kontor clock advance 15d', 'kontor clock advance 1d12h --json']
  })
    .argument('<duration>', 'such as 15d, 36h, 1d12h, 90s')
    .option('--json', 'print {"from", "to", "events": n, "happened": {TYPE: n}}')
    .configureOutput({ outputError: (text, write) => write(asBackwards(text)) })
    .action(run((surroundings, { json }, text = '') => advance(surroundings, json === true, text)))
  addCommand(clock, {
    name: 'show',
    summary: 'Show what time it is.',
    examples: ['kontor clock show --json']
  })
    .option('--json', 'print {"now", "aheadMs"}')
    .action(
      run(async (surroundings, { json }) => {
        const config = refusedInProduction(readConfig(surroundings))
        const { now, machine } = await withDatabase(config, async ({ clock }) => {
          return { now: clock.now(), machine: systemClock.now() }
        })
        const aheadMs = Math.max(0, now.getTime() - machine.getTime())
        surroundings.out(json ? `${JSON.stringify({ now, aheadMs })}\n` : `${now.toISOString()}\n`)
        return exitCodes.ok
      })
    )
}

/** What begins with a minus is read as an option; a duration that does is meant to go back. */
const asBackwards = (text: string) =>
  text.replace(/unknown option '(-\d[^']*)'/, 'the clock never goes back, and $1 would be before now')

const advance = async (
  surroundings: Parameters<Parameters<Run<Json>>[0]>[0],
  json: boolean,
  text: string
) => {
  const config = refusedInProduction(readConfig(surroundings))
  const duration = readDuration(text)
  const progress = progressOn(surroundings)
  const passed = await withDatabase(config, ({ db, movable }, url) =>
    workBeside(url, async (beside) => {
      if (!movable) throw usage('This clock cannot be moved.', 'It is the clock of the machine.')
      const { providers, jobs: sandboxJobs } = await sandboxInside(config, db, true)
      const jobs = [
        ...appOf(config, { providers, beside }).jobs,
        ...sandboxJobs,
        ...sandboxSurroundings(config)
      ]
      const happenedSince = await watchEvents(db)
      const from = movable.now()
      const to = later(from, duration)
      progress.step('Letting time pass')
      const told = {
        now: () => movable.now(),
        set: async (at: Date) => {
          await movable.set(at)
          progress.update(at.getTime() - from.getTime(), duration)
        }
      }
      await passTime(db, jobs, told, to)
      return { from, to: movable.now(), ...(await happenedSince()) }
    })
  )
  progress.end()
  surroundings.out(
    json
      ? `${JSON.stringify(passed)}\n`
      : `The clock went from ${passed.from.toISOString()} to ${passed.to.toISOString()}.\n${reportHappened(passed)}`
  )
  return exitCodes.ok
}

function refusedInProduction(config: Config): Config {
  if (!config.production) return config
  throw environment(
    'In production time is the machine’s and cannot be moved.',
    'Use another database for trying things out.'
  )
}
