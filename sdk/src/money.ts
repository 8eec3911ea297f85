import { KontorError } from './error.ts'
import { otherDigits } from './generated/currency-digits.ts'
import type { Currency, Money } from './generated/types.ts'

/** Digits after the point by ISO 4217: 2 for USD, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: Currency): number {
  return otherDigits[currency] ?? 2
}

/** Reads a decimal as people and files write it: `129.00` CNY is 12900. More digits than the currency has are refused. */
export function parseMoney(decimal: string, currency: Currency): Money {
  const digits = currencyDigits(currency)
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d{1,16})(?:\.(\d+))?$/.exec(decimal) ?? []
  if (whole === '' || fraction.length > digits)
    throw invalid(
      `"${String(decimal).slice(0, 40)}" is no amount of ${currency}: ${digits} digits may stand after the point.`
    )
  const minor = BigInt(whole + fraction.padEnd(digits, '0'))
  return moneyOf(sign === '-' ? -minor : minor, currency)
}

/** Writes an amount as a decimal: 12900 CNY is `129.00`, 5 JPY is `5`. */
export function formatMoney({ amount, currency }: Money): string {
  const digits = currencyDigits(currency)
  const minor = minorOf(amount)
  const text = String(minor < 0n ? -minor : minor).padStart(digits + 1, '0')
  const point = text.length - digits
  return (minor < 0n ? '-' : '') + text.slice(0, point) + (digits > 0 ? `.${text.slice(point)}` : '')
}

/** The sum of amounts of one currency. */
export function addMoney(first: Money, ...more: readonly Money[]): Money {
  const sum = more.reduce((total, next) => total + minorOf(ofSame(first, next).amount), minorOf(first.amount))
  return moneyOf(sum, first.currency)
}

/** What is left of an amount when the others are taken off. */
export function subtractMoney(from: Money, ...less: readonly Money[]): Money {
  const rest = less.reduce((left, next) => left - minorOf(ofSame(from, next).amount), minorOf(from.amount))
  return moneyOf(rest, from.currency)
}

/** So many times an amount: a price and a quantity. */
export function multiplyMoney({ amount, currency }: Money, times: number): Money {
  return moneyOf(minorOf(amount) * minorOf(times), currency)
}

/** -1 where the first is less, 0 where they are equal, 1 where it is more. */
export function compareMoney(a: Money, b: Money): number {
  const [left, right] = [minorOf(a.amount), minorOf(ofSame(a, b).amount)]
  return left < right ? -1 : left > right ? 1 : 0
}

/**
 * Splits an amount of zero or more by weights, whole numbers of zero or more of which one is not zero. No unit is lost:
 * the largest remainders get what is left over, among equals the first.
 */
export function splitMoney({ amount, currency }: Money, weights: readonly number[]): Money[] {
  const whole = minorOf(amount)
  const parts = weights.map(minorOf)
  const total = parts.reduce((sum, part) => sum + part, 0n)
  if (whole < 0n || total <= 0n || parts.some((part) => part < 0n))
    throw invalid('Only zero or more is split, by weights of zero or more, of which one is not zero.')
  const shares = parts.map((part) => (whole * part) / total)
  const left = whole - shares.reduce((sum, share) => sum + share, 0n)
  const first = parts
    .map((part, index) => ({ index, remainder: (whole * part) % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
    .slice(0, parseInt(String(left), 10))
  for (const { index } of first) shares[index] = (shares[index] ?? 0n) + 1n
  return shares.map((share) => moneyOf(share, currency))
}

function minorOf(amount: number): bigint {
  if (!Number.isSafeInteger(amount))
    throw invalid(`${String(amount)} is no whole number between -(2^53-1) and 2^53-1.`)
  return BigInt(amount)
}

function moneyOf(minor: bigint, currency: Currency): Money {
  const amount = parseInt(String(minor), 10)
  if (!Number.isSafeInteger(amount))
    throw invalid(`${minor} minor units are more than Kontor counts (2^53-1).`)
  return { amount, currency }
}

function ofSame(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw invalid(`${a.currency} and ${b.currency} are not counted together.`)
  return b
}

function invalid(detail: string): KontorError {
  return new KontorError({ code: 'sdk.money_invalid', detail })
}
