import type { Money } from '../kernel/index.ts'
import type { OrderView } from '../orders/index.ts'
import { type Html, markup } from '../server/index.ts'
import { freeOf, nothing, sum } from './act.ts'
import type { Text } from './text.ts'
import type { Who } from './views.ts'
import { amountOf, withTime } from './written.ts'

/** What happens by itself, soonest first, in a sentence each. */
export function nextOf(order: OrderView, side: Who['side'], text: Text): Html {
  const { title, nothing: none } = text.next
  const reserved = order.payments.flatMap(({ state, expiresAt }) =>
    state === 'authorized' && expiresAt !== null
      ? [withTime(text.next.authorization_ends, expiresAt, text)]
      : []
  )
  const upcoming = order.upcoming.map((one) => sentenceOf(order, one, side, text))
  const sentences = [...reserved, ...upcoming].map((sentence) => markup`<li>${sentence}</li>`)
  return markup`<section><h2>${title}</h2>${sentences.length === 0 ? markup`<p>${none}</p>` : markup`<ul>${sentences}</ul>`}</section>`
}

function sentenceOf(
  order: OrderView,
  { at, what, subject }: OrderView['upcoming'][number],
  side: Who['side'],
  text: Text
): Html {
  const amount = amountOf(moneyAt(order, subject))
  const sentence = text.next[what]
  if (typeof sentence === 'function') return withTime(sentence, at, text)
  return withTime((time) => sentence[side](amount, time), at, text)
}

/** What the shipment has to be released, without what is in dispute or going back; or what the dispute is about. */
function moneyAt(order: OrderView, subject: string): Money {
  const { parts, disputes, returns, currency } = order
  const shipment = parts.flatMap(({ shipments }) => shipments).find(({ id }) => id === subject)
  if (shipment === undefined) return disputes.find(({ id }) => id === subject)?.amount ?? nothing(currency)
  const back = returns.filter(({ shipmentId, endedAt }) => shipmentId === shipment.id && endedAt === null)
  const goingBack = sum(
    back.map(({ amount }) => amount),
    currency
  )
  const free = freeOf({ id: shipment.id, order, shipment }).minor - goingBack.minor
  return { minor: free > 0n ? free : 0n, currency }
}
