import { minute } from '../kernel/index.ts'
import { type CallApi, type Extension, markup, type Reply, type Visitor } from '../server/index.ts'
import { type Subject, subjectsOf } from './act.ts'
import { actPage } from './act-page.ts'
import { actsOf } from './acts.ts'
import { languageCookie, named, textOf } from './language.ts'
import { ordersPage, shopPage, toShipPage } from './list-pages.ts'
import { orderPage } from './order-page.ts'
import { away, base, fileAt, page } from './page.ts'
import { perform } from './perform.ts'
import { problemPage } from './refusal-page.ts'
import type { Text } from './text.ts'
import { orderOf, Refused, type Who, whoIs } from './views.ts'

/** Four photos of at most 5 MiB, and what is typed. */
const formBytesMax = 21 * 1024 * 1024

/**
 * Pages for a phone on a weak network: a buyer's orders and a merchant's. A client of the API that runs beside it, with no
 * rights of its own: each page asks the documented routes as the visitor, with his session.
 */
export const pocket: Extension = {
  base,
  bodyBytesMax: formBytesMax,
  bodyMs: 10 * minute,
  show: async (visitor, api) => {
    const file = visitor.method === 'GET' ? fileAt(visitor.path) : undefined
    if (file !== undefined) return file
    const text = textOf(visitor)
    const chosen = visitor.method === 'GET' ? changeLanguage(visitor) : undefined
    if (chosen !== undefined) return chosen
    try {
      return await show(visitor, api, text)
    } catch (error) {
      if (error instanceof Refused) return problemPage(visitor, text, error.problem)
      throw error
    }
  },
  showProblem: (visitor, problem) => problemPage(visitor, textOf(visitor), problem)
}

async function show(visitor: Visitor, api: CallApi, text: Text): Promise<Reply> {
  const { path, method, now } = visitor
  if (path === 'offline') return offlinePage(visitor, text)
  const who = await whoIs(api)
  // A form may wait on a phone, or in another tab, while somebody else signs in: it is not theirs to send.
  const owner = visitor.form?.get('owner') ?? who?.id
  if (owner !== who?.id) return othersFormPage(visitor, text)
  if (who === undefined) return wrongKindPage(visitor, text)
  const [place, orderId = '', actName, ...more] = path.split('/')
  if (path === '')
    return who.side === 'buyer' ? ordersPage(visitor, api, text, who) : shopPage(visitor, api, text, who)
  if (path === 'orders') return ordersPage(visitor, api, text, who)
  if (path === 'to-ship' && who.side === 'merchant') return toShipPage(visitor, api, text, who)
  if (place !== 'orders' || more.length > 0) return gonePage(visitor, text, who)
  const order = await orderOf(api, orderId)
  if (actName === undefined) return orderPage(visitor, text, who, order)
  const act = actsOf(who.side).find(({ name }) => name === actName)
  const subject = subjectsOf(order).find(({ id }) => id === (visitor.query.get('of') ?? order.id))
  if (act === undefined || subject === undefined || kindOf(subject) !== act.on)
    return gonePage(visitor, text, who)
  if (method === 'POST') return perform(visitor, api, text, who, act, subject)
  // An old page offers what cannot be done any more: the order says what was done meanwhile.
  if (!act.fits(subject, now)) return away(`${base}orders/${order.id}`)
  return actPage(visitor, text, who, act, subject)
}

/** What the subject of an act is. */
function kindOf({ shipment, dispute, goods }: Subject): 'order' | 'shipment' | 'dispute' | 'return' {
  if (shipment) return 'shipment'
  if (dispute) return 'dispute'
  return goods ? 'return' : 'order'
}

const yearSeconds = 365 * 24 * 60 * 60

/** `?lang=` on any page: the choice is kept in a cookie, and the page comes again without it. */
function changeLanguage({ path, query }: Visitor): Reply | undefined {
  const text = named(query.get('lang'))
  if (text === undefined) return undefined
  const rest = new URLSearchParams(query)
  rest.delete('lang')
  const search = rest.size === 0 ? '' : `?${rest.toString()}`
  const cookie = `${languageCookie}=${text.lang}; Path=${base}; Max-Age=${yearSeconds}; SameSite=Lax`
  return away(`${base}${path}${search}`, { 'set-cookie': cookie })
}

function wrongKindPage(visitor: Visitor, text: Text): Reply {
  const { title, lead } = text.wrongKind
  const content = markup`<h1>${title}</h1><p>${lead}</p><p><a href="/console/">/console/</a></p>`
  return page(visitor, text, title, content, { status: 403 })
}

/** Answered as to somebody who is not signed in: the phone goes on keeping the form. */
function othersFormPage(visitor: Visitor, text: Text): Reply {
  const { title, lead } = text.othersForm
  const content = markup`<h1>${title}</h1><p>${lead}</p><p><a href="/sign-in">${text.signedOut.link}</a></p>`
  return page(visitor, text, title, content, { status: 401 })
}

function gonePage(visitor: Visitor, text: Text, who: Who): Reply {
  return page(
    visitor,
    text,
    text.refused.title,
    markup`<h1>${text.gone}</h1><p><a href="${base}">${text.home}</a></p>`,
    { who, status: 404 }
  )
}

/** Kept by the phone, to be shown in the place of a page that is not kept. The link leads to that page. */
function offlinePage(visitor: Visitor, text: Text): Reply {
  const { title, lead } = text.notSeen
  const content = markup`<h1>${title}</h1><p>${lead}</p><p><a class="button" href="">${text.script.retry}</a></p>`
  return page(visitor, text, title, content)
}
