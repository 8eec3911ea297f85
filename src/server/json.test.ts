import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Failure } from '../kernel/index.ts'
import { decodeUtf8, readJson } from './json.ts'

function refusal(work: () => unknown): string {
  try {
    return `accepted ${JSON.stringify(work())}`
  } catch (error) {
    const { code, details } = error as Failure
    return details['position'] === undefined ? code : `${code} ${String(details['position'] as number)}`
  }
}

test.each([
  ['', 'http.json_malformed 0'],
  ['  ', 'http.json_malformed 2'],
  ['{', 'http.json_malformed 1'],
  ['{"a":1,}', 'http.json_malformed 7'],
  ['[1,]', 'http.json_malformed 3'],
  ['[1 2]', 'http.json_malformed 3'],
  ['{"a" 1}', 'http.json_malformed 5'],
  ['{a:1}', 'http.json_malformed 1'],
  ["{'a':1}", 'http.json_malformed 1'],
  ['{"a":NaN}', 'http.json_malformed 5'],
  ['{"a":Infinity}', 'http.json_malformed 5'],
  ['{"a":-}', 'http.json_malformed 5'],
  ['{"a":01}', 'http.json_malformed 6'],
  ['{"a":"\u0001"}', 'http.json_malformed 5'],
  ['{} {}', 'http.json_malformed 3'],
  ['{"a":"\\ud800"}', 'http.text_invalid'],
  ['{"a":"\\u0000"}', 'http.text_invalid'],
  ['{"\\u0000":1}', 'http.text_invalid'],
  ['["\\udc00x"]', 'http.text_invalid'],
  ['{"a":1e400}', 'http.number_inexact'],
  ['{"a":1e3}', 'http.number_inexact'],
  ['[1E3]', 'http.number_inexact'],
  ['1e3', 'http.number_inexact'],
  ['{"a": 0.99999999999999999999}', 'http.number_inexact'],
  ['{"a":1000000000000000000000}', 'http.number_inexact'],
  ['{"a":4503599627370496.3}', 'http.number_inexact'],
  ['{"a":[9007199254740990.5]}', 'http.number_inexact'],
  ['{"a":12345678901234567}', 'http.number_inexact'],
  ['{"a":-9007199254740993}', 'http.number_inexact'],
  ['{"a":0.12345678901234567}', 'http.number_inexact'],
  ['[-1e-7]', 'http.number_inexact'],
  ['{"a":2251799813685248.5}', 'accepted {"a":2251799813685248.5}'],
  ['{"a":12345678901234568}', 'accepted {"a":12345678901234568}'],
  ['{"a":0.00000000000001}', 'accepted {"a":1e-14}'],
  ['{"a":100.00000000000000}', 'accepted {"a":100}'],
  ['[1.0,-0,0.1,0.0000001,10.50,-0.0]', 'accepted [1,0,0.1,1e-7,10.5,0]'],
  ['{"a":"4503599627370496.3"}', 'accepted {"a":"4503599627370496.3"}'],
  ['{"a":1,"a":1}', 'http.name_doubled'],
  ['{"a":1, "\\u0061" :2}', 'http.name_doubled'],
  ['[{"a":{"b":{},"b":{}}}]', 'http.name_doubled'],
  ['{"__proto__":1,"__proto__":2}', 'http.name_doubled'],
  ['[{"a":":"},{"a":"\\"a\\\\"}]', 'accepted [{"a":":"},{"a":"\\"a\\\\"}]'],
  ['['.repeat(40) + ']'.repeat(40), 'http.too_deep'],
  ['{"a":'.repeat(5000) + '1' + '}'.repeat(5000), 'http.too_deep'],
  ['{"a":"b,1e5","c":":1e5"}', 'accepted {"a":"b,1e5","c":":1e5"}'],
  ['{"a":"\\ud83d\\ude00","b":[],"c":{},"d":-1.5}', 'accepted {"a":"😀","b":[],"c":{},"d":-1.5}'],
  ['9007199254740991', 'accepted 9007199254740991']
])('%j is read as %s', (text, expected) => {
  expect(refusal(() => readJson(text))).toBe(expected)
})

test('what JSON.stringify writes is read back as it was, and cut short it breaks at its end', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = JSON.stringify([value])
      fc.pre(!/\\u0000|\\ud[89a-f]/.test(text) && !/[:,[]-?[\d.]+e|[\d.]{18}/i.test(text))
      expect(readJson(text)).toEqual(JSON.parse(text))
      expect(refusal(() => readJson(text.slice(0, -1)))).toBe(`http.json_malformed ${text.length - 1}`)
    })
  )
})

test('a broken text of a megabyte is refused quickly', () => {
  const start = performance.now()
  expect(refusal(() => readJson(`[${'{"a":[1,"b"]},'.repeat(70_000)}`))).toMatch('http.json_malformed')
  expect(performance.now() - start).toBeLessThan(2000)
})

test('a name that stands twice is refused by its path, and quickly', () => {
  const paths = [
    '{"x":1,"x":2}',
    '{"x":[1,{"y":"x","z":{"y":0}, "y":1}]}',
    '{"a":{"b":1},"c":{"b":2},"a":3}'
  ].map((text) => {
    try {
      return readJson(text)
    } catch (error) {
      return (error as Failure).details['errors']
    }
  })
  expect(paths).toMatchObject([[{ path: 'x' }], [{ path: 'x.y' }], [{ path: 'a' }]])
  const start = performance.now()
  const long = `["${'\\\\'.repeat(300_000)}",{"a":1,"b":2},${'{"a":[1,"b"]},'.repeat(70_000)}{"b":1,"b":1}]`
  expect(refusal(() => readJson(long))).toBe('http.name_doubled')
  expect(performance.now() - start).toBeLessThan(2000)
})

test('bytes that are not UTF-8 are refused', () => {
  expect(refusal(() => decodeUtf8(Buffer.from([0x22, 0xc3, 0x28, 0x22])))).toBe('http.not_utf8')
  expect(decodeUtf8(Buffer.from('"付款"'))).toBe('"付款"')
})
