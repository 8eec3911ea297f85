import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { choose } from './choose.ts'
import { type Ended, endedAs, judge } from './judge.ts'
import { readMutations } from './mutations.ts'

const mutations = readMutations()
const caught: Ended = { kind: 'failed', test: 'no cent is lost' }
const unclear: Ended = { kind: 'unclear', what: 'no cent is lost ran out of time' }
const broken: Ended = { kind: 'broken', output: 'Unexpected token' }
const passed: Ended = { kind: 'passed' }

describe('what is asked for', () => {
  test('is everything, or what holds the invariants that are named', () => {
    expect(choose(mutations, [])).toEqual({ mutations })
    const chosen = choose(mutations, ['I2', 'I15'])
    expect(new Set('mutations' in chosen ? chosen.mutations.map(({ invariant }) => invariant) : [])).toEqual(
      new Set(['I2', 'I15'])
    )
  })

  test.each([
    [['--help'], 0, /^npm run mutate/],
    [['I2', '-h'], 0, /^npm run mutate/],
    [['I99'], 2, /^There is no such invariant, .*: I99[.] Choose of I1, I2, I3, .*I30, I32, .*; --help/],
    [['i2'], 2, /: i2[.] Choose of/],
    [['I4'], 2, /nothing that could be taken away holds it: I4[.]/],
    [['I2', '--quick'], 2, /^There is no option --quick[.] Choose of/]
  ])('%j is answered with a text and %i', (args, code, text) => {
    expect(choose(mutations, args)).toEqual({ code, text: expect.stringMatching(text) as string })
  })
})

describe('a mutation', () => {
  test.each([
    ['a test states otherwise', [caught], undefined, true, 'caught by: no cent is lost'],
    ['nothing fails', [passed], undefined, false, 'SURVIVED'],
    [
      'a test ran out of time, and then stated otherwise',
      [unclear, caught],
      undefined,
      true,
      'caught by: no cent is lost (at the second try; at the first: no cent is lost ran out of time)'
    ],
    [
      'a test ran out of time, and then passed',
      [unclear, passed],
      undefined,
      false,
      'SURVIVED (at the second try; at the first: no cent is lost ran out of time)'
    ],
    [
      'a test ran out of time twice, and passes without it',
      [unclear, unclear],
      passed,
      true,
      'caught by: no cent is lost ran out of time, twice, which went well without the mutation'
    ],
    [
      'a test ran out of time twice, and without it as well',
      [unclear, unclear],
      unclear,
      false,
      'UNDECIDED: no cent is lost ran out of time, twice, but without the mutation no cent is lost ran out of time, too. ' +
        'Try again on a machine that is idle.'
    ],
    ['it cannot be read', [broken, broken], undefined, false, 'DOES NOT RUN: Unexpected token']
  ])('%s', (_, tried, unmutated, well, told) => {
    expect(judge(tried, unmutated)).toEqual({ well, told })
  })

  test('that nothing is said of for sure is tried again, and then the tests are run without it', () => {
    expect(judge([])).toBe('again')
    expect(judge([unclear])).toBe('again')
    expect(judge([broken])).toBe('again')
    expect(judge([broken, unclear])).toBe('unmutated')
  })
})

describe('a run of the tests', () => {
  const file = (status: string, ...tests: readonly (readonly [string, string?])[]) => ({
    testResults: [
      {
        name: 'a.test.ts',
        status,
        assertionResults: tests.map(([state, message]) => ({
          status: state,
          fullName: 'it holds',
          failureMessages: message === undefined ? [] : [message]
        }))
      }
    ]
  })
  test.each([
    ['passed', file('passed', ['passed']), 0, passed],
    ['failed', file('failed', ['passed'], ['failed', 'AssertionError: expected 1']), 1, 'it holds'],
    [
      'unclear',
      file('failed', ['failed', 'Error: Test timed out in 60000ms.']),
      1,
      'it holds ran out of time'
    ],
    [
      'unclear',
      file('failed', ['failed', 'Error: Hook timed out in 60000ms.']),
      1,
      'it holds ran out of time'
    ],
    ['unclear', file('failed', ['skipped']), 1, 'what a.test.ts does before its tests went wrong'],
    ['broken', file('failed'), 1, 'printed'],
    ['broken', undefined, 1, 'printed']
  ])('is read as %s', (kind, report, code, told) => {
    const ended = endedAs(report, code, 'printed')
    expect(ended.kind).toBe(kind)
    if (kind !== 'passed') expect(Object.values(ended)).toContain(told)
  })
})

const scratch = mkdtempSync(join(tmpdir(), 'kontor-mutate-test-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends it, and it leaves no process and no copy',
  async (signal) => {
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST'))
    const env = { ...Object.fromEntries(own), TMPDIR: scratch, TEST_DATABASE_URL: inject('server') }
    const child = spawn(process.execPath, ['test/mutate/main.ts', 'I12'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe']
    })
    const [first] = (await once(child.stdout, 'data')) as [Buffer]
    expect(first.toString()).toMatch(/^Running the tests of \d mutations as they are/)
    await wait(1000)
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([signal === 'SIGINT' ? 130 : 143, null])
    expect(readdirSync(scratch)).toEqual([])
    const left = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    expect(left.split('\n').filter((line) => line.includes(scratch))).toEqual([])
  }
)
