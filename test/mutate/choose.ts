import type { Mutation } from './mutations.ts'

/** What the command was asked for: mutations to try, or a text to print and the exit code that goes with it. */
export type Asked = Readonly<{ mutations: readonly Mutation[] }> | Readonly<{ text: string; code: 0 | 2 }>

const help = `npm run mutate [-- I2 I15 …]

Takes away what holds each money invariant, one after the other, in a copy of the project, and runs the tests that should
notice. With numbers of invariants, only what holds those. docs/invariants.md has all of it; the tests run on a PostgreSQL
of their own, or on that of TEST_DATABASE_URL. It takes an hour or two for all of them.

A mutation is caught when a test's own statement fails. Where a test ran out of time, or something went wrong before the
tests, it is tried again, and then the tests are run without it: a machine that is too busy is no catch.

Exit codes: 0 all caught, 1 some not, 2 asked for in a wrong way. Ctrl-C ends it and leaves nothing behind.
`

/** Chooses the mutations that the arguments ask for, all where they ask for none. */
export function choose(all: readonly Mutation[], args: readonly string[]): Asked {
  if (args.some((arg) => arg === '--help' || arg === '-h')) return { text: help, code: 0 }
  const known = [...new Set(all.map(({ invariant }) => invariant))]
  const unknown = args.find((arg) => !known.includes(arg))
  if (unknown === undefined)
    return { mutations: all.filter(({ invariant }) => args.length === 0 || args.includes(invariant)) }
  const what = unknown.startsWith('-')
    ? `There is no option ${unknown}.`
    : `There is no such invariant, or nothing that could be taken away holds it: ${unknown}.`
  return { text: `${what} Choose of ${known.join(', ')}; --help says more.\n`, code: 2 }
}
