import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  rmdir,
  stat,
  symlink,
  unlink,
  writeFile
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { Failure } from '../kernel/index.ts'
import { explain } from './embedded-failures.ts'
import { canWorkIn, chooseUser, isRoot, shelter, type RunAs } from './embedded-user.ts'

/** KONTOR_HOME itself. What Kontor writes lies directly in it; what PostgreSQL writes, in `postgres`. */
export type Home = Readonly<{ path: string; locks: string; users: string; log: string; postgres: string }>

/** Where PostgreSQL keeps its data, and as whom it runs (undefined: as ourselves). */
export type Place = Readonly<{ path: string; data: string; user: RunAs | undefined }>

const pathBytesMax = 900 // PostgreSQL cuts paths at 1,023 bytes, silently in places
const socketBytesMax = 103 // of sun_path: 107 on Linux, 103 on macOS
const socketName = '.s.PGSQL.5432'

/** The home's real path and its parts; the directory is made when `create` says so. Undefined when there is none. */
export async function findHome(given: string, create: boolean): Promise<Home | undefined> {
  const wanted = resolve(given)
  // A line break in a path would break PostgreSQL's own pid file.
  if (Buffer.byteLength(wanted) > pathBytesMax || Array.from(wanted).some((sign) => sign < ' '))
    throw homeUnusable(wanted)
  if (create) await makeHome(wanted)
  const path = await realpath(wanted).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && !create) return undefined
    throw error
  })
  if (path === undefined) return undefined
  const part = (name: string) => join(path, name)
  return {
    path,
    locks: part('lock'),
    users: part('users'),
    log: part('server.log'),
    postgres: part('postgres')
  }
}

async function makeHome(wanted: string): Promise<void> {
  const made = await mkdir(wanted, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    // Node says so of a read-only file system; an absent parent it would have made.
    if (error.code === 'ENOENT')
      throw explain('create its home', `Read-only file system? ${error.message}`, wanted)
    throw error
  })
  // As root the server's user must be able to pass; an ordinary user's home is nobody else's business.
  if (made !== undefined) await chmod(wanted, isRoot() ? 0o755 : 0o700)
}

/** The place of a home's data as it is: undefined when there is none yet. */
export async function findPlace(home: Home): Promise<Place | undefined> {
  const path = await realpath(home.postgres).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    const target = await readlink(home.postgres).catch(() => undefined)
    if (target !== undefined) throw placeGone(home, target)
    return undefined
  })
  if (path === undefined) return undefined
  // Root was interrupted before it gave the new directory away.
  if (isRoot() && (await stat(path)).uid === 0 && (await readdir(path)).length === 0) return undefined
  await refuseCopiedHome(home, path)
  return { path, data: join(path, 'data'), user: await ownerOf(path) }
}

/** Makes the place for the data: in the home, or where the server's user can reach it, with a link from the home. */
export async function makePlace(home: Home): Promise<Place> {
  await mkdir(home.postgres, { recursive: true, mode: 0o700 })
  if (isRoot()) await giveAway(home, await userFor(home))
  const made = await findPlace(home)
  assert(made !== undefined)
  return made
}

async function giveAway(home: Home, user: RunAs): Promise<void> {
  await chown(home.postgres, user.uid, user.gid)
  if (await canWorkIn(home.postgres, user)) return
  await rmdir(home.postgres)
  const outside = await mkdtemp(join(await shelter(user), 'home-'))
  await chmod(outside, 0o755)
  await writeFile(join(outside, 'of'), home.path)
  const path = join(outside, 'postgres')
  await mkdir(path, { mode: 0o700 })
  await chown(path, user.uid, user.gid)
  await symlink(path, home.postgres)
}

/** Refuses a place that the server's user could reach once and cannot any more. */
export async function checkReachable({ path, user }: Place): Promise<void> {
  if (user === undefined || (await canWorkIn(path, user))) return
  throw new Failure(
    'forbidden',
    'database.unreachable',
    `${user.name}, who runs PostgreSQL, cannot work in ${path} any more: the mode of a directory on the way has changed.`,
    {
      advice: `Let everybody pass through the directories above it (chmod a+x), then start again. The data is untouched.`
    }
  )
}

/**
 * A private directory for the server's socket: in the place itself, or, where that path is too long for a socket, a new
 * one among the temporary files. `last` is the one used before a crash, which serves again if it is still ours.
 */
export async function socketDirFor({ path, user }: Place, last: string | undefined): Promise<string> {
  const inside = join(path, 'socket')
  if (Buffer.byteLength(join(inside, socketName)) <= socketBytesMax) {
    await mkdir(inside, { recursive: true, mode: 0o700 })
    if (user) await chown(inside, user.uid, user.gid)
    return inside
  }
  const uid = user?.uid ?? process.getuid?.()
  const old = last === undefined || last === inside ? undefined : await lstat(last).catch(() => undefined)
  if (last !== undefined && old?.isDirectory() && old.uid === uid && (old.mode & 0o077) === 0) return last
  return makeTemporaryDir(user)
}

/** Removes a server's socket and its lock file. The server must be down. */
export async function removeSocket(socketDir: string): Promise<void> {
  for (const name of [socketName, `${socketName}.lock`]) await rm(join(socketDir, name), { force: true })
}

/** Removes the data for good; and the home too, if nothing else lies in it. The server must be down. */
export async function removePlace(home: Home, place: Place | undefined): Promise<void> {
  if (place !== undefined) {
    const names = await readdir(place.path)
    const ours = names.filter((name) => name === 'data' || name === 'socket' || name.startsWith('initdb-'))
    for (const name of ours) await rm(join(place.path, name), { recursive: true, force: true, maxRetries: 5 })
    await rmdir(place.path)
    if (place.path !== home.postgres) {
      await unlink(home.postgres)
      await rm(join(dirname(place.path), 'of'), { force: true })
      await rmdir(dirname(place.path)).catch(() => {})
    }
  }
  await rmdir(home.postgres).catch(() => {}) // empty and still root's own, if its making was interrupted
  for (const path of [home.users, home.log, `${home.log}.1`]) await rm(path, { recursive: true, force: true })
}

/** A name for a cluster in the making, beside the place where it will be. */
export function draftOf(place: Place): string {
  return join(place.path, `initdb-${randomBytes(6).toString('hex')}`)
}

/** Names no longer used: clusters whose making was interrupted. */
export async function removeDrafts(place: Place): Promise<void> {
  for (const name of await readdir(place.path))
    if (name.startsWith('initdb-'))
      // A process that outlived its Kontor may still be writing there; what it leaves is removed the next time.
      await rm(join(place.path, name), { recursive: true, force: true, maxRetries: 3 }).catch(() => {})
}

async function makeTemporaryDir(user: RunAs | undefined): Promise<string> {
  for (const base of new Set([tmpdir(), '/tmp'])) {
    if (Buffer.byteLength(join(base, 'kontor-XXXXXX', socketName)) > socketBytesMax) continue
    const dir = await mkdtemp(join(base, 'kontor-')).catch(() => undefined) // a new name each time: nobody can wait for it
    if (dir === undefined) continue
    if (user === undefined) return dir
    await chown(dir, user.uid, user.gid)
    if (await canWorkIn(dir, user)) return dir
    await rmdir(dir)
  }
  throw new Failure(
    'refused',
    'database.no_socket_directory',
    'The path of KONTOR_HOME is too long for a Unix socket, and no temporary directory could take its place.',
    {
      advice:
        'Set KONTOR_HOME to a path of at most 80 characters, or TMPDIR to a directory that can be written.'
    }
  )
}

/** Who owns the home runs the server; root's own home is given to an unprivileged user. */
async function userFor(home: Home): Promise<RunAs> {
  const { uid, gid } = await stat(home.path)
  return uid === 0 || process.env['KONTOR_PG_USER'] ? chooseUser() : { uid, gid, name: `user ${uid}` }
}

/** Data once made stays with its owner, whatever KONTOR_PG_USER says later. */
async function ownerOf(path: string): Promise<RunAs | undefined> {
  const { uid, gid } = await stat(path)
  if (isRoot() && uid !== 0) return { uid, gid, name: `user ${uid}` }
  if (!isRoot() && uid === process.getuid?.()) return undefined
  throw new Failure(
    'forbidden',
    'database.other_owner',
    `The data in ${path} belongs to ${uid === 0 ? 'root, as whom PostgreSQL does not run' : 'another user'}.`,
    {
      advice:
        uid === 0
          ? `Give it back to the user it was made by: chown -R postgres ${path}`
          : 'Start Kontor as that user or as root, or set KONTOR_HOME to a directory of your own.'
    }
  )
}

/** A copy of a home holds a link to the original's data: two servers must not come to share that by accident. */
async function refuseCopiedHome(home: Home, path: string): Promise<void> {
  const note = join(dirname(path), 'of')
  const of = path === home.postgres ? home.path : await readFile(note, 'utf8').catch(() => home.path)
  if (of === home.path) return
  const theirs = await realpath(join(of, 'postgres')).catch(() => undefined)
  if (theirs !== path) return writeFile(note, home.path) // not copied but moved
  throw new Failure(
    'conflict',
    'database.copied_home',
    `${home.path} was copied from ${of}, and its data lies outside, in ${path}, where it still belongs to ${of}.`,
    { advice: `Remove ${home.postgres} (a link) to begin anew here, or set KONTOR_HOME to ${of}.` }
  )
}

function placeGone(home: Home, target: string): Failure {
  return new Failure(
    'refused',
    'database.data_missing',
    `${home.postgres} leads to ${target}, where the data was and is no more.`,
    { advice: `Bring ${target} back, or remove ${home.postgres} to begin anew.` }
  )
}

function homeUnusable(path: string): Failure {
  return new Failure(
    'invalid',
    'database.home_unusable',
    `KONTOR_HOME cannot be ${JSON.stringify(path.length > 120 ? `${path.slice(0, 120)}…` : path)}.`,
    { advice: `Choose a path of at most ${pathBytesMax} bytes without line breaks and control characters.` }
  )
}
