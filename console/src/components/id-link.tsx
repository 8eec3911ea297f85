import { Link } from '@tanstack/react-router'
import { ShortId } from './identifier.tsx'

const pages = [
  ['ord_', '/orders'],
  ['dsp_', '/disputes'],
  ['pot_', '/payouts'],
  ['mer_', '/merchants'],
  ['stm_', '/statements']
] as const

/** The page of what has this id; null: it has none. */
export function pageOf(id: string): string | null {
  const page = pages.find(([prefix]) => id.startsWith(prefix))
  return page === undefined ? null : `${page[1]}/${id}`
}

/** An id that leads to the page of what it is, where there is one; called by its name, where it has one that people know. */
export function IdLink({ id, name = null }: Readonly<{ id: string; name?: string | null }>) {
  const page = pageOf(id)
  const shown = name ?? <ShortId id={id} />
  return page === null ? <>{shown}</> : <Link to={page}>{shown}</Link>
}
