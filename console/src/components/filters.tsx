import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { useWords } from '../text/index.ts'
import style from './filters.module.css'

/** The filters of a list, in one row where there is room. */
export function Filters({ children, clear }: Readonly<{ children: ReactNode; clear: (() => void) | null }>) {
  const { t } = useWords()
  return (
    <div className={style.filters} role="group" aria-label={t.shell.filters}>
      {children}
      {clear === null ? null : (
        <Button variant="subtle" size="sm" onClick={clear}>
          {t.shell.clear}
        </Button>
      )}
    </div>
  )
}

/** One of several. */
export function ChoiceFilter<V extends string>({
  label,
  any,
  value,
  values,
  choose
}: Readonly<{
  label: string
  any: string
  value: string | undefined
  values: readonly (readonly [value: V, name: string])[]
  choose(value: V | undefined): void
}>) {
  return (
    <NativeSelect
      label={label}
      value={value ?? ''}
      data={[{ value: '', label: any }, ...values.map(([each, name]) => ({ value: each, label: name }))]}
      onChange={({ currentTarget }) => choose(values.find(([each]) => each === currentTarget.value)?.[0])}
    />
  )
}

/** A text, taken over when the writer pauses or leaves the field. */
export function TextFilter({
  label,
  value,
  placeholder,
  type = 'text',
  choose
}: Readonly<{
  label: string
  value: string | undefined
  placeholder?: string
  type?: 'text' | 'date' | 'datetime-local'
  choose(value: string | undefined): void
}>) {
  const [text, setText] = useState(value ?? '')
  useEffect(() => setText(value ?? ''), [value])
  const clean = text.trim()
  const take = () => {
    if (clean !== (value ?? '')) choose(clean === '' ? undefined : clean)
  }
  useEffect(() => {
    const timer = setTimeout(take, 500)
    return () => clearTimeout(timer)
  })
  return (
    <TextInput
      label={label}
      data-type={type}
      type={type}
      value={text}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={take}
    />
  )
}
