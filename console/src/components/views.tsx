import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import style from './views.module.css'

/** Several views of one page, each with an address of its own. */
export function Views<V extends string>({
  label,
  views,
  now
}: Readonly<{ label: string; views: readonly (readonly [view: V, name: string])[]; now: V }>) {
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    const [views, current] = [place.current, place.current?.querySelector<HTMLElement>('[aria-current]')]
    if (views && current)
      views.scrollLeft = current.offsetLeft - (views.clientWidth - current.clientWidth) / 2
  }, [now])
  return (
    <nav ref={place} aria-label={label} className={style.views}>
      {views.map(([view, name]) => (
        <Link
          key={view}
          to="."
          search={{ view }}
          replace
          className={style.view}
          aria-current={view === now ? 'page' : undefined}
          activeProps={{ 'aria-current': view === now ? 'page' : undefined }}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}
