import { Link } from '@tanstack/react-router'
import style from './views.module.css'

/** Several views of one page, each with an address of its own. */
export function Views<V extends string>({
  label,
  views,
  now
}: Readonly<{ label: string; views: readonly (readonly [view: V, name: string])[]; now: V }>) {
  return (
    <nav aria-label={label} className={style.views}>
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
