import type { Money } from '../kernel/index.ts'
import type { OrderSummary } from '../orders/index.ts'
import { type CallApi, type Html, markup, type Reply, type Visitor } from '../server/index.ts'
import { base, page } from './page.ts'
import type { Text } from './text.ts'
import {
  type Balances,
  balancesOf,
  type Next,
  nextPayoutOf,
  openDisputes,
  type OrderList,
  ordersOf,
  type Who
} from './views.ts'
import { amountOf, clockOf, withTime } from './written.ts'

/** A row that leads to an order. */
function orderRow(order: OrderSummary, text: Text): Html {
  return markup`<li><a class="row" href="${base}orders/${order.id}"><span><strong>${order.reference}</strong><br><small>${clockOf(order.createdAt, text)}</small></span>
<span class="end"><strong>${amountOf(order.total)}</strong><br><small>${text.states[order.state]}</small></span></a></li>`
}

function orderRows(list: OrderList, text: Text, empty: string): Html {
  const { items, next } = list
  if (items.length === 0) return markup`<p class="empty">${empty}</p>`
  return markup`<ul class="rows">${items.map((order) => orderRow(order, text))}</ul>
${next === null ? '' : markup`<p><a class="button quiet" href="${base}orders?after=${encodeURIComponent(next)}">${text.orders.more}</a></p>`}`
}

/** The list of all own orders. */
export async function ordersPage(visitor: Visitor, api: CallApi, text: Text, who: Who): Promise<Reply> {
  const after = visitor.query.get('after')
  const list = await ordersOf(api, after === null ? {} : { cursor: after })
  const title = who.side === 'buyer' ? text.orders.title : text.shop.all
  const content = markup`<h1>${title}</h1>${orderRows(list, text, text.orders.empty)}`
  return page(visitor, text, title, content, { owner: who.id })
}

/** What of the merchant's orders can be shipped: the states in which something can be left. */
const shippable = ['paid', 'authorized', 'partly_shipped'] as const

/** The merchant's first page: the money in one look, what to ship, what to answer. */
export async function shopPage(visitor: Visitor, api: CallApi, text: Text, who: Who): Promise<Reply> {
  const [balances, next, disputes, ...lists] = await Promise.all([
    balancesOf(api, who.id),
    nextPayoutOf(api, who.id),
    openDisputes(api),
    ...shippable.map((state) => ordersOf(api, { state }))
  ])
  const items = lists
    .flatMap((list) => list.items)
    .filter(({ state }) => shippable.some((one) => one === state))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const { shop } = text
  const answers = disputes.items.map(
    ({ orderId, id, amount, reason, dueAt }) =>
      markup`<li><a class="row" href="${base}orders/${orderId}/answer-dispute?of=${id}"><span><strong>${text.reasons[reason]}</strong>${
        dueAt === null ? '' : markup`<br><small>${withTime(shop.due, dueAt, text)}</small>`
      }</span><span class="end"><strong>${amountOf(amount)}</strong></span></a></li>`
  )
  const content = markup`<h1>${shop.title}</h1>
${moneyIn(balances, next, text)}
<section><h2>${shop.toShip}</h2>${orderRows({ items, next: null }, text, shop.nothingToShip)}</section>
<section><h2>${shop.toAnswer}</h2>${answers.length === 0 ? markup`<p class="empty">${shop.nothingToAnswer}</p>` : markup`<ul class="rows">${answers}</ul>`}</section>
<p><a class="button quiet" href="${base}orders">${shop.all}</a></p>`
  return page(visitor, text, shop.title, content, { owner: who.id })
}

/** The merchant's money by currency, and the next payout with its reason. */
function moneyIn({ balances }: Balances, next: Next, text: Text): Html {
  const { shop } = text
  const tables = balances.map(({ currency, available, held, onItsWay, reserve, owed }) => {
    const rows: readonly (readonly [string, Money])[] = [
      [shop.available, available],
      [shop.held, held],
      [shop.onItsWay, onItsWay],
      ...(reserve.minor === 0n ? [] : ([[shop.reserve, reserve]] as const)),
      ...(owed.minor === 0n ? [] : ([[shop.owed, owed]] as const))
    ]
    return markup`<table class="money" aria-label="${currency}"><tbody>${rows.map(
      ([label, amount]) => markup`<tr><th scope="row">${label}</th><td>${amountOf(amount)}</td></tr>`
    )}</tbody></table>`
  })
  return markup`<section><h2>${shop.money}</h2>${tables.length === 0 ? markup`<p class="empty">${shop.noMoney}</p>` : tables}${payout(next, text)}</section>`
}

function payout({ at, amounts, reasons }: Next, text: Text): Html {
  const { shop } = text
  const sum = amounts.length === 0 ? shop.noPayout : amounts.map(amountOf).join(', ')
  const when =
    at === null
      ? markup`${shop.nextPayout(sum, shop.noTime)}`
      : withTime((time) => shop.nextPayout(sum, time), at, text)
  const waits: Readonly<Record<string, string>> = text.waits
  const why = reasons.map(({ code, reason }) => markup`<li>${waits[code] ?? reason}</li>`)
  return markup`<p>${when}</p>${why.length === 0 ? '' : markup`<p>${shop.whyNot}</p><ul>${why}</ul>`}`
}
