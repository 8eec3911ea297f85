import { dropDatabase, openDb } from '../db/index.ts'
import { newId, type Clock } from '../kernel/index.ts'
import { benchDatabases } from './probe-store.ts'
import { databasePrefix } from './stage.ts'

/** A run may be between two databases for a moment; what is younger than this is left alone. */
const youngMs = 120_000

type Found = Readonly<{ name: string; connected: boolean }>

/**
 * The databases that runs before left, of all that are named as a run names them. None while another run is under way: then
 * somebody is connected to one of them, or one has just been made.
 */
export function leftOver(found: readonly Found[], now: Date, prefix: string = databasePrefix): string[] {
  const young = newId(prefix, new Date(now.getTime() - youngMs))
  if (found.some(({ name, connected }) => connected || name > young)) return []
  return found.map(({ name }) => name)
}

type Place = Readonly<{ serverUrl: string; clock: Clock; step(text: string): void }>

/** Drops the databases of runs that were ended before they could do it themselves. */
export async function sweep(
  { serverUrl, clock, step }: Place,
  prefix: string = databasePrefix
): Promise<void> {
  const db = openDb({ url: serverUrl, clock, role: null, connectionsMax: 1 })
  try {
    const left = leftOver(await db.snapshot((tx) => benchDatabases(tx, prefix)), clock.now(), prefix)
    if (left.length > 0) step(`Dropping what an earlier run left: ${left.join(', ')}`)
    for (const name of left) await dropDatabase(serverUrl, name)
  } finally {
    await db.close()
  }
}
