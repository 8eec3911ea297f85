import { argumentInvalid } from './error.ts'

/** A parameter as a segment of a path. An empty one, `.` and `..` would lead elsewhere, and are refused. */
export function segment(name: string, value: string): string {
  if (typeof value !== 'string' || value === '' || value === '.' || value === '..')
    throw argumentInvalid(`${name} is no id.`, 'Give the id as a text that is not empty.')
  return encodeURIComponent(value)
}

/** The address that all paths are appended to, without a slash at its end. */
export function baseOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (
    parsed === null ||
    !/^https?:$/.test(parsed.protocol) ||
    parsed.username !== '' ||
    parsed.search + parsed.hash !== ''
  )
    throw argumentInvalid(
      `"${parsed === null ? url : parsed.origin}" is no address of Kontor.`,
      'Give one like https://kontor.example.'
    )
  return parsed.href.replace(/\/+$/, '')
}

/** The query as it is appended to a path. What is undefined is left out. */
export function queryText(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    if (value === undefined) return []
    const isNumber = typeof value === 'number' && Number.isSafeInteger(value)
    if (typeof value !== 'string' && typeof value !== 'boolean' && !isNumber)
      throw argumentInvalid(
        `${name} can be no part of a query.`,
        'Give a text, a whole number, true or false.'
      )
    return [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`]
  })
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}
