import assert from 'node:assert/strict'
import { type Money, money, newId } from '../kernel/index.ts'
import type { AuthorizeCall, Fact, LookUp, Provider, RawWebhook, Reply, Report } from './provider.ts'

/** What the suite needs to know of a provider: tokens that do certain things, and how to hear from it. */
export type ConformanceSubject = Readonly<{
  provider: Provider
  tokens: Readonly<{ ok: string; declined: string }>
  currency: Money['currency']
  now(): Date
  /** A webhook as the provider sends it about the payments made so far; each call answers the next one. */
  webhook(): Promise<RawWebhook>
  /** Lets time pass until what has happened so far is settled. */
  untilSettled(): Promise<void>
}>

type Known = Readonly<{ outcome: 'done'; report: Report }> | Readonly<{ outcome: 'refused'; reason: string }>

/** How often a call is tried before its provider is said not to answer. */
export const triesMax = 200

/** Does what payments does with a call: sends, looks up what is unknown, and sends again with the same key. */
async function untilKnown(provider: Provider, key: string, send: () => Promise<Reply>): Promise<Known> {
  let reply: Reply | LookUp = await send()
  for (let tries = 0; tries < triesMax; tries++) {
    if (reply.outcome === 'accepted' || reply.outcome === 'found')
      return { outcome: 'done', report: reply.report }
    if (reply.outcome === 'refused') return { outcome: 'refused', reason: reply.reason }
    reply = reply.outcome === 'unknown' ? await provider.lookUp({ key }) : await send()
  }
  throw new Error(`The outcome of ${key} was not known after ${triesMax} tries.`)
}

/** A key that no call had before. */
export const newKey = () => newId('pcl', new Date(0))
/** The captures that a report tells of. */
export const captures = (report: Report) => report.facts.filter((fact) => fact.type === 'captured')
/** The refunds that a report tells of. */
export const refunds = (report: Report) => report.facts.filter((fact) => fact.type === 'refunded')
/** What facts sum to, in minor units. */
export const total = (facts: readonly Readonly<{ amount: Money }>[]) =>
  facts.reduce((sum, { amount }) => sum + amount.minor, 0n)
/** Whether a report tells of such a fact. */
export const has = (report: Report, type: Fact['type']) => report.facts.some((fact) => fact.type === type)

/** The calls of one subject, each repeated until its outcome is known. */
export function callsOf({ provider, tokens, currency }: ConformanceSubject) {
  const of = (minor: bigint) => money(minor, currency)
  const draft = (more: Partial<AuthorizeCall> = {}): AuthorizeCall => ({
    key: newKey(),
    paymentId: newId('pay', new Date(0)),
    method: 'card',
    amount: of(1000n),
    capture: 'automatic',
    token: tokens.ok,
    instalments: 1,
    ...more
  })
  const authorize = (call: AuthorizeCall) => untilKnown(provider, call.key, () => provider.authorize(call))
  const part =
    (kind: 'capture' | 'refund') =>
    (report: Report, minor: bigint, key: string = newKey()) => {
      const call = { key, paymentId: report.paymentId, reference: report.reference, amount: of(minor) }
      const send = () =>
        kind === 'capture' ? provider.capture(call) : provider.refund({ ...call, reason: 'returned' })
      return untilKnown(provider, key, send)
    }
  return {
    draft,
    authorize,
    begin: async (more: Partial<AuthorizeCall> = {}) => done(await authorize(draft(more))),
    capture: part('capture'),
    refund: part('refund'),
    letGo: (report: Report, key: string = newKey()) =>
      untilKnown(provider, key, () =>
        provider.void({ key, paymentId: report.paymentId, reference: report.reference })
      ),
    look: async (about: Parameters<Provider['lookUp']>[0]): Promise<LookUp> => {
      let found = await provider.lookUp(about)
      for (let tries = 0; found.outcome === 'unknown' && tries < triesMax; tries++)
        found = await provider.lookUp(about)
      return found
    }
  }
}

/** The report of a call that was done; it throws if the call was refused. */
export function done(known: Known): Report {
  assert.equal(known.outcome, 'done', known.outcome === 'refused' ? `refused: ${known.reason}` : '')
  assert(known.outcome === 'done')
  return known.report
}

/** Throws unless the call was refused. */
export const refused = (known: Known) => assert.equal(known.outcome, 'refused', 'it should have been refused')

export type Calls = ReturnType<typeof callsOf>
