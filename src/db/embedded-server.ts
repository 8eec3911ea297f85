import { spawn } from 'node:child_process'
import { type FileHandle, open, readFile, rename, rm, rmdir } from 'node:fs/promises'
import { platform, totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '../kernel/index.ts'
import type { Binaries } from './embedded-binaries.ts'
import { explain } from './embedded-failures.ts'
import { draftOf, removeDrafts, removeSocket, socketDirFor, type Home, type Place } from './embedded-place.ts'
import { commandOf, exists } from './embedded-processes.ts'
import { runToEnd, spawnOptions } from './embedded-user.ts'

/** A server that is up, or on its way up or down. */
export type Postmaster = Readonly<{
  pid: number
  socketDir: string
  state: 'starting' | 'ready' | 'stopping'
}>

const pollMs = 10
const readyWaitMs = 300_000 // replaying a full log after a crash takes a minute or two on a slow disk
const orphansWaitMs = 20_000
const fastStopWaitMs = 60_000
const quickStopWaitMs = 10_000
const toldMax = 3_000

/** Given on the command line at every start: an old cluster follows a new Kontor, and no edited file turns fsync off. */
const megabyte = 1024 * 1024

/** A quarter of the memory that this machine or container has, between 128 MB and 8 GB. */
function sharedMegabytes(): number {
  const limit = process.constrainedMemory()
  const memory = limit > 0 ? Math.min(limit, totalmem()) : totalmem()
  return Math.min(8192, Math.max(128, Math.floor(memory / 4 / megabyte)))
}

function settings(socketDir: string): Record<string, string | number> {
  return {
    // A Unix socket in a directory of the user's own, and nothing else: no port to attack, none to collide.
    listen_addresses: '',
    unix_socket_directories: `"${socketDir.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    port: 5432,
    max_connections: 120,

    // What has been acknowledged survives the machine.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    ...(platform() === 'darwin' && { wal_sync_method: 'fsync_writethrough' }),

    // Many small commits: few checkpoints, each spread out; log segments are used again instead of made anew.
    wal_buffers: '16MB',
    min_wal_size: '256MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: 0.9,

    // A quarter of the memory, that many accounts' histories stay in reach: a page that the system has to hand over takes
    // longer than the rest of reading it. It is taken only as it is used.
    shared_buffers: `${sharedMegabytes()}MB`,
    effective_cache_size: `${sharedMegabytes() * 2}MB`,
    // A small machine. Parallel plans and compiled ones cost more than they give to short statements, and the shared
    // memory of the former does not fit the 64 MB that containers have.
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    max_parallel_workers_per_gather: 0,
    max_logical_replication_workers: 0,
    jit: 'off',
    random_page_cost: 1.1,
    // Prepared statements keep the plans that were right for empty tables until somebody counts what is in them now.
    autovacuum_naptime: '3s',
    autovacuum_analyze_threshold: 200,
    autovacuum_analyze_scale_factor: 0.2,

    timezone: 'UTC',
    log_timezone: 'UTC',
    client_encoding: 'UTF8',
    // A client that was killed does not leave its statement running.
    client_connection_check_interval: '5s',

    // The log is for starts, stops and disasters. A refused statement is told to the client that sent it; here it would
    // only fill the disk, with personal data in it.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    log_autovacuum_min_duration: '-1'
  }
}

/** The server of this data directory, if one runs. The pid file may outlive its server, and its pid be given out again. */
export async function findPostmaster(data: string): Promise<Postmaster | undefined> {
  const found = await readPidFile(data)
  return found !== undefined && (await runs(found.pid, data)) ? found : undefined
}

/** Makes a new cluster. It comes to its place complete, by being renamed, or not at all. */
export async function initialise(place: Place, binaries: Binaries): Promise<void> {
  await removeDrafts(place)
  const draft = draftOf(place)
  // Made durable by initdb itself before it is renamed: it takes a few hundredths of a second.
  // One order of text on every machine, and case mapping for all of Unicode.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = ['-U', 'postgres', '--auth-local=trust', '--auth-host=reject', '--no-instructions']
  const { code, output } = await runToEnd(binaries.initdb, ['-D', draft, ...access, ...locale], place.user)
  if (code !== 0) {
    await rm(draft, { recursive: true, force: true, maxRetries: 3 })
    throw explain('create its database', output, place.path)
  }
  await rename(draft, place.data)
  await makeDurable(place.path)
}

/** Refuses data that another major version wrote: PostgreSQL cannot read it. */
export async function checkVersion(place: Place, binaries: Binaries): Promise<void> {
  const version = (await readFile(join(place.data, 'PG_VERSION'), 'utf8')).trim()
  if (version === `${binaries.major}`) return
  throw new Failure(
    'conflict',
    'database.other_version',
    `The data in ${place.data} was written by PostgreSQL ${version}; this Kontor brings PostgreSQL ${binaries.major}, which cannot read it.`,
    {
      advice:
        `Start the Kontor you used before, take the data along with pg_dump, or move ${place.path} away to begin anew. ` +
        'The data is untouched.'
    }
  )
}

/** Starts the server, detached from this process and its terminal, and waits until it answers. */
export async function start(home: Home, place: Place, binaries: Binaries): Promise<Postmaster> {
  const orphansUntil = performance.now() + orphansWaitMs
  const log = await openLog(home)
  try {
    for (;;) {
      const child = await launch(log, await prepare(place), place, binaries)
      const ready = await waitUntilReady(
        place.data,
        () => child.exitCode === null && child.signalCode === null
      )
      if (ready !== undefined) return ready
      const told = (await readFile(home.log, 'utf8')).slice(-toldMax)
      // Children of a killed server end by themselves, but not always at once; PostgreSQL waits for none of them.
      const waiting = /pre-existing shared memory block/.test(told) && performance.now() < orphansUntil
      if (!waiting) throw explain('start', told, place.path)
      await log.truncate(0)
      await delay(100)
    }
  } finally {
    await log.close()
  }
}

/** Waits until the server answers. Undefined when it has ended instead. */
export async function waitUntilReady(data: string, lives: () => boolean): Promise<Postmaster | undefined> {
  const until = performance.now() + readyWaitMs
  while (performance.now() < until) {
    const alive = lives()
    const found = await findPostmaster(data)
    if (found?.state === 'ready') return found
    if (!alive && found === undefined) return undefined
    await delay(pollMs)
  }
  throw new Failure(
    'busy',
    'database.start_slow',
    `PostgreSQL is still not ready after ${readyWaitMs / 1000} s. It goes on by itself: after a crash it replays its log.`,
    { advice: 'Try again in some minutes.' }
  )
}

/** Stops the server and waits until it is down; open transactions are rolled back. */
export async function stop(data: string, { pid, socketDir }: Postmaster): Promise<void> {
  send(pid, 'SIGINT')
  if (!(await waitUntilGone(pid, data, fastStopWaitMs))) {
    // The quick way loses nothing either: the next start replays the log.
    send(pid, 'SIGQUIT')
    if (!(await waitUntilGone(pid, data, quickStopWaitMs)))
      throw new Failure('busy', 'database.stop_failed', `PostgreSQL (pid ${pid}) does not stop.`, {
        advice: `Look for a hanging disk; as the last resort: kill -9 ${pid}. Committed data is safe.`
      })
  }
  await removeSocket(socketDir)
  await rmdir(socketDir).catch(() => {})
}

export async function waitUntilGone(pid: number, data: string, waitMs = fastStopWaitMs): Promise<boolean> {
  const until = performance.now() + waitMs
  while (await runs(pid, data)) {
    if (performance.now() > until) return false
    await delay(pollMs)
  }
  return true
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function runs(pid: number, data: string): Promise<boolean> {
  return (await commandOf(pid)).includes(`-D ${data} `)
}

async function readPidFile(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid = '', , , , socketDir = '', , , state = 'starting'] = text.split('\n').map((line) => line.trim())
  if (!/^\d+$/.test(pid)) return undefined
  return {
    pid: parseInt(pid, 10),
    socketDir,
    state: state === 'ready' || state === 'stopping' ? state : 'starting'
  }
}

/** Clears what a killed server has left, and gives the directory for the socket. No server runs now. */
async function prepare(place: Place): Promise<string> {
  const left = await readPidFile(place.data)
  // PostgreSQL takes any living process with that pid for the old server. Its lock on the shared memory, which keeps out
  // real survivors, does not need the file.
  if (left !== undefined && exists(left.pid) && !/postgres/.test(await commandOf(left.pid)))
    await rm(join(place.data, 'postmaster.pid'), { force: true })
  if (left?.socketDir) await removeSocket(left.socketDir)
  return socketDirFor(place, left?.socketDir)
}

/** A new log for each start, so that it cannot grow for ever; the one before is kept, for it may tell of a crash. */
async function openLog({ log }: Home): Promise<FileHandle> {
  await rename(log, `${log}.1`).catch(() => {})
  return open(log, 'ax', 0o600)
}

function launch(log: FileHandle, socketDir: string, place: Place, { postgres }: Binaries) {
  const given = Object.entries(settings(socketDir)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return new Promise<ReturnType<typeof spawn>>((resolve, reject) => {
    const child = spawn(postgres, ['-D', place.data, ...given], {
      ...spawnOptions(place.user),
      detached: true, // a session of its own: Ctrl-C and a closed terminal do not reach it
      stdio: ['ignore', log.fd, log.fd]
    })
    child.unref()
    child.once('spawn', () => resolve(child))
    child.once('error', (error) => reject(explain('start', String(error), postgres)))
  })
}

async function makeDurable(dir: string): Promise<void> {
  const handle = await open(dir, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
