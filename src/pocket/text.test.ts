import { describe, expect, test } from 'vitest'
import { orderRoutes } from '../orders/index.ts'
import { buyerActs } from './buyer-acts.ts'
import { textOf, texts } from './language.ts'
import { merchantActs } from './merchant-acts.ts'
import { refusalTexts } from './refusal-text.ts'
import { amountOf } from './written.ts'

const { en, 'zh-CN': zh } = texts

/** Each text by its place, written out: a function says what it says of marks. */
function written(value: unknown, place: string): [place: string, said: string][] {
  if (typeof value === 'string') return [[place, value]]
  if (typeof value === 'function')
    return [[place, String((value as (...all: string[]) => unknown)('1', '2'))]]
  return Object.entries(value as object).flatMap(([name, inner]) => written(inner, `${place}.${name}`))
}

describe('both languages', () => {
  test('say the same things, and leave none out', () => {
    const [inEnglish, inChinese] = [written(en, ''), written(zh, '')]
    expect(inChinese.map(([place]) => place)).toEqual(inEnglish.map(([place]) => place))
    expect([...inEnglish, ...inChinese].filter(([, said]) => said.trim() === '')).toEqual([])
  })

  test('are not the same: what is Chinese has Chinese letters', () => {
    const plain = written(zh, '').filter(
      ([place, said]) => !/\p{Script=Han}/u.test(said) && !/^\.(lang|other|parts\.units)\b/.test(place)
    )
    expect(plain).toEqual([])
    expect(
      written(en, '').filter(([place, said]) => /\p{Script=Han}/u.test(said) && !place.startsWith('.other'))
    ).toEqual([])
  })

  test('take the same marks in', () => {
    const marks = (said: string) => [...new Set(said.match(/[12]/g) ?? [])].sort().join('')
    const inChinese = new Map(written(zh, ''))
    const differ = written(en, '').filter(
      ([place, said]) =>
        /\.(next|acts|again|asOf)\b/.test(place) && marks(said) !== marks(inChinese.get(place) ?? '')
    )
    // A lead speaks of the amount in one language and in the other.
    expect(differ).toEqual([])
  })
})

test('every refusal by a route that the pages use is told in both languages', () => {
  const paths = [...buyerActs, ...merchantActs].map((act) => {
    const subject = { id: 'x', order: {}, shipment: {}, dispute: {}, goods: {} } as never
    const input = { value: () => 'x', amount: undefined, lines: [], these: [], photos: [] }
    return act.call(subject, input).path.replace('/x', '/:')
  })
  const used = orderRoutes(new Map()).filter(
    ({ method, path }) => method === 'POST' && [...paths, '/v1/evidence'].includes(path.replace(/:\w+/, ':'))
  )
  expect(new Set(used.map(({ path }) => path)).size).toBe(new Set(paths).size + 1)
  const codes = new Set(used.flatMap(({ failures }) => failures))
  // What does not exist is told by the page of the address itself.
  const untold = [...codes].filter(
    (code) => !(code in refusalTexts) && !/^orders\.(order|shipment|dispute|return)_unknown$/.test(code)
  )
  expect(untold).toEqual([])
  expect(
    Object.values(refusalTexts).filter((said) => said.en === '' || !/\p{Script=Han}/u.test(said['zh-CN']))
  ).toEqual([])
})

test.each([
  [undefined, 'zh-CN,zh;q=0.9', 'zh-CN'],
  ['en', 'zh-CN', 'en'],
  ['zh-CN', 'en', 'zh-CN'],
  ['<b>', 'de', 'en'],
  [undefined, undefined, 'en']
])('cookie %j and accept-language %j make %s', (cookie, header, lang) => {
  expect(textOf({ cookie: () => cookie, header: () => header }).lang).toBe(lang)
})

test.each([
  [0n, 'CNY', '0.00 CNY'],
  [5n, 'JPY', '5 JPY'],
  [123456789n, 'CNY', '1,234,567.89 CNY'],
  [-100000n, 'USD', '-1,000.00 USD'],
  [9007199254740991n, 'KWD', '9,007,199,254,740.991 KWD']
] as const)('%d of %s is written %s', (minor, currency, said) => {
  expect(amountOf({ minor, currency })).toBe(said.replace(' ', '\u00a0'))
})
