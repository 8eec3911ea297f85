import { xmlDoctype, xmlMalformed, xmlTooDeep, xmlTooLarge } from './bank-failures.ts'
import { atOnce, type Pieces } from './turns.ts'

/** An element, its name without prefix. `text` is all its own text, as it reads, trimmed. */
export type XmlElement = Readonly<{
  name: string
  prefix: string
  attributes: ReadonlyMap<string, string>
  children: readonly XmlElement[]
  text: string
}>

type Open = {
  name: string
  tag: string
  prefix: string
  attributes: ReadonlyMap<string, string>
  children: XmlElement[]
  text: string
}

const depthMax = 40
const attributesMax = 50
const elementsMax = 1_000_000
/** What is read in one piece of work: letters, and each markup counts as a hundred. */
const pieceLetters = 50_000
const markupLetters = 100
/** No entity is longer. */
const entityLetters = 12

const name = '(?:([A-Za-z_][A-Za-z0-9_.-]{0,99}):)?([A-Za-z_][A-Za-z0-9_.-]{0,99})'
const startTag = new RegExp(`<${name}`, 'y')
const endTag = new RegExp(`</${name}\\s{0,9}>`, 'y')
const attributeForm = new RegExp(
  `\\s{1,999}${name}\\s{0,9}=\\s{0,9}(?:"([^"<]{0,999})"|'([^'<]{0,999})')`,
  'y'
)
const startTagEnd = /\s{0,999}(\/?)>/y
const forbidden = /(?![\t\n\r\u007f-\u009f])\p{Cc}|[\ufffe\uffff]/u

/**
 * Reads XML from outside, in one pass whose time grows with the length of the text alone. Document types and entities of
 * one's own are refused: bank messages have none, attacks do. Answers the root.
 */
export const parseXml = (text: string): XmlElement => atOnce(readingXml(text))

/** As `parseXml`, in pieces. */
export function* readingXml(text: string): Pieces<XmlElement> {
  const reader = new Reader(text)
  if (forbidden.test(text)) throw reader.malformed('it has control characters.')
  return yield* reader.read()
}

class Reader {
  readonly text: string
  position = 0
  readonly stack: Open[] = []
  root: XmlElement | undefined
  elements = 0

  constructor(text: string) {
    this.text = text.startsWith('\ufeff') ? text.slice(1) : text
  }

  *read(): Pieces<XmlElement> {
    let letters = 0
    for (;;) {
      const next = this.text.indexOf('<', this.position)
      for (const part of partsOf(this.text.slice(this.position, next === -1 ? undefined : next))) {
        this.takeText(part)
        letters += part.length + markupLetters
        if (letters < pieceLetters) continue
        letters = 0
        yield
      }
      if (next === -1) break
      this.position = next
      this.takeMarkup()
    }
    this.position = this.text.length
    const unclosed = this.stack.at(-1)
    if (unclosed !== undefined) throw this.malformed(`the element ${unclosed.tag} is not closed.`)
    if (this.root === undefined) throw this.malformed('it has no element.')
    return this.root
  }

  malformed(problem: string) {
    const line = this.text.slice(0, this.position).split('\n').length
    return xmlMalformed(problem, line)
  }

  takeText(text: string, literal = false): void {
    const inside = this.stack.at(-1)
    if (inside !== undefined) inside.text += literal ? text : this.decode(text)
    else if (literal || text.trim() !== '') throw this.malformed('there is text outside of the elements.')
  }

  takeMarkup(): void {
    const { text, position } = this
    if (text.startsWith('<!--', position)) return void this.skipTo('-->', 4)
    if (text.startsWith('<![CDATA[', position)) return this.takeText(this.skipTo(']]>', 9), true)
    if (text.startsWith('<!', position)) throw xmlDoctype()
    if (text.startsWith('<?', position)) return void this.skipTo('?>', 2)
    if (text.startsWith('</', position)) return this.takeEnd()
    this.takeStart()
  }

  /** Answers what stands before `end`, and goes on after it. */
  skipTo(end: string, from: number): string {
    const start = this.position + from
    const at = this.text.indexOf(end, start)
    if (at === -1) throw this.malformed(`${end} is missing.`)
    this.position = at + end.length
    return this.text.slice(start, at)
  }

  match(form: RegExp): RegExpExecArray | null {
    form.lastIndex = this.position
    const found = form.exec(this.text)
    if (found !== null) this.position = form.lastIndex
    return found
  }

  takeStart(): void {
    const found = this.match(startTag)
    if (found === null) throw this.malformed('a < is neither the beginning of an element nor written &lt;.')
    if (this.stack.length === depthMax) throw xmlTooDeep(depthMax)
    if (this.root !== undefined) throw this.malformed('there is a second root element.')
    if (++this.elements > elementsMax) throw xmlTooLarge(elementsMax)
    const [tag, prefix = '', local = ''] = found
    const attributes = this.takeAttributes()
    const end = this.match(startTagEnd)
    if (end === null) throw this.malformed(`the element ${tag.slice(1)} is not well written.`)
    this.stack.push({ name: local, tag: tag.slice(1), prefix, attributes, children: [], text: '' })
    if (end[1] === '/') this.close()
  }

  takeAttributes(): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>()
    for (let found = this.match(attributeForm); found !== null; found = this.match(attributeForm)) {
      const [, prefix, local = '', double, single] = found
      const key = prefix === undefined ? local : `${prefix}:${local}`
      if (attributes.has(key)) throw this.malformed(`the attribute ${key} stands twice.`)
      if (attributes.size === attributesMax)
        throw this.malformed(`an element has more than ${attributesMax} attributes.`)
      attributes.set(key, this.decode(double ?? single ?? ''))
    }
    return attributes
  }

  takeEnd(): void {
    const found = this.match(endTag)
    const open = this.stack.at(-1)
    if (found === null || open === undefined || found[0].slice(2, -1).trimEnd() !== open.tag) {
      throw this.malformed(
        open === undefined ? 'an element ends that never began.' : `the element ${open.tag} is not closed.`
      )
    }
    this.close()
  }

  close(): void {
    const open = this.stack.pop()
    if (open === undefined) throw this.malformed('an element ends that never began.')
    const { name: local, prefix, attributes, children: inside, text } = open
    const element: XmlElement = { name: local, prefix, attributes, children: inside, text: text.trim() }
    const parent = this.stack.at(-1)
    if (parent === undefined) this.root = element
    else parent.children.push(element)
  }

  /** The five entities of XML, and characters by number. */
  decode(text: string): string {
    if (!text.includes('&')) return text
    return text.replace(
      /&(?:#(\d{1,7});|#x([0-9a-fA-F]{1,6});|(amp|lt|gt|quot|apos);)?/g,
      (whole, decimal, hex, word) => {
        if (word !== undefined) return named[word] ?? whole
        const digits = decimal ?? hex
        const code =
          digits === undefined ? 0 : globalThis.Number.parseInt(digits, decimal === undefined ? 16 : 10)
        const character =
          code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\0' : String.fromCodePoint(code)
        if (forbidden.test(character))
          throw this.malformed('an & is neither a known entity nor written &amp;.')
        return character
      }
    )
  }
}

/** A text in parts of one piece of work each, none of which ends within an entity. */
function* partsOf(text: string): Generator<string> {
  let from = 0
  while (text.length - from > pieceLetters) {
    const entity = text.lastIndexOf('&', from + pieceLetters - 1)
    const to = entity > from + pieceLetters - entityLetters ? entity : from + pieceLetters
    yield text.slice(from, to)
    from = to
  }
  yield text.slice(from)
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The namespace of an element, where it declares it itself. */
export function namespaceOf({ prefix, attributes }: XmlElement): string | undefined {
  return attributes.get(prefix === '' ? 'xmlns' : `xmlns:${prefix}`)
}

/** All elements of this name directly below. */
export function children(element: XmlElement | undefined, wanted: string): readonly XmlElement[] {
  return element?.children.filter((found) => found.name === wanted) ?? []
}

/** The first element on this path. */
export function child(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>(
    (at, wanted) => at?.children.find((found) => found.name === wanted),
    element
  )
}

/** The text at the end of this path; undefined where there is none or it is empty. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  return child(element, ...path)?.text || undefined
}

/** An attribute's text. */
export function attribute(element: XmlElement | undefined, wanted: string): string | undefined {
  return element?.attributes.get(wanted)
}

/** Text as XML carries it: what XML 1.0 cannot carry is left out, what it would read as markup is escaped. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (sign) => `&${signs[sign] ?? ''};`)
}

const signs: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' }

/** One element with text or ready-made elements inside. */
export function element(tag: string, inside: string, attributes = ''): string {
  return `<${tag}${attributes === '' ? '' : ` ${attributes}`}>${inside}</${tag}>`
}
