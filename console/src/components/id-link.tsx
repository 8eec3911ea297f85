import { Link } from '@tanstack/react-router'
import { ShortId } from './identifier.tsx'

const pages = [
  ['ord_', '/orders'],
  ['dsp_', '/disputes'],
  ['pot_', '/payouts'],
  ['mer_', '/merchants']
] as const

/** An id that leads to the page of what it is, where there is one. */
export function IdLink({ id }: Readonly<{ id: string }>) {
  const page = pages.find(([prefix]) => id.startsWith(prefix))
  if (page === undefined) return <ShortId id={id} />
  return (
    <Link to={`${page[1]}/${id}`}>
      <ShortId id={id} />
    </Link>
  )
}
