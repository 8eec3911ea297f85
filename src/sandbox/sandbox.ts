import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { type Db, gatherer } from '../db/index.ts'
import { Currency, PositiveMoney, Timestamp } from '../kernel/index.ts'
import { ReportJson } from '../payments/index.ts'
import { act, actOnTime, type Answer } from './act.ts'
import { deliver, type Deliver } from './deliver.ts'
import { type Dice, diceFor, Faults, type TransportFault } from './faults.ts'
import { reportOf } from './machine.ts'
import { settle, settlementsSince } from './settle.ts'
import { Begin, type Payment, type Request } from './state.ts'
import { findPayment, selectBooks, selectRequests } from './store.ts'
import { behaviourOf } from './token.ts'

/** A request as it comes in, over HTTP or not. */
export type Ask = Readonly<{
  method: string
  path: string
  key: string | null
  secret: string | null
  body: unknown
}>

/** What goes out: an answer, or none, at once or after the caller's patience. */
export type Outcome =
  | Readonly<{ type: 'answer'; status: number; body: unknown }>
  | Readonly<{ type: 'garbage' | 'lost' | 'timeout' }>

/** A payment service to try things with. Its memory is the database; whatever it has answered is committed. */
export type Sandbox = Readonly<{
  handle(ask: Ask): Promise<Outcome>
  /** Does what is due by the clock: timers, settlements, webhooks. Answers how many things. */
  tick(): Promise<number>
  setFaults(faults: Faults): void
  delivers: boolean
}>

export type SandboxOptions = Readonly<{
  db: Db
  /** Shared with those who call it; also signs webhooks. */
  secret: string
  faults?: Faults
  /**
   * How a webhook is sent. `later`: they are written down for another process to send. Null: there are none, and
   * everything is told by replies, look-ups and settlements alone.
   */
  deliver: Deliver | 'later' | null
}>

const groupMax = 256
const waitingMax = 10_000
const duesMax = 200

/** The sandbox without a server around it. */
export function createSandbox({ db, secret, faults = {}, deliver: send }: SandboxOptions): Sandbox {
  const dice = diceFor(faults)
  const webhooks = send !== null
  const performing = gatherer({
    db,
    sizeMax: groupMax,
    lanes: 1,
    waitingMax,
    work: (tx, requests: readonly Request[]) => act(tx, dice, webhooks, requests)
  })
  return {
    delivers: typeof send === 'function',
    setFaults: (to) => dice.set(to),
    async tick() {
      const timers = await db.transaction((tx) => actOnTime(tx, dice, webhooks, duesMax))
      const settled = await db.transaction(settle)
      return timers + settled + (typeof send === 'function' ? await deliver(db, secret, send) : 0)
    },
    async handle(ask) {
      if (!isSecret(secret, ask.secret)) return problem(401, 'unauthorized')
      if (ask.method === 'GET') return read(db, ask)
      if (ask.path === '/faults') return control(dice, ask.body)
      const request = readRequest(ask)
      if (typeof request === 'string') return problem(400, request)
      return withFaults(await faultFor(db, dice, request), () => performing.add(request).then(answer))
    }
  }
}

function isSecret(secret: string, given: string | null): boolean {
  const [a, b] = [Buffer.from(secret), Buffer.from(given ?? '')]
  return a.length === b.length && timingSafeEqual(a, b)
}

const problem = (status: number, error: string): Outcome => ({ type: 'answer', status, body: { error } })

const reported = (payment: Payment | null) => {
  if (payment === null) return null
  const report = reportOf(payment)
  return z.encode(ReportJson, { ...report, facts: [...report.facts] })
}

function answer(given: Answer): Outcome {
  switch (given.type) {
    case 'done':
      return { type: 'answer', status: 200, body: { outcome: 'done', report: reported(given.payment) } }
    case 'refused': {
      const { reason, payment } = given
      return { type: 'answer', status: 402, body: { outcome: 'refused', reason, report: reported(payment) } }
    }
    case 'key_reused':
      return problem(409, 'key_reused')
    case 'missing':
      return problem(404, 'payment_unknown')
  }
}

const Part = z.strictObject({ amount: PositiveMoney })
const path = /^\/payments\/([a-z0-9_]{1,60})\/(captures|voids|refunds)$/

/** The request in a POST, or what is wrong with it. */
function readRequest({ path: to, key, body }: Ask): Request | string {
  if (key === null || key.length > 100) return 'key_missing'
  if (to === '/payments') {
    const begin = Begin.safeParse(body)
    return begin.success
      ? { kind: 'authorize', key, reference: null, amount: null, begin: begin.data }
      : 'body_invalid'
  }
  const [, reference, what] = path.exec(to) ?? []
  if (reference === undefined) return 'path_unknown'
  if (what === 'voids') return { kind: 'void', key, reference, amount: null, begin: null }
  const part = Part.safeParse(body)
  if (!part.success) return 'body_invalid'
  return {
    kind: what === 'captures' ? 'capture' : 'refund',
    key,
    reference,
    amount: part.data.amount,
    begin: null
  }
}

/** The fault of the token, at the first attempt; else what the dice say. */
async function faultFor(
  db: Db,
  dice: Dice,
  { key, reference, begin }: Request
): Promise<TransportFault | null> {
  const token = begin?.token ?? null
  const payment = reference === null ? undefined : await db.transaction((tx) => findPayment(tx, reference))
  const fault = behaviourOf(token ?? payment?.token ?? null, 'card').transport
  if (fault === undefined || !dice.isFirst(key)) return dice.transport()
  return fault
}

/** Lets a fault happen around the work, before or after it. */
async function withFaults(fault: TransportFault | null, work: () => Promise<Outcome>): Promise<Outcome> {
  if (fault === 'timeout') return { type: 'timeout' }
  if (fault === 'busy') return problem(429, 'too_many_requests')
  if (fault === 'error_before') return problem(500, 'internal')
  const done = await work()
  if (fault === 'lost_reply') return { type: 'lost' }
  if (fault === 'error_after') return problem(500, 'internal')
  return fault === 'garbage' ? { type: 'garbage' } : done
}

function control(dice: Dice, body: unknown): Outcome {
  const faults = Faults.safeParse(body)
  if (!faults.success) return problem(400, 'body_invalid')
  dice.set(faults.data)
  return { type: 'answer', status: 200, body: {} }
}

/** Settlements as JSON; minor units are written as strings. */
export const SettlementsJson = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      provider: z.string(),
      currency: Currency,
      at: Timestamp,
      net: z.string(),
      lines: z.array(
        z.strictObject({
          reference: z.string(),
          kind: z.enum(['capture', 'refund', 'refund_return', 'chargeback', 'chargeback_reversal', 'fee']),
          paymentId: z.string().nullable(),
          gross: z.string(),
          fee: z.string(),
          net: z.string()
        })
      )
    })
  )
})

const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner))
  )

async function read(db: Db, { path: asked }: Ask): Promise<Outcome> {
  const { pathname, searchParams } = new URL(asked, 'http://sandbox')
  const [, kind, name = ''] = pathname.split('/')
  const found = (body: unknown): Outcome => ({ type: 'answer', status: 200, body })
  if (kind === 'settlements') {
    const since = new Date(searchParams.get('since') ?? 0)
    if (Number.isNaN(since.getTime())) return problem(400, 'since_invalid')
    return found(plain({ items: await db.transaction((tx) => settlementsSince(tx, 'sandbox', since)) }))
  }
  if (kind === 'books') return found(plain({ items: await db.transaction(selectBooks) }))
  if (kind === 'payments') {
    const payment = await db.transaction((tx) => findPayment(tx, name))
    return payment === undefined ? problem(404, 'payment_unknown') : answer({ type: 'done', payment })
  }
  if (kind !== 'requests') return problem(404, 'path_unknown')
  return db.transaction(async (tx) => {
    const [known] = await selectRequests(tx, [name])
    if (known === undefined) return problem(404, 'request_unknown')
    const payment = (await findPayment(tx, known.reference ?? '')) ?? null
    if (known.refusal !== null) return answer({ type: 'refused', reason: known.refusal, payment })
    return payment === null ? problem(404, 'payment_unknown') : answer({ type: 'done', payment })
  })
}
