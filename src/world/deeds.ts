import type { Tx } from '../db/index.ts'
import { money } from '../kernel/index.ts'
import {
  addTracking,
  answerDispute,
  answerReturn,
  cancelOrder,
  claimOrder,
  confirmShipment,
  decideDispute,
  deliverMany,
  type DeliverShipment,
  issueDeliveryCode,
  type Line,
  listRefunds,
  openDispute,
  receiveReturn,
  refundOrder,
  requestReturn,
  retryRefund,
  shipMany,
  shipReturn
} from '../orders/index.ts'
import { buyerOf, type Cast, type Course, made, madeLife, merchantOf, orderIdOf } from './course.ts'
import { pay } from './place-orders.ts'
import type { Deed, DeedKind } from './step.ts'

/** What a deed is done with. `provider` takes the payments. */
export type Stage = Readonly<{ cast: Cast; provider: string }>

type Doing<Kind extends DeedKind> = (
  tx: Tx,
  stage: Stage,
  course: Course,
  deed: Extract<Deed, { kind: Kind }>
) => Promise<void>

/** A deed of one kind, whose it is, and when it happened. */
export type Done<Kind extends DeedKind> = Readonly<{
  course: Course
  happened: Date
  deed: Extract<Deed, { kind: Kind }>
}>

const shipmentOf = (course: Course, no: number) => made(course.shipments.get(no), course)

/** Does what the script says, by the operation that the API offers for it, as the one who may do it. */
export function doDeed(tx: Tx, stage: Stage, course: Course, deed: Deed): Promise<void> {
  const doing = doings[deed.kind] as Doing<DeedKind>
  return doing(tx, stage, course, deed)
}

/** The same transaction in somebody's name, for the log. */
const inName = (tx: Tx, actor: string): Tx => ({ ...tx, by: { actor, request: null } })

const asBuyer = (tx: Tx, { cast }: Stage, course: Course) => {
  const party = buyerOf(cast, course)
  return { party, tx: inName(tx, party.buyerId) }
}

const asMerchant = (tx: Tx, { cast }: Stage, course: Course, part = 0) => {
  const party = merchantOf(cast, course, part)
  return { party, tx: inName(tx, party.merchantId) }
}

const doings: { readonly [Kind in DeedKind]: Doing<Kind> } = {
  async pay(tx, stage, course, { payments }) {
    await pay(asBuyer(tx, stage, course).tx, stage.provider, [{ course, payments }])
  },
  ship: (tx, stage, course, deed) => ship(tx, stage, [{ course, deed, happened: tx.now }]),
  async track(tx, _, course, { shipment, code }) {
    const shipmentId = shipmentOf(course, shipment)
    const events = [{ at: tx.now, code, place: code === 'in_transit' ? 'Sorting centre' : 'Depot' }]
    await addTracking(inName(tx, 'carrier'), { shipmentId, events })
  },
  deliver: (tx, stage, course, deed) => deliver(tx, stage, [{ course, deed, happened: tx.now }]),
  async confirm(tx, stage, course, { shipment }) {
    const buyer = asBuyer(tx, stage, course)
    await confirmShipment(buyer.tx, shipmentOf(course, shipment), buyer.party)
  },
  async cancel(tx, stage, course, { quantities, reason }) {
    const buyer = asBuyer(tx, stage, course)
    const lines = quantities === null ? undefined : linesOf(course, 0, quantities)
    await cancelOrder(buyer.tx, { orderId: orderIdOf(course), lines, reason }, buyer.party)
  },
  async claim(tx, stage, course) {
    const buyer = asBuyer(tx, stage, course)
    const reason = 'It never arrived.'
    await claimOrder(buyer.tx, { orderId: orderIdOf(course), reason }, buyer.party)
  },
  async dispute(tx, stage, course, { shipment, reason, statement }) {
    const buyer = asBuyer(tx, stage, course)
    const shipmentId = shipmentOf(course, shipment)
    const { result } = await openDispute(
      buyer.tx,
      { shipmentId, reason, statement, evidence: [`case/${course.planned.reference}/1`] },
      buyer.party
    )
    course.dispute = { id: result.id, minor: result.amountMinor }
  },
  async answer(tx, stage, course, { answer, statement }) {
    const merchants = answer === 'accept' || answer === 'contest'
    const side = merchants ? asMerchant(tx, stage, course) : asBuyer(tx, stage, course)
    const disputeId = made(course.dispute, course).id
    await answerDispute(side.tx, { disputeId, answer, statement, evidence: [] }, side.party)
  },
  async decide(tx, _, course, { buyerPercent, reason }) {
    const { id: disputeId, minor } = made(course.dispute, course)
    const { currency } = course.planned
    const buyers = (minor * BigInt(buyerPercent)) / 100n
    const [toBuyer, toMerchant] = [money(buyers, currency), money(minor - buyers, currency)]
    await decideDispute(inName(tx, 'arbitration'), { disputeId, toBuyer, toMerchant, reason })
  },
  async return(tx, stage, course, { shipment, whole, reason }) {
    const buyer = asBuyer(tx, stage, course)
    const shipmentId = shipmentOf(course, shipment)
    const lines = whole ? undefined : linesOf(course, 0, [1])
    const found = await requestReturn(buyer.tx, { shipmentId, lines, reason }, buyer.party)
    course.returned = found.id
  },
  async answer_return(tx, stage, course, { answer, note }) {
    const merchant = asMerchant(tx, stage, course)
    const returnId = made(course.returned, course)
    await answerReturn(merchant.tx, { returnId, answer, note }, merchant.party)
  },
  async send_back(tx, stage, course) {
    const buyer = asBuyer(tx, stage, course)
    const trackingNumber = `R${course.planned.reference.slice(-6)}`
    const returnId = made(course.returned, course)
    await shipReturn(buyer.tx, { returnId, carrier: 'Parcel Post', trackingNumber }, buyer.party)
  },
  async receive(tx, stage, course) {
    const merchant = asMerchant(tx, stage, course)
    await receiveReturn(merchant.tx, { returnId: made(course.returned, course) }, merchant.party)
  },
  async refund(tx, stage, course, { percent, reason }) {
    const { currency, totalMinor, feeMinor } = course.planned
    const merchant = asMerchant(tx, stage, course)
    const amount = money(((totalMinor - feeMinor) * BigInt(percent)) / 100n, currency)
    await refundOrder(merchant.tx, { orderId: orderIdOf(course), amount, reason }, merchant.party)
  },
  async retry_refunds(tx, _, course) {
    for (const refund of await listRefunds(tx, { orderId: orderIdOf(course) }, '', 20))
      if (refund.shares.some((share) => share.state === 'failed'))
        await retryRefund(inName(tx, 'accounting'), refund.id)
  }
}

/** Hands parcels to the carrier, of many orders at once. */
export async function ship(tx: Tx, stage: Stage, all: readonly Done<'ship'>[]): Promise<void> {
  const shipments = await shipMany(
    inName(tx, 'warehouse'),
    all.map(({ course, happened, deed: { no, part, quantities } }) => ({
      at: happened,
      orderId: orderIdOf(course),
      merchantId: merchantOf(stage.cast, course, part).merchantId,
      lines: quantities === null ? undefined : linesOf(course, part, quantities),
      carrier: 'Parcel Post',
      trackingNumber: `T${course.planned.reference.slice(-6)}${no + 1}`
    }))
  )
  for (const [i, { course, deed }] of all.entries()) {
    const { id } = made(shipments[i], course)
    course.shipments.set(deed.no, id)
    if (course.planned.steps.some((step) => isByCode(step.deed, deed.no))) {
      const buyer = asBuyer(tx, stage, course)
      course.codes.set(deed.no, await issueDeliveryCode(buyer.tx, id, buyer.party))
    }
  }
}

const isByCode = (deed: Deed, no: number) =>
  deed.kind === 'deliver' && deed.shipment === no && deed.proof === 'code'

/** Reports deliveries with their proofs, of many shipments at once. */
export async function deliver(tx: Tx, _: Stage, all: readonly Done<'deliver'>[]): Promise<void> {
  await deliverMany(
    inName(tx, 'carrier'),
    all.map(({ course, deed }) => ({
      shipmentId: shipmentOf(course, deed.shipment),
      proof: proofOf(course, deed)
    }))
  )
}

/** Lines over the items of a part of the order, by their place among them. */
function linesOf(course: Course, part: number, quantities: readonly number[]): Line[] {
  const life = madeLife(course)
  const own = life.items.filter((item) => item.partId === life.parts[part]?.id)
  return quantities.map((quantity, no) => ({ itemId: made(own[no], course).id, quantity }))
}

function proofOf(
  course: Course,
  { shipment, proof: kind }: Extract<Deed, { kind: 'deliver' }>
): DeliverShipment['proof'] {
  const name = `${course.planned.reference}/${shipment + 1}`
  if (kind === 'signed') return { kind, reference: `signature/${name}` }
  if (kind === 'carrier_event') return { kind, reference: `carrier/${name}` }
  return { kind, code: made(course.codes.get(shipment), course) }
}
