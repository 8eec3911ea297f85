import type { DisputeView, OrderView, ReturnView, ShipmentView } from '../orders/index.ts'
import { type Html, markup, type Reply, type Visitor } from '../server/index.ts'
import { type Act, type Subject, subjectsOf, type Units, unitsOf, unshipped } from './act.ts'
import { actsOf, noticeOf } from './acts.ts'
import { moneyOf } from './money.ts'
import { nextOf } from './next.ts'
import { base, page } from './page.ts'
import type { Text } from './text.ts'
import type { Who } from './views.ts'
import { amountOf, clockOf } from './written.ts'

/** What a page of an order is made for. */
type Shown = Readonly<{ visitor: Visitor; text: Text; who: Who; order: OrderView }>

/** The page of an order: where the money is, what happens next, and what can be done. */
export function orderPage(visitor: Visitor, text: Text, who: Who, order: OrderView): Reply {
  const shown = { visitor, text, who, order }
  const { side } = who
  const [whole, ...things] = subjectsOf(order)
  const content = markup`${noticeOf(visitor, order, text)}
<h1>${text.order(order.reference)}</h1>
<p class="state">${text.states[order.state]}</p>
${moneyOf(order, side, text)}
${nextOf(order, side, text)}
${whole === undefined ? '' : doing(shown, whole, true)}
${order.parts.filter(({ merchantId }) => merchantId !== null).map((part) => partOf(shown, part, things))}
${things.map((subject) => disputeOf(shown, subject))}
${things.map((subject) => goodsOf(shown, subject))}
${order.refunds.map((refund) => refundOf(shown, refund))}
<p><a href="${base}">${side === 'buyer' ? text.orders.title : text.shop.title}</a></p>`
  return page(visitor, text, text.order(order.reference), content, { who })
}

/** The acts that are offered about this, as links to their forms. */
function doing({ visitor, text, who, order }: Shown, subject: Subject, large = false): Html {
  const offered = actsOf(who.side).filter((act) => isOffered(act, subject, visitor.now))
  if (offered.length === 0) return markup``
  const links = offered.map(
    ({ name }) =>
      markup`<li><a class="button" href="${base}orders/${order.id}/${name}?of=${subject.id}">${text.acts[name].link}</a></li>`
  )
  return large
    ? markup`<section><h2>${text.actsTitle}</h2><ul class="acts">${links}</ul></section>`
    : markup`<ul class="acts">${links}</ul>`
}

function isOffered(act: Act, subject: Subject, now: Date): boolean {
  const kind =
    (subject.shipment && 'shipment') ??
    (subject.dispute && 'dispute') ??
    (subject.goods && 'return') ??
    'order'
  return act.on === kind && act.fits(subject, now)
}

const goodsMax = 40

/** Goods, the first forty by name. */
function goodsList(units: readonly Units[], text: Text): Html {
  const rest = units.length - goodsMax
  return markup`<ul class="goods">${units
    .slice(0, goodsMax)
    .map(({ most, title }) => markup`<li>${text.parts.units(most, title)}</li>`)}${
    rest > 0 ? markup`<li>${text.parts.more(rest)}</li>` : ''
  }</ul>`
}

/** What is told of a thing, where there is something to tell. */
function facts(rows: readonly (readonly [string, Html | string | null | undefined])[]): Html {
  return markup`<dl>${rows.map(([name, value]) =>
    value === null || value === undefined || value === ''
      ? ''
      : markup`<div><dt>${name}</dt><dd>${value}</dd></div>`
  )}</dl>`
}

function partOf(shown: Shown, part: OrderView['parts'][number], things: readonly Subject[]): Html {
  const { text, order, who } = shown
  const merchant = order.merchants?.find(({ id }) => id === part.merchantId)?.displayName
  const left = unshipped({ ...order, parts: [part] })
  return markup`<section>${who.side === 'buyer' && merchant !== undefined ? markup`<h2>${text.parts.from(merchant)}</h2>` : markup`<h2>${text.parts.items}</h2>`}
${left.length === 0 ? '' : markup`<article><h3>${text.parts.notShipped}</h3>${goodsList(left, text)}</article>`}
${part.shipments.map((shipment, i) => shipmentOf(shown, shipment, i + 1, things))}</section>`
}

function shipmentOf(shown: Shown, shipment: ShipmentView, no: number, things: readonly Subject[]): Html {
  const { text, order } = shown
  const { parts } = text
  const subject = things.find(({ id }) => id === shipment.id)
  return markup`<article id="${shipment.id}"><h3>${parts.shipment(no)} <span class="state">${text.shipmentStates[shipment.state]}</span></h3>
${goodsList(unitsOf(order, shipment.lines), text)}
${facts([
  [parts.carrier, shipment.carrier],
  [parts.tracking, shipment.trackingNumber],
  [parts.shippedAt, clockOf(shipment.shippedAt, text)],
  [parts.deliveredAt, shipment.deliveredAt && clockOf(shipment.deliveredAt, text)],
  [parts.proof, shipment.proof && proofOf(shipment, text)],
  [parts.value, amountOf(shipment.value)],
  [parts.heldNow, amountOf(shipment.held)]
])}
${subject === undefined ? '' : doing(shown, subject)}</article>`
}

function proofOf({ proof, proofReference }: ShipmentView, text: Text): Html {
  const isPicture = proofReference?.startsWith('evd_') === true
  return markup`${proof === null ? '' : text.proofs[proof]}${
    proofReference === null ? '' : markup`: ${isPicture ? photos([proofReference], text) : proofReference}`
  }`
}

/** Pictures are opened when they are wanted: on a weak line they take longer than all the rest. */
function photos(references: readonly string[], text: Text): Html {
  const links = references.map((reference, i) =>
    reference.startsWith('evd_')
      ? markup`<a href="/v1/evidence/${reference}">${text.parts.photo(i + 1)}</a> `
      : markup`<span>${reference}</span> `
  )
  return markup`${links}`
}

function disputeOf(shown: Shown, subject: Subject): Html {
  const { text, who } = shown
  const { parts } = text
  const { dispute } = subject
  if (dispute === undefined) return markup``
  const said =
    who.side === 'buyer' ? [parts.youSaid, parts.otherSaid.buyer] : [parts.otherSaid.merchant, parts.youSaid]
  return markup`<article id="${dispute.id}"><h3>${parts.dispute} <span class="state">${text.disputeStates[dispute.state]}</span></h3>
${facts([
  [parts.amount, amountOf(dispute.amount)],
  [parts.reason, text.reasons[dispute.reason]],
  [parts.since, clockOf(dispute.openedAt, text)],
  [parts.until, dispute.dueAt && clockOf(dispute.dueAt, text)],
  [said[0] ?? '', statement(dispute.statement, dispute.evidence, text)],
  [
    said[1] ?? '',
    dispute.response === null ? null : statement(dispute.response, dispute.responseEvidence, text)
  ],
  [said[0] ?? '', dispute.rejoinder],
  [parts.decision, decision(dispute, text)]
])}
${doing(shown, subject)}</article>`
}

function statement(said: string, references: readonly string[], text: Text): Html {
  return markup`<span class="said">${said}</span>${references.length === 0 ? '' : markup`<br>${photos(references, text)}`}`
}

function decision(
  { outcome, decision: given, decidedBy, toBuyer, toMerchant, state }: DisputeView,
  text: Text
): Html | null {
  if (state !== 'decided' || outcome === null) return null
  const { goesTo, silent } = text.parts
  const why = decidedBy === 'deadline' ? silent[outcome === 'buyer' ? 'merchant' : 'buyer'] : given
  return markup`${text.outcomes[outcome]}: ${goesTo.buyer(amountOf(toBuyer))}, ${goesTo.merchant(amountOf(toMerchant))}${
    why === null ? '' : markup`<br><span class="said">${why}</span>`
  }`
}

function goodsOf(shown: Shown, subject: Subject): Html {
  const { text, order } = shown
  const { parts } = text
  const goods: ReturnView | undefined = subject.goods
  if (goods === undefined) return markup``
  return markup`<article id="${goods.id}"><h3>${parts.goodsBack} <span class="state">${text.returnStates[goods.state]}</span></h3>
${goodsList(unitsOf(order, goods.lines), text)}
${facts([
  [parts.amount, amountOf(goods.amount)],
  [parts.reason, goods.reason],
  [parts.since, clockOf(goods.requestedAt, text)],
  [parts.until, goods.dueAt && clockOf(goods.dueAt, text)],
  [parts.carrier, goods.carrier],
  [parts.tracking, goods.trackingNumber],
  [parts.note, goods.note]
])}
${doing(shown, subject)}</article>`
}

function refundOf({ text }: Shown, refund: OrderView['refunds'][number]): Html {
  const { parts } = text
  return markup`<article id="${refund.id}"><h3>${parts.refund} <span class="state">${text.refundStates[refund.state]}</span></h3>
${facts([
  [parts.amount, amountOf(refund.amount)],
  [parts.reason, text.causes[refund.cause]],
  [parts.since, clockOf(refund.createdAt, text)]
])}</article>`
}
