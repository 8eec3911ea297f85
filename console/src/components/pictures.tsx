import type { ReactNode } from 'react'
import style from './pictures.module.css'

/** Pictures side by side, each in an `li`. */
export function PictureList({ children }: Readonly<{ children: ReactNode }>) {
  return <ul className={style.pictures}>{children}</ul>
}
