import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { money } from '../kernel/index.ts'
import { callKey } from './call.ts'
import { type Dossier, type Effect, learn } from './dossier.ts'
import type { Payment, PaymentRefund } from './payment.ts'
import type { Fact } from './provider.ts'

const cny = (minor: bigint) => money(minor, 'CNY')
const at = new Date('2026-03-02T09:00:00Z')

const payment: Payment = {
  id: 'pay_01h455vb4pex5vsknk084sn02q',
  subject: 'ord_1',
  buyerId: null,
  provider: 'sandbox',
  method: 'card',
  book: 'main',
  state: 'pending',
  amount: cny(1000n),
  capture: 'manual',
  instalments: 1,
  reference: 'p1',
  authorizedMinor: 0n,
  capturedMinor: 0n,
  refundPendingMinor: 0n,
  refundedMinor: 0n,
  chargedBackMinor: 0n,
  reason: null,
  mismatch: null,
  closed: false,
  expiresAt: at,
  createdAt: at,
  updatedAt: at
}

const refund = (n: number, minor: bigint): PaymentRefund => ({
  id: `rfd_01h455vb4pex5vsknk084sn0a${n}`,
  paymentId: payment.id,
  amount: cny(minor),
  origin: 'asked',
  state: 'pending',
  attempt: 1,
  bounces: 0,
  reason: 'returned',
  failure: null,
  reference: null
})

const start = (more: Partial<Dossier> = {}): Dossier => ({
  payment,
  captures: [],
  refunds: [],
  chargebacks: [],
  ...more
})

const authorized: Fact = { type: 'authorized', amount: cny(1000n), expiresAt: null }
const captured = (reference: string, minor: bigint): Fact => ({
  type: 'captured',
  reference,
  key: null,
  amount: cny(minor)
})
const refunded = (n: number, minor: bigint): Fact => ({
  type: 'refunded',
  reference: `r${n}`,
  key: callKey('refund', refund(n, minor).id),
  amount: cny(minor)
})
const chargedBack = (reference: string, minor: bigint): Fact => ({
  type: 'charged_back',
  reference,
  amount: cny(minor),
  reason: 'fraudulent'
})

describe('what is learnt', () => {
  const refunds = [refund(1, 100n), refund(2, 200n), refund(3, 50n)]
  const facts: readonly Fact[] = [
    authorized,
    captured('c1', 600n),
    captured('c2', 300n),
    { type: 'voided', reason: 'voided' },
    refunded(1, 100n),
    refunded(2, 200n),
    { ...refunded(2, 200n), type: 'refund_failed', reason: 'account_closed' } as Fact,
    {
      type: 'refund_failed',
      reference: null,
      key: callKey('refund', refunds[2]?.id ?? ''),
      amount: cny(50n),
      reason: 'x'
    },
    chargedBack('b1', 400n),
    chargedBack('b2', 100n),
    { type: 'chargeback_reversed', reference: 'b1', amount: cny(400n) }
  ]

  test('is the same in any order, however often and in whatever pieces it is told', () => {
    // Refunds are asked for only after a capture; what is pending was counted then.
    const before = start({ payment: { ...payment, refundPendingMinor: 350n }, refunds })
    const telling = fc.array(fc.array(fc.constantFrom(...facts), { maxLength: 4 }), { maxLength: 15 })
    fc.assert(
      fc.property(telling, (pieces) => {
        // What does not fit yet is looked up, so that at last everything is told together.
        let dossier = before
        const effects: Effect[] = []
        for (const piece of [...pieces, facts]) {
          const step = learn(dossier, piece)
          dossier = step.dossier
          effects.push(...step.effects)
        }
        expect(dossier.payment).toMatchObject({
          state: 'captured',
          closed: true,
          mismatch: null,
          authorizedMinor: 1000n,
          capturedMinor: 900n,
          refundPendingMinor: 250n,
          refundedMinor: 100n,
          chargedBackMinor: 100n
        })
        const named = effects.flatMap((effect) => {
          if (effect.type === 'captured') return [`captured ${effect.capture.reference}`]
          if (effect.type === 'refunded') return [`refunded ${effect.refund.id}`]
          if (effect.type === 'refundFailed') return [`refundFailed ${effect.refund.id}`]
          if ('chargeback' in effect) return [`${effect.type} ${effect.chargeback.reference}`]
          return []
        })
        expect(new Set(named).size).toBe(named.length)
        const posted = (type: string) => named.filter((name) => name.startsWith(`${type} `)).length
        expect([posted('captured'), posted('chargedBack'), posted('chargebackReversed')]).toEqual([2, 2, 1])
      }),
      { numRuns: 300 }
    )
  })

  test('twice changes nothing the second time', () => {
    const once = learn(start({ refunds, payment: { ...payment, refundPendingMinor: 350n } }), facts)
    expect(learn(once.dossier, facts)).toEqual({ dossier: once.dossier, effects: [] })
  })
})

describe('a mismatch is kept and shown, and nothing is counted:', () => {
  const whole = start({ payment: { ...payment, capturedMinor: 1000n, state: 'captured' } })
  test.each<[string, Dossier, Fact, string]>([
    [
      'authorized too much',
      start(),
      { ...authorized, amount: cny(1001n) } as Fact,
      'authorized 1001 CNY where 1000 CNY was asked'
    ],
    [
      'authorized in another currency',
      start(),
      { ...authorized, amount: money(1n, 'USD') } as Fact,
      'authorized 1 USD where 1000 CNY was asked'
    ],
    ['captured too much', start(), captured('c1', 1001n), 'captured 1001 CNY where 1000 CNY was asked (c1)'],
    [
      'captured in another currency',
      start(),
      { ...captured('c1', 1n), amount: money(1n, 'USD') } as Fact,
      'captured 1 USD where 1000 CNY was asked (c1)'
    ],
    [
      'captured twice',
      whole,
      captured('c2', 1000n),
      'captured 1000 CNY where 1000 CNY was asked, 1000 captured before (c2)'
    ],
    [
      'a refund nobody asked for',
      whole,
      { ...refunded(9, 5n), key: null } as Fact,
      'refunded 5 CNY that nobody asked for (r9)'
    ],
    [
      'a refund of another amount',
      { ...whole, refunds: [refund(1, 100n)] },
      refunded(1, 99n),
      'refunded 99 CNY where 100 CNY was asked'
    ],
    [
      'charged back too much',
      whole,
      chargedBack('b1', 1001n),
      'charged back 1001 CNY of 1000 CNY captured (b1)'
    ],
    [
      'charged back before anything was captured',
      start(),
      chargedBack('b1', 1n),
      'charged back 1 CNY of 0 CNY captured (b1)'
    ]
  ])('%s', (_, dossier, fact, what) => {
    const { dossier: after, effects } = learn(dossier, [fact])
    expect(after.payment).toEqual({ ...dossier.payment, mismatch: what })
    expect(effects.map(({ type }) => type)).toEqual(['mismatch'])
    expect(learn(after, [fact]).effects).toEqual([])
  })
})

describe('the state only moves on:', () => {
  const declined: Fact = { type: 'declined', reason: 'card_declined' }
  test.each<[string, readonly Fact[], Partial<Payment>]>([
    ['authorized', [authorized], { state: 'authorized', closed: false }],
    ['authorized after it was declined', [declined, authorized], { state: 'failed', closed: true }],
    ['declined after it was authorized', [authorized, declined], { state: 'failed', closed: true }],
    [
      'captured after it was declined',
      [declined, captured('c1', 1000n)],
      { state: 'captured', capturedMinor: 1000n }
    ],
    [
      'expired after it was captured',
      [captured('c1', 1n), { type: 'expired', reason: 'expired' }],
      { state: 'captured', closed: true }
    ],
    [
      'expired after it was voided',
      [
        { type: 'voided', reason: 'v' },
        { type: 'expired', reason: 'e' }
      ],
      { state: 'voided', reason: 'v' }
    ]
  ])('%s', (_, facts, expected) => {
    let dossier = start()
    for (const fact of facts) dossier = learn(dossier, [fact]).dossier
    expect(dossier.payment).toMatchObject(expected)
  })
})
