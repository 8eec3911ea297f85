import { NativeSelect, useMantineColorScheme } from '@mantine/core'
import { languageNames, languages, useWords } from '../text/index.ts'

const schemes = ['auto', 'light', 'dark'] as const

/** Chooses light, dark, or what the machine says. */
export function SchemeChoice() {
  const { t } = useWords()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <NativeSelect
      size="xs"
      aria-label={t.shell.scheme}
      value={colorScheme}
      data={schemes.map((scheme) => ({ value: scheme, label: t.shell.schemes[scheme] }))}
      onChange={({ currentTarget: { value } }) => {
        const chosen = schemes.find((scheme) => scheme === value)
        if (chosen !== undefined) setColorScheme(chosen)
      }}
    />
  )
}

/** Chooses the language. Each is named in itself. */
export function LanguageChoice() {
  const { t, language, speak } = useWords()
  return (
    <NativeSelect
      size="xs"
      aria-label={t.shell.language}
      value={language}
      data={languages.map((each) => ({ value: each, label: languageNames[each] }))}
      onChange={({ currentTarget: { value } }) => {
        const chosen = languages.find((each) => each === value)
        if (chosen !== undefined) speak(chosen)
      }}
    />
  )
}
