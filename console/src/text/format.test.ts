import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { currencies, formatDecimal, money } from '../../../src/kernel/index.ts'
import { decimal, formatter, minorOf } from './format.ts'

describe('amounts', () => {
  test.each([
    [12345, 'USD', '123.45'],
    [-5, 'USD', '-0.05'],
    [0, 'CNY', '0.00'],
    [7, 'JPY', '7'],
    [-1234, 'JPY', '-1234'],
    [1234, 'KWD', '1.234'],
    [1, 'CLF', '0.0001'],
    [Number.MAX_SAFE_INTEGER, 'CNY', '90071992547409.91'],
    [-Number.MAX_SAFE_INTEGER, 'KWD', '-9007199254740.991']
  ])('%i %s is %s', (amount, currency, text) => {
    expect(decimal({ amount, currency })).toBe(text)
  })

  test('are written as the kernel writes them, in every currency', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...currencies), (amount, currency) => {
        expect(decimal({ amount, currency })).toBe(formatDecimal(money(BigInt(amount), currency)))
      })
    )
  })

  test('read back are what they were', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.constantFrom(...currencies), (amount, currency) => {
        expect(minorOf(decimal({ amount, currency }), currency)).toBe(amount)
        expect(minorOf(formatter('en').amount({ amount, currency }), currency)).toBe(amount)
      })
    )
  })

  test.each([
    ['1,234.5', 'USD', 123450],
    ['1，234，567.89', 'CNY', 123456789],
    ['12,50', 'EUR', 1250],
    ['1 250,00', 'EUR', 125000],
    ['1.250', 'KWD', 1250],
    ['1,250', 'KWD', null],
    ['1,250', 'CNY', 125000],
    ['1,2345', 'CNY', null],
    ['12,50,00', 'CNY', null],
    ['1.250,00', 'EUR', null],
    ['1,50', 'JPY', null],
    ['1 234', 'JPY', 1234],
    ['0.001', 'USD', null],
    ['1.5', 'JPY', null],
    ['-1', 'USD', null],
    ['1e3', 'USD', null],
    ['', 'USD', null],
    ['999999999999999', 'USD', null]
  ])('%j in %s is read as %s', (text, currency, minor) => {
    expect(minorOf(text, currency)).toBe(minor)
  })

  test.each([
    ['en', 123456789, 'CNY', '1,234,567.89 CNY'],
    ['zh', -123456789, 'CNY', '\u22121,234,567.89 CNY'],
    ['en', Number.MAX_SAFE_INTEGER, 'JPY', '9,007,199,254,740,991 JPY']
  ] as const)('in %s, %i %s is %s', (language, amount, currency, text) => {
    expect(formatter(language).money({ amount, currency })).toBe(text)
  })
})

describe('times', () => {
  const now = new Date('2026-11-27T12:00:00Z')

  test.each([
    ['2026-11-27T12:30:00Z', 'in 30 minutes'],
    ['2026-11-27T09:00:00Z', '3 hours ago'],
    ['2026-11-30T12:00:00Z', 'in 3 days'],
    ['2026-08-27T12:00:00Z', '3 months ago']
  ])('%s is %s', (at, text) => {
    expect(formatter('en').relative(at, now)).toBe(text)
  })

  test('a calendar day is the same day in every time zone', () => {
    expect(formatter('en').day('2026-11-27')).toBe('27 Nov 2026')
    expect(formatter('zh').day('2026-11-27')).toBe('2026年11月27日')
  })
})
