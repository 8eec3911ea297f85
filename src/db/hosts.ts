import { callbackify } from 'node:util'
import pg from 'pg'
import { Failure } from '../kernel/index.ts'

/** How a database is reached: the driver's settings for it, and the client that finds the right one of several hosts. */
export type Reach = Readonly<{ connectionString: string; Client: typeof pg.Client }>

const attributes = new Set(['any', 'read-write', 'primary'])
const known = new Map<string, Reach>()

/**
 * How the database of this URL is reached. It may name several hosts, `postgres://user@a:5432,b:5433/kontor`: then each
 * connection goes to the one that takes writes, found anew when it is lost. Once for each URL in a process, so that
 * what one connection learns all the others know.
 */
export function reach(url: string): Reach {
  const found = known.get(url) ?? reachOf(url)
  known.set(url, found)
  return found
}

/** A client of the database of this URL, wherever that is now; not connected yet. */
export function clientOf(url: string, more: pg.ClientConfig = {}): pg.Client {
  const { Client, connectionString } = reach(url)
  return new Client({ ...more, connectionString })
}

function reachOf(url: string): Reach {
  const urls = hostUrls(url)
  const [connectionString = url] = urls
  if (urls.length === 1 && !isAsked(url)) return { connectionString, Client: pg.Client }
  return { connectionString, Client: clientClass(findingPrimary(urls)) }
}

const parts = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^/?#]*)([^?#]*)(?:\?([^#]*))?$/
const isAsked = (url: string) => /[?&]target_session_attrs=(read-write|primary)\b/.test(url)

/** One URL for each host that the URL names, without what only concerns the choice between them. */
export function hostUrls(url: string): readonly string[] {
  const [, head = '', hosts = '', path = '', query = ''] = parts.exec(url) ?? []
  const params = new URLSearchParams(query)
  const wanted = params.get('target_session_attrs')
  if (wanted !== null && !attributes.has(wanted)) throw attributesUnknown(wanted)
  if (!hosts.includes(',') && wanted === null) return [url]
  if (wanted === 'any' && hosts.includes(',')) throw attributesUnknown(wanted)
  params.delete('target_session_attrs')
  const rest = params.size > 0 ? `?${params.toString()}` : ''
  return hosts.split(',').map((host) => `${head}${host}${path}${rest}`)
}

function attributesUnknown(wanted: string): Failure {
  return new Failure(
    'invalid',
    'db.session_attrs',
    `target_session_attrs=${wanted} in DATABASE_URL is not what Kontor needs: it writes.`,
    { advice: 'Use target_session_attrs=read-write, or leave it out.' }
  )
}

/** A host that takes writes, and the timeline it writes: each promotion begins a new one with a higher number. */
type Primary = Readonly<{ url: string; timeline: number }>
type Live = pg.Client & { cut(): void }

/** Where the primary is: what is known, and how it is found anew. */
type Finder = Readonly<{
  primary(): Promise<Primary>
  /** A connection to it failed or was lost: it is looked for again before the next one. */
  doubt(primary: Primary): void
  enter(client: Live, primary: Primary): void
  leave(client: Live): void
}>

const watchMs = 2000

function findingPrimary(urls: readonly string[]): Finder {
  let finding: Promise<Primary> | undefined
  let newest = 0
  const live = new Map<Live, Primary>()

  const find = async (): Promise<Primary> => {
    const found = await Promise.all(urls.map(probe))
    const primaries = found.flatMap((each) => (each instanceof Error ? [] : [each]))
    const best = primaries.reduce<Primary | undefined>(
      (first, each) => (first === undefined || each.timeline > first.timeline ? each : first),
      undefined
    )
    // One that was primary before another was promoted would take writes that nobody ever sees.
    if (best === undefined || best.timeline < newest) {
      throw noPrimary(found)
    }
    newest = best.timeline
    for (const [client, primary] of live) if (primary.timeline < newest) client.cut()
    return best
  }
  const primary = () => {
    const going = (finding ??= find())
    going.catch(() => {
      if (finding === going) finding = undefined
    })
    return going
  }
  // A host that is frozen or cut off lets its connections hang. Who was promoted in its place is seen here.
  const watch = () => {
    const timer = setInterval(() => {
      if (live.size === 0) return clearInterval(timer)
      const before = finding
      find().then(
        (best) => {
          if (finding === before) finding = Promise.resolve(best)
        },
        () => undefined
      )
    }, watchMs)
    timer.unref()
  }
  return {
    primary,
    doubt: (lost) =>
      void finding?.then(
        (best) => {
          if (best.url === lost.url && best.timeline === lost.timeline) finding = undefined
        },
        () => undefined
      ),
    enter(client, at) {
      if (live.size === 0) watch()
      live.set(client, at)
    },
    leave: (client) => void live.delete(client)
  }
}

const nameOf = (url: string) => parts.exec(url)?.[2] ?? ''
const probeMs = 2000
const position = `
  select case when not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off'
    then substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) end as timeline`

/** The host as a primary, or why it is none. */
async function probe(url: string): Promise<Primary | Error> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: probeMs,
    query_timeout: probeMs
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const timeline = await timelineOf(client)
    return timeline === null ? new Error(`${nameOf(url)} is read only`) : { url, timeline }
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  } finally {
    void client.end().catch(() => undefined)
  }
}

/** What to say when no host takes writes: what is wrong with the user or the database first, as somebody must mend it. */
function noPrimary(found: readonly (Primary | Error)[]): Error {
  const told = found.map((each) =>
    each instanceof Error ? each.message : `${nameOf(each.url)} was primary before the one of now`
  )
  const refused = found.find((each) => each instanceof pg.DatabaseError && /^(28|3D)/.test(each.code ?? ''))
  if (refused instanceof Error) return refused
  return Object.assign(new Error(`no connection to a host that takes writes: ${told.join('; ')}`), {
    code: 'ECONNREFUSED'
  })
}

async function timelineOf(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ timeline: string | null }>(position)
  const timeline = rows[0]?.timeline ?? null
  return timeline === null ? null : globalThis.Number(`0x${timeline}`)
}

/** The driver's client, which connects to whichever host is primary when it connects. */
function clientClass(finder: Finder): typeof pg.Client {
  class PrimaryClient extends pg.Client {
    cut() {
      this.connection.stream.destroy()
    }

    override connect(): Promise<pg.Client>
    override connect(callback: ((error: Error) => void) | ((error: null, client: pg.Client) => void)): void
    override connect(callback?: (error: never, client: pg.Client) => void): Promise<pg.Client> | void {
      if (callback === undefined) return this.#connect()
      callbackify(() => this.#connect())((error, client) => callback(error as never, client))
    }

    async #connect(): Promise<pg.Client> {
      const primary = await finder.primary()
      const { host, port } = new pg.Client({ connectionString: primary.url })
      Object.assign(this, { host, port })
      this.on('error', () => finder.doubt(primary))
      this.once('end', () => finder.leave(this))
      try {
        await super.connect()
        if ((await timelineOf(this)) !== primary.timeline)
          throw new Error('connection to a host that is primary no more')
        finder.enter(this, primary)
        return this
      } catch (error) {
        finder.doubt(primary)
        void this.end().catch(() => undefined)
        throw error
      }
    }
  }
  return PrimaryClient
}
