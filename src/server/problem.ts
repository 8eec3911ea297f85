import { z } from 'zod'
import { isLost } from '../db/index.ts'
import { Failure, type FailureKind } from '../kernel/index.ts'
import { databaseLost } from './failures.ts'

/** The one table from the kind of a failure to its HTTP status, and the title that all of the kind share. */
const kinds = {
  invalid: [400, 'The request is not of the described form'],
  unauthenticated: [401, 'Not signed in'],
  forbidden: [403, 'Not allowed'],
  not_found: [404, 'Not found'],
  conflict: [409, 'In conflict with what is there'],
  refused: [422, 'Refused'],
  too_large: [413, 'Too large'],
  too_many: [429, 'Too many requests'],
  busy: [503, 'Busy']
} as const satisfies Record<FailureKind, readonly [number, string]>

/** Refusals for which HTTP has a status and a word of its own. */
const exceptions: Readonly<Record<string, readonly [number, string]>> = {
  'http.body_slow': [408, 'Too slow'],
  'http.content_type': [415, 'Not a format that is taken here'],
  'http.method': [405, 'Not a method of this path'],
  'identity.link_used': [410, 'Used already'],
  'identity.link_expired': [410, 'Too late'],
  'identity.link_revoked': [410, 'Taken back']
}

/** How every refusal looks: RFC 9457, with more that a program or a person can use. */
export const Problem = z
  .object({
    type: z.string().meta({ example: 'urn:kontor:problem:http.key_missing' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().meta({ description: 'What was refused and why, for a person.' }),
    code: z
      .string()
      .meta({ description: 'The same for the same reason, for a program.', example: 'http.key_missing' }),
    advice: z.string().optional().meta({ description: 'What would make the request pass.' }),
    errors: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Each field that is not of the described form.' }),
    details: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'Figures that belong to the code.' }),
    requestId: z.string().meta({ description: 'To be quoted in a question; it also stands in the log.' })
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>

/** The problem document of a failure. */
export function problemOf(failure: Failure, requestId: string): Problem {
  const [status, title] = exceptions[failure.code] ?? kinds[failure.kind]
  const { advice, errors, ...details } = failure.details
  return {
    type: `urn:kontor:problem:${failure.code}`,
    title,
    status,
    detail: failure.message,
    code: failure.code,
    ...(advice === undefined ? {} : { advice }),
    ...(errors === undefined ? {} : { errors: errors as Problem['errors'] }),
    ...(Object.keys(details).length > 0 ? { details } : {}),
    requestId
  }
}

/** What is answered when something broke on our side: nothing of the inside, only where to look. */
export function bugProblem(requestId: string): Problem {
  return {
    type: 'urn:kontor:problem:http.bug',
    title: 'Something broke on our side',
    status: 500,
    detail: 'This request met a mistake in Kontor. Its transaction was rolled back: nothing was changed.',
    code: 'http.bug',
    advice: 'Tell the operator the requestId: the log holds the rest.',
    requestId
  }
}

/** A problem as JSON; amounts as integers, larger ones as text. */
export function problemText(problem: Problem): string {
  return JSON.stringify(problem, (_, value) => {
    if (typeof value !== 'bigint') return value
    const number = globalThis.Number(value)
    return globalThis.Number.isSafeInteger(number) ? number : String(value)
  })
}

// Class 08 and 57P: the connection or the server went away. 57014: the statement took too long. 55P03, 40P01, 40001: a
// lock or an order of transactions that was not had after several attempts. 53: the server has no room. 25006: it is a
// standby, or the primary no more.
const lost = /^(08...|25006|57P0.|57014|55P03|40P01|40001|53...|25P03)$/

/** Makes a Failure of what was thrown, where it is one or stands for one; undefined for a bug. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  return lost.test(code) || isLost(error) ? databaseLost() : undefined
}
