import { textFor, type Visitor } from '../server/index.ts'
import { english } from './text-en.ts'
import { chinese } from './text-zh.ts'
import type { Text } from './text.ts'

/** The cookie that keeps the language that somebody has chosen on a page. It holds nothing else. */
export const languageCookie = 'kontor_language'

/** The texts by the name of their language. */
export const texts: Readonly<Record<Text['lang'], Text>> = { en: english, 'zh-CN': chinese }

/** The language that was chosen on a page, or the one that the browser likes better. */
export function textOf({ cookie, header }: Pick<Visitor, 'cookie' | 'header'>): Text {
  return named(cookie(languageCookie)) ?? named(textFor(header('accept-language') ?? null).lang) ?? english
}

/** The texts of the language of this name. */
export function named(lang: string | null | undefined): Text | undefined {
  return Object.values(texts).find((text) => text.lang === lang)
}
