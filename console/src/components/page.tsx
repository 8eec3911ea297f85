import { Title } from '@mantine/core'
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { useWords } from '../text/index.ts'
import { type Count, Counted, ReadAt } from './counted.tsx'
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
  at = null,
  children
}: Readonly<{
  title: string
  lead?: ReactNode
  eyebrow?: ReactNode
  actions?: ReactNode
  /** When what it shows was so, where all of it was read at once. */
  at?: string | null
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
      <header className={style.head} data-part>
        <div className={style.words}>
          {eyebrow === undefined ? null : <div className={style.eyebrow}>{eyebrow}</div>}
          <Title order={1} ref={heading} tabIndex={-1} className={style.title}>
            {title}
          </Title>
          {lead === undefined ? null : <div className={style.lead}>{lead}</div>}
        </div>
        {actions === undefined ? null : <div className={style.actions}>{actions}</div>}
      </header>
      <ReadAt value={at}>{children}</ReadAt>
    </div>
  )
}

/** A part of a page with a heading of its own. Where it shows figures, it says how each is counted. */
export function Section({
  title,
  lead,
  counted,
  at,
  actions,
  children,
  flush = false
}: Readonly<{
  title: string
  lead?: ReactNode
  /** The figures in it and how they are counted. */
  counted?: string | readonly Count[]
  /** When they were so, where the page does not say it. */
  at?: string | null | undefined
  actions?: ReactNode
  children: ReactNode
  flush?: boolean
}>) {
  return (
    <section className={style.section} data-flush={flush || undefined}>
      <header className={style.sectionHead}>
        <div className={style.words}>
          <div className={style.sectionName}>
            <Title order={2} className={style.sectionTitle}>
              {title}
            </Title>
            {counted === undefined ? null : <Counted about={title} counts={counted} at={at} />}
          </div>
          {lead === undefined ? null : <div className={style.sectionLead}>{lead}</div>}
        </div>
        {actions === undefined ? null : <div className={style.actions}>{actions}</div>}
      </header>
      <div className={style.sectionBody}>{children}</div>
    </section>
  )
}
