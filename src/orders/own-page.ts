import { type Actor, readCursor, toPage } from '../api/index.ts'
import type { CaseFilter, CaseSlice } from './listing-store.ts'

type ListQuery = Omit<CaseFilter, 'buyerId'> &
  Readonly<{ limit: number; cursor?: string | undefined; sort?: 'oldest' | 'newest' | undefined }>

/** A page of what `list` finds: to a merchant and a buyer their own things only, whatever they asked for. */
export async function ownPage<Row extends Readonly<{ id: string }>>(
  actor: Actor,
  { limit, cursor, ...filters }: ListQuery,
  list: (own: CaseFilter, slice: CaseSlice) => Promise<readonly Row[]>
): Promise<{ items: Row[]; next: string | null }> {
  const after = readCursor({ cursor }, filters) ?? ''
  const { sort, ...narrowed } = filters
  const merchantId = actor.merchantId ?? narrowed.merchantId
  const own = { ...narrowed, merchantId, buyerId: actor.buyerId ?? undefined }
  const rows = await list(own, { after, limit: limit + 1, newestFirst: sort === 'newest' })
  return toPage(
    rows,
    limit,
    filters,
    (row) => row.id,
    (row) => row
  )
}
