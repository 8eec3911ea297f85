import { otherDigits } from '../api/index.ts'
import type { Language } from './language.ts'

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', zh: 'zh-CN' }
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Minor units of a currency. */
type Money = Readonly<{ amount: number; currency: string }>

/** An amount of minor units as a decimal text, exact: 12345 USD is "123.45", -5 USD "-0.05", 12 JPY "12". */
export function decimal({ amount, currency }: Money): string {
  const digits = otherDigits[currency] ?? 2
  const whole = String(Math.abs(amount)).padStart(digits + 1, '0')
  const text = digits === 0 ? whole : `${whole.slice(0, -digits)}.${whole.slice(-digits)}`
  return amount < 0 ? `-${text}` : text
}

/** What was typed as digits with a point, where it can be read in one way only; else the empty text. */
function plainOf(bare: string, digits: number): string {
  if (!bare.includes(',')) return bare
  if (/^\d+,\d{1,2}$/.test(bare)) return bare.replace(',', '.')
  const isDecimal = digits > 2 && /^\d+,\d{3}$/.test(bare)
  return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) && !isDecimal ? bare.replaceAll(',', '') : ''
}

/**
 * The amount that a person typed, in minor units, or null where it is none: "1,234.5" of USD is 123450, "12,50" of EUR
 * 1250. What could be two amounts is none: 1,250 of a currency with three decimals.
 */
export function minorOf(text: string, currency: string): number | null {
  const digits = otherDigits[currency] ?? 2
  const plain = plainOf(text.replaceAll(/\s/g, '').replaceAll('，', ','), digits)
  const found = /^(\d{1,16})(?:\.(\d+))?$/.exec(plain)
  const [, whole = '', part = ''] = found ?? []
  if (whole === '' || part.length > digits) return null
  const minor = BigInt(whole + part.padEnd(digits, '0'))
  return minor <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(minor) : null
}

export type Format = ReturnType<typeof formatter>

const once = <T>(make: (key: string) => T) => {
  const made = new Map<string, T>()
  return (key: string): T => {
    const found = made.get(key) ?? make(key)
    made.set(key, found)
    return found
  }
}

/** The name of the reader's time zone at a moment. */
function zoneOf(locale: string) {
  const zoned = new Intl.DateTimeFormat(locale, { timeZoneName: 'long' })
  return (at: string | Date): string =>
    zoned.formatToParts(new Date(at)).find(({ type }) => type === 'timeZoneName')?.value ?? ''
}

/** A moment as it is from now. */
function relativeOf(locale: string) {
  // "Yesterday" and "tomorrow" are words; further away they would name a calendar day, which a span of hours is not.
  const inWords = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const inNumbers = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })
  const relative = (count: number, unit: Intl.RelativeTimeFormatUnit) =>
    (Math.abs(count) < 2 ? inWords : inNumbers).format(count, unit)
  return (at: string | Date, now: Date): string => {
    const ms = new Date(at).getTime() - now.getTime()
    const size = Math.abs(ms)
    if (size < hour) return relative(Math.round(ms / minute), 'minute')
    if (size < day) return relative(Math.round(ms / hour), 'hour')
    if (size < 60 * day) return relative(Math.round(ms / day), 'day')
    return relative(Math.round(ms / (30.44 * day)), 'month')
  }
}

/** Writes figures and times as readers of this language write them. */
export function formatter(language: Language) {
  const locale = locales[language]
  const numbers = once((digits) => {
    const [least, most] = digits.split(',').map((text) => parseInt(text, 10))
    return new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: most })
  })
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const dayOnly = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const dayAndMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  const minus = (text: string) => text.replace('-', '\u2212')
  return {
    locale,
    /** The number of an amount, without its currency. */
    amount(money: Money): string {
      const digits = otherDigits[money.currency] ?? 2
      return minus(numbers(`${digits},${digits}`).format(decimal(money) as `${number}`))
    },
    /** An amount with its currency. */
    money(amount: Money): string {
      return `${this.amount(amount)} ${amount.currency}`
    },
    /** An amount for the axis of a chart: 12.3K. */
    amountShort: (money: Money) => minus(short.format(decimal(money) as `${number}`)),
    /** Basis points, at most 10000, as a share: 1250 is 12.5%. */
    percent: (basisPoints: number) =>
      share.format(
        `${basisPoints < 10_000 ? `0.${String(basisPoints).padStart(4, '0')}` : '1'}` as `${number}`
      ),
    count: (count: number) => minus(numbers('0,0').format(count)),
    moment: (at: string | Date) => moment.format(new Date(at)),
    /** The reader's time zone at that moment, by its name. */
    zone: zoneOf(locale),
    /** With weekday, seconds and time zone. */
    exact: (at: string | Date) => exact.format(new Date(at)),
    date: (at: string | Date) => date.format(new Date(at)),
    clock: (at: string | Date) => clock.format(new Date(at)),
    /** A calendar day without a time zone: 2026-11-27. */
    day: (iso: string) => dayOnly.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)),
    dayShort: (iso: string) => dayAndMonth.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`)),
    list: (texts: readonly string[]) => list.format(texts),
    /** "in 3 days", "2 hours ago". */
    relative: relativeOf(locale)
  }
}
