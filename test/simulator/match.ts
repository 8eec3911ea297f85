/** What of `found` is not as `expected` says; what `expected` does not mention may be anything. */
export function differences(expected: unknown, found: unknown, path = ''): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(found)) return [`${path}: expected a list, found ${show(found)}`]
    const lengths =
      found.length === expected.length
        ? []
        : [`${path}: expected ${expected.length} of them, found ${found.length}`]
    return [...lengths, ...expected.flatMap((one, i) => differences(one, found[i], `${path}[${i}]`))]
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof found !== 'object' || found === null)
      return [`${path}: expected ${show(expected)}, found ${show(found)}`]
    const of = found as Record<string, unknown>
    return Object.entries(expected).flatMap(([name, value]) =>
      differences(value, of[name], path === '' ? name : `${path}.${name}`)
    )
  }
  return Object.is(expected, found) ? [] : [`${path}: expected ${show(expected)}, found ${show(found)}`]
}

const show = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 200)
