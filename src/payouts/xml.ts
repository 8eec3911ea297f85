import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { xmlDoctype, xmlMalformed, xmlTooDeep } from './failures.ts'

/** An element as the parser gives it: children by name, attributes with `@`, its own text as `#text`. */
export type XmlNode = Readonly<Record<string, unknown>>

const depthMax = 40

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: false,
  maxNestedTags: depthMax
})

/** Reads XML from outside. Document types and entities are refused unread: bank messages have none, attacks do. */
export function parseXml(text: string): XmlNode {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw xmlDoctype()
  const plain = text.replace(/^\uFEFF/, '').trimStart()
  tooDeep(plain)
  const valid = XMLValidator.validate(plain)
  if (valid !== true) throw xmlMalformed(valid.err.msg, valid.err.line)
  return asNode(parser.parse(plain)) ?? {}
}

/** Counts open elements in one pass, before anything recursive sees the text. */
function tooDeep(text: string): void {
  let depth = 0
  for (const [tag] of text.matchAll(/<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<[/a-zA-Z_][^<>]*>/g)) {
    if (tag.startsWith('<!') || tag.endsWith('/>')) continue
    depth += tag.startsWith('</') ? -1 : 1
    if (depth > depthMax) throw xmlTooDeep(depthMax)
  }
}

function asNode(value: unknown): XmlNode | undefined {
  if (typeof value === 'string') return { '#text': value }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as XmlNode) : undefined
}

/** All elements of this name directly below. */
export function children(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  const value = node?.[name]
  if (value === undefined) return []
  return (Array.isArray(value) ? value : [value]).map(asNode).filter((found) => found !== undefined)
}

/** The first element on this path. */
export function child(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  return path.reduce<XmlNode | undefined>((at, name) => children(at, name)[0], node)
}

/** The text at the end of this path; undefined where there is none or it is empty. */
export function textAt(node: XmlNode | undefined, ...path: readonly string[]): string | undefined {
  const value = child(node, ...path)?.['#text']
  return typeof value === 'string' && value !== '' ? decode(value) : undefined
}

/** An attribute's text. */
export function attribute(node: XmlNode | undefined, name: string): string | undefined {
  const value = node?.[`@${name}`]
  return typeof value === 'string' ? decode(value) : undefined
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The five entities of XML and character references; others cannot be, for there is no document type. */
function decode(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return named[name] ?? whole
      const code =
        decimal === undefined ? globalThis.Number.parseInt(hex, 16) : globalThis.Number.parseInt(decimal, 10)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    }
  )
}

/** Text as XML carries it: what XML 1.0 cannot carry is left out, what it would read as markup is escaped. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (sign) => `&${signs[sign] ?? ''};`)
}

const signs: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' }

/** One element with text or ready-made elements inside. */
export function element(name: string, inside: string, attributes = ''): string {
  return `<${name}${attributes === '' ? '' : ` ${attributes}`}>${inside}</${name}>`
}
