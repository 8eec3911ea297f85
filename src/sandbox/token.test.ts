import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tokens } from './index.ts'

test('every token is explained in docs/providers.md, and no other', () => {
  const text = readFileSync('docs/providers.md', 'utf8')
  const named = new Set(text.match(/\btok_[a-z_]+/g))
  expect([...named].sort()).toEqual(Object.keys(tokens).sort())
})
