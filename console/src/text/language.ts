import type { Text } from './en/index.ts'

export const languages = ['en', 'zh'] as const
export type Language = (typeof languages)[number]
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', zh: '简体中文' }
/** What stands in the page's `lang`. */
export const languageTags: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' }

const place = 'kontor-language'

/** The language that was chosen here before, else the first of the browser's that we have, else English. */
export function languageOf(chosen: string | null, browser: readonly string[]): Language {
  const isOurs = (tag: string | null): tag is Language => languages.some((language) => language === tag)
  if (isOurs(chosen)) return chosen
  return browser.map((tag) => tag.slice(0, 2).toLowerCase()).find(isOurs) ?? 'en'
}

/** What the browser remembers, and null where it may not remember anything. */
export function remembered(): string | null {
  try {
    return localStorage.getItem(place)
  } catch {
    return null
  }
}

/** Remembers the choice for the next visit, where the browser may. */
export function remember(language: Language): void {
  try {
    localStorage.setItem(place, language)
  } catch {
    // Without storage the choice lasts until the page is left.
  }
}

/** All texts of a language: only the one that is read is loaded. */
export async function load(language: Language): Promise<Text> {
  return language === 'zh' ? (await import('./zh/index.ts')).zh : (await import('./en/index.ts')).en
}
