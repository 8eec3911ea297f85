import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tokens } from './index.ts'
import { behaviourOf } from './token.ts'

test('every token is explained in docs/providers.md, and no other', () => {
  const text = readFileSync('docs/providers.md', 'utf8')
  const named = new Set(text.match(/\btok_[a-z_]+/g))
  expect([...named].sort()).toEqual(Object.keys(tokens).sort())
})

test.each(['tok_nobody_has', 'toString', 'constructor', '__proto__'])('%s is no card', (token) => {
  expect(behaviourOf(token, 'card')).toEqual({ decline: 'unknown_token' })
})
