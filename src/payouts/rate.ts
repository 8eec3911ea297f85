import assert from 'node:assert/strict'
import { type Currency, currencyDigits, type Money } from '../kernel/index.ts'

/** A rate as an exact fraction: one whole unit of `base` is `numerator / denominator` whole units of `quote`. */
export type Rate = Readonly<{ base: Currency; quote: Currency; numerator: bigint; denominator: bigint }>

/** Reads a decimal such as '7.1034' exactly. At most 12 digits on either side of the point, and more than zero. */
export function readRate(base: Currency, quote: Currency, text: string): Rate {
  const [, whole = '', fraction = ''] = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(text) ?? []
  assert(whole !== '', 'the form of a rate is checked where it comes in')
  const numerator = BigInt(whole + fraction)
  assert(numerator > 0n, 'a rate is more than zero')
  return { base, quote, numerator, denominator: 10n ** BigInt(fraction.length) }
}

/** The same rate the other way round, still exact. */
export function inverse({ base, quote, numerator, denominator }: Rate): Rate {
  return { base: quote, quote: base, numerator: denominator, denominator: numerator }
}

/** The rate less a margin in basis points: what the customer gets. */
export function withMargin(rate: Rate, marginBasisPoints: number): Rate {
  return {
    ...rate,
    numerator: rate.numerator * BigInt(10_000 - marginBasisPoints),
    denominator: rate.denominator * 10_000n
  }
}

/** How much is bought for `sell`, rounded down: the fraction of a minor unit that is left stays in the fx position. */
export function bought(sell: Money, rate: Rate): Money {
  assert(sell.currency === rate.base && sell.minor >= 0n)
  const { top, bottom } = scaled(rate)
  return { minor: (sell.minor * top) / bottom, currency: rate.quote }
}

/** The least that must be sold to buy `buy`: rounded up, so that selling it buys no less. */
export function soldFor(buy: Money, rate: Rate): Money {
  assert(buy.currency === rate.quote && buy.minor >= 0n)
  const { top, bottom } = scaled(rate)
  return { minor: (buy.minor * bottom + top - 1n) / top, currency: rate.base }
}

/** Minor units bought per minor unit sold, as a fraction. */
function scaled({ base, quote, numerator, denominator }: Rate) {
  return {
    top: numerator * 10n ** BigInt(currencyDigits(quote)),
    bottom: denominator * 10n ** BigInt(currencyDigits(base))
  }
}

/** The rate as a decimal with up to 12 digits after the point, cut off, for people to read. Amounts are never made from it. */
export function writeRate({ numerator, denominator }: Rate): string {
  const text = ((numerator * 10n ** 12n) / denominator).toString().padStart(13, '0')
  return `${text.slice(0, -12)}.${text.slice(-12)}`.replace(/\.?0+$/, '')
}
