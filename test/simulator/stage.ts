import type pg from 'pg'
import { type Fault, faultError } from './fault.ts'
import type { Random } from './random.ts'

/** Kontor's own processes, each of which may crash alone. */
export const kontorSides = ['kontor', 'twin'] as const
export type KontorSide = (typeof kontorSides)[number]

/** Whose statements these are: those of one of Kontor's processes, or the payment service's, which does not crash. */
export type Side = KontorSide | 'provider'

/** What the stage needs of the driver's connection; its published types leave some of it out. */
export type Connection = pg.Client &
  Readonly<{
    processID: number | null
    connection: { stream: { destroy(): void } }
    raise(state: string): Promise<never>
  }>

type Statement = {
  readonly client: Connection
  readonly side: Side
  readonly text: string
  readonly run: () => Promise<unknown>
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
  done: boolean
  ended: Promise<void>
}

/** Thrown to whoever waits for a process that is no more. */
export class Crashed extends Error {
  override readonly name = 'Crashed'
}

/** Looks at the database from outside. */
export type Observe = (text: string, values: unknown[]) => Promise<readonly unknown[]>

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve))
const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))

/**
 * All statements of a world pass through its stage, one at a time. Where several could go next, the seed decides; one
 * that waits for a lock lets the others go on. Faults strike here, so that the program itself runs as it is.
 */
export class Stage {
  private waiting: Statement[] = []
  private readonly busy = new Map<Connection, Statement>()
  private readonly kontors = new Map<Connection, KontorSide>()
  private readonly observe: Observe
  private faults: Fault[] = []
  private statements = 0
  private commits = 0
  private random: Random | undefined
  private connecting = 0
  private pumping = false
  private shielded = false
  private readonly crashes = { kontor: neverYet(), twin: neverYet() }
  /** How many statements have come on stage. */
  entered = 0
  /** How often each process has died. */
  readonly deaths: Record<Side, number> = { kontor: 0, twin: 0, provider: 0 }
  /** The faults that struck; whoever counts them takes them away. */
  readonly struck: Fault[] = []
  /** What struck where, for the trace. */
  readonly heard: string[] = []

  constructor(observe: Observe) {
    this.observe = observe
  }

  /** What happens from now on: who goes first where several could (undefined: who comes first), and what goes wrong. */
  begin(random: Random | undefined, faults: readonly Fault[]): void {
    this.random = random
    this.faults = [...faults]
    this.statements = 0
    this.commits = 0
  }

  /** Work that no fault strikes. */
  async shield(work: () => Promise<void>): Promise<void> {
    this.shielded = true
    await work()
    this.shielded = false
  }

  /** The work of a process, or `Crashed` when it dies meanwhile. */
  inProcess<T>(side: KontorSide, work: Promise<T>): Promise<T> {
    work.catch(() => undefined)
    return Promise.race([work, this.crashes[side].promise])
  }

  /** Until no statement is on its way. */
  async rest(): Promise<void> {
    do {
      await turn()
      await this.quiet()
    } while (this.waiting.length > 0 || this.busy.size > 0)
  }

  /** A statement comes on stage; answers what the database does. */
  enter(client: Connection, side: Side, text: string, run: () => Promise<unknown>): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    this.entered++
    this.waiting.push({ client, side, text, run, resolve, reject, done: false, ended: Promise.resolve() })
    void this.pump()
    return promise
  }

  /** A connection is being made. */
  connects(): void {
    this.connecting++
  }

  /** It was made, or not. */
  connected(client: Connection | null, side: Side): void {
    this.connecting--
    if (client !== null && side !== 'provider') this.kontors.set(client, side)
  }

  /** A process is gone: its connections break, nothing that it was at goes on, and nobody hears of it again. */
  async die(dying: KontorSide): Promise<void> {
    this.deaths[dying]++
    this.waiting = this.waiting.filter(({ side }) => side !== dying)
    const clients = [...this.kontors].flatMap(([client, side]) => (side === dying ? client : []))
    const pids = clients.map(({ processID }) => processID)
    for (const client of clients) {
      this.kontors.delete(client)
      const broken = this.busy.get(client)
      if (broken !== undefined) broken.done = true
      this.busy.delete(client)
      client.connection.stream.destroy()
    }
    await this.observe('select pg_terminate_backend(pid, 5000) from pg_stat_activity where pid = any($1)', [
      pids
    ])
    const over = this.crashes[dying]
    this.crashes[dying] = neverYet()
    over.reject(new Crashed('the process is gone'))
  }

  /** What is going on, for whoever wonders why nothing does. */
  state(): unknown {
    const told = ({ side, text }: Statement) => `${side} ${text.trim().slice(0, 60)}`
    const [waiting, busy] = [this.waiting.map(told), [...this.busy.values()].map(told)]
    return { waiting, busy, connecting: this.connecting, pumping: this.pumping, heard: this.heard.slice(-5) }
  }

  /** Until whoever can go on has said what it wants next. */
  private async quiet() {
    for (let last = -1; this.connecting > 0 || this.entered !== last;) {
      last = this.entered
      for (let turns = 0; turns < 3; turns++) await turn()
    }
  }

  private async pump() {
    if (this.pumping) return
    this.pumping = true
    while (this.waiting.length > 0 || this.busy.size > 0) {
      if (this.random !== undefined) await this.quiet()
      const next = this.choose()
      if (next !== undefined) {
        this.waiting = this.waiting.filter((one) => one !== next)
        this.busy.set(next.client, next)
        next.ended = this.play(next)
        await this.settled(next)
      } else if (this.busy.size > 0) await Promise.race([...this.busy.values()].map(({ ended }) => ended))
      for (const blocked of this.busy.values()) await this.settled(blocked)
    }
    this.pumping = false
  }

  /** Of each connection the first statement; of these the one that the seed picks. */
  private choose(): Statement | undefined {
    const first = new Map<Connection, Statement>()
    for (const one of this.waiting)
      if (!first.has(one.client) && !this.busy.has(one.client)) first.set(one.client, one)
    const ready = [...first.values()]
    return this.random === undefined ? ready[0] : this.random.any(ready)
  }

  /** Until it has ended, or waits for a lock that somebody holds who can go on. */
  private async settled(one: Statement) {
    while (!one.done) {
      await Promise.race([one.ended, pause(5)])
      if (one.done) return
      const alone = this.busy.size === 1 && this.waiting.length === 0
      if (!alone && (await this.isBlocked(one))) return
    }
  }

  private async isBlocked({ client: { processID } }: Statement): Promise<boolean> {
    if (processID === null) return false
    const found = await this.observe('select from pg_locks where pid = $1 and not granted limit 1', [
      processID
    ])
    return found.length > 0
  }

  /** Lets a statement run. Who is dead hears nothing of it. */
  private async play(one: Statement): Promise<void> {
    const born = this.deaths[one.side]
    const lives = () => born === this.deaths[one.side]
    try {
      const result = one.side === 'provider' ? await one.run() : await this.withFault(one, one.side)
      if (lives()) one.resolve(result)
    } catch (error) {
      if (lives()) one.reject(error)
    } finally {
      one.done = true
      this.busy.delete(one.client)
    }
  }

  private withFault(one: Statement, side: KontorSide): Promise<unknown> {
    if (this.shielded) return one.run()
    const place = { statement: this.statements++, commit: one.text === 'commit' ? this.commits++ : -1 }
    const fault = this.faults.find(({ at, count }) => place[at] === count)
    if (fault === undefined || one.text === 'rollback') return one.run()
    this.faults = this.faults.filter((other) => other !== fault)
    this.struck.push(fault)
    this.heard.push(`${fault.kind} ${fault.when} ${one.text.trim().slice(0, 40)}`)
    return this.strike(fault, one, side)
  }

  private async strike({ kind, when }: Fault, one: Statement, side: KontorSide): Promise<unknown> {
    if (kind !== 'kill' && kind !== 'crash') return one.client.raise(faultError[kind])
    if (when === 'after') await one.run()
    if (kind === 'crash') {
      await this.die(side)
      return new Promise(() => undefined)
    }
    await this.observe('select pg_terminate_backend($1, 5000)', [one.client.processID])
    if (when === 'after') throw new Error('Connection terminated unexpectedly')
    return one.run()
  }
}

function neverYet() {
  const crash = Promise.withResolvers<never>()
  crash.promise.catch(() => undefined)
  return crash
}
