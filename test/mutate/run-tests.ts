import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Ended, endedAs } from './judge.ts'

/** Runs tests of a copy of the project. */
export type Runner = Readonly<{
  /** Runs these files until a test fails. */
  run(files: readonly string[]): Promise<Ended>
  /** Ends what runs now, with all processes that it started. Nothing runs afterwards, and no run is answered any more. */
  end(): Promise<void>
}>

const timeLimitMs = 300_000
const graceMs = 5000

/** A runner of the tests in `copy`, on the server of `url`, with the programs of `bin`. */
export function runnerIn(copy: string, bin: string, url: string): Runner {
  const report = join(copy, 'mutate-report.json')
  const env = {
    ...process.env,
    PATH: [bin, process.env['PATH'] ?? ''].join(delimiter),
    TEST_DATABASE_URL: url
  }
  let running: ChildProcess | undefined
  let over = false
  return {
    run(files) {
      rmSync(report, { force: true })
      const args = ['run', '--bail=1', '--reporter=json', `--outputFile.json=${report}`, ...files]
      // A group of its own, so that the workers of Vitest end with it.
      const child = spawn('vitest', args, {
        cwd: copy,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true
      })
      running = child
      let output = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk) => (output += String(chunk)))
      let late = false
      const timer = setTimeout(() => {
        late = true
        void endGroup(child)
      }, timeLimitMs)
      return new Promise((resolve) => {
        child.on('error', (error) => resolve({ kind: 'broken', output: error.message }))
        child.on('close', (code) => {
          clearTimeout(timer)
          if (over) return
          resolve(
            late
              ? { kind: 'unclear', what: `no end within ${timeLimitMs / 1000} s` }
              : endedAs(readReport(report), code, output)
          )
        })
      })
    },
    async end() {
      over = true
      if (running !== undefined) await endGroup(running)
    }
  }
}

/** Asks the group to end, so that the tests can put away what they made, and ends it for good a little later. */
async function endGroup(child: ChildProcess): Promise<void> {
  const { pid } = child
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  signal(pid, 'SIGTERM')
  const timer = setTimeout(() => signal(pid, 'SIGKILL'), graceMs)
  await gone
  clearTimeout(timer)
  // What the leader left of its group has nobody to wait for any more.
  signal(pid, 'SIGKILL')
}

function signal(group: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-group, name)
  } catch {
    // The group is gone already.
  }
}

function readReport(path: string): Parameters<typeof endedAs>[0] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Parameters<typeof endedAs>[0]
  } catch {
    return undefined
  }
}
