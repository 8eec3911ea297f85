import { Command, CommanderError } from 'commander'
import { benchCommand } from './bench.ts'
import { booksCommand } from './books.ts'
import { clockCommand } from './clock.ts'
import { distributeCommand } from './distribute.ts'
import { explain, exitCodes, exitHelp, type ExitCode } from './exit.ts'
import { keysCommand } from './keys.ts'
import { listenCommand } from './listen.ts'
import { migrateCommand } from './migrate.ts'
import { openapiCommand } from './openapi.ts'
import { runner } from './program.ts'
import { replayCommand } from './replay.ts'
import { resetCommand } from './reset.ts'
import { serveCommand } from './serve.ts'
import { signInCommand } from './sign-in.ts'
import type { Surroundings } from './surroundings.ts'
import { triggerCommand } from './trigger.ts'
import { tryCommand } from './try.ts'
import { verifyCommand } from './verify.ts'

/** Runs the command that `argv` (without the program's name) asks for. Never throws; answers the exit code. */
export async function runCommand(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok
  const program = programOf(surroundings, (answer) => {
    code = answer
  })
  try {
    await program.parseAsync(withoutVainHelp(program, argv), { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    const { code: failed, text } = explain(error)
    surroundings.err(`kontor: ${text}\n`)
    return failed
  }
}

/** Takes --help away from a command that there is not, so that this is said instead. */
function withoutVainHelp(program: Command, argv: readonly string[]): string[] {
  let command: Command = program
  for (const word of argv) {
    if (command.commands.length === 0 || word.startsWith('-') || word === 'help') break
    const named = command.commands.find((one) => one.name() === word)
    if (named === undefined) return argv.filter((one) => one !== '--help' && one !== '-h')
    command = named
  }
  return [...argv]
}

function programOf(surroundings: Surroundings, done: (code: ExitCode) => void): Command {
  const program = new Command('kontor')
    .description(
      'Holds the money of marketplace orders until the goods have arrived, and proves where every cent is.'
    )
    .version(surroundings.version, '-V, --version')
    .configureOutput({ writeOut: surroundings.out, writeErr: surroundings.err })
    .configureHelp({ helpWidth: 100 })
    .showHelpAfterError('Say --help for what there is.')
    .exitOverride()
    .addHelpText(
      'after',
      `\nBegin with:\n  $ kontor try\n\nVariables such as DATABASE_URL and KONTOR_HOME: docs/operations.md\n${exitHelp}`
    )
  tryCommand(program, runner(surroundings, done))
  serveCommand(program, runner(surroundings, done))
  resetCommand(program, runner(surroundings, done))
  migrateCommand(program, runner(surroundings, done))
  verifyCommand(program, runner(surroundings, done))
  booksCommand(program, runner(surroundings, done))
  distributeCommand(program, runner(surroundings, done))
  replayCommand(program, runner(surroundings, done))
  benchCommand(program, runner(surroundings, done))
  clockCommand(program, runner(surroundings, done))
  keysCommand(program, runner(surroundings, done))
  signInCommand(program, runner(surroundings, done))
  listenCommand(program, runner(surroundings, done))
  triggerCommand(program, runner(surroundings, done))
  openapiCommand(program, runner(surroundings, done))
  return program
}
