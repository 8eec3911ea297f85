import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onStop, scratchServer } from '../scratch-server.ts'
import { choose } from './choose.ts'
import { type Ended, judge, type Verdict } from './judge.ts'
import { edited, type Mutation, readMutations } from './mutations.ts'
import { type Runner, runnerIn } from './run-tests.ts'

/**
 * Takes away what holds each money invariant, one after the other, in a copy of the project, and runs the tests that
 * should notice: `npm run mutate`, or `npm run mutate -- I2 I15`. Whatever survives is named, and the exit code is 1.
 */
const root = join(import.meta.dirname, '..', '..')

function copyProject(copy: string): void {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  const tops = new Set(list.split('\n').map((path) => path.split('/')[0] ?? path))
  for (const top of tops) {
    if (top === '' || top === 'node_modules') continue
    cpSync(join(root, top), join(copy, top), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
}

/** Makes the edits in the copy for as long as the work takes. */
async function mutated<T>(copy: string, { edits }: Mutation, work: () => Promise<T>): Promise<T> {
  const before = new Map(edits.map(({ file }) => [file, readFileSync(join(copy, file), 'utf8')]))
  for (const edit of edits) {
    const path = join(copy, edit.file)
    writeFileSync(path, edited(readFileSync(path, 'utf8'), edit))
  }
  try {
    return await work()
  } finally {
    for (const [file, text] of before) writeFileSync(join(copy, file), text)
  }
}

async function tryOne(copy: string, runner: Runner, mutation: Mutation): Promise<Verdict> {
  const tried: Ended[] = []
  let verdict = judge(tried)
  while (verdict === 'again') {
    tried.push(await mutated(copy, mutation, () => runner.run(mutation.tests)))
    verdict = judge(tried)
  }
  if (verdict !== 'unmutated') return verdict
  const decided = judge(tried, await runner.run(mutation.tests))
  if (typeof decided === 'string') throw new Error('a run without the mutation decides')
  return decided
}

/** The tests must pass as they are. On a busy machine one may run out of time once; what fails twice fails. */
async function mustPass(runner: Runner, mutations: readonly Mutation[]): Promise<void> {
  const tests = [...new Set(mutations.flatMap((mutation) => mutation.tests))]
  console.log(`Running the tests of ${mutations.length} mutations as they are (${tests.length} files)`)
  let ended = await runner.run(tests)
  if (ended.kind !== 'passed') ended = await runner.run(tests)
  if (ended.kind !== 'passed') throw new Error(`The tests fail as it is: ${JSON.stringify(ended)}`)
}

/** Tries each, tells what became of it, and answers how many were not caught. */
async function tryAll(copy: string, runner: Runner, mutations: readonly Mutation[]): Promise<number> {
  let bad = 0
  for (const mutation of mutations) {
    const began = performance.now()
    const { well, told } = await tryOne(copy, runner, mutation)
    if (!well) bad++
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(
      `${well ? 'ok  ' : 'FAIL'}  ${mutation.invariant.padEnd(4)} ${mutation.title} (${seconds} s): ${told}`
    )
  }
  console.log(`${mutations.length - bad} of ${mutations.length} mutations caught, ${bad} not`)
  return bad
}

async function mutate(mutations: readonly Mutation[]): Promise<number> {
  const copy = mkdtempSync(join(tmpdir(), 'kontor-mutate-'))
  const serving = scratchServer('mutate-server')
  let runner: Runner | undefined
  const cleanUp = async () => {
    await runner?.end()
    rmSync(copy, { recursive: true, force: true })
    await serving.then(({ close }) => close()).catch(() => undefined)
  }
  onStop(cleanUp)
  try {
    copyProject(copy)
    const { url } = await serving
    runner = runnerIn(copy, join(root, 'node_modules', '.bin'), url)
    await mustPass(runner, mutations)
    return (await tryAll(copy, runner, mutations)) === 0 ? 0 : 1
  } finally {
    await cleanUp()
  }
}

const asked = choose(readMutations(join(root, 'docs', 'invariants.md')), process.argv.slice(2))
if ('mutations' in asked) process.exit(await mutate(asked.mutations))
else {
  process[asked.code === 0 ? 'stdout' : 'stderr'].write(asked.text)
  process.exitCode = asked.code
}
