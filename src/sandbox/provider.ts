import { z } from 'zod'
import { idSchema, type Money, PositiveMoney, Timestamp } from '../kernel/index.ts'
import {
  type LookUp,
  type Provider,
  type ProviderEvent,
  type ProviderSettlement,
  type RawWebhook,
  ReportJson,
  type Reply
} from '../payments/index.ts'
import { exchange } from './exchange.ts'
import { type Ask, type Sandbox, SettlementsJson } from './sandbox.ts'
import { isSigned, signatureHeader } from './signature.ts'

/** How requests reach the sandbox. It throws when no answer comes. */
export type Transport = (ask: Omit<Ask, 'secret'>) => Promise<Readonly<{ status: number; text: string }>>

const Done = z.strictObject({ outcome: z.literal('done'), report: ReportJson })
const Refused = z.strictObject({
  outcome: z.literal('refused'),
  reason: z.string(),
  report: ReportJson.nullable()
})
const EventJson = z.strictObject({ id: idSchema('evt'), at: Timestamp, report: ReportJson })
/** Events that were due at the same time come together. */
const EventsJson = z.strictObject({ events: z.array(EventJson) })

/** Over HTTP. A call that takes longer than `timeoutMs` has an unknown outcome. */
export function overHttp(url: string, secret: string, timeoutMs = 10_000): Transport {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
  return ({ method, path, key, body }) =>
    exchange({
      url: new URL(path, url),
      method,
      headers: key === null ? headers : { ...headers, 'idempotency-key': key },
      body: method === 'GET' ? null : JSON.stringify(body),
      timeoutMs
    })
}

/** In the same process, without a server: for replays, and to fill a small world. Faults happen all the same. */
export function inProcess(sandbox: Sandbox, secret: string): Transport {
  return async (ask) => {
    const outcome = await sandbox.handle({ ...ask, secret })
    if (outcome.type === 'answer') return { status: outcome.status, text: JSON.stringify(outcome.body) }
    if (outcome.type === 'garbage') return { status: 200, text: '<html>Bad gateway' }
    throw new Error(outcome.type === 'lost' ? 'the connection was lost' : 'no answer in time')
  }
}

/** The sandbox as a payment provider. */
export function sandboxProvider({
  secret,
  transport,
  name = 'sandbox'
}: Readonly<{ secret: string; transport: Transport; name?: string }>): Provider {
  const post = (path: string, key: string, body: unknown) =>
    askOver(transport, { method: 'POST', path, key, body }).then(toReply)
  const money = (amount: Money) => z.encode(PositiveMoney, amount)
  return {
    name,
    authorize: ({ key, paymentId, method, amount, capture, token, instalments }) =>
      post('/payments', key, { paymentId, method, amount: money(amount), capture, token, instalments }),
    capture: ({ key, reference, amount }) =>
      post(`/payments/${reference}/captures`, key, { amount: money(amount) }),
    void: ({ key, reference }) => post(`/payments/${reference}/voids`, key, {}),
    refund: ({ key, reference, amount }) =>
      post(`/payments/${reference}/refunds`, key, { amount: money(amount) }),
    async lookUp(about) {
      const path = 'key' in about ? `/requests/${about.key}` : `/payments/${about.reference}`
      return toLookUp(await askOver(transport, { method: 'GET', path, key: null, body: null }))
    },
    readWebhook: (webhook, now) => readWebhook(secret, webhook, now),
    settlements: (since) => readSettlements(transport, name, since)
  }
}

type Told = Readonly<{ status: number; body: unknown } | { status: null; reason: string }>

async function askOver(transport: Transport, ask: Omit<Ask, 'secret'>): Promise<Told> {
  try {
    const { status, text } = await transport(ask)
    return { status, body: parseJson(text) }
  } catch (error) {
    return { status: null, reason: error instanceof Error ? error.message : 'no answer' }
  }
}

function toReply(given: Told): Reply {
  if (given.status === null) return { outcome: 'unknown', reason: given.reason }
  const { status, body } = given
  const done = Done.safeParse(body)
  if (status === 200 && done.success) return { outcome: 'accepted', report: done.data.report }
  const refused = Refused.safeParse(body)
  if (status === 402 && refused.success) {
    return { outcome: 'refused', reason: refused.data.reason, report: refused.data.report }
  }
  // What was surely not worked on may be sent again; a fault of ours (400, 401) ends as stuck, where it is seen.
  if (status >= 400 && status < 500) return { outcome: 'again', reason: `status ${status}: ${errorOf(body)}` }
  return { outcome: 'unknown', reason: `status ${status}` }
}

function toLookUp(given: Told): LookUp {
  if (given.status === 404) return { outcome: 'missing' }
  const reply = toReply(given)
  if (reply.outcome === 'accepted') return { outcome: 'found', report: reply.report }
  if (reply.outcome === 'refused') return reply
  return { outcome: 'unknown', reason: reply.reason }
}

function errorOf(body: unknown): string {
  return z.object({ error: z.string() }).safeParse(body).data?.error ?? 'no reason given'
}

function readWebhook(
  secret: string,
  { text, header }: RawWebhook,
  now: Date
): readonly ProviderEvent[] | null {
  if (!isSigned(secret, text, header(signatureHeader), now)) return null
  const sent = parseJson(text)
  const events = EventsJson.safeParse(sent)
  if (events.success) return events.data.events
  const event = EventJson.safeParse(sent)
  return event.success ? [event.data] : []
}

async function readSettlements(
  transport: Transport,
  provider: string,
  since: Date
): Promise<ProviderSettlement[]> {
  const path = `/settlements?since=${encodeURIComponent(since.toISOString())}`
  const { status, text } = await transport({ method: 'GET', path, key: null, body: null })
  if (status !== 200) throw new Error(`The sandbox answers ${status} when it is asked for settlements.`)
  const { items } = SettlementsJson.parse(JSON.parse(text))
  return items.map((item) => ({
    ...item,
    provider,
    net: BigInt(item.net),
    lines: item.lines.map((line) => ({
      ...line,
      paymentId: idSchema('pay').nullable().parse(line.paymentId),
      gross: BigInt(line.gross),
      fee: BigInt(line.fee),
      net: BigInt(line.net)
    }))
  }))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
