import { expect, test } from 'vitest'
import { type Purse, waysBetween } from './purse.ts'

const purse = (book: string, available: bigint, owed: bigint, more: Partial<Purse> = {}): Purse => ({
  merchantId: 'mer_a',
  currency: 'CNY',
  book,
  available,
  owed,
  isOpen: true,
  isDebtOpen: true,
  ...more
})
const frozen = { isOpen: false }

const cases: [what: string, purses: readonly Purse[], ways: readonly string[]][] = [
  ['nothing anywhere', [purse('main', 0n, 0n), purse('north', 0n, 0n)], []],
  ['earnings in main stay there', [purse('main', 9n, 0n), purse('north', 0n, 0n)], []],
  ['earnings elsewhere go to main', [purse('north', 9n, 0n)], ['north 9 main balance']],
  ['less what is owed in the same book', [purse('north', 9n, 4n)], ['north 5 main balance']],
  ['a debt beyond them takes all', [purse('north', 9n, 9n)], []],
  ['a debt there is paid from main', [purse('main', 9n, 0n), purse('north', 0n, 4n)], ['main 4 north debt']],
  ['with what main has', [purse('main', 3n, 0n), purse('north', 0n, 4n)], ['main 3 north debt']],
  ['less what is owed in main', [purse('main', 9n, 7n), purse('north', 0n, 4n)], ['main 2 north debt']],
  [
    'a debt in main is paid first',
    [purse('main', 0n, 4n), purse('north', 9n, 0n)],
    ['north 4 main debt', 'north 5 main balance']
  ],
  [
    'main pays last',
    [purse('main', 9n, 0n), purse('north', 0n, 7n), purse('south', 5n, 0n)],
    ['south 5 north debt', 'main 2 north debt']
  ],
  [
    'several debts are paid in the order of their books',
    [purse('west', 9n, 0n), purse('south', 0n, 4n), purse('north', 0n, 4n)],
    ['west 4 north debt', 'west 4 south debt', 'west 1 main balance']
  ],
  ['a frozen balance stays', [purse('north', 9n, 0n, frozen), purse('south', 0n, 4n)], []],
  ['nothing goes to a frozen one', [purse('main', 0n, 0n, frozen), purse('north', 9n, 0n)], []],
  [
    'but a debt beside a frozen one is paid',
    [purse('main', 0n, 4n, frozen), purse('north', 9n, 0n)],
    ['north 4 main debt']
  ],
  ['a frozen debt is left alone', [purse('main', 9n, 0n), purse('north', 0n, 4n, { isDebtOpen: false })], []]
]

test.each(cases)('%s', (_, purses, ways) => {
  const told = waysBetween(purses).map(({ from, minor, to, into }) => `${from} ${minor} ${to} ${into}`)
  expect(told).toEqual(ways)
})
