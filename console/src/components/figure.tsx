import type { ReactNode } from 'react'
import { Counted } from './counted.tsx'
import style from './figure.module.css'

/** A figure with its name, its time and how it was counted. */
export function Figure({
  label,
  at,
  counted,
  note,
  tone,
  children
}: Readonly<{
  label: string
  /** When it was so. */
  at: string | null
  counted: string
  note?: ReactNode
  tone?: 'bad' | 'good'
  children: ReactNode
}>) {
  return (
    <div className={style.figure} data-tone={tone} data-part>
      <div className={style.label}>
        <span>{label}</span>
        <Counted about={label} counts={counted} at={at} />
      </div>
      <div className={style.value}>{children}</div>
      {note === undefined ? null : <div className={style.note}>{note}</div>}
    </div>
  )
}

/** Figures side by side, as many in a row as there is room for. */
export function Figures({ children }: Readonly<{ children: ReactNode }>) {
  return <div className={style.figures}>{children}</div>
}
