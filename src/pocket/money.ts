import type { Money } from '../kernel/index.ts'
import type { OrderView } from '../orders/index.ts'
import { type Html, markup } from '../server/index.ts'
import type { Who } from './views.ts'
import type { Text } from './text.ts'
import { amountOf } from './written.ts'

type Share = Readonly<{ name: 'held' | 'released' | 'commission' | 'refunded'; label: string; amount: Money }>

/** Where the money is. A buyer is not told of the commission apart: to him it is gone to the other side. */
function sharesOf({ money }: OrderView, side: Who['side'], text: Text): readonly Share[] {
  const { held, released, commission, refunded } = money
  const gone = { minor: released.minor + commission.minor, currency: released.currency }
  const all: Share[] = [
    { name: 'held', label: text.money.held, amount: held },
    { name: 'released', label: text.money.released[side], amount: side === 'buyer' ? gone : released },
    { name: 'commission', label: text.money.commission, amount: commission },
    { name: 'refunded', label: text.money.refunded, amount: refunded }
  ]
  return side === 'buyer' ? all.filter(({ name }) => name !== 'commission') : all
}

/** "Where is my money": a bar, and under it the amounts that it is made of, which add up to what was paid. */
export function moneyOf(order: OrderView, side: Who['side'], text: Text): Html {
  const { paid, frozen } = order.money
  const title = markup`<h2>${text.money.title[side]}</h2>`
  if (paid.minor === 0n)
    return markup`<section>${title}<p>${order.paidAt === null && order.endedAt === null ? text.money.unpaid(amountOf(order.total)) : `${text.money.paid}: ${amountOf(paid)}`}</p></section>`
  const shares = sharesOf(order, side, text)
  return markup`<section>${title}
${bar(shares, paid, text)}
<table class="money" role="table"><tbody role="rowgroup">
${shares.map(
  ({ name, label, amount }) =>
    markup`<tr role="row"><th scope="row" role="rowheader"><svg class="swatch ${name}" width="14" height="14" aria-hidden="true"><rect width="14" height="14" rx="3"/></svg><span>${label}</span></th><td role="cell">${amountOf(amount)}</td></tr>`
)}</tbody>
<tfoot role="rowgroup"><tr role="row"><th scope="row" role="rowheader">${text.money.paid}</th><td role="cell">${amountOf(paid)}</td></tr></tfoot></table>
<p class="hint">${text.money.adds}</p>
${frozen.minor > 0n ? markup`<p>${text.money.frozen(amountOf(frozen))}</p>` : ''}</section>`
}

const barWidth = 1000n

/** The parts in proportion. Whatever is there can be seen: at least a sliver of it. */
function bar(shares: readonly Share[], paid: Money, text: Text): Html {
  const there = shares.filter(({ amount }) => amount.minor > 0n)
  const said = there.map(({ label, amount }) => `${label} ${amountOf(amount)}`).join(', ')
  let at = 0n
  const parts = there.map(({ name, amount }, i) => {
    const share = (amount.minor * barWidth) / paid.minor
    const width = i === there.length - 1 ? barWidth - at : share < 12n ? 12n : share
    const part = markup`<rect class="${name}" x="${at}" width="${width > 0n ? width : 0n}" height="40"/>`
    at += width
    return part
  })
  return markup`<svg class="bar" viewBox="0 0 1000 40" preserveAspectRatio="none" role="img" aria-label="${text.money.chart(said)}">${parts}</svg>`
}
