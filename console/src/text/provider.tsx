import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { Text } from './en/index.ts'
import { type Format, formatter } from './format.ts'
import { type Language, languageTags, load, remember } from './language.ts'

type Words = Readonly<{ t: Text; f: Format; language: Language; speak(language: Language): void }>

const WordsContext = createContext<Words | null>(null)

/** The texts and formats of the language that the reader chose. */
export function useWords(): Words {
  const words = useContext(WordsContext)
  if (words === null) throw new Error('There is no TextProvider above.')
  return words
}

/** Gives all pages below the texts of a language, and the way to change it. */
export function TextProvider({
  first,
  children
}: Readonly<{ first: Readonly<{ language: Language; text: Text }>; children: ReactNode }>) {
  const [{ language, text }, setSpoken] = useState(first)
  useEffect(() => {
    document.documentElement.lang = languageTags[language]
  }, [language])
  const words = useMemo(
    () => ({
      t: text,
      f: formatter(language),
      language,
      speak(next: Language) {
        remember(next)
        void load(next).then((loaded) => setSpoken({ language: next, text: loaded }))
      }
    }),
    [language, text]
  )
  return <WordsContext value={words}>{children}</WordsContext>
}
