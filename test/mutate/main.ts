import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, relative } from 'node:path'
import { edited, type Mutation, readMutations } from './mutations.ts'

/**
 * Takes away what holds each money invariant, one after the other, in a copy of the project, and runs the tests that
 * should notice: `npm run mutate`, or `npm run mutate -- I2 I15`. Whatever survives is named, and the exit code is 1.
 */
const root = join(import.meta.dirname, '..', '..')
const timeLimitMs = 300_000
const copy = mkdtempSync(join(tmpdir(), 'kontor-mutate-'))
const bin = join(root, 'node_modules', '.bin')

function copyProject(): void {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  const tops = new Set(list.split('\n').map((path) => path.split('/')[0] ?? path))
  for (const top of tops) {
    if (top === '' || top === 'node_modules') continue
    cpSync(join(root, top), join(copy, top), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
}

type Run = Readonly<{ failed: string | null; ok: boolean; output: string }>
type Report = Readonly<{
  testResults: readonly Readonly<{
    name: string
    status: string
    assertionResults: readonly Readonly<{ status: string; fullName: string }>[]
  }>[]
}>

/** Runs tests in the copy until one fails. */
function runTests(files: readonly string[]): Promise<Run> {
  const report = join(copy, 'mutate-report.json')
  rmSync(report, { force: true })
  const args = ['run', '--bail=1', '--reporter=json', `--outputFile.json=${report}`, ...files]
  return new Promise((resolve) => {
    const env = { ...process.env, PATH: [bin, process.env['PATH'] ?? ''].join(delimiter) }
    const child = spawn('vitest', args, { cwd: copy, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
    let late = false
    const timer = setTimeout(() => {
      late = true
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, timeLimitMs)
    child.on('close', (code) => {
      clearTimeout(timer)
      const failed = late ? `no end within ${timeLimitMs / 1000} s` : firstFailed(report)
      resolve({ failed, ok: code === 0, output })
    })
  })
}

/** The first test that failed, or the file whose tests could not begin; null also where a file could not be read at all. */
function firstFailed(report: string): string | null {
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
    const all = testResults.flatMap(({ assertionResults }) => assertionResults)
    const failed = all.find(({ status }) => status === 'failed')
    if (failed !== undefined) return failed.fullName
    const file = testResults.find(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length > 0
    )
    return file === undefined ? null : `what ${relative(copy, file.name)} does before its tests`
  } catch {
    return null
  }
}

/** Answers what became of a mutation, and whether that is well. */
async function tryOne({ edits, tests }: Mutation): Promise<readonly [well: boolean, told: string]> {
  const before = new Map(edits.map(({ file }) => [file, readFileSync(join(copy, file), 'utf8')]))
  for (const edit of edits) {
    const path = join(copy, edit.file)
    writeFileSync(path, edited(readFileSync(path, 'utf8'), edit))
  }
  const { failed, ok, output } = await runTests(tests)
  for (const [file, text] of before) writeFileSync(join(copy, file), text)
  if (failed !== null) return [true, `caught by: ${failed}`]
  return ok ? [false, 'SURVIVED'] : [false, `DOES NOT RUN: ${output.slice(-2000)}`]
}

const asked = process.argv.slice(2)
const mutations = readMutations(join(root, 'docs', 'invariants.md')).filter(
  ({ invariant }) => asked.length === 0 || asked.includes(invariant)
)
let bad = 0
try {
  copyProject()
  const tests = [...new Set(mutations.flatMap((mutation) => mutation.tests))]
  const first = await runTests(tests)
  // On a busy machine a test may run out of time once; one that fails twice fails.
  const whole = first.ok ? first : await runTests(tests)
  if (!whole.ok) throw new Error(`The tests fail as it is: ${whole.failed ?? whole.output.slice(-2000)}`)
  for (const mutation of mutations) {
    const began = performance.now()
    const [well, told] = await tryOne(mutation)
    if (!well) bad++
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(
      `${well ? 'ok  ' : 'FAIL'}  ${mutation.invariant.padEnd(4)} ${mutation.title} (${seconds} s): ${told}`
    )
  }
  console.log(`${mutations.length - bad} of ${mutations.length} mutations caught, ${bad} not`)
} finally {
  rmSync(copy, { recursive: true, force: true })
}
process.exitCode = bad === 0 && mutations.length > 0 ? 0 : 1
