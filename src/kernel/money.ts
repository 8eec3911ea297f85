import assert from 'node:assert/strict'
import { z } from 'zod'
import { Currency, currencyDigits } from './currency.ts'
import { Failure } from './failure.ts'
import { cutText } from './text.ts'

/** An exact amount, counted in the smallest unit of its currency: 12.50 EUR is `{ minor: 1250n, currency: 'EUR' }`. */
export type Money = Readonly<{ minor: bigint; currency: Currency }>

/** The largest amount of one transfer, and the largest integer that every JSON reader keeps exactly: 2^53 - 1. */
export const minorMax = 9_007_199_254_740_991n

const wireInteger = z
  .number({ error: 'must be a JSON integer of minor units (1999 for 19.99 USD), not a string or a fraction' })
  .int({ error: 'must be a whole number of minor units between -(2^53-1) and 2^53-1' })
const Minor = z.codec(wireInteger, z.bigint(), {
  decode: (amount) => BigInt(amount),
  encode: (minor) => {
    assert(minor <= minorMax && minor >= -minorMax, 'an amount beyond 2^53-1 has no exact form on the wire')
    return globalThis.Number(minor)
  }
})

const wire = z.strictObject({ amount: wireInteger, currency: Currency })

/** Money on the wire: `{"amount": 12345, "currency": "CNY"}`, integer minor units, at most 2^53-1 either way. */
export const Money = z
  .codec(wire, z.custom<Money>(), {
    decode: ({ amount, currency }) => ({ minor: BigInt(amount), currency }),
    encode: ({ minor, currency }) => ({ amount: z.encode(Minor, minor), currency })
  })
  .meta({
    id: 'Money',
    description: 'Integer minor units of an ISO 4217 currency: 12345 CNY is 123.45 yuan.'
  })

const wirePositive = wire.extend({ amount: wireInteger.min(1, { error: 'must be at least 1 minor unit' }) })

/** Money that is at least one minor unit. */
export const PositiveMoney = z
  .codec(wirePositive, z.custom<Money>(), {
    decode: ({ amount, currency }) => ({ minor: BigInt(amount), currency }),
    encode: ({ minor, currency }) => ({ amount: z.encode(Minor, minor), currency })
  })
  .meta({ id: 'PositiveMoney', description: 'Money of at least one minor unit.' })

const wireUnsigned = wire.extend({ amount: wireInteger.min(0, { error: 'must not be negative' }) })

/** Money that is zero or more. */
export const UnsignedMoney = z
  .codec(wireUnsigned, z.custom<Money>(), {
    decode: ({ amount, currency }) => ({ minor: BigInt(amount), currency }),
    encode: ({ minor, currency }) => ({ amount: z.encode(Minor, minor), currency })
  })
  .meta({ id: 'UnsignedMoney', description: 'Money of zero or more minor units.' })

export function money(minor: bigint, currency: Currency): Money {
  return { minor, currency }
}

/** The sum; both must be of one currency (an assert: mixing currencies is a bug, not a refusal). */
export function add(a: Money, b: Money): Money {
  assert.equal(a.currency, b.currency, 'currencies do not add')
  return { minor: a.minor + b.minor, currency: a.currency }
}

/** The difference; both must be of one currency. */
export function subtract(a: Money, b: Money): Money {
  assert.equal(a.currency, b.currency, 'currencies do not subtract')
  return { minor: a.minor - b.minor, currency: a.currency }
}

/** The smaller of two bigints. */
export function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

/**
 * Splits `whole` (>= 0) by `weights` (>= 0, not all zero) without losing a unit: largest remainder, ties in the order
 * given. The parts always sum to the whole; a weight of zero gets nothing.
 */
export function allocate(whole: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  assert(total > 0n && whole >= 0n && weights.every((weight) => weight >= 0n))
  const shares = weights.map((weight) => (whole * weight) / total)
  const rest = whole - shares.reduce((sum, share) => sum + share, 0n)
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (whole * weight) % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
  for (const { index } of byRemainder.slice(0, globalThis.Number(rest)))
    shares[index] = (shares[index] ?? 0n) + 1n
  return shares
}

/** `basisPoints` ten-thousandths of `minor` (>= 0), rounded half up to a whole unit. */
export function portion(minor: bigint, basisPoints: bigint): bigint {
  assert(minor >= 0n && basisPoints >= 0n)
  return (minor * basisPoints * 2n + 10_000n) / 20_000n
}

/** Reads a decimal as written in files and forms: '19.99' USD is 1999n. More digits than the currency has are refused. */
export function parseDecimal(text: string, currency: Currency): bigint {
  const digits = currencyDigits(currency)
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d{1,16})(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === '' || fraction.length > digits) {
    throw new Failure(
      'invalid',
      'money.decimal_invalid',
      `"${cutText(text, 40)}" is not an amount of ${currency}.`,
      {
        advice: `Write digits, and at most ${digits} after a point.`
      }
    )
  }
  const minor = BigInt(whole + fraction.padEnd(digits, '0'))
  if (minor > minorMax) {
    throw new Failure(
      'invalid',
      'money.too_large',
      `${text} ${currency} is more than Kontor counts (2^53-1 minor units).`
    )
  }
  return sign === '-' ? -minor : minor
}

/** Writes minor units as a decimal, exactly: 1999n USD is '19.99', 5n JPY is '5', 1n KWD is '0.001'. */
export function formatDecimal({ minor, currency }: Money): string {
  const digits = currencyDigits(currency)
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0')
  const point = text.length - digits
  return (minor < 0n ? '-' : '') + text.slice(0, point) + (digits > 0 ? `.${text.slice(point)}` : '')
}
