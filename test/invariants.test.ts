import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const rows = [
  ...readFileSync('docs/invariants.md', 'utf8').matchAll(/^\| I(\d+) +\| .+ \| .* \| `([^`]+)`: (.+?) +\|$/gm)
].map(([, no, file = '', title = '']) => ({ no: Number(no), file, title }))

test('the invariants are numbered one by one', () => {
  expect(rows.length).toBeGreaterThan(25)
  expect(rows.map(({ no }) => no)).toEqual(rows.map((_, i) => i + 1))
})

test.each(rows)('I$no is stated by a test: $title', ({ file, title }) => {
  expect(existsSync(file), `${file} exists`).toBe(true)
  expect(readFileSync(file, 'utf8')).toContain(title)
})
