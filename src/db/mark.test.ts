import { expect, test } from 'vitest'
import { marks } from './mark.ts'

test('a mark is the same until a transaction is begun or ends', () => {
  const { of } = marks()
  const first = of('100:100:')
  expect(of('100:100:')).toBe(first)
  const begun = of('100:101:100')
  expect(begun).not.toBe(first)
  expect(of('101:101:')).not.toBe(begun)
  expect(of('101:101:')).not.toBe(first)
})

test('quiet transactions change nothing, in whichever moment they are seen', () => {
  const { of, quiet } = marks()
  const first = of('100:102:100')
  quiet(102n)
  expect(of('100:103:100,102')).toBe(first)
  expect(of('100:103:100')).toBe(first)
  quiet(103n)
  quiet(104n)
  expect(of('100:105:100,104')).toBe(first)
  expect(of('105:105:')).not.toBe(first)
})

test('what is begun or ends among quiet ones is seen', () => {
  const { of, quiet } = marks()
  const first = of('100:101:100')
  quiet(101n)
  quiet(103n)
  const among = of('100:104:100,102')
  expect(among).not.toBe(first)
  expect(of('104:104:')).not.toBe(among)
  expect(of('100:104:100')).not.toBe(among)
})

test('one that is known as quiet too late is taken for a change once, and hides none', () => {
  const { of, quiet } = marks()
  const first = of('100:100:')
  const late = of('101:101:')
  expect(late).not.toBe(first)
  quiet(100n)
  expect(of('101:101:')).toBe(late)
  expect(of('102:102:')).not.toBe(late)
})

test('many quiet ones in a row are not remembered one by one', () => {
  const { of, quiet } = marks()
  const first = of('1:1:')
  for (let no = 1n; no < 100_000n; no++) {
    quiet(no)
    if (no % 7n === 0n) expect(of(`${no + 1n}:${no + 1n}:`)).toBe(first)
  }
  expect(of('100000:100000:')).toBe(first)
})

test('a snapshot that comes after a later one is like none', () => {
  const { of } = marks()
  const first = of('100:100:')
  const later = of('101:101:')
  const late = of('100:100:')
  expect(late).not.toBe(later)
  expect(late).not.toBe(first)
})
