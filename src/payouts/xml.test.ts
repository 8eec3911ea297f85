import { XMLParser } from 'fast-xml-parser'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attribute, child, children, escapeXml, parseXml, textAt, type XmlElement } from './xml.ts'

test('what is escaped reads as it was, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const carried = Array.from(text)
        .filter((letter) => /[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(letter))
        .join('')
      expect(parseXml(`<a b="${escapeXml(text).slice(0, 0)}">${escapeXml(text)}</a>`).text).toBe(
        carried.trim()
      )
    })
  )
})

// Trees of elements, written by us, read by us and by another parser.
type Tree = Readonly<{ name: string; attribute: string; text: string; inside: readonly Tree[] }>
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    name: fc.stringMatching(/^[a-z]{1,3}$/),
    attribute: fc.stringMatching(/^[a-zé ]{0,5}$/),
    text: fc.stringMatching(/^[a-z0-9 é王]{0,8}$/),
    inside: fc.oneof({ depthSize: 'small' }, fc.constant<Tree[]>([]), fc.array(tie('tree'), { maxLength: 3 }))
  })
}))
const written = ({ name, attribute: value, text, inside }: Tree): string =>
  `<${name} q="${value}"\n><!-- < & --><?p <?>${text}${inside.map(written).join('')}<![CDATA[]]></${name} >`
const plain = ({ name, attributes, text, children: inside }: XmlElement): unknown => [
  name,
  attributes.get('q') ?? '',
  text,
  inside.map(plain)
]
const expected = ({ name, attribute: value, text, inside }: Tree): unknown => [
  name,
  value,
  text.trim(),
  inside.map(expected)
]

test('elements, attributes and texts are read as they were written', () => {
  fc.assert(
    fc.property(tree, (given) => {
      expect(plain(parseXml(written(given)))).toEqual(expected(given))
    })
  )
})

test('another parser reads the same names and texts', () => {
  const other = new XMLParser({
    ignoreAttributes: true,
    parseTagValue: false,
    preserveOrder: true,
    cdataPropName: '#cdata'
  })
  const flat = ({ name, text, children: inside }: XmlElement): string[] => [
    `${name}:${text}`,
    ...inside.flatMap(flat)
  ]
  const flatOther = (nodes: readonly Record<string, unknown>[]): string[] =>
    nodes.flatMap((node) => {
      const [name] = Object.keys(node).filter((key) => key !== ':@')
      if (name === undefined || name.startsWith('?') || name === '#text' || name === '#cdata') return []
      const inside = node[name] as Record<string, unknown>[]
      const text = inside.map((part) => (typeof part['#text'] === 'string' ? part['#text'] : '')).join('')
      return [`${name}:${text.trim()}`, ...flatOther(inside)]
    })
  fc.assert(
    fc.property(tree, (given) => {
      const text = written(given).replaceAll('<!-- < & --><?p <?>', '')
      expect(flat(parseXml(text))).toEqual(flatOther(other.parse(text) as Record<string, unknown>[]))
    })
  )
})

test('paths, repeated elements, prefixes and entities', () => {
  const root = parseXml(
    `\ufeff<?xml version="1.0"?>\n<n:a xmlns:n='u'><b c="&lt;1&gt;">x</b><b>&#246;&#x1F4B6;&amp;amp;</b><d/></n:a>\n`
  )
  expect([root.name, root.prefix]).toEqual(['a', 'n'])
  expect(children(root, 'b').map(({ text }) => text)).toEqual(['x', 'ö💶&amp;'])
  expect(attribute(child(root, 'b'), 'c')).toBe('<1>')
  expect([textAt(root, 'd'), textAt(root, 'e', 'f')]).toEqual([undefined, undefined])
})

test.each([
  ['nothing', ''],
  ['text alone', 'text'],
  ['text before the root', 'x<a/>'],
  ['text after the root', '<a/>x'],
  ['two roots', '<a/><b/>'],
  ['an open element', '<a><b></a>'],
  ['an end without beginning', '</a>'],
  ['crossed elements', '<a><b></a></b>'],
  ['an attribute twice', '<a b="1" b="2"/>'],
  ['an attribute without quotes', '<a b=1/>'],
  ['an attribute with <', '<a b="<"/>'],
  ['a bare &', '<a>&</a>'],
  ['an unknown entity', '<a>&nbsp;</a>'],
  ['half a surrogate', '<a>&#xD800;</a>'],
  ['a character beyond Unicode', '<a>&#x110000;</a>'],
  ['the character zero', '<a>&#0;</a>'],
  ['a control character', '<a>\u0007</a>'],
  ['a comment without end', '<a><!-- </a>'],
  ['an unfinished tag', '<a'],
  ['CDATA outside', '<![CDATA[x]]><a/>']
])('%s is not well formed', (_, text) => {
  expect(() => parseXml(text)).toThrow(expect.objectContaining({ code: 'payouts.xml_malformed' }))
})

test('the line of the fault is told', () => {
  expect(() => parseXml('<a>\n<b>\n</c></a>')).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ line: 3 }) })
  )
})

const mebibytes = 2 * 1024 * 1024
test.each([
  '<',
  '<a>',
  '<a ',
  '<!--',
  '<![CDATA[',
  '<?',
  '&amp;',
  '&',
  '<a b="',
  ' ',
  '<a/>',
  '</a>',
  ']]>',
  '-->'
])('two mebibytes of %s are refused at once', (piece) => {
  const hostile = `<x>${piece.repeat(mebibytes / piece.length)}`
  const harmless = `<x>${'<a/>'.repeat(mebibytes / 4)}</x>`
  const usualMs = msOf(() => attempt(harmless))
  const hostileMs = msOf(() => attempt(hostile))
  expect(() => parseXml(hostile)).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/^payouts\.xml_/) })
  )
  // Reading that goes back over what it has read would take thousands of times as long.
  expect(hostileMs).toBeLessThan(50 * Math.max(usualMs, 10))
})

const attempt = (text: string) => {
  try {
    parseXml(text)
  } catch {
    // refused: by what time is asked here
  }
}

function msOf(work: () => void): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

test('a long text reads as it is written, wherever its pieces end', () => {
  for (const shift of ['', 'x', 'xx', 'xxxx']) {
    const text = parseXml(`<a>${shift}${'&amp;'.repeat(25_000)}</a>`).text
    expect(text).toBe(`${shift}${'&'.repeat(25_000)}`)
  }
})
