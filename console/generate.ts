import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme
} from '@mantine/core'
import openapiTypes, { astToString } from 'openapi-typescript'
import { currencies, currencyDigits } from '../src/kernel/index.ts'
import { theme } from './src/app/theme.ts'

/** What the console knows of the API: types from the committed document, and the digits of each currency. */
const api = join(import.meta.dirname, 'src', 'api')
const document = join(import.meta.dirname, '..', 'docs', 'openapi.json')
const note = '// Made by `npm run generate -w console`. Do not edit.\n'

/** The types of docs/openapi.json. */
export async function types(): Promise<string> {
  return note + astToString(await openapiTypes(readFileSync(document, 'utf8'), { defaultNonNullable: false }))
}

/** The currencies that do not have two digits after the point, from the kernel's table. */
export function digits(): string {
  const others = currencies.filter((code) => currencyDigits(code) !== 2)
  const lines = others.map((code) => `  ${code}: ${currencyDigits(code)}`).join(',\n')
  return (
    `${note}/** Digits after the point where they are not two. */\n` +
    `export const otherDigits: Readonly<Record<string, number>> = {\n${lines}\n}\n`
  )
}

/** The theme as a style sheet: the server's policy refuses style elements, which Mantine would put into the page. */
export function themeSheet(): string {
  const variables = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme))
  return `/* Made by \`npm run generate -w console\`. Do not edit. */\n${convertCssVariables(variables, ':root')}\n`
}

/** What is made, by file. */
export const generated: Readonly<Record<string, () => string | Promise<string>>> = {
  [join(api, 'openapi.d.ts')]: types,
  [join(api, 'digits.ts')]: digits,
  [join(import.meta.dirname, 'src', 'app', 'theme.css')]: themeSheet
}

if (process.argv[1] === import.meta.filename)
  for (const [file, make] of Object.entries(generated)) writeFileSync(file, await make())
