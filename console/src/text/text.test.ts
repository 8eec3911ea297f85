import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { en } from './en/index.ts'
import { languageOf } from './language.ts'
import { zh } from './zh/index.ts'

type Tree = Readonly<{ [name: string]: string | ((...given: never[]) => string) | Tree }>

/** The texts of a language by their full names; a text that is made of something is given as what makes it. */
function leaves(tree: Tree, path: readonly string[] = []): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([name, value]) => {
      const place = [...path, name]
      if (typeof value === 'object') return [...leaves(value, place)]
      return [[place.join('/'), String(value)] as const]
    })
  )
}

const english = leaves(en)
const chinese = leaves(zh)

/** Everything that shows texts: the console without the texts themselves and its tests. */
const root = join(import.meta.dirname, '..')
const shown = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('text/') && !name.includes('.test.'))
  .map((name) => readFileSync(join(root, name), 'utf8'))
  .join('\n')

/** Whether a text is asked for: by its name, or its group by a name that the program has (`t.words.proofs[proof]`). */
function isUsed(name: string, source: string): boolean {
  const path = name.split('/')
  return path.some((_, i) => {
    const place = `t.${path.slice(0, i + 1).join('.')}`
    const isWhole = i === path.length - 1
    const found = new RegExp(`\\b${place.replaceAll('.', '\\.')}${isWhole ? '(?![\\w$])' : '(\\[|\\)| as )'}`)
    return found.test(source) || (i === 0 && source.includes(`in ${place} `))
  })
}

describe('texts', () => {
  test('there are many, and none is missing in any language', () => {
    expect(english.size).toBeGreaterThan(400)
    expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted())
  })

  test('none is empty, and Chinese is Chinese', () => {
    const same = ['Kontor', 'CSV', 'Webhook']
    const translators = ['problems/refusal', 'problems/advice', 'problems/said'] // said.test.ts
    const bad = [...chinese].filter(
      ([name, text]) => !/\p{Script=Han}/u.test(text) && !same.includes(text) && !translators.includes(name)
    )
    expect(bad).toEqual([])
    expect([...english].filter(([, text]) => text.trim() === '')).toEqual([])
    expect([...english].filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([])
  })

  test('each is shown somewhere', () => {
    expect([...english.keys()].filter((name) => !isUsed(name, shown))).toEqual([])
  })

  test.each([
    ['order/title', 'x={t.order.title}', true],
    ['order/title', 'x={t.order.titles}', false],
    ['words/proofs/code', 't.words.proofs[proof]', true],
    ['words/proofs/code', 't.words.other[proof]', false],
    ['events/order.paid', 'isNamed(t, type): type in t.events {', true]
  ])('%s in %j: %s', (name, source, used) => {
    expect(isUsed(name, source)).toBe(used)
  })
})

test.each([
  [null, ['zh-CN', 'en'], 'zh'],
  [null, ['de-DE', 'zh-TW'], 'zh'],
  [null, ['de-DE'], 'en'],
  ['en', ['zh-CN'], 'en'],
  ['xx', ['zh-CN'], 'zh']
])('chosen %s, browser %j: %s', (chosen, browser, language) => {
  expect(languageOf(chosen, browser)).toBe(language)
})
