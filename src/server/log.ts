import pino, { type DestinationStream, type Logger } from 'pino'

export type { Logger } from 'pino'

/** Structured logs, one JSON object a line. Never a body, a header or a key: only what is named here and in answer.ts. */
export function createLog(level: string, destination: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { err: describe }
    },
    destination
  )
}

/** An error without the values that a database puts into its details. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error)
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : undefined
  return { name, message, code, stack, ...(cause === undefined ? {} : { cause: describe(cause) }) }
}
