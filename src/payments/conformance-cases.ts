import assert from 'node:assert/strict'
import { money } from '../kernel/index.ts'
import {
  type Calls,
  captures,
  type ConformanceSubject,
  done,
  has,
  newKey,
  refunds,
  refused,
  total,
  triesMax
} from './conformance-calls.ts'
import type { Provider, RawWebhook } from './provider.ts'

type Case = Readonly<{ name: string; run(calls: Calls, subject: ConformanceSubject): Promise<void> }>

const altered = ({ text, header }: RawWebhook, change: Partial<RawWebhook>) => ({ text, header, ...change })

const authorizing: readonly Case[] = [
  {
    name: 'an automatic payment is captured whole, under the payment id that it was given',
    async run({ draft, authorize }) {
      const call = draft()
      const report = done(await authorize(call))
      assert.equal(report.paymentId, call.paymentId)
      assert.notEqual(report.reference, '')
      assert.equal(total(captures(report)), 1000n)
    }
  },
  {
    name: 'the same key again is the same payment, captured once',
    async run({ draft, authorize }) {
      const call = draft()
      const [first, second] = [done(await authorize(call)), done(await authorize(call))]
      assert.deepEqual(second, first)
    }
  },
  {
    name: 'one key, sent twenty times at once, is one payment',
    async run({ draft, authorize }) {
      const call = draft()
      const reports = await Promise.all(Array.from({ length: 20 }, async () => done(await authorize(call))))
      assert.equal(new Set(reports.map(({ reference }) => reference)).size, 1)
      assert(reports.every((report) => total(captures(report)) === 1000n))
    }
  },
  {
    name: 'a key with another body does nothing',
    async run({ draft, authorize, look }, { provider, currency }) {
      const call = draft()
      const report = done(await authorize(call))
      for (let tries = 0; tries < 5; tries++) {
        const reply = await provider.authorize({ ...call, amount: money(1n, currency) })
        assert.notEqual(reply.outcome, 'accepted')
      }
      const found = await look({ reference: report.reference })
      assert(found.outcome === 'found')
      assert.equal(total(captures(found.report)), 1000n)
    }
  },
  {
    name: 'a declined payment is refused, today and when it is looked up',
    async run({ draft, authorize, look }, { tokens }) {
      const call = draft({ token: tokens.declined })
      refused(await authorize(call))
      refused(await authorize(call))
      const found = await look({ key: call.key })
      assert.equal(found.outcome, 'refused')
    }
  },
  {
    name: 'what was never sent is missing',
    async run({ look }) {
      assert.equal((await look({ key: newKey() })).outcome, 'missing')
    }
  },
  {
    name: 'a look-up by key and one by reference tell the same',
    async run({ draft, authorize, look }) {
      const call = draft()
      const { reference } = done(await authorize(call))
      const [byKey, byReference] = [await look({ key: call.key }), await look({ reference })]
      assert.equal(byKey.outcome, 'found')
      assert.deepEqual(byReference, byKey)
    }
  },
  {
    name: 'instalments and a voucher are captured like any other payment',
    async run({ begin }) {
      assert.equal(total(captures(await begin({ instalments: 12 }))), 1000n)
      assert.equal(total(captures(await begin({ method: 'voucher' }))), 1000n)
    }
  }
]

const capturing: readonly Case[] = [
  {
    name: 'a manual payment is authorized, and captured only when asked, in parts that name their key',
    async run({ begin, capture }) {
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
    async run({ begin, capture }) {
      const report = await begin({ capture: 'manual' })
      const key = newKey()
      await Promise.all(Array.from({ length: 10 }, () => capture(report, 400n, key)))
      assert.equal(total(captures(done(await capture(report, 400n, key)))), 400n)
    }
  },
  {
    name: 'no more is captured than was authorized, whatever comes at once',
    async run({ begin, capture }) {
      const report = await begin({ capture: 'manual' })
      const results = await Promise.all(Array.from({ length: 20 }, () => capture(report, 100n)))
      assert.equal(results.filter(({ outcome }) => outcome === 'done').length, 10)
      refused(await capture(report, 1n))
    }
  },
  {
    name: 'a void lets the rest go, twice if it is told twice, and nothing is captured after it',
    async run({ begin, capture, letGo }) {
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
    async run({ begin, letGo }) {
      const report = await begin()
      refused(await letGo(report))
      assert.equal(total(captures(report)), 1000n)
    }
  }
]

const refunding: readonly Case[] = [
  {
    name: 'a payment is refunded in parts that name their key, and the captures stay told',
    async run({ begin, refund }) {
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
    async run({ begin, refund, look }) {
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
    async run({ begin, refund }) {
      const report = await begin()
      const results = await Promise.all(Array.from({ length: 20 }, () => refund(report, 100n)))
      assert.equal(results.filter(({ outcome }) => outcome === 'done').length, 10)
      refused(await refund(report, 1n))
    }
  }
]

const telling: readonly Case[] = [
  {
    name: 'a webhook tells facts of a payment; altered, unsigned or old it is refused',
    async run({ begin }, { provider, now, webhook }) {
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
    async run({ begin, refund }, { provider, untilSettled }) {
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
      assert.deepEqual(
        mine.map(({ kind, gross }) => [kind, gross]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
        [
          ['capture', 1000n],
          ['refund', -250n]
        ]
      )
      assert.equal(new Set(lines.map(({ kind, reference }) => `${kind} ${reference}`)).size, lines.length)
    }
  }
]

async function settlementsOf(provider: Provider) {
  for (let tries = 0; ; tries++) {
    try {
      return await provider.settlements(new Date(0))
    } catch (error) {
      if (tries === triesMax) throw error
    }
  }
}

/** Every promise of `Provider`, with what shows that it is kept. */
export const cases: readonly Case[] = [...authorizing, ...capturing, ...refunding, ...telling]
