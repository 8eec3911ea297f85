import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { removeEmbedded, useEmbedded } from '../src/db/index.ts'
import { freePort, pause, type Served, serving, until } from './served.ts'

/** Kontor, its PostgreSQL and a payment provider, each a process that can be killed. */
export type CrashPlace = Readonly<{
  kontor: Served
  /** The pid of the PostgreSQL that runs, or null. */
  postmaster(): number | null
  startSandbox(): void
  killSandbox(): void
  killPostgres(): void
  /** Kills one process of PostgreSQL that works for Kontor: all of them end then, and the log is replayed. */
  killBackend(): Promise<void>
  rows(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  remove(): Promise<void>
}>

const secret = 'the secret of Kontor and its sandbox'

/** The pid of the PostgreSQL that runs in this home. */
function runningIn(home: string): number | null {
  try {
    const pid = parseInt(readFileSync(join(home, 'postgres', 'data', 'postmaster.pid'), 'utf8'), 10)
    process.kill(pid, 0)
    return pid
  } catch {
    return null
  }
}

/** The provider's process. It ends by itself where it finds no database to start on, and is then started again. */
function sandboxOf(args: readonly string[]) {
  let child: ChildProcess | undefined
  let wanted = false
  const start = () => {
    wanted = true
    const started = spawn(process.execPath, ['test/crash-sandbox.ts', ...args], { stdio: 'ignore' })
    child = started
    started.on('exit', () => setTimeout(() => wanted && child === started && start(), 300))
  }
  const kill = () => {
    wanted = false
    child?.kill('SIGKILL')
  }
  return { start, kill }
}

/** Makes the place in a folder of its own, and starts all of it. */
export async function crashPlace(): Promise<CrashPlace> {
  const home = mkdtempSync(join(tmpdir(), 'kontor-crash-'))
  const sandboxPort = await freePort()
  const kontor = await serving({
    KONTOR_HOME: home,
    KONTOR_SANDBOX_URL: `http://127.0.0.1:${sandboxPort}`,
    KONTOR_SANDBOX_SECRET: secret,
    KONTOR_LOG_LEVEL: 'error'
  })
  await kontor.start()
  const use = await useEmbedded(home)
  const url = use.url('kontor')
  const sandbox = sandboxOf([
    url,
    String(sandboxPort),
    secret,
    `${kontor.address}/v1/providers/sandbox/webhooks`
  ])
  sandbox.start()
  const rows: CrashPlace['rows'] = async (text, values = []) => {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query(text, [...values])).rows as Record<string, unknown>[]
    } finally {
      await client.end()
    }
  }
  const postmaster = () => runningIn(home)
  return {
    kontor,
    postmaster,
    startSandbox: sandbox.start,
    killSandbox: sandbox.kill,
    killPostgres() {
      const pid = postmaster()
      if (pid !== null) process.kill(pid, 'SIGKILL')
    },
    async killBackend() {
      const [row] = await rows(
        `select pid from pg_stat_activity where datname = 'kontor' and pid <> pg_backend_pid() order by random() limit 1`
      )
      if (typeof row?.['pid'] === 'number') process.kill(row['pid'], 'SIGKILL')
    },
    rows,
    async remove() {
      sandbox.kill()
      kontor.kill('SIGKILL')
      await use.release()
      await removeEmbedded(home)
    }
  }
}

const timed = async (work: () => Promise<void>) => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** The ways in which everything is killed. Each answers after how many milliseconds Kontor was ready again. */
export function deathsOf(place: CrashPlace, below: (limit: number) => number) {
  const { kontor } = place
  return {
    kontor: () => {
      kontor.kill('SIGKILL')
      return kontor.start()
    },
    postgres: () =>
      timed(async () => {
        const before = place.postmaster()
        place.killPostgres()
        await until('a new PostgreSQL', async () => ![before, null].includes(place.postmaster()))
        await kontor.ready()
      }),
    'a process of postgres': () =>
      timed(async () => {
        await place.killBackend().catch(() => undefined)
        await pause(50)
        await kontor.ready()
      }),
    provider: async () => {
      place.killSandbox()
      await pause(below(600))
      place.startSandbox()
      return null
    },
    'all three': async () => {
      place.killPostgres()
      place.killSandbox()
      kontor.kill('SIGKILL')
      const took = await kontor.start()
      place.startSandbox()
      return took
    },
    'kontor, again while it starts': () => twice(() => {}),
    'kontor and postgres, again while they recover': () => twice(place.killPostgres)
  }

  /** Killed, started, killed again before it is ready (or just after), and started. */
  async function twice(killToo: () => void) {
    for (const first of [true, false]) {
      killToo()
      kontor.kill('SIGKILL')
      if (first) kontor.begin()
      if (first) await pause(100 + below(1800))
    }
    return kontor.start()
  }
}
