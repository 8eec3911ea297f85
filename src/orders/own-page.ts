import { type Actor, readCursor, toPage } from '../api/index.ts'
import type { CaseFilter } from './listing-store.ts'

type ListQuery = Omit<CaseFilter, 'buyerId'> & Readonly<{ limit: number; cursor?: string | undefined }>
type Slice = Readonly<{ after: string; limit: number }>

/** A page of what `list` finds: to a merchant and a buyer their own things only, whatever they asked for. */
export async function ownPage<Row extends Readonly<{ id: string }>>(
  actor: Actor,
  { limit, cursor, ...filters }: ListQuery,
  list: (own: CaseFilter, slice: Slice) => Promise<readonly Row[]>
): Promise<{ items: Row[]; next: string | null }> {
  const after = readCursor({ cursor }, filters) ?? ''
  const merchantId = actor.merchantId ?? filters.merchantId
  const own = { ...filters, merchantId, buyerId: actor.buyerId ?? undefined }
  const rows = await list(own, { after, limit: limit + 1 })
  return toPage(
    rows,
    limit,
    filters,
    (row) => row.id,
    (row) => row
  )
}
