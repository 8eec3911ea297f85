import { type Act, nothing, unshipped } from './act.ts'
import { cancelOwnPart, onWire, present } from './buyer-acts.ts'

const side = 'merchant'
const paid = ['authorized', 'paid', 'partly_shipped']

const shipping: readonly Act[] = [
  {
    name: 'ship',
    side,
    on: 'order',
    told: ['shipment.shipped'],
    fits: ({ order }) => paid.includes(order.state) && unshipped(order).length > 0,
    fields: ({ order }) => [
      { kind: 'units', name: 'units', items: unshipped(order), all: true },
      { kind: 'line', name: 'carrier', max: 100, optional: true },
      { kind: 'line', name: 'trackingNumber', max: 100, optional: true }
    ],
    call: ({ id }, { value, lines }) => ({
      path: `/v1/orders/${id}/shipments`,
      body: present({ lines, carrier: value('carrier'), trackingNumber: value('trackingNumber') })
    })
  },
  {
    name: 'deliver',
    side,
    on: 'shipment',
    told: ['shipment.delivered'],
    fits: ({ shipment }) => shipment?.state === 'shipped',
    amount: ({ order, shipment }) => shipment?.held ?? nothing(order.currency),
    fields: () => [
      { kind: 'choice', name: 'proof', among: 'answers', options: ['by_code', 'by_paper'] },
      { kind: 'line', name: 'code', max: 20, optional: true, hint: 'code' },
      { kind: 'photos', name: 'paper', count: 1, optional: true },
      { kind: 'line', name: 'reference', max: 100, optional: true, hint: 'reference' }
    ],
    lacks: ({ value, photos }, { missing, fields }) => {
      if (value('proof') === 'by_code')
        return value('code') === undefined ? ['code', missing.field(fields.code)] : undefined
      const isThere = photos.length > 0 || value('reference') !== undefined
      return isThere ? undefined : ['paper', missing.paper]
    },
    call: ({ id }, { value, photos }) => ({
      path: `/v1/shipments/${id}/deliveries`,
      body: {
        proof:
          value('proof') === 'by_code'
            ? { kind: 'code', code: value('code') ?? '' }
            : { kind: 'signed', reference: photos.at(-1) ?? value('reference') ?? '' }
      }
    })
  }
]

const answering: readonly Act[] = [
  {
    name: 'answer-dispute',
    side,
    on: 'dispute',
    told: ['dispute.accepted', 'dispute.contested'],
    fits: ({ dispute }) => dispute?.state === 'open',
    amount: ({ order, dispute }) => dispute?.amount ?? nothing(order.currency),
    fields: () => [
      { kind: 'choice', name: 'answer', among: 'answers', options: ['contest', 'accept'] },
      { kind: 'area', name: 'statement' },
      { kind: 'photos', name: 'photos', count: 4, optional: true }
    ],
    call: ({ id }, { value, photos }) => ({
      path: `/v1/disputes/${id}/answers`,
      body: { answer: value('answer'), statement: value('statement'), evidence: photos }
    })
  },
  {
    name: 'answer-return',
    side,
    on: 'return',
    told: ['return.authorised', 'return.rejected'],
    fits: ({ goods }) => goods?.state === 'requested',
    amount: ({ order, goods }) => goods?.amount ?? nothing(order.currency),
    fields: () => [
      { kind: 'choice', name: 'answer', among: 'answers', options: ['authorise', 'reject'] },
      { kind: 'area', name: 'note', optional: true }
    ],
    call: ({ id }, { value }) => ({
      path: `/v1/returns/${id}/answer`,
      body: present({ answer: value('answer'), note: value('note') })
    })
  },
  {
    name: 'received',
    side,
    on: 'return',
    told: ['return.received'],
    fits: ({ goods }) => goods?.state === 'authorised' || goods?.state === 'shipped_back',
    amount: ({ order, goods }) => goods?.amount ?? nothing(order.currency),
    fields: ({ order, goods }) => [
      { kind: 'amount', name: 'amount', most: goods?.amount ?? nothing(order.currency), optional: true },
      { kind: 'area', name: 'note', optional: true }
    ],
    call: ({ id }, { value, amount }) => ({
      path: `/v1/returns/${id}/receipt`,
      body: present({ amount: amount && onWire(amount), note: value('note') })
    })
  }
]

/** What a merchant can do. */
export const merchantActs: readonly Act[] = [...shipping, ...answering, cancelOwnPart]
