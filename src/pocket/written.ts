import { formatDecimal, type Money } from '../kernel/index.ts'
import { type Html, markup } from '../server/index.ts'
import type { Text } from './text.ts'

/** Narrow no-break space, so that an amount never breaks. */
const gap = '\u00a0'

/** `-1,234,567.89 CNY`, exactly. */
export function amountOf(amount: Money): string {
  const [whole = '', fraction] = formatDecimal(amount).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return `${grouped}${fraction === undefined ? '' : `.${fraction}`}${gap}${amount.currency}`
}

/** `2 Mar 2026, 09:00 UTC`. */
function timeOf(at: Date, { lang }: Text): string {
  const format = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
    hourCycle: 'h23'
  })
  return `${format.format(at)}${gap}UTC`
}

/** The same as an element: the script writes the phone's own time into it. */
export function clockOf(at: Date, text: Text): Html {
  return markup`<time datetime="${at.toISOString()}">${timeOf(at, text)}</time>`
}

const hole = '\u0000'

/** A sentence with a time in it, which is an element. */
export function withTime(sentence: (time: string) => string, at: Date, text: Text): Html {
  const [before = '', after = ''] = sentence(hole).split(hole)
  return markup`${before}${clockOf(at, text)}${after}`
}
