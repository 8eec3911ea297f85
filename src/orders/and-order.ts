import { z } from 'zod'
import type { Tx } from '../db/index.ts'
import type { OrderId, Party } from './order.ts'
import { OrderSummary } from './order-view.ts'
import { summarizeOrder } from './show-order.ts'
import { DisputeView, RefundView, ReturnView, ShipmentView } from './view.ts'

/** The query of acts that answer, when asked, how the order stands after them: what a preview is asked for. */
export const IncludeOrder = z.strictObject({
  include: z
    .literal('order')
    .optional()
    .meta({ description: 'Adds the order and its money, as they stand after it.' })
})
type Asked = z.output<typeof IncludeOrder>

const order = OrderSummary.optional().meta({ description: 'With `?include=order`: as it stands after it.' })

/** A dispute after an act in it. */
export const DisputeAndOrder = DisputeView.extend({ order }).meta({ id: 'DisputeAndOrder' })
/** A return after an act in it. */
export const ReturnAndOrder = ReturnView.extend({ order }).meta({ id: 'ReturnAndOrder' })
/** A shipment after an act on it. */
export const ShipmentAndOrder = ShipmentView.extend({ order }).meta({ id: 'ShipmentAndOrder' })
/** Refunds that were given. */
export const RefundsAndOrder = z
  .strictObject({ items: z.array(RefundView), order })
  .meta({ id: 'RefundsAndOrder' })

/** Adds to an answer the order as the party may see it, if that is asked for. */
export async function andOrder<T extends object>(
  tx: Tx,
  answer: T,
  orderId: OrderId,
  party: Party,
  { include }: Asked
): Promise<T & { order?: OrderSummary }> {
  return include === undefined ? answer : { ...answer, order: await summarizeOrder(tx, orderId, party) }
}
