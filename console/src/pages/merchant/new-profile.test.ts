import { expect, test } from 'vitest'
import { newProfile, type Typed } from './new-profile.ts'

const nothing: Typed = { every: 'demand', weekday: 'monday', holder: '', number: '', bic: '', bankCode: '' }
const iban = 'FR14 2004 1010 0505 0001 3M02 606'

test.each<[string, Partial<Typed>, unknown]>([
  ['an IBAN is known by its beginning', { holder: 'A', number: iban }, { holder: 'A', iban }],
  ['small letters too', { holder: 'A', number: 'de89370400' }, { holder: 'A', iban: 'de89370400' }],
  [
    'a number with the clearing code of its bank keeps its zeros',
    { holder: 'A', number: '0062 1700', bankCode: '102100099996' },
    { holder: 'A', number: '00621700', bankCode: '102100099996' }
  ],
  [
    'a BIC is written in capitals',
    { holder: 'A', number: '0062', bic: 'icbkcnbj' },
    { holder: 'A', number: '0062', bic: 'ICBKCNBJ' }
  ]
])('%s', (_, typed, bankAccount) => {
  expect(newProfile({ ...nothing, ...typed }, undefined, false)).toEqual({
    schedule: { every: 'demand' },
    bankAccount
  })
})

test.each<[string, Partial<Typed>, boolean]>([
  ['a first profile without an account', {}, false],
  ['a holder without a number', { holder: 'A' }, true],
  ['a number without a holder', { number: iban }, true],
  ['a number without its bank', { holder: 'A', number: '0062' }, true]
])('%s is not sent', (_, typed, hasAccount) => {
  expect(newProfile({ ...nothing, ...typed }, undefined, hasAccount)).toBeNull()
})

test('what is left empty stays as it is', () => {
  const weekly = { ...nothing, every: 'week', weekday: 'friday' } as const
  expect(newProfile(weekly, undefined, true)).toEqual({ schedule: { every: 'week', weekday: 'friday' } })
  const minimum = { amount: 0, currency: 'CNY' } as const
  expect(newProfile(nothing, minimum, true)).toEqual({ schedule: { every: 'demand' }, minimum })
})
