import assert from 'node:assert/strict'
import { access, rmdir } from 'node:fs/promises'
import { type Claim, claim, withLock } from './embedded-claims.ts'
import { findBinaries } from './embedded-binaries.ts'
import { explained } from './embedded-failures.ts'
import { checkReachable, findHome, findPlace, makePlace, removePlace, type Home } from './embedded-place.ts'
import {
  checkVersion,
  findPostmaster,
  initialise,
  start,
  stop,
  waitUntilGone,
  waitUntilReady,
  type Postmaster
} from './embedded-server.ts'

/** The use of a running embedded server. */
export type EmbeddedServer = Readonly<{
  /** A connection URL for a database of this server as superuser `postgres`, over its Unix socket. */
  url(database: string): string
  /** The server's own pid (its postmaster's), for crash tests. */
  pid: number
  /** Gives up this use of it; the last user stops the server and waits until it is down. Twice is once. */
  release(): Promise<void>
}>

/**
 * Finds the running embedded server of `home`, or starts it (makes it, the first time) for as long as somebody uses it.
 * A process that dies without releasing leaves the server running; the next use finds it. If the server itself dies, use
 * it again: that recovers it. Refusals are Failures with codes `database.…`.
 */
export async function useEmbedded(
  home: string,
  onProgress: (step: string) => void = () => {}
): Promise<EmbeddedServer> {
  return explained('start', home, async () => {
    const found = await findHome(home, true)
    assert(found !== undefined)
    return withLock(found.locks, async () => {
      const use = await claim(found.users)
      try {
        const { pid, socketDir } = await ensureRunning(found, onProgress)
        let released: Promise<void> | undefined
        return {
          url: (database) =>
            `postgresql://postgres@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(socketDir)}`,
          pid,
          release: () => (released ??= release(found, use))
        }
      } catch (error) {
        await use.drop()
        throw error
      }
    })
  })
}

/** Stops the server of `home` even if others use it, and removes all of its data for good, but no file of others. */
export async function removeEmbedded(home: string): Promise<void> {
  await explained('remove its data', home, async () => {
    const found = await findHome(home, false)
    if (found === undefined) return
    await withLock(found.locks, async () => {
      const place = await findPlace(found)
      const server = place && (await findPostmaster(place.data))
      if (place && server) await stop(place.data, server)
      await removePlace(found, place)
    })
    // Only when empty: another process may be waiting for the lock, and the home may hold what is not ours.
    for (const dir of [found.locks, found.path]) await rmdir(dir).catch(() => {})
  })
}

async function ensureRunning(home: Home, onProgress: (step: string) => void): Promise<Postmaster> {
  const place = (await findPlace(home)) ?? (await makePlace(home))
  const running = await findPostmaster(place.data)
  if (running?.state === 'stopping') await waitUntilGone(running.pid, place.data)
  else if (running !== undefined) {
    const ready = await waitUntilReady(place.data, () => false)
    if (ready !== undefined) return ready
  }
  await checkReachable(place)
  const binaries = await findBinaries(place.user, onProgress)
  const isNew = await access(place.data).then(
    () => false,
    () => true
  )
  if (isNew) {
    onProgress('Creating the database')
    await initialise(place, binaries)
  }
  await checkVersion(place, binaries)
  onProgress('Starting PostgreSQL')
  return start(home, place, binaries)
}

async function release(home: Home, use: Claim): Promise<void> {
  await explained('stop', home.path, async () => {
    const gone = await findHome(home.path, false).then((found) => found === undefined)
    if (gone || (await findPlace(home)) === undefined) return use.drop() // removed meanwhile, server and all
    await withLock(home.locks, async () => {
      await use.drop()
      if ((await use.others()).length > 0) return
      const place = await findPlace(home)
      const server = place && (await findPostmaster(place.data))
      if (place && server) await stop(place.data, server)
    })
  })
}
