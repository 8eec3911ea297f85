/** A moment of a date and time field (the reader's own time zone) as the API wants it; undefined where there is none. */
export function isoOf(text: string | undefined): string | undefined {
  const moment = text === undefined ? NaN : Date.parse(text)
  return Number.isNaN(moment) ? undefined : new Date(moment).toISOString()
}
