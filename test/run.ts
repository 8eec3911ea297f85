import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/**
 * Runs everything that guards the project and ends with the counts: format, lint with types, tsc, dead code, then the
 * tests (architecture and house rules among them) on a real PostgreSQL. Arguments go to Vitest: `npm test -- src/ledger`.
 * `--nightly` lets the tests that choose take their time: more crashes, longer histories, a longer simulation. What they
 * choose follows from the seed that is printed; KONTOR_SEED chooses it.
 */
const root = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'kontor-run-'))
const report = join(scratch, 'tests.json')
const nightly = process.argv.includes('--nightly')
const seed = process.env['KONTOR_SEED'] ?? String(randomInt(1_000_000))
const path = [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter)

const guards: [name: string, command: string, ...args: string[]][] = [
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings', 'src', 'test', 'sdk', 'console', 'phone'],
  ['types', 'tsc'],
  ['sdk types', 'tsc', '-p', 'sdk'],
  ['console types', 'tsc', '-p', 'console'],
  ['phone types', 'tsc', '-p', 'phone'],
  ['worker types', 'tsc', '-p', 'phone/tsconfig.worker.json'],
  ['dead code', 'knip']
]

/** What the tests of the console need: its built files, and a Chromium. Whichever cannot be had fails the run. */
const preparations: typeof guards = [
  ['console build', 'npm', 'run', '-s', 'build', '-w', 'console'],
  ['chromium', process.execPath, 'test/console/chromium.ts']
]

function run(
  command: string,
  args: readonly string[],
  quiet: boolean
): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, PATH: path, KONTOR_SEED: seed, ...(nightly ? { KONTOR_NIGHTLY: '1' } : {}) },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit']
    })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += String(chunk)))
    child.stderr?.on('data', (chunk) => (output += String(chunk)))
    child.on('error', (error) => resolve({ ok: false, output: error.message }))
    child.on('close', (code) => resolve({ ok: code === 0, output }))
  })
}

async function guard([name, command, ...args]: (typeof guards)[number]): Promise<boolean> {
  const started = performance.now()
  const { ok, output } = await run(command, args, true)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(14)} ${seconds.padStart(6)} s`)
  if (!ok) console.log(output)
  return ok
}

function counts(): { numPassedTests: number; numFailedTests: number; numPendingTests: number } {
  try {
    return JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 }
  }
}

const selected = process.argv.slice(2).filter((argument) => argument !== '--nightly')
console.log(`KONTOR_SEED=${seed}${nightly ? ', nightly' : ''}`)
const isWhole = selected.length === 0
const needsConsole = isWhole || selected.some((name) => /console|browser/.test(name))
const first = [...(isWhole ? guards : []), ...(needsConsole ? preparations : [])]
let passed = 0
for (const each of first) if (await guard(each)) passed++
const total = first.length
// A night is long: each test is told when it ends, so that one that is stopped early is not for nothing.
const reporter = nightly ? 'verbose' : 'default'
const vitest = [
  'run',
  `--reporter=${reporter}`,
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...selected
]
const tests = await run('vitest', vitest, false)
const { numPassedTests, numFailedTests, numPendingTests } = counts()
rmSync(scratch, { recursive: true, force: true })

const failed = numFailedTests + (total - passed) + (tests.ok || numFailedTests > 0 ? 0 : 1)
console.log(
  `guards: ${passed} of ${total} passed; tests: ${numPassedTests} of ${numPassedTests + numFailedTests} passed`
)
console.log(`${numPassedTests + passed} passed, ${failed} failed, ${numPendingTests} skipped`)
process.exitCode = failed === 0 && tests.ok ? 0 : 1
