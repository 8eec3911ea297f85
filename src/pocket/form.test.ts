import { describe, expect, test } from 'vitest'
import type { Currency } from '../kernel/index.ts'
import { readForm } from './form.ts'
import { texts } from './language.ts'

const read = (typed: string, code: string) => {
  const currency = code as Currency
  const form = new FormData()
  form.set('amount', typed)
  const most = { minor: 10n ** 9n, currency }
  const { input, wrongs } = readForm([{ name: 'amount', kind: 'amount', most }], form, texts.en)
  return { minor: input.amount?.minor, wrong: wrongs.has('amount') }
}

describe('an amount that somebody typed', () => {
  test.each([
    ['12.50', 'CNY', 1250n],
    ['12,50', 'CNY', 1250n],
    ['12,5', 'CNY', 1250n],
    ['1,250', 'CNY', 125_000n],
    ['1,250.00', 'CNY', 125_000n],
    ['1,234,567.89', 'CNY', 123_456_789n],
    ['1 250,00 CNY', 'CNY', 125_000n],
    ['18,519', 'JPY', 18_519n],
    ['1.250', 'KWD', 1250n],
    ['1,250.000', 'KWD', 1_250_000n]
  ])('%s %s is read', (typed, currency, minor) => {
    expect(read(typed, currency)).toEqual({ minor, wrong: false })
  })

  test.each([
    ['1.250,00', 'CNY'],
    ['1.250', 'CNY'],
    ['1,234,5', 'CNY'],
    ['12,50,00', 'CNY'],
    ['1,250', 'KWD'],
    ['1,50', 'JPY'],
    ['-5', 'CNY'],
    ['0', 'CNY'],
    ['five', 'CNY']
  ])('%s %s is asked for again, not guessed', (typed, currency) => {
    expect(read(typed, currency)).toEqual({ minor: undefined, wrong: true })
  })
})
