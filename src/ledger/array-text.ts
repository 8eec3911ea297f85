/**
 * Columns of a set-based insert, written as PostgreSQL array texts in one go: for eight thousand rows the driver's own
 * way, which quotes every element, costs more than the insert.
 */
type Plain = string | bigint | number | null

/** An array of values that need no quotes: numbers, uuids, names without spaces. */
export function plainArray(values: readonly Plain[]): string {
  let text = ''
  for (const value of values) text += `${text === '' ? '' : ','}${value ?? 'null'}`
  return `{${text}}`
}

/** An array of any texts. */
export function textArray(values: readonly (string | null)[]): string {
  return plainArray(values.map((value) => (value === null ? null : `"${value.replace(/["\\]/g, '\\$&')}"`)))
}

/** An array of moments. */
export function timeArray(values: readonly (Date | null)[]): string {
  let last: Date | null = null
  let text: string | null = null
  return plainArray(
    values.map((value) => {
      if (value !== last) text = value === null ? null : value.toISOString()
      last = value
      return text
    })
  )
}
