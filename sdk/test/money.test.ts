import {
  allocate,
  currencies,
  currencyDigits as digitsOfKontor,
  formatDecimal
} from '../../src/kernel/index.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addMoney,
  compareMoney,
  type Currency,
  currencyDigits,
  formatMoney,
  multiplyMoney,
  parseMoney,
  splitMoney,
  subtractMoney
} from '../src/index.ts'

const amount = fc.maxSafeInteger()
const codes = currencies as Currency[]
const currency = fc.constantFrom(...codes)
const cny = (minor: number) => ({ amount: minor, currency: 'CNY' as const })

describe('amounts', () => {
  test('have the digits that Kontor counts, for every currency', () => {
    for (const code of codes) expect([code, currencyDigits(code)]).toEqual([code, digitsOfKontor(code)])
  })

  test('are written as Kontor writes them, and read back', () => {
    fc.assert(
      fc.property(amount, currency, (minor, code) => {
        const text = formatMoney({ amount: minor, currency: code })
        expect(text).toBe(formatDecimal({ minor: BigInt(minor), currency: code }))
        expect(parseMoney(text, code)).toEqual({ amount: minor === 0 ? 0 : minor, currency: code })
      })
    )
  })

  test.each([
    ['129', 'CNY', 12900],
    ['129.5', 'CNY', 12950],
    ['-0.01', 'CNY', -1],
    ['1000', 'JPY', 1000],
    ['0.001', 'KWD', 1],
    ['90071992547409.91', 'CNY', 9007199254740991]
  ] as const)('%s %s is %i', (text, code, minor) => {
    expect(parseMoney(text, code)).toEqual({ amount: minor, currency: code })
  })

  test.each([
    ['1.005', 'CNY'],
    ['1.5', 'JPY'],
    ['1e3', 'CNY'],
    ['1,50', 'CNY'],
    ['', 'CNY'],
    ['.5', 'CNY'],
    ['+1', 'CNY'],
    ['90071992547409.92', 'CNY'],
    ['99999999999999999', 'JPY']
  ] as const)('%j is no amount of %s', (text, code) => {
    expect(() => parseMoney(text, code)).toThrow(expect.objectContaining({ code: 'sdk.money_invalid' }))
  })

  test('are added, taken off, multiplied and compared exactly', () => {
    expect(addMoney(cny(10), cny(20), cny(-5))).toEqual(cny(25))
    expect(subtractMoney(cny(10), cny(20), cny(5))).toEqual(cny(-15))
    expect(multiplyMoney(cny(1999), 3)).toEqual(cny(5997))
    expect([
      compareMoney(cny(1), cny(2)),
      compareMoney(cny(2), cny(2)),
      compareMoney(cny(3), cny(2))
    ]).toEqual([-1, 0, 1])
    expect(addMoney(cny(2 ** 53 - 1), cny(2), cny(-2))).toEqual(cny(2 ** 53 - 1))
  })

  test.each([
    ['beyond 2^53-1', () => addMoney(cny(2 ** 53 - 1), cny(1))],
    ['beyond 2^53-1, multiplied', () => multiplyMoney(cny(2 ** 52), 3)],
    ['of two currencies', () => addMoney(cny(1), { amount: 1, currency: 'USD' })],
    ['of two currencies, compared', () => compareMoney(cny(1), { amount: 1, currency: 'USD' })],
    ['a fraction', () => addMoney(cny(0.1), cny(0.2))],
    ['a fraction of a quantity', () => multiplyMoney(cny(100), 1.5)],
    ['not a number', () => formatMoney(cny(NaN))],
    ['a split of less than nothing', () => splitMoney(cny(-1), [1])],
    ['a split by nothing', () => splitMoney(cny(1), [0, 0])],
    ['a split by less than nothing', () => splitMoney(cny(1), [2, -1])],
    ['a split among nobody', () => splitMoney(cny(1), [])]
  ])('%s is refused', (_, act) => {
    expect(act).toThrow(expect.objectContaining({ name: 'KontorError', code: 'sdk.money_invalid' }))
  })

  test('are split as Kontor splits them, and no unit is lost', () => {
    const weights = fc
      .array(fc.nat(10_000), { minLength: 1, maxLength: 8 })
      .filter((list) => list.some(Boolean))
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), weights, (whole, list) => {
        const parts = splitMoney(cny(whole), list)
        expect(parts.map((part) => BigInt(part.amount))).toEqual(allocate(BigInt(whole), list.map(BigInt)))
        expect(addMoney(cny(0), ...parts)).toEqual(cny(whole))
      })
    )
  })
})
