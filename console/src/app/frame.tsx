import { ActionIcon, Drawer } from '@mantine/core'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { Announcements } from '../components/announce.tsx'
import { Icon } from '../components/icon.tsx'
import { useWords } from '../text/index.ts'
import style from './frame.module.css'
import { PageElsewhere } from './fallbacks.tsx'
import { useMe } from './me.tsx'
import { isElsewhere, Navigation } from './navigation.tsx'

/** The name of the house, which leads to the first page. */
function Brand() {
  const { t } = useWords()
  return (
    <Link to="/" className={style.brand}>
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" className={style.mark} />
        <path d="M10 7.5v17M22.5 8 13 16l9.5 8" className={style.letter} />
      </svg>
      {t.shell.product}
    </Link>
  )
}

/** What stands around every page. On a narrow screen the navigation waits behind a button. */
export function Frame() {
  const { t } = useWords()
  const me = useMe()
  const { pathname } = useLocation()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <div className={style.frame}>
      <a href="#content" className={style.skip}>
        {t.shell.skip}
      </a>
      <aside className={style.aside} aria-label={t.shell.product}>
        <Brand />
        <Navigation />
      </aside>
      <header className={style.bar}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t.shell.menu}
          onClick={() => setOpen(true)}
        >
          <Icon name="menu" size={22} />
        </ActionIcon>
        <Brand />
      </header>
      <Drawer
        opened={isOpen}
        onClose={close}
        size={288}
        title={t.shell.product}
        closeButtonProps={{ 'aria-label': t.shell.close }}
      >
        <Navigation gone={close} />
      </Drawer>
      <main id="content" tabIndex={-1} className={style.main}>
        {isElsewhere(me, pathname) ? <PageElsewhere /> : <Outlet />}
      </main>
      <Announcements />
    </div>
  )
}
