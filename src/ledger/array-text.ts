/**
 * Columns of a set-based statement, written as PostgreSQL array texts in one go: for eight thousand rows the driver's own
 * way, which quotes every element, costs more than the insert.
 */
type Unquoted = string | bigint | number | null

/**
 * A column of values that need no quotes: numbers, uuids, names without spaces that are not `null`. One of nulls only is
 * empty: `unnest` fills shorter columns up with nulls.
 */
export function plainColumn<T>(rows: readonly T[], value: (row: T) => Unquoted): string {
  const values: Unquoted[] = []
  let nulls = 0
  for (const row of rows) {
    const found = value(row)
    if (found === null) nulls++
    values.push(found ?? 'null')
  }
  return nulls === rows.length ? '{}' : `{${values.join(',')}}`
}

/** An array of such values, none of which is null. */
export function plainArray(values: readonly Unquoted[]): string {
  return `{${values.join(',')}}`
}

/** A column of any texts. */
export function textColumn<T>(rows: readonly T[], value: (row: T) => string | null): string {
  return plainColumn(rows, (row) => {
    const text = value(row)
    return text === null ? null : quoted(text)
  })
}

const special = /["\\]/

function quoted(text: string): string {
  return special.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : `"${text}"`
}

/** A column of moments; those that are the `usual` one are left out as nulls. */
export function timeColumn<T>(
  rows: readonly T[],
  value: (row: T) => Date | null,
  usual: Date | null = null
): string {
  return plainColumn(rows, (row) => {
    const at = value(row)
    return at === null || at.getTime() === usual?.getTime() ? null : at.toISOString()
  })
}
