import type { OrderView } from '../orders/index.ts'
import { type Html, markup, type Visitor } from '../server/index.ts'
import type { Act } from './act.ts'
import { buyerActs } from './buyer-acts.ts'
import { merchantActs } from './merchant-acts.ts'
import type { Text } from './text.ts'
import type { Who } from './views.ts'
import { withTime } from './written.ts'

/** What this side can do. */
export function actsOf(side: Who['side']): readonly Act[] {
  return side === 'buyer' ? buyerActs : merchantActs
}

/** When the act was done, by the events of the order; undefined where nothing tells of it. */
function doneAt({ timeline, id }: OrderView, act: Act, about: string): Date | undefined {
  const event = timeline.findLast(
    ({ type, data, subject }) =>
      act.told.includes(type) && (about === id || subject === about || Object.values(data).includes(about))
  )
  return event?.at
}

/**
 * Says what was done, after the form was sent: only what the order itself tells of, whatever the address says. `again`: the
 * form had arrived before.
 */
export function noticeOf({ query }: Visitor, order: OrderView, text: Text): Html | '' {
  const act = [...buyerActs, ...merchantActs].find(({ name }) => name === query.get('did'))
  const at = act && doneAt(order, act, query.get('about') ?? order.id)
  if (act === undefined || at === undefined) return ''
  const again = query.has('again') ? markup`<p>${withTime(text.again, at, text)}</p>` : ''
  return markup`<div class="notice done" id="notice" role="status" tabindex="-1"><p>${text.acts[act.name].done}</p>${again}</div>`
}
