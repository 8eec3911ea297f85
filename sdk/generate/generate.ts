import { readFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { currencies, currencyDigits } from '../../src/kernel/index.ts'
import type { Document } from './document.ts'
import { sourcesOf } from './operations.ts'

/** Every file that is made, by its path from the root of the project, formatted as all of it. */
export async function generate(): Promise<ReadonlyMap<string, string>> {
  const document = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as Document
  const { version } = JSON.parse(readFileSync('sdk/package.json', 'utf8')) as { version: string }
  const { types, operations, page } = sourcesOf(document)
  const files = new Map([
    ['sdk/operations.md', page],
    ['sdk/src/generated/types.ts', types],
    ['sdk/src/generated/operations.ts', operations],
    ['sdk/src/generated/currency-digits.ts', currencyTable()],
    [
      'sdk/src/generated/version.ts',
      `// Made from sdk/package.json by \`npm run sdk\`.\nexport const version = '${version}'\n`
    ]
  ])
  const formatted = [...files].map(async ([path, text]) => {
    return [path, await format(text, { ...(await resolveConfig(path)), filepath: path })] as const
  })
  return new Map(await Promise.all(formatted))
}

function currencyTable(): string {
  const others = currencies.filter((code) => currencyDigits(code) !== 2)
  return [
    '// Made from src/kernel/currency.ts by `npm run sdk`.',
    '/** Digits after the point by ISO 4217, where they are not two. */',
    'export const otherDigits: Readonly<Record<string, number>> = {',
    others.map((code) => `${code}: ${currencyDigits(code)}`).join(',\n'),
    '}'
  ].join('\n')
}
