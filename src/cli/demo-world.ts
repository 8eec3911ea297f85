import { emit, lastEvents } from '../audit/index.ts'
import { databaseClock, migrate, openDb, removeEmbedded } from '../db/index.ts'
import { manualClock, systemClock } from '../kernel/index.ts'
import { fillWorld } from '../world/index.ts'
import type { Config } from './config.ts'
import { databaseOf, type Place, workAlone } from './database.ts'
import { environment } from './exit.ts'
import type { Progress } from './progress.ts'
import { sandboxSecret } from './sandbox.ts'
import { addSecrets, readSecrets } from './secrets.ts'
import { appOf } from './service.ts'

const longAgo = new Date('2000-01-01T00:00:00Z')
const connections = 6
const byCommandLine = { actor: 'command-line', request: null }

/** Where the world is, and whether it is that of the demonstration: a database that has anything else in it has none. */
type Found = Readonly<{ place: Place; demonstration: boolean }>

/**
 * Fills an empty database with the world of the demonstration; leaves one alone that has anything in it. A filling that
 * was broken off is thrown away and begun anew; the database may then be at another place than the one given.
 */
export async function ensureWorld(config: Config, place: Place, progress: Progress): Promise<Found> {
  const { world } = await readSecrets(config.home)
  if (world === 'filled') return { place, demonstration: true }
  if (world === undefined && !(await isEmpty(place.url))) return { place, demonstration: false }
  return workAlone(place.url, async () => {
    const again = await readSecrets(config.home)
    if (again.world === 'filled') return { place, demonstration: true }
    const fresh = again.world === 'filling' ? await emptied(config, place, progress) : place
    await fill(config, fresh.url, progress)
    return { place: fresh, demonstration: true }
  })
}

async function fill(config: Config, url: string, progress: Progress): Promise<void> {
  const secret = await sandboxSecret(config.home)
  await addSecrets(config.home, { world: 'filling' })
  const time = await databaseClock(url)
  const until = time.now()
  await time.close()
  progress.step('Running a marketplace for 90 days')
  const clock = manualClock(longAgo)
  // Not durable, since a world that was not finished is thrown away; the checkpoint makes it durable as a whole.
  const db = openDb({ url, clock, connectionsMax: connections, durable: false })
  try {
    const { merchantId, buyerId, orderId } = await fillWorld({
      db,
      clock,
      until,
      secret,
      payouts: config.payouts,
      jobsOf: (providers) => appOf(config, { providers }).jobs,
      progress: (done, total) => progress.update(done, total)
    })
    await addSecrets(config.home, { owners: { merchantId, buyerId, orderId } })
  } finally {
    await db.close()
  }
  await noteInLog(url)
  await addSecrets(config.home, { world: 'filled' })
}

/** Says in the log that the world is whole. This commit is durable, and with it what came before. */
async function noteInLog(url: string): Promise<void> {
  const clock = await databaseClock(url)
  const db = openDb({ url, clock, connectionsMax: 1 })
  try {
    await db.transaction((tx) => emit(tx, { type: 'world.filled', subject: 'world' }), byCommandLine)
  } finally {
    await db.close()
    await clock.close()
  }
}

async function isEmpty(url: string): Promise<boolean> {
  const db = openDb({ url, clock: systemClock, connectionsMax: 1 })
  try {
    return (await db.transaction((tx) => lastEvents(tx, 1))).length === 0
  } finally {
    await db.close()
  }
}

/** Throws away a world that was not finished. Only a database that we made is thrown away. */
async function emptied(config: Config, place: Place, progress: Progress): Promise<Place> {
  if (!place.embedded) {
    throw environment(
      'The first `kontor try` on this database was broken off, so its world is not whole.',
      'Drop the database of DATABASE_URL and make it anew, or unset DATABASE_URL to use the embedded one.'
    )
  }
  progress.step('Throwing away a world that was not finished')
  await place.release()
  await removeEmbedded(config.home)
  const fresh = await databaseOf(config, progress.step)
  await migrate(fresh.url)
  return fresh
}
