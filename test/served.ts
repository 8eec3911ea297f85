import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { promisify } from 'node:util'

/** A Kontor that runs as a user runs it: a process of its own, reached over HTTP. */
export type Served = Readonly<{
  address: string
  port: number
  /** Starts it and answers after how many milliseconds it was ready. */
  start(): Promise<number>
  /** Starts it without waiting. */
  begin(): void
  /** The processor time that it has taken so far, in milliseconds, where the system tells it. */
  cpuMs(): number | null
  /** Waits until it says that it is ready. */
  ready(): Promise<void>
  kill(signal: NodeJS.Signals): void
  /** Runs a command of the command line and answers what it printed. */
  command(...args: string[]): Promise<string>
  /** What it has logged that is an error. */
  errors(): readonly string[]
}>

const run = promisify(execFile)
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A port that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const found = probe.address()
      probe.close(() =>
        typeof found === 'object' && found ? resolve(found.port) : reject(new Error('no port'))
      )
    })
  })
}

/** Waits until a condition holds; one that throws does not hold yet. */
export async function until(what: string, condition: () => Promise<boolean>, limitMs = 60_000) {
  const end = Date.now() + limitMs
  let last: unknown = false
  const holds = () =>
    condition().catch((error: unknown) => {
      last = error
      return false
    })
  while (!(await holds())) {
    if (Date.now() > end)
      throw new Error(`${what} did not come about in ${limitMs / 1000} s: ${String(last)}`)
    await pause(20)
  }
}

const ticksPerSecond = 100 // of /proc, on every Linux that Node runs on

function cpuMsOf(pid: number | undefined): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [user, system] = [fields[11], fields[12]].map((field) => parseInt(field ?? '', 10))
    return (((user ?? 0) + (system ?? 0)) * 1000) / ticksPerSecond
  } catch {
    return null
  }
}

/** Prepares a Kontor with this environment; `start` starts it. */
export async function serving(env: NodeJS.ProcessEnv, ...options: string[]): Promise<Served> {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const all = { ...process.env, DATABASE_URL: undefined, ...env }
  const errors: string[] = []
  let child: ChildProcess | undefined
  const launch = () => {
    const started = spawn(process.execPath, ['bin/kontor.mjs', 'serve', '--port', String(port), ...options], {
      env: all,
      stdio: ['ignore', 'pipe', 'pipe']
    })
    child = started
    for (const stream of [started.stdout, started.stderr]) {
      stream.on('data', (chunk) => {
        for (const line of String(chunk).split('\n'))
          if (/"level":50|"level":60|^kontor:/.test(line)) errors.push(line)
      })
    }
    return started
  }
  const isReady = async () => (await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(1000) })).ok
  return {
    address,
    port,
    async start() {
      const began = performance.now()
      let started = launch()
      await until(
        'readiness',
        async () => {
          if (started.exitCode === null) return isReady()
          const why = `it ended: ${errors.at(-1)}`
          await pause(500) // its port may be lent to somebody's outgoing connection for a moment
          started = launch()
          throw new Error(why)
        },
        50_000
      )
      return performance.now() - began
    },
    begin: () => void launch(),
    ready: () => until('readiness', isReady),
    cpuMs: () => cpuMsOf(child?.pid),
    kill: (signal) => void child?.kill(signal),
    command: async (...args) =>
      (await run(process.execPath, ['bin/kontor.mjs', ...args], { env: all, maxBuffer: 1 << 26 })).stdout,
    errors: () => errors
  }
}
