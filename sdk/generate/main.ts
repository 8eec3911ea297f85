import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { generate } from './generate.ts'

/** `npm run sdk`: writes what of the SDK is made from the description of the API. */
for (const [path, text] of await generate()) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  console.log(path)
}
