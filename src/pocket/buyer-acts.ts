import { day, later } from '../kernel/index.ts'
import { type Act, freeOf, nothing, type Subject, sum, type Units, unitsOf, unshipped } from './act.ts'

const waiting = ['awaiting_payment', 'authorized', 'paid', 'partly_shipped', 'shipped', 'delivered']
const reasons = ['not_received', 'not_as_described', 'damaged', 'incomplete', 'counterfeit', 'other']

const shipmentsOf = ({ order }: Subject) => order.parts.flatMap(({ shipments }) => shipments)

type Shipment = ReturnType<typeof shipmentsOf>[number]

/**
 * Whether the buyer can still say that it has arrived, and something would be released by it: nothing is where all is in
 * dispute, or goods are on their way back.
 */
const confirmable = (subject: Subject) => (shipment: Shipment) =>
  (shipment.state === 'shipped' || shipment.state === 'delivered') &&
  shipment.confirmedAt === null &&
  freeOf({ ...subject, shipment }).minor > 0n &&
  !subject.order.returns.some(({ shipmentId, endedAt }) => shipmentId === shipment.id && endedAt === null)

/** Whether there is time left to ask for it, nothing of the shipment is going back now, and some of its money still can. */
function mayGoBack(subject: Subject, now: Date): boolean {
  const { order, shipment } = subject
  if (shipment === undefined || shipment.deliveredAt === null) return false
  const { value, refunded, held, state } = shipment
  return (
    later(shipment.deliveredAt, order.policies.returnDays * day) >= now &&
    (state === 'delivered' || state === 'released') &&
    value.minor - refunded.minor > held.minor - freeOf(subject).minor &&
    !order.returns.some((found) => found.shipmentId === shipment.id && found.endedAt === null)
  )
}

/** What of the shipment is in no return, but for those that came to nothing. */
function returnable({ order, shipment }: Subject): Units[] {
  const back = order.returns
    .filter(
      ({ shipmentId, state }) => shipmentId === shipment?.id && state !== 'rejected' && state !== 'lapsed'
    )
    .flatMap(({ lines }) => lines)
  const backOf = (id: string) =>
    back.reduce((sum, { itemId, quantity }) => (itemId === id ? sum + quantity : sum), 0)
  return unitsOf(order, shipment?.lines ?? [])
    .map((one) => ({ ...one, most: one.most - backOf(one.itemId) }))
    .filter(({ most }) => most > 0)
}

const side = 'buyer'

const ofOrder: readonly Act[] = [
  {
    name: 'confirm',
    side,
    on: 'order',
    told: ['shipment.confirmed'],
    fits: (subject) => shipmentsOf(subject).some(confirmable(subject)),
    amount: (subject) =>
      sum(
        shipmentsOf(subject)
          .filter(confirmable(subject))
          .map((shipment) => freeOf({ ...subject, shipment })),
        subject.order.currency
      ),
    fields: (subject) => [
      {
        kind: 'these',
        name: 'these',
        ids: shipmentsOf(subject)
          .filter(confirmable(subject))
          .map(({ id }) => id)
      }
    ],
    call: ({ id }, { these }) => ({ path: `/v1/orders/${id}/confirm`, body: { shipmentIds: these } })
  },
  {
    name: 'claim',
    side,
    on: 'order',
    told: ['shipment.claimed', 'order.items_cancelled'],
    fits: ({ order }, now) =>
      order.deliverBy !== null &&
      order.deliverBy <= now &&
      waiting.includes(order.state) &&
      (unshipped(order).length > 0 ||
        shipmentsOf({ id: order.id, order }).some(({ state }) => state === 'shipped')),
    fields: () => [{ kind: 'area', name: 'why' }],
    call: ({ id }, { value }) => ({ path: `/v1/orders/${id}/claims`, body: { reason: value('why') } })
  }
]

const ofShipment: readonly Act[] = [
  {
    name: 'confirm-shipment',
    side,
    on: 'shipment',
    told: ['shipment.confirmed'],
    fits: (subject) =>
      shipmentsOf(subject).length > 1 &&
      subject.shipment !== undefined &&
      confirmable(subject)(subject.shipment),
    amount: freeOf,
    fields: () => [],
    call: ({ id }) => ({ path: `/v1/shipments/${id}/confirm` })
  },
  {
    name: 'report',
    side,
    on: 'shipment',
    told: ['dispute.opened'],
    fits: (subject) => freeOf(subject).minor > 0n,
    amount: freeOf,
    fields: (subject) => [
      { kind: 'choice', name: 'reason', among: 'reasons', options: reasons },
      { kind: 'area', name: 'statement' },
      { kind: 'photos', name: 'photos', count: 4, optional: true },
      { kind: 'amount', name: 'amount', most: freeOf(subject), optional: true }
    ],
    call: ({ id }, { value, amount, photos }) => ({
      path: `/v1/shipments/${id}/disputes`,
      body: {
        reason: value('reason'),
        statement: value('statement'),
        evidence: photos,
        ...(amount && { amount: onWire(amount) })
      }
    })
  },
  {
    name: 'send-back',
    side,
    on: 'shipment',
    told: ['return.requested'],
    fits: (subject, now) => mayGoBack(subject, now) && returnable(subject).length > 0,
    amount: ({ order, shipment }) => shipment?.value ?? nothing(order.currency),
    fields: (subject) => [
      { kind: 'units', name: 'units', items: returnable(subject), all: true },
      { kind: 'area', name: 'why' }
    ],
    call: ({ id }, { value, lines }) => ({
      path: `/v1/shipments/${id}/returns`,
      body: { lines, reason: value('why') }
    })
  },
  {
    name: 'code',
    side,
    on: 'shipment',
    told: ['shipment.code_issued'],
    shown: true,
    fits: ({ shipment }) => shipment?.state === 'shipped',
    fields: () => [],
    call: ({ id }) => ({ path: `/v1/shipments/${id}/delivery-code` })
  }
]

const ofCase: readonly Act[] = [
  {
    name: 'reply',
    side,
    on: 'dispute',
    told: ['dispute.withdrawn', 'dispute.maintained'],
    fits: ({ dispute }) => dispute !== undefined && dispute.state !== 'decided',
    amount: ({ order, dispute }) => dispute?.amount ?? nothing(order.currency),
    fields: ({ dispute }) => [
      {
        kind: 'choice',
        name: 'answer',
        among: 'answers',
        options: dispute?.state === 'answered' ? ['maintain', 'withdraw'] : ['withdraw']
      },
      { kind: 'area', name: 'statement' },
      { kind: 'photos', name: 'photos', count: 4, optional: true }
    ],
    call: ({ id }, { value, photos }) => ({
      path: `/v1/disputes/${id}/answers`,
      body: { answer: value('answer'), statement: value('statement'), evidence: photos }
    })
  },
  {
    name: 'on-its-way-back',
    side,
    on: 'return',
    told: ['return.shipped_back'],
    fits: ({ goods }) => goods?.state === 'authorised',
    amount: ({ order, goods }) => goods?.amount ?? nothing(order.currency),
    fields: () => [
      { kind: 'line', name: 'carrier', max: 100, optional: true },
      { kind: 'line', name: 'trackingNumber', max: 100, optional: true }
    ],
    call: ({ id }, { value }) => ({
      path: `/v1/returns/${id}/shipment`,
      body: present({ carrier: value('carrier'), trackingNumber: value('trackingNumber') })
    })
  }
]

/** What is left out was not typed. */
export function present(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
}

/** An amount as it goes over the wire; a larger one than the wire takes was refused when it was read. */
export function onWire({ minor, currency }: Readonly<{ minor: bigint; currency: string }>) {
  return { amount: globalThis.Number(minor), currency }
}

const cancel = (by: 'buyer' | 'merchant'): Act => ({
  name: 'cancel',
  side: by,
  on: 'order',
  told: ['order.items_cancelled', 'order.cancelled'],
  fits: ({ order }) => waiting.includes(order.state) && unshipped(order).length > 0,
  fields: ({ order }) => [
    // Before it is paid, an order can be cancelled as a whole only.
    ...(order.paidAt === null
      ? []
      : ([{ kind: 'units', name: 'units', items: unshipped(order), all: true }] as const)),
    { kind: 'area', name: 'why' }
  ],
  call: ({ id }, { value, lines }) => ({
    path: `/v1/orders/${id}/cancel`,
    body: { ...(lines.length === 0 ? {} : { lines }), reason: value('why') }
  })
})

/** What a buyer can do. */
export const buyerActs: readonly Act[] = [...ofOrder, ...ofShipment, ...ofCase, cancel('buyer')]

/** What a merchant can do as well as a buyer. */
export const cancelOwnPart = cancel('merchant')
