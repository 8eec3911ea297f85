import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { OrderState } from './order.ts'

const CountRow = z.strictObject({ state: OrderState, count: z.bigint() })

/** How many orders are in each state, in the order of the states' own list; states without orders are left out. */
export async function countOrders(tx: Tx): Promise<{ state: OrderState; count: number }[]> {
  const rows = await tx.many(CountRow, sql`select state, count(*) as count from orders_order group by state`)
  const place = (state: OrderState) => OrderState.options.indexOf(state)
  return rows
    .map(({ state, count }) => ({ state, count: globalThis.Number(count) }))
    .sort((a, b) => place(a.state) - place(b.state))
}
