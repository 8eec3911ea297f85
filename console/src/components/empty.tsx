import type { ReactNode } from 'react'
import style from './empty.module.css'

/** A place where nothing stands yet: what will stand here, and how to get it. */
export function Empty({ title, children }: Readonly<{ title: string; children?: ReactNode }>) {
  return (
    <div className={style.empty}>
      <svg width="56" height="40" viewBox="0 0 56 40" aria-hidden="true" focusable="false">
        <rect x="8" y="4" width="40" height="30" rx="4" className={style.sheet} />
        <path d="M15 13h18M15 20h26M15 27h12" className={style.line} />
      </svg>
      <p className={style.title}>{title}</p>
      {children === undefined ? null : <div className={style.how}>{children}</div>}
    </div>
  )
}
