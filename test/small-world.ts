import type { Route } from '../src/api/index.ts'
import { createApp } from '../src/app.ts'
import { openDb } from '../src/db/index.ts'
import { later, manualClock } from '../src/kernel/index.ts'
import { sandboxSettings } from '../src/payouts/index.ts'
import { exampleOf, type OpenApi } from '../src/server/index.ts'
import { fillWorld } from '../src/world/index.ts'
import type { TestDatabase } from './database.ts'

/** Fills the database with a small world that ends now: a few orders of every fate. */
export async function fillSmallWorld(db: TestDatabase): Promise<void> {
  const clock = manualClock(new Date('2000-01-01T00:00:00Z'))
  const until = db.clock.now()
  const own = openDb({ url: db.url, clock, durable: false })
  await fillWorld({
    db: own,
    clock,
    until,
    secret: 'a secret of the sandbox',
    jobsOf: (providers) => createApp({ testKeys: true, providers, payouts: sandboxSettings }).jobs,
    days: 45,
    orders: 120,
    buyers: 30
  })
  await own.close()
  db.clock.set(later(until, 1000))
}

/** An id anywhere in a text. */
export const idPattern = /\b([a-z]{3})_[0-7][0-9a-hjkmnp-tv-z]{25}\b/g
const idsPerPlace = 4

/** The ids of a world, by their prefix, and requests with them. */
export function harvest(document: OpenApi) {
  const found = new Map<string, Set<string>>()
  const { schemas } = document.components
  const operationOf = (route: Pick<Route, 'path' | 'method'>) =>
    document.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()]
  const candidates = (route: Pick<Route, 'path' | 'method'>, name: string) => {
    const schema = operationOf(route)?.parameters.find((parameter) => parameter.name === name)?.schema
    const prefix = /^\^([a-z]{3})_/.exec(schema?.pattern ?? '')?.[1]
    const known = [...(found.get(prefix ?? '') ?? [])].slice(-idsPerPlace)
    return known.length > 0 ? known : [String(schema ? exampleOf(schema, schemas) : 'x')]
  }
  return {
    found,
    /** Remembers every id that a text speaks of. */
    note(text: string): void {
      for (const [id, prefix = ''] of text.matchAll(idPattern))
        found.set(prefix, (found.get(prefix) ?? new Set()).add(id))
    },
    /** The path with ids of the world in its places, several times. */
    pathsOf(route: Pick<Route, 'path' | 'method'>): string[] {
      return Array.from({ length: route.path.includes(':') ? idsPerPlace : 1 }, (_, turn) =>
        route.path.replace(/:(\w+)/g, (_match, name: string) => {
          const all = candidates(route, name)
          return encodeURIComponent(all[turn % all.length] ?? '')
        })
      )
    },
    /** The same value with ids of the world for ids. */
    inhabited<T>(value: T): T {
      const text = JSON.stringify(value).replace(
        idPattern,
        (id, prefix: string) => [...(found.get(prefix) ?? [id])].at(-1) ?? id
      )
      return JSON.parse(text) as T
    },
    /** The route's example body with ids of the world for ids; undefined where it takes none. */
    bodyOf(route: Pick<Route, 'path' | 'method'>): unknown {
      const schema = operationOf(route)?.requestBody?.content['application/json']?.schema
      return schema && this.inhabited(exampleOf(schema, schemas))
    }
  }
}
