import { Failure } from '../kernel/index.ts'

/** What the exit code of a command means. */
export const exitCodes = { ok: 0, different: 1, usage: 2, environment: 3, bug: 70 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** A command that ends without success, for a reason that is no bug. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure'
  readonly code: ExitCode
  readonly advice: string | undefined

  constructor(code: ExitCode, message: string, advice?: string) {
    super(message)
    this.code = code
    this.advice = advice
  }
}

/** Asked for in a way that cannot be meant. */
export function usage(message: string, advice: string): CommandFailure {
  return new CommandFailure(exitCodes.usage, message, advice)
}

/** Something around the program is missing or in the way. */
export function environment(message: string, advice: string): CommandFailure {
  return new CommandFailure(exitCodes.environment, message, advice)
}

/** The last lines of every `--help`. */
export const exitHelp = `
Exit codes:
  0  done
  1  looked, and something is not as it must be; or refused
  2  asked for in a wrong way
  3  something around is missing: the database, the port, a file
  70 a mistake in Kontor`

const environmental =
  /^(ECONNREFUSED|ECONNRESET|ENOENT|EACCES|EPERM|ENOTFOUND|ENOSPC|ETIMEDOUT|28...|3D000|57P0.|53...|08...)$/

/** What is told of an error, and the exit code that says the same. */
export function explain(error: unknown): Readonly<{ code: ExitCode; text: string }> {
  if (error instanceof CommandFailure)
    return { code: error.code, text: sentences(error.message, error.advice) }
  if (error instanceof Failure) {
    const { advice } = error.details
    const outside = error.kind === 'busy' || /^(db|database)\.|^replay\.file_missing$/.test(error.code)
    const wrong = error.kind === 'invalid'
    const code = outside ? exitCodes.environment : wrong ? exitCodes.usage : exitCodes.different
    return { code, text: sentences(error.message, advice) }
  }
  if (!(error instanceof Error)) return { code: exitCodes.bug, text: String(error) }
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'EADDRINUSE') {
    return {
      code: exitCodes.environment,
      text: sentences(`The port is taken (${error.message}).`, 'Choose another with --port.')
    }
  }
  if (environmental.test(code))
    return { code: exitCodes.environment, text: sentences(error.message || code, adviceFor(code)) }
  return { code: exitCodes.bug, text: `This is a mistake in Kontor:\n${error.stack ?? error.message}` }
}

function adviceFor(code: string): string | undefined {
  if (/^28|3D000/.test(code)) return 'Check user, password and database name in DATABASE_URL.'
  if (/^E(CONN|NOTFOUND|TIMEDOUT)/.test(code))
    return 'Check that the database of DATABASE_URL runs and can be reached.'
  return undefined
}

const sentences = (message: string, advice: string | undefined) =>
  advice === undefined ? message : `${message}\n${advice}`
