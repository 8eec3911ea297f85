/** How a run of the tests ended. */
export type Ended =
  | Readonly<{ kind: 'passed' }>
  /** A test's own statement did not hold. */
  | Readonly<{ kind: 'failed'; test: string }>
  /** What went wrong may be the mutation or a machine that is too busy: nothing that a test states was seen to fail. */
  | Readonly<{ kind: 'unclear'; what: string }>
  /** The tests could not even be read. */
  | Readonly<{ kind: 'broken'; output: string }>

/** What became of a mutation, and whether that is well. */
export type Verdict = Readonly<{ well: boolean; told: string }>

/**
 * What the runs so far say. `again`: the mutation is to be tried once more. `unmutated`: the tests are to be run as they
 * are, because twice it was unclear whether the mutation or the machine kept them from ending as they should.
 */
export function judge(tried: readonly Ended[], unmutated?: Ended): Verdict | 'again' | 'unmutated' {
  const last = tried.at(-1)
  const [first] = tried
  if (last === undefined || first === undefined) return 'again'
  const before = tried.length > 1 ? ` (at the second try; at the first: ${sentenceOf(first)})` : ''
  if (last.kind === 'failed') return { well: true, told: `caught by: ${last.test}${before}` }
  if (last.kind === 'passed') return { well: false, told: `SURVIVED${before}` }
  if (tried.length < 2) return 'again'
  if (last.kind === 'broken') return { well: false, told: `DOES NOT RUN: ${last.output}` }
  if (unmutated === undefined) return 'unmutated'
  if (unmutated.kind === 'passed')
    return { well: true, told: `caught by: ${last.what}, twice, which went well without the mutation` }
  return {
    well: false,
    told: `UNDECIDED: ${last.what}, twice, but without the mutation ${sentenceOf(unmutated)}, too. Try again on a machine that is idle.`
  }
}

function sentenceOf(ended: Ended): string {
  switch (ended.kind) {
    case 'passed':
      return 'all tests passed'
    case 'failed':
      return `${ended.test} failed`
    case 'unclear':
      return ended.what
    case 'broken':
      return 'the tests could not be read'
    default:
      return ended satisfies never
  }
}

/** What Vitest's JSON report says of a file of tests. */
type FileReport = Readonly<{
  name: string
  status: string
  assertionResults: readonly Readonly<{
    status: string
    fullName: string
    failureMessages?: readonly string[] | null
  }>[]
}>

const timedOut = /^(Error: )?(Test|Hook) timed out in \d+ ?ms/

/** Reads how a run ended from its report (undefined where none was written), its exit code, and what it printed. */
export function endedAs(
  report: Readonly<{ testResults: readonly FileReport[] }> | undefined,
  code: number | null,
  output: string
): Ended {
  const files = report?.testResults ?? []
  const failed = files.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed')
  )
  const isLate = ({ failureMessages }: (typeof failed)[number]) =>
    (failureMessages ?? []).some((message) => timedOut.test(message))
  const stated = failed.find((test) => !isLate(test))
  if (stated !== undefined) return { kind: 'failed', test: stated.fullName }
  const [late] = failed
  if (late !== undefined) return { kind: 'unclear', what: `${late.fullName} ran out of time` }
  const file = files.find(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length > 0
  )
  if (file !== undefined)
    return { kind: 'unclear', what: `what ${file.name} does before its tests went wrong` }
  return code === 0 ? { kind: 'passed' } : { kind: 'broken', output: output.slice(-2000) }
}
