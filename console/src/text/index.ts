export type { Text } from './en/index.ts'
export { decimal, type Format, minorOf } from './format.ts'
export { type Language, languageNames, languageOf, languages, load, remembered } from './language.ts'
export { TextProvider, useWords } from './provider.tsx'
