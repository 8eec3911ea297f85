import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PartSums } from './part.ts'
import { pour, splitChargeback, splitRefund, splitUpTo } from './split.ts'

const part = (
  sums: Partial<Record<'held' | 'released' | 'commission' | 'refunded' | 'frozen', bigint>>
): PartSums => {
  const { held = 0n, released = 0n, commission = 0n, refunded = 0n, frozen = 0n } = sums
  const paid = held + released + commission + refunded
  return {
    partId: 'opt_01h455vb4pex5vsknk084sn02q',
    orderId: 'ord_01h455vb4pex5vsknk084sn02q',
    merchantId: 'mer_01h455vb4pex5vsknk084sn02q',
    book: 'main',
    currency: 'CNY',
    due: paid,
    chargedBack: 0n,
    paid,
    held,
    released,
    commission,
    refunded,
    frozen
  }
}
const amount = fc.bigInt({ min: 0n, max: 1000n })
const anyPart = fc
  .record({
    held: amount,
    released: amount,
    commission: amount,
    refunded: amount,
    share: fc.bigInt({ min: 0n, max: 4n })
  })
  .map(({ share, ...sums }) => part({ ...sums, frozen: (sums.held * share) / 4n }))
const sum = (minors: readonly bigint[]) => minors.reduce((total, minor) => total + minor, 0n)

describe('a refund is split', () => {
  test.each([
    ['from held money first', { held: 50n, released: 90n, commission: 10n }, 40n, {}, [40n, 0n, 0n]],
    [
      'then from what was released, with the commission in it',
      { held: 50n, released: 90n, commission: 10n },
      60n,
      {},
      [50n, 9n, 1n]
    ],
    [
      'from released money first when told so',
      { held: 50n, released: 90n, commission: 10n },
      60n,
      { first: 'released' },
      [0n, 54n, 6n]
    ],
    [
      'from held money last, then',
      { held: 50n, released: 90n, commission: 10n },
      120n,
      { first: 'released' },
      [20n, 90n, 10n]
    ],
    [
      'without the commission when it is kept',
      { released: 90n, commission: 10n },
      60n,
      { commission: 'keep' },
      [0n, 60n, 0n]
    ],
    [
      'with it when nothing else is left',
      { released: 90n, commission: 10n },
      95n,
      { commission: 'keep' },
      [0n, 90n, 5n]
    ],
    [
      'to the unit, the largest remainder first',
      { released: 997n, commission: 3n },
      500n,
      {},
      [0n, 499n, 1n]
    ],
    ['wholly from fees where no merchant has a part', { commission: 10n }, 7n, {}, [0n, 0n, 7n]]
  ] as const)(
    '%s',
    (
      _,
      sums,
      minor,
      options: { first?: 'held' | 'released'; commission?: 'keep' },
      [held, net, commission]
    ) => {
      expect(splitRefund(part(sums), minor, options.first, options.commission)).toEqual({
        held,
        net,
        commission
      })
    }
  )

  test.each([
    ['more than there is', { held: 50n, released: 45n, commission: 5n }, 101n],
    ['frozen money', { held: 50n, frozen: 20n }, 31n],
    ['what was refunded', { refunded: 50n }, 1n]
  ])('and never takes %s', (_, sums, minor) => {
    expect(splitRefund(part(sums), minor)).toBeNull()
  })

  test('exactly, and never more from anywhere than is there', () => {
    fc.assert(
      fc.property(
        anyPart,
        amount,
        fc.constantFrom('held', 'released'),
        fc.constantFrom('return', 'keep'),
        (one, minor, first, commission) => {
          const split = splitRefund(one, minor, first, commission)
          const possible = one.held - one.frozen + one.released + one.commission
          expect(split === null).toBe(minor > possible)
          if (split === null) return
          expect(split.held + split.net + split.commission).toBe(minor)
          expect(split.held <= one.held - one.frozen).toBe(true)
          expect(split.net <= one.released && split.commission <= one.commission).toBe(true)
        }
      )
    )
  })
})

describe('a chargeback is split', () => {
  test('over frozen money first, then in proportion to what each part has', () => {
    const parts = [
      part({ held: 100n, frozen: 40n }),
      part({ released: 108n, commission: 12n }),
      part({ held: 20n })
    ]
    const { shares, loss } = splitChargeback(parts, 90n)
    expect(shares.map(({ frozen, rest }) => [frozen, rest])).toEqual([
      [40n, 15n],
      [0n, 30n],
      [0n, 5n]
    ])
    expect(loss).toBe(0n)
  })

  test('and what the order does not have is a loss', () => {
    const { shares, loss } = splitChargeback([part({ held: 10n, refunded: 90n })], 100n)
    expect(shares.map(({ frozen, rest }) => [frozen, rest])).toEqual([[0n, 10n]])
    expect(loss).toBe(90n)
  })

  test('exactly, and never more from a part than it has', () => {
    fc.assert(
      fc.property(fc.array(anyPart, { minLength: 1, maxLength: 5 }), amount, (parts, minor) => {
        const { shares, loss } = splitChargeback(parts, minor)
        expect(sum(shares.map((share) => share.frozen + share.rest)) + loss).toBe(minor)
        for (const { part: one, frozen, rest } of shares) {
          expect(frozen <= one.frozen).toBe(true)
          expect(rest <= one.paid - one.refunded - one.frozen).toBe(true)
        }
      })
    )
  })
})

describe('splitting and pouring', () => {
  test('a split reaches as far as its weights', () => {
    expect(splitUpTo(10n, [3n, 4n])).toEqual([3n, 4n])
    expect(splitUpTo(0n, [3n, 4n])).toEqual([0n, 0n])
    expect(splitUpTo(5n, [])).toEqual([])
  })

  test('sources are poured into targets without a unit lost', () => {
    const minors = fc.array(fc.bigInt({ min: 0n, max: 100n }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(minors, minors, (from, to) => {
        const rest = sum(from) - sum(to)
        const sources = [...from, rest < 0n ? -rest : 0n].map((minor, at) => ({ at, minor }))
        const targets = [...to, rest > 0n ? rest : 0n].map((minor, at) => ({ at, minor }))
        const flows = pour(sources, targets)
        for (const source of sources)
          expect(sum(flows.filter((flow) => flow.source === source).map((flow) => flow.minor))).toBe(
            source.minor
          )
        for (const target of targets)
          expect(sum(flows.filter((flow) => flow.target === target).map((flow) => flow.minor))).toBe(
            target.minor
          )
        expect(flows.length).toBeLessThan(sources.length + targets.length)
      })
    )
  })
})
