import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { edited, readMutations } from './mutate/mutations.ts'

/** These are not about money that could be lost or doubled. */
const notMoney = ['I4', 'I9', 'I11', 'I28', 'I29', 'I31']

const mutations = readMutations()
const invariants = [...readFileSync('docs/invariants.md', 'utf8').matchAll(/^\| (I\d+) +\|/gm)].map(
  ([, no = '']) => no
)

test('every invariant about money has something that holds it, and that can be taken away', () => {
  const held = new Set(mutations.map(({ invariant }) => invariant))
  expect(invariants.filter((no) => !held.has(no))).toEqual(notMoney)
  expect(mutations.map(({ invariant }) => invariant).filter((no) => !invariants.includes(no))).toEqual([])
})

test.each(mutations)('$invariant can be tried: $title', ({ edits, tests }) => {
  const texts = new Map<string, string>()
  for (const edit of edits) {
    const text = texts.get(edit.file) ?? readFileSync(edit.file, 'utf8')
    texts.set(edit.file, edited(text, edit))
    expect(edit.after).not.toBe(edit.before)
  }
  expect(edits.length).toBeGreaterThan(0)
  expect(tests.filter((file) => !existsSync(file))).toEqual([])
  expect(tests.length).toBeGreaterThan(0)
})

test('a text that is gone, or stands there twice, is told', () => {
  const edit = { file: 'any.ts', before: 'a', after: 'b' }
  expect(() => edited('x', edit)).toThrow('any.ts: "a" stands there 0 times')
  expect(() => edited('a a', edit)).toThrow('any.ts: "a" stands there 2 times')
})
