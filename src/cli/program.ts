import { type Command, InvalidArgumentError } from 'commander'
import { exitHelp, type ExitCode } from './exit.ts'
import type { Surroundings } from './surroundings.ts'

/** What a command does, given what was asked and the arguments in their order. Answers the exit code. */
type Action<Options> = (
  surroundings: Surroundings,
  options: Options,
  ...args: readonly string[]
) => Promise<ExitCode>

/** Makes a commander action of ours, and notes its exit code. */
export type Run<Options> = (action: Action<Options>) => (...given: unknown[]) => Promise<void>

/** Connects actions to the surroundings; `done` learns the exit code. */
export function runner<Options>(surroundings: Surroundings, done: (code: ExitCode) => void): Run<Options> {
  return (action) =>
    async (...given) => {
      const command = given.at(-1) as Command
      done(
        await action(
          surroundings,
          command.opts() as Options,
          ...command.processedArgs.flat().filter((arg) => typeof arg === 'string')
        )
      )
    }
}

type Described = Readonly<{ name: string; summary: string; examples: readonly string[]; more?: string }>

/** Adds a command with examples and exit codes in its help. */
export function addCommand(parent: Command, { name, summary, examples, more }: Described): Command {
  return parent
    .command(name)
    .description(summary)
    .configureHelp({ helpWidth: 100 })
    .showHelpAfterError('Say --help for examples.')
    .addHelpText(
      'after',
      `${more === undefined ? '' : `\n${more}\n`}\nExamples:\n${examples.map((line) => `  $ ${line}`).join('\n')}\n${exitHelp}`
    )
}

/** Reads a port. */
export function portOption(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? globalThis.Number(text) : -1
  if (port < 0 || port > 65_535) throw new InvalidArgumentError('A port is a whole number from 0 to 65535.')
  return port
}
