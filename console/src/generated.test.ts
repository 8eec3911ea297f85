import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generated } from '../generate.ts'

test.each(Object.entries(generated))('%s is what `npm run generate -w console` makes', async (file, make) => {
  expect(readFileSync(file, 'utf8')).toBe(await make())
})
