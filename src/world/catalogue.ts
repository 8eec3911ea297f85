import type { Currency } from '../kernel/index.ts'

/** What is sold in a category: titles, and the prices in minor units of each currency that it is sold in. */
export type Category = Readonly<{
  titles: readonly [string, ...string[]]
  prices: Readonly<Partial<Record<Currency, readonly [low: number, high: number]>>>
}>

/** The goods of the world, by category. */
export const categories = {
  household: {
    titles: ['Kettle', 'Desk lamp', 'Set of towels', 'Clothes rack', 'Storage box', 'Door mat'],
    prices: { CNY: [3900, 39_900], USD: [900, 8900] }
  },
  clothing: {
    titles: ['Rain jacket', 'Wool scarf', 'Work trousers', 'Pair of socks', 'Cotton shirt'],
    prices: { CNY: [2900, 59_900], USD: [790, 12_900] }
  },
  food: {
    titles: ['Green tea, 250 g', 'Dried mushrooms, 500 g', 'Rice, 10 kg', 'Honey, 1 kg', 'Walnuts, 2 kg'],
    prices: { CNY: [1900, 18_900], JPY: [480, 6800] }
  },
  electronics: {
    titles: ['Charger', 'Headphones', 'Camera bag', 'Power bank', 'Tablet', 'Keyboard'],
    prices: { CNY: [4900, 399_900], USD: [1490, 89_900] }
  },
  books: {
    titles: ['Atlas', 'Dictionary', 'Cookbook', 'Field guide'],
    prices: { CNY: [2500, 16_800] }
  },
  tools: {
    titles: ['Cordless drill', 'Set of spanners', 'Spirit level', 'Work gloves'],
    prices: { CNY: [3500, 89_900], USD: [1200, 24_900] }
  },
  stationery: {
    titles: ['Fountain pen', 'Notebook, five pieces', 'Ink bottle', 'Drawing paper'],
    prices: { JPY: [330, 9800] }
  },
  toys: {
    titles: ['Wooden train', 'Puzzle, 1000 pieces', 'Kite', 'Building blocks'],
    prices: { JPY: [980, 15_800] }
  }
} as const satisfies Readonly<Record<string, Category>>

export type CategoryName = keyof typeof categories

/** Where a merchant's payouts go. Account numbers are the published examples of their countries. */
export type PlannedAccount =
  Readonly<{ iban: string; bic?: string }> | Readonly<{ number: string; bankCode: string }>

/** A merchant of the world. */
export type PlannedMerchant = Readonly<{
  reference: string
  displayName: string
  currency: Currency
  payoutCurrency: Currency
  sells: readonly [CategoryName, ...CategoryName[]]
  every: 'day' | 'week' | 'demand'
  /** The least that is paid out, in minor units of the payout currency. */
  minimumMinor: bigint
  reserveBasisPoints: number
  reserveDays: number
  account: PlannedAccount
}>

type Row = readonly [
  sells: readonly [CategoryName, ...CategoryName[]],
  currency: Currency,
  payoutCurrency: Currency,
  every: PlannedMerchant['every'],
  minimumMinor: bigint,
  reserve: readonly [basisPoints: number, days: number],
  account: PlannedAccount
]

const noReserve = [0, 0] as const

const rows: readonly Row[] = [
  [['household', 'tools'], 'CNY', 'CNY', 'week', 10_000n, noReserve, { number: '0001234567890123', bankCode: '000000000001' }],
  [['clothing'], 'CNY', 'CNY', 'day', 5000n, noReserve, { number: '0001234567890124', bankCode: '000000000001' }],
  [['food'], 'CNY', 'CNY', 'day', 0n, noReserve, { number: '0001234567890125', bankCode: '000000000002' }],
  [['electronics'], 'CNY', 'CNY', 'week', 50_000n, [1000, 30], { number: '0001234567890126', bankCode: '000000000002' }],
  [['books'], 'CNY', 'CNY', 'demand', 0n, noReserve, { number: '0001234567890127', bankCode: '000000000003' }],
  [['household', 'clothing'], 'CNY', 'CNY', 'day', 0n, noReserve, { number: '0001234567890128', bankCode: '000000000003' }],
  [['electronics'], 'USD', 'USD', 'week', 5000n, [500, 21], { number: '000123456789', bankCode: '110000000' }],
  [['clothing'], 'USD', 'EUR', 'week', 2500n, noReserve, { iban: 'DE75512108001245126199', bic: 'SOGEDEFFXXX' }],
  [['tools', 'household'], 'USD', 'USD', 'demand', 0n, noReserve, { iban: 'GB29NWBK60161331926819', bic: 'NWBKGB22XXX' }],
  [['stationery'], 'JPY', 'JPY', 'week', 1000n, noReserve, { number: '0001234', bankCode: '1100000' }],
  [['food'], 'JPY', 'JPY', 'day', 0n, noReserve, { number: '0001235', bankCode: '1100000' }],
  [['toys'], 'JPY', 'JPY', 'week', 0n, noReserve, { number: '0001236', bankCode: '1100000' }]
] // prettier-ignore

/** The merchants of the world. One sells in USD and is paid out in EUR. */
export const merchants: readonly PlannedMerchant[] = rows.map(
  (
    [sells, currency, payoutCurrency, every, minimumMinor, [reserveBasisPoints, reserveDays], account],
    no
  ) => {
    const name = String(no + 1).padStart(2, '0')
    return {
      reference: `merchant-${name}`,
      displayName: `Merchant ${name}`,
      currency,
      payoutCurrency,
      sells,
      every,
      minimumMinor,
      reserveBasisPoints,
      reserveDays,
      account
    }
  }
)
