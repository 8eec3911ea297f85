/** What came of one attempt that did not succeed, as far as the next step depends on it. */
export type Failed = Readonly<{
  /** The status that it was answered with; null where no answer came. */
  status: number | null
  /** Kontor's code; null where the answer was none of Kontor's. */
  code: string | null
  /** How long Kontor asks to wait; null where it does not. */
  retryAfterMs: number | null
}>

const passing = new Set([408, 429, 502, 503, 504])

/** Whether the same request may do better a moment later: no answer, too much to do, a gateway, a first one still at work. */
export function isPassing({ status, code }: Failed): boolean {
  return status === null || passing.has(status) || code === 'http.key_in_flight'
}

const firstMs = 250
const longestMs = 8000

/**
 * How long to wait after so many attempts: twice as long each time, up to 8 s, of which a random part between the half and
 * the whole, so that many who failed together do not come back together. What Kontor asks for comes before that.
 */
export function waitMs(attempts: number, { retryAfterMs }: Failed, chance: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** (attempts - 1))
  return Math.round((retryAfterMs ?? 0) + whole / 2 + (whole / 2) * chance)
}

/** What a Retry-After says, in milliseconds: seconds, or a date, of which the answer's own `Date` is taken off. */
export function readRetryAfter(text: string | null, now: number): number | null {
  if (text === null) return null
  if (/^\d{1,9}$/.test(text.trim())) return parseInt(text, 10) * 1000
  const date = text.endsWith(' GMT') ? Date.parse(text) : NaN
  return isNaN(date) ? null : Math.max(0, date - now)
}
