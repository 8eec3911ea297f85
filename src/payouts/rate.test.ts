import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bought, inverse, readRate, soldFor, withMargin, writeRate } from './rate.ts'

const cases = [
  // selling, at, margin, buys
  { sell: 10_000n, base: 'USD', quote: 'CNY', rate: '7.1034', margin: 0, buy: 71_034n },
  { sell: 10_000n, base: 'USD', quote: 'CNY', rate: '7.1034', margin: 50, buy: 70_678n },
  { sell: 100n, base: 'USD', quote: 'JPY', rate: '149.255', margin: 0, buy: 149n },
  { sell: 1000n, base: 'JPY', quote: 'USD', rate: '0.0067', margin: 0, buy: 670n },
  { sell: 1n, base: 'JPY', quote: 'KWD', rate: '0.0021', margin: 0, buy: 2n },
  { sell: 12_345n, base: 'KWD', quote: 'USD', rate: '3.25', margin: 100, buy: 3972n },
  { sell: 1n, base: 'USD', quote: 'JPY', rate: '0.5', margin: 0, buy: 0n }
] as const

test.each(cases)(
  '$sell minor units of $base at $rate less $margin basis points are $buy of $quote',
  (row) => {
    const rate = withMargin(readRate(row.base, row.quote, row.rate), row.margin)
    expect(bought({ minor: row.sell, currency: row.base }, rate)).toEqual({
      minor: row.buy,
      currency: row.quote
    })
  }
)

test.each([
  ['7.1034', '7.1034'],
  ['100', '100'],
  ['0.000000000001', '0.000000000001'],
  ['007.50', '7.5']
])('the rate %s is written %s', (text, written) => {
  expect(writeRate(readRate('USD', 'CNY', text))).toBe(written)
})

const rates = fc
  .tuple(fc.bigInt(1n, 10n ** 12n - 1n), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 1000 }))
  .map(([digits, places, margin]) => {
    const text = digits.toString().padStart(places + 1, '0')
    const decimal = places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`
    return { rate: readRate('USD', 'KWD', decimal), margin }
  })
const minors = fc.bigInt(1n, 10n ** 15n)

test('what must be sold for an amount buys it, and one unit less would not', () => {
  fc.assert(
    fc.property(rates, minors, ({ rate, margin }, minor) => {
      const effective = withMargin(rate, margin)
      const sell = soldFor({ minor, currency: 'KWD' }, effective)
      expect(bought(sell, effective).minor >= minor).toBe(true)
      expect(bought({ ...sell, minor: sell.minor - 1n }, effective).minor < minor).toBe(true)
    })
  )
})

test('there and back again never makes money', () => {
  fc.assert(
    fc.property(rates, minors, ({ rate, margin }, minor) => {
      const there = bought({ minor, currency: 'USD' }, withMargin(rate, margin))
      const back = bought(there, withMargin(inverse(rate), margin))
      expect(back.minor <= minor).toBe(true)
    })
  )
})
