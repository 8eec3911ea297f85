import { describe, expect, test } from 'vitest'
import { cutText, nameText, referenceText, Timestamp, typed } from './index.ts'

describe.each([
  ['a reference', referenceText(100)],
  ['a name', nameText(100)]
])('%s', (_, schema) => {
  test.each(['A', '7', 'web-1/2 #3', 'customer 9', '茶具 一套', 'Ærø & Søn', 'Teehaus „Zum Krug“'])(
    'may be %s',
    (text) => {
      expect(schema.parse(text)).toBe(text)
    }
  )

  const hidden = [
    0x00, 0x09, 0x0a, 0x0d, 0x7f, 0x85, 0xad, 0x061c, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b,
    0x202c, 0x202d, 0x202e, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xd800, 0xfeff
  ].map((point) => [`U+${point.toString(16).padStart(4, '0')}`, String.fromCodePoint(point)] as const)

  test.each(hidden)('has no %s at its beginning, within it, or at its end', (_name, letter) => {
    for (const text of [letter, `${letter}ab`, `a${letter}b`, `ab${letter}`])
      expect(schema.safeParse(text).error?.issues[0]?.message).toMatch(/^must not contain /)
  })

  test.each([' ', '  ', ' a', 'a ', '\u00a0a', 'a\u3000'])(
    'neither begins nor ends with a blank: "%s"',
    (text) => {
      expect(schema.safeParse(text).error?.issues[0]?.message).toMatch(/begin or end with a blank$/)
    }
  )

  test('has at least one character and at most as many as are said', () => {
    expect([0, 1, 100, 101].map((count) => schema.safeParse('a'.repeat(count)).success)).toEqual([
      false,
      true,
      true,
      false
    ])
  })
})

test.each(['می‌خواهم', 'ക്‍', '👩‍🌾 Farm'])(
  'the joiners of a script are let through in a name, but not in a reference: %s',
  (name) => {
    expect(nameText(100).parse(name)).toBe(name)
    expect(referenceText(100).safeParse(name).success).toBe(false)
    expect(nameText(100).safeParse('\u200d').success).toBe(false)
  }
)

test.each(['\u034f', '\u115f', '\u17b4', '\u2800', '\u3164', '\ufe0f', '\uffa0', '\u{e0101}'])(
  'a reference has no letter that cannot be seen: %j',
  (letter) => {
    for (const text of [letter, `${letter}ab`, `a${letter}b`, `ab${letter}`])
      expect(referenceText(100).safeParse(text).error?.issues[0]?.message).toMatch(/^must not contain /)
  }
)

test('one letter that is written in two ways makes one reference', () => {
  expect(referenceText(4).parse('cafe\u0301')).toBe('caf\u00e9')
})

test('of what is typed the blanks at its ends are dropped', () => {
  expect(referenceText(100, typed).parse(' SF 1234\n')).toBe('SF 1234')
  expect(nameText(100, typed).parse('\tTea House ')).toBe('Tea House')
  expect(nameText(100, typed).safeParse(' \u202eesuoH aeT').success).toBe(false)
})

test.each([
  ['ab', 1, 'a'],
  ['a\u{1f600}b', 1, 'a'],
  ['a\u{1f600}b', 2, 'a'],
  ['a\u{1f600}b', 3, 'a\u{1f600}'],
  ['a\u{1f600}b', 9, 'a\u{1f600}b'],
  ['a\ud83db', 9, 'a\ufffdb']
])('%j cut to %i is %j, without half a letter', (text, max, cut) => {
  expect(cutText(text, max)).toBe(cut)
})

test.each([
  ['0001-01-01T00:00:00Z', true],
  ['9999-12-31T23:59:59Z', true],
  ['0000-01-01T00:00:00Z', false],
  ['2026-02-31T00:00:00Z', false]
])('a moment may be %s: %s', (text, may) => {
  expect(Timestamp.safeParse(text).success).toBe(may)
})
