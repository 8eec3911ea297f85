import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  access,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  writeFile
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { claim, withLock } from './embedded-claims.ts'
import { explain } from './embedded-failures.ts'
import { birthOf, commandOf, isAlive } from './embedded-processes.ts'
import { type EmbeddedServer, removeEmbedded, useEmbedded } from './embedded.ts'

let base: string
const homes = new Set<string>()
const children = new Set<ChildProcess>()
const asRoot = process.getuid?.() === 0

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'kontor embedded '))
  await chmod(base, 0o755)
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
  for (const home of homes) await removeEmbedded(home)
  homes.clear()
})
afterAll(async () => {
  await removeEmbedded(settled())
  await rm(base, { recursive: true, force: true })
})

/** A home that several tests use one after another, because making one is what takes the time. */
const settled = () => join(base, 'settled')

/** A home of its own for a test, which does not exist yet. */
function newHome(name: string): string {
  const home = join(base, name)
  homes.add(home)
  return home
}

async function ask(server: EmbeddedServer, query: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: server.url('postgres') })
  await client.connect()
  try {
    const { rows } = await client.query({ text: query, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

const isGone = async (pid: number): Promise<boolean> => !(await commandOf(pid)).includes('postgres')

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let waitedMs = 0; !(await condition()); waitedMs += 20) {
    assert(waitedMs < 10_000, 'this never came true')
    await delay(20)
  }
}

/** Another process that uses a home: it tells the server's pid, and releases it when told to. */
async function otherProcess(
  home: string
): Promise<{ child: ChildProcess; pid: number; end(): Promise<void> }> {
  const module = new URL('embedded.ts', import.meta.url).href
  const code = `
    const { useEmbedded } = await import(${JSON.stringify(module)})
    const server = await useEmbedded(${JSON.stringify(home)})
    console.log(server.pid)
    process.stdin.once('data', async () => { await server.release(); process.exit() })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  children.add(child)
  const [line] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [unknown]
  return {
    child,
    pid: parseInt(String(line), 10),
    async end() {
      child.stdin.write('end')
      await once(child, 'exit')
    }
  }
}

test('uses share one server, the last release stops it, the data stays', async () => {
  const home = settled()
  const server = await useEmbedded(home)
  await ask(server, 'create table kept as select 7 as n')

  const again = await useEmbedded(home)
  expect(again.pid).toBe(server.pid)
  await server.release()
  await server.release() // the second time counts for nothing: `again` still holds the server
  expect(await ask(again, 'select n from kept')).toBe(7)
  await again.release()
  expect(await isGone(server.pid)).toBe(true)

  const later = await useEmbedded(home)
  expect(await ask(later, 'select n from kept')).toBe(7)
  await later.release()
})

test('it is durable, in UTF-8 and UTC, and listens on a private Unix socket only', async () => {
  const server = await useEmbedded(settled())
  const settings = await ask(
    server,
    `select jsonb_object_agg(name, setting) from pg_settings where name in (
       'fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'server_encoding', 'TimeZone', 'data_checksums')`
  )
  expect(settings).toEqual({
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    listen_addresses: '',
    server_encoding: 'UTF8',
    TimeZone: 'UTC',
    data_checksums: 'on'
  })
  expect(await ask(server, `select upper('é')`)).toBe('É')
  expect(
    await ask(
      server,
      'select count(*) from pg_hba_file_rules where type = $$host$$ and auth_method <> $$reject$$'
    )
  ).toBe('0')
  if (process.platform === 'linux') expect(await listeningTcp(server.pid)).toEqual([])
  expect(await ask(server, `select current_setting('unix_socket_permissions')`)).toBe('0700')
  await server.release()
})

test.runIf(process.platform === 'linux')(
  'a process that does listen on TCP is told from one that does not',
  async () => {
    const listener = createServer().listen(0, '127.0.0.1')
    await once(listener, 'listening')
    expect(await listeningTcp(process.pid)).toHaveLength(1)
    listener.close()
  }
)

/** TCP sockets in state LISTEN that the process itself has open. */
async function listeningTcp(pid: number): Promise<string[]> {
  const descriptors = await readdir(`/proc/${pid}/fd`)
  const opened = await Promise.all(descriptors.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')))
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/${pid}/net/${name}`, 'utf8').catch(() => ''))
  )
  const rows = tables.flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)))
  return rows.flatMap(([, , , state, , , , , , inode]) =>
    state === '0A' && opened.includes(`socket:[${inode}]`) ? [inode ?? ''] : []
  )
}

test('two processes that begin at once on an empty home share one server; the last one out stops it', async () => {
  const home = newHome('shared')
  const [one, two] = await Promise.all([otherProcess(home), otherProcess(home)])
  expect(one.pid).toBe(two.pid)
  await one.end()
  expect(await isGone(two.pid)).toBe(false)
  await two.end()
  expect(await isGone(two.pid)).toBe(true)
})

test('a server outlives users that were killed, is found again, and the dead do not keep it running', async () => {
  const home = settled()
  const killed = await otherProcess(home)
  killed.child.kill('SIGKILL')
  await once(killed.child, 'exit')
  const server = await useEmbedded(home)
  expect(server.pid).toBe(killed.pid)
  await server.release()
  expect(await isGone(server.pid)).toBe(true)
})

test('a server that was killed is recovered at the next use, and what was committed is there', async () => {
  const home = settled()
  const crashed = await useEmbedded(home)
  await ask(crashed, 'create table paid as select 7 as n')
  process.kill(crashed.pid, 'SIGKILL')
  await until(() => isGone(crashed.pid)) // a busy machine takes a while to end what was killed
  const recovered = await useEmbedded(home)
  expect(recovered.pid).not.toBe(crashed.pid)
  expect(recovered.url('postgres')).toBe(crashed.url('postgres'))
  expect(await ask(recovered, 'select n from paid')).toBe(7)
  await crashed.release() // it still counts as a use of the home, but not as the last
  expect(await ask(recovered, 'select n from paid')).toBe(7)

  // The pid of the killed server now belongs to something else that lives.
  process.kill(recovered.pid, 'SIGKILL')
  await until(() => isGone(recovered.pid))
  await recovered.release()
  const pidFile = join(home, 'postgres', 'data', 'postmaster.pid')
  await writeFile(pidFile, (await readFile(pidFile, 'utf8')).replace(/^\d+/, `${process.pid}`))
  const third = await useEmbedded(home)
  expect(await ask(third, 'select n from paid')).toBe(7)
  await third.release()
})

test('a first start that was cut short is begun again', async () => {
  const home = newHome('cut short')
  const steps: string[] = []
  const cut = spawn(process.execPath, [
    '-e',
    `import(${JSON.stringify(new URL('embedded.ts', import.meta.url).href)})
    .then(({ useEmbedded }) => useEmbedded(${JSON.stringify(home)}))`
  ])
  await until(async () =>
    (await readdir(join(home, 'postgres')).catch(() => [])).some((name) => name.startsWith('initdb-'))
  )
  cut.kill('SIGKILL')
  const server = await useEmbedded(home, (step) => steps.push(step))
  expect(steps).toEqual(['Creating the database', 'Starting PostgreSQL'])
  expect(await ask(server, 'select 1')).toBe(1)
  await server.release()
})

test('blanks, quotes and a path too long for a socket do no harm', async () => {
  const home = newHome(`a "very" odd, home's name/${'long '.repeat(45)}`)
  const server = await useEmbedded(home)
  const socketDir = new URL(server.url('postgres')).searchParams.get('host') ?? ''
  expect(Buffer.byteLength(socketDir)).toBeLessThan(90)
  expect(await ask(server, 'select 1')).toBe(1)
  process.kill(server.pid, 'SIGKILL')
  const recovered = await useEmbedded(home)
  expect(new URL(recovered.url('postgres')).searchParams.get('host')).toBe(socketDir)
  await recovered.release()
  await server.release()
  await expect(access(socketDir)).rejects.toThrow('ENOENT')
})

test('removing stops the server under its users and leaves only what is not ours', async () => {
  const home = settled()
  await mkdir(home, { recursive: true })
  await writeFile(join(home, 'mine.txt'), '')
  const server = await useEmbedded(home)
  const place = await readlink(join(home, 'postgres')).catch(() => join(home, 'postgres'))
  await removeEmbedded(home)
  expect(await isGone(server.pid)).toBe(true)
  await server.release()
  expect(await readdir(home)).toEqual(['mine.txt'])
  await expect(access(place)).rejects.toThrow('ENOENT')
  await removeEmbedded(home) // nothing is left to do
})

test.runIf(asRoot)(
  'a home that the server cannot reach keeps its data elsewhere, and removes it with the rest',
  async () => {
    const closed = join(base, 'closed')
    await mkdir(closed, { mode: 0o700 })
    const home = newHome('closed/home')
    const server = await useEmbedded(home)
    const place = await readlink(join(home, 'postgres'))
    expect(await ask(server, 'select 1')).toBe(1)
    await server.release()

    const copy = newHome('closed/copy')
    await mkdir(copy)
    await symlink(place, join(copy, 'postgres'))
    await expect(useEmbedded(copy)).rejects.toMatchObject({ code: 'database.copied_home' })
    homes.delete(copy)

    await removeEmbedded(home)
    await expect(access(place)).rejects.toThrow('ENOENT')
    await expect(access(home)).rejects.toThrow('ENOENT')
  }
)

test('data of another major version is left alone', async () => {
  const home = settled()
  await (await useEmbedded(home)).release()
  const versionFile = join(home, 'postgres', 'data', 'PG_VERSION')
  const version = await readFile(versionFile, 'utf8')
  await writeFile(versionFile, '14\n')
  await expect(useEmbedded(home)).rejects.toMatchObject({
    code: 'database.other_version',
    message: expect.stringContaining('written by PostgreSQL 14')
  })
  await writeFile(versionFile, version)
  await (await useEmbedded(home)).release()
})

test.each([
  ['line\nbreak', 'database.home_unusable'],
  ['x'.repeat(300), 'database.home_unusable'],
  ['much/'.repeat(200), 'database.home_unusable']
])('a home at %j is refused in words', async (name, code) => {
  await expect(useEmbedded(join(base, name))).rejects.toMatchObject({ code })
})

test.each([
  ['initdb: error: could not write to file "x": No space left on device', 'database.disk_full'],
  ['FATAL: could not open file "x": Permission denied', 'database.no_permission'],
  ['FATAL: could not map anonymous shared memory: Cannot allocate memory', 'database.no_memory'],
  ['FATAL: pre-existing shared memory block (key 1, ID 2) is still in use', 'database.still_in_use'],
  ['FATAL: lock file "postmaster.pid" already exists', 'database.in_use'],
  ['PANIC: could not locate a valid checkpoint record', 'database.damaged'],
  ['something new', 'database.start_failed']
])('%j is %s', (reason, code) => {
  const failure = explain('start', reason, '/home/of/it')
  expect(failure.code).toBe(code)
  expect(failure.message).toContain(reason)
  expect(failure.details.advice).toBeTruthy()
})

test('a process is known by its pid and its birth', async () => {
  const birth = await birthOf(process.pid)
  assert(birth !== undefined)
  expect(await isAlive(process.pid, birth)).toBe(true)
  expect(await isAlive(process.pid, `${birth}0`)).toBe(false) // the same pid, given out again
  const child = spawn('true')
  await once(child, 'exit')
  expect(await isAlive(child.pid ?? 0, birth)).toBe(false)
})

test('of many that want the lock at once, one works at a time; marks of the dead are cleared away', async () => {
  const dir = join(base, 'locks')
  await mkdir(dir)
  await writeFile(join(dir, `${process.pid}-bornearlier-abcdef`), '')
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await delay(1)
    inside--
  }
  await Promise.all(Array.from({ length: 20 }, () => withLock(dir, work)))
  expect(most).toBe(1)
  expect(await readdir(dir)).toEqual([])

  const [one, two] = [await claim(dir), await claim(dir)]
  expect(await one.others()).toEqual([process.pid])
  await two.drop()
  expect(await one.others()).toEqual([])
})
