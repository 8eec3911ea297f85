import { array, assert, bigInt, constantFrom, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  add,
  allocate,
  currencies,
  currencyDigits,
  formatDecimal,
  minorMax,
  Money,
  money,
  parseDecimal,
  portion,
  PositiveMoney,
  subtract,
  UnsignedMoney
} from './index.ts'

describe('splitting', () => {
  test('the parts always sum to the whole, and none is further than one unit from its exact share', () => {
    const weights = array(bigInt(0n, 1000n), { minLength: 1, maxLength: 9 }).filter((list) =>
      list.some((w) => w > 0n)
    )
    assert(
      property(bigInt(0n, minorMax), weights, (whole, parts) => {
        const shares = allocate(whole, parts)
        const total = parts.reduce((sum, weight) => sum + weight, 0n)
        expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(whole)
        shares.forEach((share, i) => {
          const distance = share * total - whole * (parts[i] ?? 0n)
          expect(distance < total && distance > -total).toBe(true)
        })
      })
    )
  })

  test.each([
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [5n, [3n, 7n], [2n, 3n]], // 1.5 and 3.5: the tie goes to the first
    [1n, [1n, 1n], [1n, 0n]],
    [1n, [0n, 1n], [0n, 1n]], // a weight of zero gets nothing
    [100n, [50n, 30n, 20n], [50n, 30n, 20n]],
    [7n, [101n, 100n, 99n], [3n, 2n, 2n]], // largest remainder, not first come
    [10n, [6n, 6n, 1n], [5n, 4n, 1n]] // 4.61, 4.61, 0.77: the last has the largest remainder
  ])('%s by %s is %s', (whole, weights, shares) => {
    expect(allocate(whole, weights)).toEqual(shares)
  })

  test.each([
    [10_000n, 250n, 250n],
    [199n, 250n, 5n], // 4.975
    [20n, 250n, 1n], // 0.5 is rounded up
    [19n, 250n, 0n],
    [0n, 250n, 0n]
  ])('%s at %s basis points is %s', (minor, basisPoints, share) => {
    expect(portion(minor, basisPoints)).toBe(share)
  })
})

describe('on the wire', () => {
  test.each([
    ['a string', { amount: '100', currency: 'CNY' }],
    ['a fraction', { amount: 1.5, currency: 'CNY' }],
    ['NaN', { amount: Number.NaN, currency: 'CNY' }],
    ['Infinity', { amount: Number.POSITIVE_INFINITY, currency: 'CNY' }],
    ['2^53', { amount: 2 ** 53, currency: 'CNY' }],
    ['an exponent beyond the range', { amount: 1e300, currency: 'CNY' }],
    ['null', { amount: null, currency: 'CNY' }],
    ['no currency', { amount: 1 }],
    ['an unknown currency', { amount: 1, currency: 'QQQ' }],
    ['a currency in small letters', { amount: 1, currency: 'cny' }],
    ['a field too many', { amount: 1, currency: 'CNY', minor: 1 }]
  ])('%s is not money', (_, input) => {
    expect(Money.safeParse(input).success).toBe(false)
  })

  test('the largest amount survives the wire, both ways', () => {
    for (const minor of [minorMax, -minorMax, 0n]) {
      const there = JSON.stringify(z.encode(Money, money(minor, 'JPY')))
      expect(z.decode(Money, JSON.parse(there))).toEqual(money(minor, 'JPY'))
    }
    expect(() => z.encode(Money, money(minorMax + 1n, 'JPY'))).toThrow('no exact form')
  })

  test('positive money is at least one unit, unsigned money at least none', () => {
    expect(PositiveMoney.safeParse({ amount: 0, currency: 'CNY' }).success).toBe(false)
    expect(UnsignedMoney.safeParse({ amount: 0, currency: 'CNY' }).success).toBe(true)
    expect(UnsignedMoney.safeParse({ amount: -1, currency: 'CNY' }).success).toBe(false)
  })
})

describe('decimals', () => {
  test.each([
    ['19.99', 'USD', 1999n],
    ['0.07', 'USD', 7n],
    ['100', 'USD', 10_000n],
    ['1.5', 'USD', 150n],
    ['1234', 'JPY', 1234n],
    ['1.234', 'KWD', 1234n],
    ['-5.00', 'EUR', -500n],
    ['1.0001', 'CLF', 10_001n]
  ])('%s %s is %s minor units', (text, currency, minor) => {
    expect(parseDecimal(text, currency)).toBe(minor)
  })

  test.each([
    ['1.005', 'USD'],
    ['1.5', 'JPY'],
    ['1.2345', 'KWD'],
    ['1e3', 'USD'],
    ['', 'USD'],
    ['.5', 'USD'],
    ['5.', 'USD'],
    ['1,50', 'USD'],
    [' 1', 'USD'],
    ['+1', 'USD'],
    ['NaN', 'USD'],
    ['９', 'USD'],
    ['99999999999999999', 'USD'],
    ['9999999999999999', 'USD']
  ])('%j %s is refused', (text, currency) => {
    expect(() => parseDecimal(text, currency)).toThrow(
      expect.objectContaining({ name: 'Failure', kind: 'invalid' })
    )
  })

  test('writing and reading give the same amount in every currency', () => {
    assert(
      property(bigInt(-minorMax, minorMax), constantFrom(...currencies), (minor, currency) => {
        expect(parseDecimal(formatDecimal(money(minor, currency)), currency)).toBe(minor)
      })
    )
  })

  test('digits follow ISO 4217, also where Intl says otherwise', () => {
    expect(['USD', 'JPY', 'KWD', 'CLF', 'ISK', 'IDR', 'IQD', 'UGX'].map(currencyDigits)).toEqual([
      2, 0, 3, 4, 0, 2, 3, 0
    ])
  })
})

test('amounts of two currencies do not add or subtract', () => {
  expect(() => add(money(1n, 'EUR'), money(1n, 'JPY'))).toThrow('do not add')
  expect(() => subtract(money(1n, 'EUR'), money(1n, 'JPY'))).toThrow('do not subtract')
})
