import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from './served.ts'

const run = promisify(execFile)
const wanted = ['initdb', 'pg_basebackup', 'pg_ctl', 'pg_rewind', 'postgres', 'psql']

/** Why a pair of servers cannot be made here; undefined when it can. */
export function pairImpossible(): string | undefined {
  const folders = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : []
  const bins = [
    ...(process.env['PG_BIN'] ? [process.env['PG_BIN']] : []),
    ...folders.map((version) => `/usr/lib/postgresql/${version}/bin`)
  ]
  if (!bins.some((bin) => wanted.every((name) => existsSync(join(bin, name)))))
    return `there is no ${wanted.join(', ')}: apt-get install postgresql, or set PG_BIN`
  if (process.getuid?.() !== 0) return undefined
  try {
    execFileSync('runuser', ['-u', 'postgres', '--', 'true'], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'this runs as root, and there is no user postgres for the servers'
  }
}

/** Two servers, a and b, worked by the script that docs/operations.md describes. */
export type Pair = Readonly<{
  ports: Readonly<Record<Side, number>>
  /** The database of both, wherever it can be written. */
  url: string
  script(...args: readonly string[]): Promise<void>
  folder(side: Side): string
  /** Rows of a statement at one server, whichever it is. */
  at(side: Side, text: string): Promise<Record<string, unknown>[]>
  signal(side: Side, signal: NodeJS.Signals): void
  remove(): Promise<void>
}>
export type Side = 'a' | 'b'

export async function makePair(database: string): Promise<Pair> {
  const place = mkdtempSync(join(tmpdir(), 'kontor-pair-'))
  const ports = { a: await freePort(), b: await freePort() }
  const folder = (side: Side) => join(place, side)
  const script = async (...args: readonly string[]) =>
    void (await run('bin/postgres-pair.sh', [...args], { timeout: 60_000 }))
  const query = async (side: Side, name: string, text: string) => {
    const client = new pg.Client({ connectionString: `postgres://postgres@127.0.0.1:${ports[side]}/${name}` })
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query(text)).rows as Record<string, unknown>[]
    } finally {
      await client.end()
    }
  }
  await script('primary', folder('a'), `${ports.a}`)
  await query('a', 'postgres', `create database ${database}`)
  await script('standby', folder('b'), `${ports.b}`, `${ports.a}`, 'b')
  await script('synchronous', `${ports.a}`, 'b')
  return {
    ports,
    url: `postgres://postgres@127.0.0.1:${ports.a},127.0.0.1:${ports.b}/${database}?target_session_attrs=read-write`,
    script,
    folder,
    at: (side, text) => query(side, database, text),
    signal(side, signal) {
      const [postmaster = ''] = readFileSync(join(folder(side), 'postmaster.pid'), 'utf8').split('\n')
      const all = signal === 'SIGKILL' ? [postmaster] : [postmaster, ...childrenOf(postmaster)]
      for (const pid of all) process.kill(globalThis.Number(pid), signal)
    },
    async remove() {
      for (const side of ['a', 'b'] as const) await script('stop', folder(side)).catch(() => undefined)
      rmSync(place, { recursive: true, force: true })
    }
  }
}

function childrenOf(parent: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      // pid (name) state parent …, and the name may hold anything
      return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1] === parent
    } catch {
      return false
    }
  })
}
