import { Title } from '@mantine/core'
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { useWords } from '../text/index.ts'
import style from './page.module.css'

/** Where the last page stood, and whether its heading had the focus when it went. */
let lastPath: string | null = null
let hadFocus = false

/**
 * A page: its heading, what it is about, and what can be done with all of it. Its title stands in the window; whoever
 * comes to it from another page starts at its heading.
 */
export function Page({
  title,
  lead,
  eyebrow,
  actions,
  children
}: Readonly<{
  title: string
  lead?: ReactNode
  eyebrow?: ReactNode
  actions?: ReactNode
  children: ReactNode
}>) {
  const { t } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ${t.shell.product}`
  }, [title, t])
  useLayoutEffect(() => {
    const place = heading.current
    const isElsewhere = lastPath !== null && lastPath !== location.pathname
    if (isElsewhere || hadFocus) place?.focus({ preventScroll: true })
    lastPath = location.pathname
    return () => {
      hadFocus = document.activeElement === place
    }
  }, [])
  return (
    <div className={style.page}>
      <header className={style.head}>
        <div className={style.words}>
          {eyebrow === undefined ? null : <div className={style.eyebrow}>{eyebrow}</div>}
          <Title order={1} ref={heading} tabIndex={-1} className={style.title}>
            {title}
          </Title>
          {lead === undefined ? null : <div className={style.lead}>{lead}</div>}
        </div>
        {actions === undefined ? null : <div className={style.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}

/** A part of a page with a heading of its own. */
export function Section({
  title,
  lead,
  actions,
  children,
  flush = false
}: Readonly<{ title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode; flush?: boolean }>) {
  return (
    <section className={style.section} data-flush={flush || undefined}>
      <header className={style.sectionHead}>
        <div className={style.words}>
          <Title order={2} className={style.sectionTitle}>
            {title}
          </Title>
          {lead === undefined ? null : <div className={style.sectionLead}>{lead}</div>}
        </div>
        {actions === undefined ? null : <div className={style.actions}>{actions}</div>}
      </header>
      <div className={style.sectionBody}>{children}</div>
    </section>
  )
}
