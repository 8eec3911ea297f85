/** How many names of members stand in a valid JSON text: the texts that a colon follows. */
export function countNames(source: string): number {
  let count = 0
  for (const { after } of textsOf(source)) if (source.charAt(after) === ':') count++
  return count
}

/** The path of the first name that stands twice in one object of a valid JSON text; undefined when there is none. */
export function findDoubledName(source: string): string | undefined {
  const open: { names: Set<string> | null; name: string }[] = []
  const texts = textsOf(source)
  for (let at = 0; at < source.length; at++) {
    const letter = source.charAt(at)
    if (letter === '{') open.push({ names: new Set(), name: '' })
    else if (letter === '[') open.push({ names: null, name: '' })
    else if (letter === '}' || letter === ']') open.pop()
    if (letter !== '"') continue
    const { value: found } = texts.next()
    if (!found) return undefined
    const top = open.at(-1)
    if (top?.names && source.charAt(found.after) === ':') {
      top.name = JSON.parse(source.slice(at, found.end)) as string
      if (top.names.has(top.name)) return pathOf(open.map(({ name }) => name))
      top.names.add(top.name)
    }
    at = found.end - 1
  }
  return undefined
}

const pathOf = (names: readonly string[]) => names.filter((name) => name !== '').join('.')

const backslash = 92
const isBlank = (unit: number) => unit === 32 || unit === 9 || unit === 10 || unit === 13

/** Where each text of a valid JSON text ends, quotation mark included, and where the next sign after it is. */
function* textsOf(source: string): Generator<Readonly<{ end: number; after: number }>, undefined> {
  for (let start = source.indexOf('"'); start >= 0; start = source.indexOf('"', start)) {
    let close = source.indexOf('"', start + 1)
    while (close > 0 && isEscaped(source, close)) close = source.indexOf('"', close + 1)
    if (close < 0) return
    let after = close + 1
    while (isBlank(source.charCodeAt(after))) after++
    yield { end: close + 1, after }
    start = after
  }
}

function isEscaped(source: string, at: number): boolean {
  let slashes = 0
  while (source.charCodeAt(at - 1 - slashes) === backslash) slashes++
  return slashes % 2 === 1
}
