import { expect, test } from 'vitest'
import { planPayouts } from '../../../../src/payouts/plan.ts'
import { type Format, formatter } from '../../text/format.ts'
import { en } from '../../text/en/index.ts'
import { owingOf } from './owing.ts'

const f: Format = formatter('en')

test('what a merchant owes is said to it in the second person, as amounts are written', () => {
  const { waits } = planPayouts({
    merchant: { state: 'active' },
    profile: { blocked: null },
    purses: [{ currency: 'CNY', owed: 111_349n }]
  } as never)
  const reason = waits[0]?.reason ?? ''
  expect(owingOf(reason, en, f, true)).toBe('You owe 1,113.49 CNY.')
  expect(owingOf(reason, en, f, false)).toBe('The merchant owes 1,113.49 CNY.')
  expect(owingOf('The merchant owes much.', en, f, true)).toBe('The merchant owes much.')
})
