import { claimable } from './cancel-order.ts'
import { type Life, unitsLeft } from './life.ts'
import type { Upcoming } from './order.ts'

/** What happens by itself with this order, soonest first. */
export function upcoming(life: Life, now: Date): Upcoming[] {
  const { order } = life
  const found: Upcoming[] = []
  if (order.expiresAt !== null) found.push({ at: order.expiresAt, what: 'expires', subject: order.id })
  const undelivered = life.items.some((item) => unitsLeft(item) > 0) || claimable(life).length > 0
  if (order.deliverBy !== null && order.deliverBy > now && order.closing === null && undelivered)
    found.push({ at: order.deliverBy, what: 'can_be_claimed', subject: order.id })
  for (const shipment of life.shipments)
    if (shipment.releaseAt !== null)
      found.push({ at: shipment.releaseAt, what: 'released', subject: shipment.id })
  for (const dispute of life.disputes)
    if (dispute.dueAt !== null) {
      const what = dispute.state === 'open' ? 'decided_for_buyer' : 'decided_for_merchant'
      found.push({ at: dispute.dueAt, what, subject: dispute.id })
    }
  for (const goods of life.returns)
    if (goods.dueAt !== null)
      found.push({ at: goods.dueAt, what: returnEvent(goods.state), subject: goods.id })
  return found.sort((a, b) => a.at.getTime() - b.at.getTime())
}

function returnEvent(state: Life['returns'][number]['state']): Upcoming['what'] {
  if (state === 'requested') return 'return_authorised'
  return state === 'authorised' ? 'return_lapses' : 'return_refunded'
}
