import type { Event } from '../audit/index.ts'
import { type Currency, formatDecimal } from '../kernel/index.ts'
import { type Html, markup } from './html.ts'
import { page } from './page.ts'
import type { Answer } from './serve.ts'

/** The money of all orders in one currency, in minor units: paid = held + released + commission + refunded. */
type MoneyFigures = Readonly<{
  currency: Currency
  paid: bigint
  held: bigint
  released: bigint
  commission: bigint
  refunded: bigint
}>

/** What the status page shows, read in one unmoving picture of the database. */
export type StatusFigures = Readonly<{
  money: readonly MoneyFigures[]
  orders: readonly Readonly<{ state: string; count: number }>[]
  /** The newest first. */
  events: readonly Event[]
}>

const columns = [
  ['paid', 'captured from buyers for orders'],
  ['held', 'still in escrow: for goods that are not yet delivered and inspected, or disputed'],
  ['released', 'credited to merchants, commission taken off'],
  ['commission', "the marketplace's part"],
  ['refunded', 'given or being given back to buyers, chargebacks included']
] as const

/** The page at /status: what is held and where it went, and what happened last. */
export function statusPage(figures: StatusFigures, now: Date, aheadMs: number): Answer {
  return page(
    'Status',
    markup`<h1>Status</h1>
      <p>${clockSentence(now, aheadMs)}</p>
      <h2 id="money">Money of all orders</h2>
      ${figures.money.length === 0 ? markup`<p>No money has come in yet. Create and pay an order: <a href="/docs">the API</a> says how.</p>` : moneyTable(figures, now)}
      <h2 id="orders">Orders by state</h2>
      ${figures.orders.length === 0 ? markup`<p>There are no orders yet.</p>` : ordersTable(figures, now)}
      <h2 id="events">Last events</h2>
      ${figures.events.length === 0 ? markup`<p>Nothing has happened yet.</p>` : eventsTable(figures)}`,
    markup`Figures are read from the ledger when the page is asked for. <code>kontor verify</code> proves them
      from the data alone.`
  )
}

function clockSentence(now: Date, aheadMs: number): Html {
  const time = markup`<time datetime="${now.toISOString()}">${shown(now)}</time>`
  if (aheadMs < 1000) return markup`The clock shows ${time}.`
  const days = aheadMs / 86_400_000
  return markup`The clock shows ${time}. It is simulated,
  ${days.toLocaleString('en', { maximumFractionDigits: 1 })} days ahead of the machine's.`
}

function moneyTable({ money }: StatusFigures, now: Date): Html {
  return markup`<div class="wide">
      <table class="stacks">
        <caption>
          In each currency's own unit, at ${shown(now)}. Counted from the postings of every order's escrow
          accounts; paid = held + released + commission + refunded.
        </caption>
        <thead>
          <tr>
            <th scope="col">Currency</th>
            ${columns.map(([name]) => markup`<th scope="col" class="number">${capital(name)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${money.map(
            (row) =>
              markup`<tr>
                <th scope="row">${row.currency}</th>
                ${columns.map(
                  ([name]) =>
                    markup`<td class="number" data-name="${capital(name)}">
                      ${amount(row[name], row.currency)}
                    </td>`
                )}
              </tr> `
          )}
        </tbody>
      </table>
    </div>
    <ul class="small soft">
      ${columns.map(([name, meaning]) => markup`<li><b>${capital(name)}</b>: ${meaning}.</li>`)}
    </ul>`
}

function ordersTable({ orders }: StatusFigures, now: Date): Html {
  const all = orders.reduce((sum, row) => sum + row.count, 0)
  return markup`<div class="narrow">
    <table>
      <caption>
        Number of orders at ${shown(now)}, each counted once, by the state it is in. ${grouped(String(all))}
        in all.
      </caption>
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col" class="number">Orders</th>
        </tr>
      </thead>
      <tbody>
        ${orders.map(
          (row) =>
            markup`<tr>
              <th scope="row">${row.state.replaceAll('_', ' ')}</th>
              <td class="number">${grouped(String(row.count))}</td>
            </tr> `
        )}
      </tbody>
    </table>
  </div>`
}

function eventsTable({ events }: StatusFigures): Html {
  return markup`<div class="wide">
    <table class="stacks">
      <caption>
        The newest first. All of them, in their one order:
        <code>GET /v1/events</code
        >.
      </caption>
      <thead>
        <tr>
          <th scope="col">Time (UTC)</th>
          <th scope="col">What</th>
          <th scope="col">To what</th>
          <th scope="col">By whom</th>
        </tr>
      </thead>
      <tbody>
        ${events.map(
          (event) =>
            markup`<tr>
              <td data-name="Time (UTC)">
                <time datetime="${event.at.toISOString()}">${shown(event.at)}</time>
              </td>
              <td data-name="What">${event.type}</td>
              <td data-name="To what"><code>${event.subject}</code></td>
              <td data-name="By whom"><code>${event.actor}</code></td>
            </tr> `
        )}
      </tbody>
    </table>
  </div>`
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

/** `2026-03-02 09:00:00 UTC`. */
function shown(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** An amount with the digits of its currency, in groups of three. */
function amount(minor: bigint, currency: Currency): string {
  return grouped(formatDecimal({ minor, currency }))
}

function grouped(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.')
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? groups : `${groups}.${fraction}`
}
