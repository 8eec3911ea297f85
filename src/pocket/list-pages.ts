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
  ordersOf,
  type Who
} from './views.ts'
import { amountOf, clockOf, withTime } from './written.ts'

/** A row that leads to an order. */
function orderRow(order: OrderSummary, text: Text): Html {
  return markup`<li><a class="row" href="${base}orders/${order.id}"><span><strong>${order.reference}</strong><br><small>${clockOf(order.createdAt, text)}</small></span>
<span class="end"><strong>${amountOf(order.total)}</strong><br><small>${text.states[order.state]}</small></span></a></li>`
}

/** The rows, and a link to those that follow. `more`: where they are; undefined at the end. */
function orderRows(
  items: readonly OrderSummary[],
  more: string | undefined,
  text: Text,
  empty: string
): Html {
  if (items.length === 0 && more === undefined) return markup`<p class="empty">${empty}</p>`
  return markup`${items.length === 0 ? '' : markup`<ul class="rows">${items.map((order) => orderRow(order, text))}</ul>`}
${more === undefined ? '' : markup`<p><a class="button quiet" href="${base}${more}">${text.orders.more}</a></p>`}`
}

/** The list of all own orders. */
export async function ordersPage(visitor: Visitor, api: CallApi, text: Text, who: Who): Promise<Reply> {
  const after = visitor.query.get('after')
  const { items, next } = await ordersOf(api, after === null ? {} : { cursor: after })
  const more = next === null ? undefined : `orders?after=${encodeURIComponent(next)}`
  const title = who.side === 'buyer' ? text.orders.title : text.shop.all
  const content = markup`<h1>${title}</h1>${orderRows(items, more, text, text.orders.empty)}`
  return page(visitor, text, title, content, { who })
}

/** What of the merchant's orders can be shipped: the states in which something can be left. */
const shippable = ['paid', 'authorized', 'partly_shipped'] as const

/**
 * Orders with something to ship, oldest first, up to twenty of each state, and where the others are. `after`: for each state
 * that goes on, its cursor; none: from the start.
 */
async function toShip(
  api: CallApi,
  after: URLSearchParams
): Promise<Readonly<{ items: readonly OrderSummary[]; more: string | undefined }>> {
  const going = shippable.filter((state) => after.has(state))
  const lists = await Promise.all(
    (going.length === 0 ? shippable : going).map(async (state) => {
      const cursor = after.get(state)
      return { state, ...(await ordersOf(api, { state, ...(cursor === null ? {} : { cursor }) })) }
    })
  )
  const items = lists
    .flatMap((list) => list.items)
    // The whole order has this state; the own part may have nothing left.
    .filter(({ state }) => shippable.some((one) => one === state))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const there = new URLSearchParams()
  for (const { state, next } of lists) if (next !== null) there.set(state, next)
  return { items, more: there.size === 0 ? undefined : `to-ship?${there.toString()}` }
}

/** What is to ship beyond the merchant's first page. */
export async function toShipPage(visitor: Visitor, api: CallApi, text: Text, who: Who): Promise<Reply> {
  const { items, more } = await toShip(api, visitor.query)
  const { shop } = text
  const content = markup`<h1>${shop.toShip}</h1>${orderRows(items, more, text, shop.nothingToShip)}
<p><a href="${base}">${shop.title}</a></p>`
  return page(visitor, text, shop.toShip, content, { who })
}

/** The merchant's first page: the money in one look, what to ship, what to answer. */
export async function shopPage(visitor: Visitor, api: CallApi, text: Text, who: Who): Promise<Reply> {
  const [balances, next, disputes, { items, more }] = await Promise.all([
    balancesOf(api, who.id),
    nextPayoutOf(api, who.id),
    openDisputes(api),
    toShip(api, new URLSearchParams())
  ])
  const { shop } = text
  const answers = disputes.items.map(
    ({ orderId, id, amount, reason, dueAt }) =>
      markup`<li><a class="row" href="${base}orders/${orderId}/answer-dispute?of=${id}"><span><strong>${text.reasons[reason]}</strong>${
        dueAt === null ? '' : markup`<br><small>${withTime(shop.due, dueAt, text)}</small>`
      }</span><span class="end"><strong>${amountOf(amount)}</strong></span></a></li>`
  )
  const content = markup`<h1>${shop.title}</h1>
${moneyIn(balances, next, text)}
<section><h2>${shop.toShip}</h2>${orderRows(items, more, text, shop.nothingToShip)}</section>
<section><h2>${shop.toAnswer}</h2>${answers.length === 0 ? markup`<p class="empty">${shop.nothingToAnswer}</p>` : markup`<ul class="rows">${answers}</ul>`}</section>
<p><a class="button quiet" href="${base}orders">${shop.all}</a></p>`
  return page(visitor, text, shop.title, content, { who })
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

/** Why the next payout is made then, and what is kept back of it. */
function because({ at, schedule, keptBack, keptBackDays }: Next, { shop, lang }: Text): readonly string[] {
  const form = { weekday: lang === 'en' ? 'long' : 'short', timeZone: 'UTC' } as const
  return [
    ...(schedule?.every === 'day' ? [shop.everyDay] : []),
    ...(schedule?.every === 'week' && at !== null
      ? [shop.everyWeek(new Intl.DateTimeFormat(lang, form).format(at))]
      : []),
    ...(keptBackDays === null ? [] : [shop.keptBack(keptBack.map(amountOf).join(', '), keptBackDays)])
  ]
}

function payout(next: Next, text: Text): Html {
  const { at, amounts, reasons } = next
  const { shop } = text
  const sum = amounts.length === 0 ? shop.noPayout : amounts.map(amountOf).join(', ')
  const when =
    at === null
      ? markup`${shop.nextPayout(sum, shop.noTime)}`
      : withTime((time) => shop.nextPayout(sum, time), at, text)
  const waits: Readonly<Record<string, string>> = text.waits
  const why = reasons.map(({ code, reason }) => markup`<li>${waits[code] ?? reason}</li>`)
  return markup`<p>${when} ${because(next, text).join(' ')}</p>${why.length === 0 ? '' : markup`<p>${shop.whyNot}</p><ul>${why}</ul>`}`
}
