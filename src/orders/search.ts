import type { Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import { findPaymentsById } from '../payments/index.ts'
import type { OrderFilter } from './listing-store.ts'
import type { OrderId, Party } from './order.ts'
import { findOrders, type Handle } from './order-store.ts'

const handles: readonly Readonly<{ by: Handle['by']; schema: ReturnType<typeof idSchema> }>[] = [
  { by: 'order', schema: idSchema('ord') },
  { by: 'shipment', schema: idSchema('shp') },
  { by: 'dispute', schema: idSchema('dsp') },
  { by: 'return', schema: idSchema('ret') },
  { by: 'refund', schema: idSchema('rfd') }
]

/**
 * What somebody who searches for this text means: the order that an id belongs to, or else the orders whose reference
 * begins with it. Merchants are not told of payments, so they find nothing by them.
 */
export async function searchedFor(
  tx: Tx,
  text: string,
  party: Party
): Promise<Pick<OrderFilter, 'ids' | 'prefix'>> {
  const ids = await ordersOf(tx, text, party)
  return ids.length > 0 ? { ids } : { prefix: text }
}

async function ordersOf(tx: Tx, text: string, party: Party): Promise<readonly OrderId[]> {
  const handle = handles.find(({ schema }) => schema.safeParse(text).success)
  if (handle !== undefined)
    return (await findOrders(tx, { by: handle.by, ids: [text] })).map((order) => order.id)
  if (party.merchantId !== null || !idSchema('pay').safeParse(text).success) return []
  const subjects = (await findPaymentsById(tx, [text])).map((payment) => payment.subject)
  return (await findOrders(tx, { by: 'order', ids: subjects })).map((order) => order.id)
}
