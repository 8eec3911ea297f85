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

/** One promise of `Provider`. It throws where the promise is not kept. */
export type ConformanceCase = Readonly<{ name: string; run(): Promise<void> }>

type Known = Readonly<{ outcome: 'done'; report: Report }> | Readonly<{ outcome: 'refused'; reason: string }>

const triesMax = 200

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

const newKey = () => newId('pcl', new Date(0))
const captures = (report: Report) => report.facts.filter((fact) => fact.type === 'captured')
const refunds = (report: Report) => report.facts.filter((fact) => fact.type === 'refunded')
const total = (facts: readonly Readonly<{ amount: Money }>[]) =>
  facts.reduce((sum, { amount }) => sum + amount.minor, 0n)
const has = (report: Report, type: Fact['type']) => report.facts.some((fact) => fact.type === type)

/** The calls of one subject, each repeated until its outcome is known. */
function callsOf({ provider, tokens, currency }: ConformanceSubject) {
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
    async look(about: Parameters<Provider['lookUp']>[0]): Promise<LookUp> {
      let found = await provider.lookUp(about)
      for (let tries = 0; found.outcome === 'unknown' && tries < triesMax; tries++)
        found = await provider.lookUp(about)
      return found
    }
  }
}

function done(known: Known): Report {
  assert.equal(known.outcome, 'done', known.outcome === 'refused' ? `refused: ${known.reason}` : '')
  assert(known.outcome === 'done')
  return known.report
}

const refused = (known: Known) => assert.equal(known.outcome, 'refused', 'it should have been refused')

/** Every promise of `Provider`, as cases. Whatever goes wrong on the way, a provider must keep them all. */
export function conformance(subject: ConformanceSubject): readonly ConformanceCase[] {
  return [...authorizing(subject), ...capturing(subject), ...refunding(subject), ...telling(subject)]
}

function authorizing(subject: ConformanceSubject): ConformanceCase[] {
  const { draft, authorize, begin, look } = callsOf(subject)
  return [
    {
      name: 'an automatic payment is captured whole, under the payment id that it was given',
      async run() {
        const call = draft()
        const report = done(await authorize(call))
        assert.equal(report.paymentId, call.paymentId)
        assert.notEqual(report.reference, '')
        assert.equal(total(captures(report)), 1000n)
      }
    },
    {
      name: 'the same key again is the same payment, captured once',
      async run() {
        const call = draft()
        const [first, second] = [done(await authorize(call)), done(await authorize(call))]
        assert.deepEqual(second, first)
      }
    },
    {
      name: 'one key, sent twenty times at once, is one payment',
      async run() {
        const call = draft()
        const reports = await Promise.all(Array.from({ length: 20 }, async () => done(await authorize(call))))
        assert.equal(new Set(reports.map(({ reference }) => reference)).size, 1)
        assert(reports.every((report) => total(captures(report)) === 1000n))
      }
    },
    {
      name: 'a key with another body does nothing',
      async run() {
        const call = draft()
        const report = done(await authorize(call))
        for (let tries = 0; tries < 5; tries++) {
          const reply = await subject.provider.authorize({ ...call, amount: money(1n, subject.currency) })
          assert.notEqual(reply.outcome, 'accepted')
        }
        const found = await look({ reference: report.reference })
        assert(found.outcome === 'found')
        assert.equal(total(captures(found.report)), 1000n)
      }
    },
    {
      name: 'a declined payment is refused, today and when it is looked up',
      async run() {
        const call = draft({ token: subject.tokens.declined })
        refused(await authorize(call))
        refused(await authorize(call))
        const found = await look({ key: call.key })
        assert.equal(found.outcome, 'refused')
      }
    },
    {
      name: 'what was never sent is missing',
      async run() {
        assert.equal((await look({ key: newKey() })).outcome, 'missing')
      }
    },
    {
      name: 'a look-up by key and one by reference tell the same',
      async run() {
        const call = draft()
        const { reference } = done(await authorize(call))
        const [byKey, byReference] = [await look({ key: call.key }), await look({ reference })]
        assert.equal(byKey.outcome, 'found')
        assert.deepEqual(byReference, byKey)
      }
    },
    {
      name: 'instalments and a voucher are captured like any other payment',
      async run() {
        assert.equal(total(captures(await begin({ instalments: 12 }))), 1000n)
        assert.equal(total(captures(await begin({ method: 'voucher' }))), 1000n)
      }
    }
  ]
}

function capturing(subject: ConformanceSubject): ConformanceCase[] {
  const { begin, capture, letGo } = callsOf(subject)
  return [
    {
      name: 'a manual payment is authorized, and captured only when asked, in parts that name their key',
      async run() {
        const report = await begin({ capture: 'manual' })
        assert(has(report, 'authorized') && !has(report, 'captured'))
        const [a, b] = [newKey(), newKey()]
        done(await capture(report, 300n, a))
        const after = done(await capture(report, 700n, b))
        assert.deepEqual(
          captures(after).map(({ key, amount }) => [key, amount.minor]),
          [
            [a, 300n],
            [b, 700n]
          ]
        )
        assert.equal(new Set(captures(after).map(({ reference }) => reference)).size, 2)
      }
    },
    {
      name: 'a capture with the same key happens once',
      async run() {
        const report = await begin({ capture: 'manual' })
        const key = newKey()
        await Promise.all(Array.from({ length: 10 }, () => capture(report, 400n, key)))
        assert.equal(total(captures(done(await capture(report, 400n, key)))), 400n)
      }
    },
    {
      name: 'no more is captured than was authorized, whatever comes at once',
      async run() {
        const report = await begin({ capture: 'manual' })
        const results = await Promise.all(Array.from({ length: 20 }, () => capture(report, 100n)))
        assert.equal(results.filter(({ outcome }) => outcome === 'done').length, 10)
        refused(await capture(report, 1n))
      }
    },
    {
      name: 'a void lets the rest go, twice if it is told twice, and nothing is captured after it',
      async run() {
        const report = await begin({ capture: 'manual' })
        done(await capture(report, 300n))
        const key = newKey()
        assert(has(done(await letGo(report, key)), 'voided'))
        assert(has(done(await letGo(report, key)), 'voided'))
        refused(await capture(report, 100n))
      }
    },
    {
      name: 'what is captured whole cannot be voided',
      async run() {
        const report = await begin()
        refused(await letGo(report))
        assert.equal(total(captures(report)), 1000n)
      }
    }
  ]
}

function refunding(subject: ConformanceSubject): ConformanceCase[] {
  const { begin, refund, look } = callsOf(subject)
  return [
    {
      name: 'a payment is refunded in parts that name their key, and the captures stay told',
      async run() {
        const report = await begin()
        const [a, b] = [newKey(), newKey()]
        done(await refund(report, 300n, a))
        const after = done(await refund(report, 700n, b))
        assert.deepEqual(
          refunds(after).map(({ key, amount }) => [key, amount.minor]),
          [
            [a, 300n],
            [b, 700n]
          ]
        )
        assert.equal(total(captures(after)), 1000n)
      }
    },
    {
      name: 'a refund with the same key happens once',
      async run() {
        const report = await begin()
        const key = newKey()
        await Promise.all(Array.from({ length: 10 }, () => refund(report, 400n, key)))
        const found = await look({ reference: report.reference })
        assert(found.outcome === 'found')
        assert.equal(total(refunds(found.report)), 400n)
      }
    },
    {
      name: 'no more is refunded than was captured, whatever comes at once',
      async run() {
        const report = await begin()
        const results = await Promise.all(Array.from({ length: 20 }, () => refund(report, 100n)))
        assert.equal(results.filter(({ outcome }) => outcome === 'done').length, 10)
        refused(await refund(report, 1n))
      }
    }
  ]
}

function telling(subject: ConformanceSubject): ConformanceCase[] {
  const { provider, now, webhook, untilSettled } = subject
  const { begin, refund } = callsOf(subject)
  const altered = ({ text, header }: RawWebhook, change: Partial<RawWebhook>) => ({ text, header, ...change })
  return [
    {
      name: 'a webhook tells facts of a payment; altered, unsigned or old it is refused',
      async run() {
        const report = await begin()
        const given = await webhook()
        const events = provider.readWebhook(given, now())
        assert(events !== null && events.length > 0)
        assert.match(events[0]?.report.paymentId ?? '', /^pay_/)
        const bad = [
          altered(given, { text: `${given.text} ` }),
          altered(given, { text: given.text.replace(/\d/, (digit) => (digit === '9' ? '8' : '9')) }),
          altered(given, { header: () => undefined }),
          altered(given, { header: () => 'nonsense' })
        ]
        for (const one of bad) assert.equal(provider.readWebhook(one, now()), null)
        assert.equal(provider.readWebhook(given, new Date(now().getTime() + 3_600_000)), null)
        assert.equal(report.facts.length > 0, true)
      }
    },
    {
      name: 'each movement is settled once: its parts sum to its net, and the lines to the settlement',
      async run() {
        const report = await begin()
        done(await refund(report, 250n))
        await untilSettled()
        const settlements = await settlementsOf(provider)
        const lines = settlements.flatMap((settlement) => settlement.lines)
        for (const { net, lines: some } of settlements) {
          assert.equal(
            some.reduce((sum, line) => sum + line.net, 0n),
            net
          )
        }
        for (const { gross, fee, net } of lines) assert.equal(gross - fee, net)
        const mine = lines.filter(({ paymentId }) => paymentId === report.paymentId)
        assert.deepEqual(mine.map(({ kind, gross }) => [kind, gross]).sort(), [
          ['capture', 1000n],
          ['refund', -250n]
        ])
        assert.equal(new Set(lines.map(({ kind, reference }) => `${kind} ${reference}`)).size, lines.length)
      }
    }
  ]
}

async function settlementsOf(provider: Provider) {
  for (let tries = 0; ; tries++) {
    try {
      return await provider.settlements(new Date(0))
    } catch (error) {
      if (tries === triesMax) throw error
    }
  }
}
