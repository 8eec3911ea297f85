import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { ActorKind, Check, Job } from '../../src/api/index.ts'
import { createApp } from '../../src/app.ts'
import { createDatabase, type Db, dropDatabase, openDb } from '../../src/db/index.ts'
import { authenticator, createKey } from '../../src/identity/index.ts'
import { type Clock, hour, type newId } from '../../src/kernel/index.ts'
import { sandboxSettings } from '../../src/payouts/index.ts'
import {
  createSandbox,
  type Faults,
  inProcess,
  sandboxJobs,
  sandboxProvider
} from '../../src/sandbox/index.ts'
import { createLog, createServer } from '../../src/server/index.ts'
import { idsOf, type Random, randomOf } from './random.ts'
import { Crashed, type KontorSide, kontorSides, Stage } from './stage.ts'
import { clientFor } from './staged-client.ts'

/** A PostgreSQL server, and a migrated database on it to make copies of. */
export type Place = Readonly<{ server: string; template: string }>

/** A clock that is moved, also a little back, as a machine's clock is by its time service. */
export type MovedClock = Clock & Readonly<{ set(to: Date): void }>

/** Who sends a request. */
export type Sender = Extract<ActorKind, 'operator' | 'service'>

/** A request to Kontor; a request with a key is harmless to repeat. */
export type Sent = Readonly<{
  sender: Sender
  method: 'GET' | 'POST' | 'PUT'
  path: string
  body?: unknown
  key?: string
}>

/** What came back. `replayed`: it is the answer of an earlier try. `body` is the JSON value, or the text where it is none. */
export type Answer = Readonly<{
  status: number
  replayed: boolean
  body: Readonly<Record<string, unknown>>
  text: string
}>

/** The system under test: two processes of Kontor's own code on a real database, and a payment service beside them. */
export type World = Readonly<{
  clock: MovedClock
  stage: Stage
  send(sent: Sent): Promise<Answer>
  jobs(): readonly Job[]
  /** When each job has something to do next, in their order, as somebody finds who looks at all at once from outside. */
  dueTimes(): Promise<readonly (Date | null)[]>
  db(): Db
  /** Lets one process, or both at once, do what the job has to do; answers how much that was, or throws `Crashed`. */
  run(job: Job): Promise<number>
  checks(): readonly Check[]
  providerFaults(faults: Faults): void
  isAlive(): boolean
  /** New processes on the same database for those that died; where one lives, the other sometimes comes back later. */
  restart(): Promise<void>
  look(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  drop(): Promise<void>
}>

const secret = 'between Kontor and the payment service of its simulation'
const start = new Date('2026-03-02T09:00:00Z')
/** Few, for each one begins cold. Those who find none wait in line. */
const connections = 5
/** Of each of Kontor's processes. */
const connectionsOfKontor = 4
/** A connection that were closed for being idle would let the machine's time into the story. */
const idleMs = 0
const many = 1_000_000_000
/** No limit strikes that counts by the machine's time. */
const limits = {
  keyRatePerSecond: many,
  keyBurst: many,
  addressRatePerSecond: many,
  addressBurst: many,
  groupMs: hour
}

function movedClock(): MovedClock {
  let at = start.getTime()
  return { now: () => new Date(at), set: (to) => (at = to.getTime()) }
}

/** What one process of Kontor is made of. */
function startProcess(
  side: KontorSide,
  {
    url,
    clock,
    stage,
    service,
    ids
  }: Readonly<{
    url: string
    clock: Clock
    stage: Stage
    service: Service
    ids: typeof newId
  }>
) {
  const db = openDb({
    url,
    clock,
    durable: false,
    connectionsMax: connectionsOfKontor,
    idleMs,
    client: clientFor(stage, side),
    makeId: ids
  })
  const provider = sandboxProvider({ secret, transport: inProcess(service.sandbox, secret) })
  const app = createApp({
    testKeys: true,
    providers: new Map([['sandbox', provider]]),
    payouts: sandboxSettings
  })
  const server = createServer({
    db,
    routes: app.routes,
    authenticate: authenticator(db, app.permissionsOf, many),
    log: createLog('silent', { write: () => {} }),
    version: 'simulated',
    limits
  })
  const born = stage.deaths[side]
  const isAlive = () => born === stage.deaths[side]
  return { side, db, app, server, isAlive, jobs: [...app.jobs, ...service.jobs] }
}
type Process = ReturnType<typeof startProcess>
type Service = Readonly<{ sandbox: ReturnType<typeof createSandbox>; jobs: readonly Job[] }>

const comesBack = 0.6
const bothAtOnce = 0.15

/** Kontor's processes. The seed decides which of them a request goes to, who does a job, and when a dead one comes back. */
function houseOf(made: Parameters<typeof startProcess>[1], random: Random) {
  const { stage } = made
  const processes = new Map<KontorSide, Process>()
  const alive = () => [...processes.values()].filter((process) => process.isAlive())
  const pick = (): Process => {
    const found = random.any(alive())
    if (found === undefined) throw new Crashed('no process is left')
    return found
  }
  return {
    pick,
    living: (): Process => alive()[0] ?? pick(),
    isWhole: () => alive().length === kontorSides.length,
    close: () => [...processes.values()].map(({ db }) => db.close()),
    async restart() {
      const isNew = processes.size === 0
      for (const side of kontorSides) {
        if (processes.get(side)?.isAlive() === true) continue
        if (!isNew && alive().length > 0 && !random.chance(comesBack)) continue
        const process = startProcess(side, made)
        processes.set(side, process)
        await stage.shield(() => connectAll(process.db, connectionsOfKontor))
      }
    },
    async run({ name }: Job): Promise<number> {
      // The payment service has jobs, too, and is one process.
      const isTwice = !name.startsWith('sandbox.') && random.chance(bothAtOnce)
      const doing = (isTwice ? alive() : [pick()]).map(({ side, db, jobs }) => {
        const job = jobs.find((one) => one.name === name)
        return stage.inProcess(side, job === undefined ? Promise.resolve(0) : job.run(db))
      })
      const done = await Promise.allSettled(doing)
      const failed = done.find((one) => one.status === 'rejected')
      if (failed !== undefined) throw failed.reason
      return done.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0)
    }
  }
}

/** The payment service: a process of its own, which survives when Kontor crashes. */
function startService(
  db: Db,
  send: (
    sent: Sent & Readonly<{ headers: Readonly<Record<string, string>>; text: string }>
  ) => Promise<Answer>
): Service {
  const sandbox = createSandbox({
    db,
    secret,
    deliver: async (text, headers) => {
      const path = '/v1/providers/sandbox/webhooks'
      const { status } = await send({ sender: 'service', method: 'POST', path, text, headers })
      return status < 300
    }
  })
  return { sandbox, jobs: sandboxJobs(sandbox) }
}

/** What PostgreSQL tidies and counts by itself, at times of its own, may change a plan, and with it the order of rows. */
const undisturbed = `do $$
declare name text;
begin
  for name in select oid::regclass from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace loop
    execute format('alter table %s set (autovacuum_enabled = false)', name);
  end loop;
end $$`

/** A database of its own for a world, and a connection that looks at it from outside. */
async function openPlace({ server, template }: Place) {
  const name = `kontor_sim_${randomBytes(6).toString('hex')}`
  await createDatabase(server, name, template)
  const url = server.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${name}`)
  const observer = new pg.Client({ connectionString: url })
  await observer.connect()
  await observer.query(undisturbed)
  return {
    url,
    look: async (text: string, values: readonly unknown[] = []) =>
      (await observer.query(text, [...values])).rows as Record<string, unknown>[],
    async drop() {
      await observer.end()
      await dropDatabase(server, name)
    }
  }
}

const quickly = (closing: readonly Promise<void>[]) =>
  Promise.race([Promise.allSettled(closing), new Promise((resolve) => void setTimeout(resolve, 2000))])

type Post = Sent & Readonly<{ headers: Readonly<Record<string, string>>; text?: string | undefined }>

/** Opens a world of its own: a copy of the template, a clock, one process of Kontor and one payment service. */
export async function openWorld(at: Place, seed: string): Promise<World> {
  const place = await openPlace(at)
  const { url, look } = place
  const clock = movedClock()
  const stage = new Stage(look)
  const makeId = idsOf(randomOf(seed, 'service'))
  const outside = { url, clock, durable: false, connectionsMax: connections, idleMs, makeId }
  const serviceDb = openDb({ ...outside, client: clientFor(stage, 'provider') })
  const service = startService(serviceDb, (post) => send(post))
  const ids = idsOf(randomOf(seed, 'ids'))
  const outsider = openDb({ url, clock, durable: false, connectionsMax: 1, idleMs })
  const house = houseOf({ url, clock, stage, service, ids }, randomOf(seed, 'processes'))
  let requests = 0
  await stage.shield(() => connectAll(serviceDb, connections))
  await house.restart()
  const keys = await makeKeys(house.living())

  async function send({ method, path, headers, text }: Post): Promise<Answer> {
    const id = `request-${String(requests++).padStart(8, '0')}`
    const all = { ...headers, 'x-request-id': id }
    const asked = new Request(`http://kontor${path}`, {
      method,
      headers: all,
      ...(text === undefined ? {} : { body: text })
    })
    const { side, server } = house.pick()
    const answer = await stage.inProcess(side, server.fetch(asked))
    const told = await answer.text()
    const json = answer.headers.get('content-type')?.includes('json') === true
    const replayed = answer.headers.get('idempotency-replayed') === 'true'
    return { status: answer.status, replayed, text: told, body: json ? JSON.parse(told) : {} }
  }

  return {
    clock,
    stage,
    look,
    send: (sent) => send({ ...sent, headers: headersOf(sent, keys[sent.sender]), text: textOf(sent) }),
    db: () => house.living().db,
    jobs: () => house.living().jobs,
    dueTimes: () =>
      outsider.transaction((tx) => Promise.all(house.living().jobs.map((job) => job.dueAt(tx)))),
    run: (job) => house.run(job),
    checks: () => house.living().app.checks,
    providerFaults: (faults) => service.sandbox.setFaults(faults),
    isAlive: () => house.isWhole(),
    restart: () => house.restart(),
    async drop() {
      await quickly([...house.close(), serviceDb.close(), outsider.close()])
      await place.drop()
    }
  }
}

/** Makes all connections now: later, how long it takes to make one would decide who comes first. */
async function connectAll(db: Db, count: number): Promise<void> {
  const all = Promise.withResolvers<void>()
  let made = 0
  const hold = () => {
    if (++made === count) all.resolve()
    return all.promise
  }
  await Promise.all(Array.from({ length: count }, () => db.transaction(hold)))
}

async function makeKeys({ db, app: { permissionsOf } }: Process): Promise<Readonly<Record<Sender, string>>> {
  const keyOf = async (kind: Sender) =>
    (await db.transaction((tx) => createKey(tx, permissionsOf, { kind, label: 'simulated', test: true })))
      .secret
  return { operator: await keyOf('operator'), service: await keyOf('service') }
}

const isText = ({ body }: Sent) => typeof body === 'string'
const textOf = (sent: Sent) => (isText(sent) ? String(sent.body) : JSON.stringify(sent.body))

function headersOf(sent: Sent, secretKey: string): Record<string, string> {
  return {
    authorization: `Bearer ${secretKey}`,
    ...(sent.body === undefined
      ? {}
      : { 'content-type': isText(sent) ? 'application/xml' : 'application/json' }),
    ...(sent.key === undefined ? {} : { 'idempotency-key': sent.key })
  }
}
