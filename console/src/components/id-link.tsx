import { Link } from '@tanstack/react-router'
import { ShortId } from './identifier.tsx'

const pages = [
  ['ord_', '/orders'],
  ['dsp_', '/disputes'],
  ['pot_', '/payouts'],
  ['mer_', '/merchants']
] as const

/** An id that leads to the page of what it is, where there is one; called by its name, where it has one that people know. */
export function IdLink({ id, name = null }: Readonly<{ id: string; name?: string | null }>) {
  const page = pages.find(([prefix]) => id.startsWith(prefix))
  const shown = name ?? <ShortId id={id} />
  if (page === undefined) return <>{shown}</>
  return <Link to={`${page[1]}/${id}`}>{shown}</Link>
}
