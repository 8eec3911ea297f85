import { z } from 'zod'
import { type Actor, actorKinds, type Route, route } from '../api/index.ts'
import { Event, eventsAbout } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { kindsOf } from '../identity/index.ts'
import { idSchema, Timestamp } from '../kernel/index.ts'
import { type OrderView, partyOf, showOrder, Upcoming } from '../orders/index.ts'
import { type Income, type Way, waysOf } from '../payouts/index.ts'

const Step = z
  .strictObject({
    at: Timestamp,
    source: z.enum(['order', 'payment', 'carrier', 'payout']).meta({
      description:
        'order: an event of the order, its shipments, disputes, returns and refunds. payment: of its payments. carrier: a ' +
        'report of the carrier. payout: of a payout that took along what was released.'
    }),
    what: z
      .string()
      .meta({ description: 'The type of the event, or the code of the carrier, such as `order.paid`.' }),
    subject: z.string().meta({ description: 'The order, payment, shipment or payout.' }),
    actor: Event.shape.actor.nullable().meta({
      description: 'Who did it, as in an event; null where that is not recorded.'
    }),
    actorKind: z.enum(actorKinds).nullable().meta({
      description: 'Whose key or session that is; null where it is neither.'
    }),
    data: z.record(z.string(), z.unknown())
  })
  .meta({ id: 'TimelineStep' })
type Step = z.output<typeof Step>
type Told = Omit<Step, 'actorKind'>

const Next = z
  .strictObject({
    at: Timestamp,
    what: z.enum([...Upcoming.shape.what.options, 'paid_out', 'authorization_ends']).meta({
      description:
        'As in `upcoming` of the order; `paid_out`: the schedule of the merchant pays what was released; ' +
        '`authorization_ends`: what is authorized and was not captured by then is let go.'
    }),
    subject: z.string().meta({
      description: 'What it happens to; of `paid_out` the merchant, of `authorization_ends` the payment.'
    })
  })
  .meta({ id: 'TimelineNext' })
type Next = z.output<typeof Next>

const Timeline = z
  .strictObject({
    orderId: idSchema('ord'),
    steps: z.array(Step).meta({ description: 'What happened, oldest first.' }),
    next: z
      .array(Next)
      .meta({ description: 'What happens by itself, soonest first, unless somebody acts before.' })
  })
  .meta({ id: 'OrderTimeline' })

const eventsMax = 200

/** The route of everything that happened to an order, across the rooms. */
export const timelineRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/orders/:orderId/timeline',
    tag: 'Orders',
    summary: 'Show everything that happened to an order, and what happens next by itself.',
    description:
      'Beside the events of the order itself: its payments, the reports of carriers, and the payouts that took along what was ' +
      'released. A merchant sees its own part and no payments, a buyer no payouts.',
    permission: 'orders.read',
    grantedTo: ['operator', 'service', 'merchant', 'buyer', 'auditor'],
    params: z.strictObject({ orderId: idSchema('ord') }),
    reply: Timeline,
    failures: ['orders.order_unknown'],
    handle: async ({ tx, actor, params: { orderId } }) => {
      const order = await showOrder(tx, orderId, partyOf(actor))
      const ways = actor.buyerId === null ? await waysOf(tx, releasesOf(order)) : []
      const told: Told[] = [
        ...order.timeline.map(({ at, type, subject, actor: by, data }) =>
          step('order', at, type, subject, by, data)
        ),
        ...(await paymentSteps(tx, actor, order)),
        ...carrierSteps(order),
        ...payoutSteps(ways)
      ]
      const next = [...order.upcoming, ...authorizationEnds(order), ...payoutsNext(ways)]
      const kinds = await kindsOf(
        tx,
        told.map((each) => each.actor).filter((by) => by !== null)
      )
      const steps = told.map((each) => ({ ...each, actorKind: kinds.get(each.actor ?? '') ?? null }))
      return { orderId, steps: byTime(steps), next: byTime(next) }
    }
  })
]

const byTime = <T extends Readonly<{ at: Date }>>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => a.at.getTime() - b.at.getTime())

function step(
  source: Step['source'],
  at: Date,
  what: string,
  subject: string,
  actor: string | null,
  data: Record<string, unknown>
): Told {
  return { at, source, what, subject, actor, data }
}

/** What became available to merchants by this order, and when. */
function releasesOf(order: OrderView): Income[] {
  return order.parts.flatMap(({ merchantId, reasons }) =>
    merchantId === null
      ? []
      : reasons
          .filter(({ kind, released }) => kind === 'release' && released.minor > 0n)
          .map(({ at, released }) => ({ merchantId, currency: released.currency, at }))
  )
}

async function paymentSteps(tx: Tx, { merchantId }: Actor, { payments }: OrderView): Promise<Told[]> {
  if (merchantId !== null) return []
  const about = payments.map(({ id }) => ({ subject: id, owner: null }))
  const events = about.length === 0 ? [] : await eventsAbout(tx, about, eventsMax)
  return events
    .flat()
    .map(({ at, type, subject, actor, data }) => step('payment', at, type, subject, actor, data))
}

function carrierSteps({ parts }: OrderView): Told[] {
  return parts.flatMap(({ shipments }) =>
    shipments.flatMap(({ id, tracking }) =>
      tracking.map(({ at, code, place }) => step('carrier', at, code, id, null, { place }))
    )
  )
}

/** Each payout once, however many releases it took along. */
function payoutSteps(ways: readonly Way[]): Told[] {
  const payouts = new Map(ways.flatMap((way) => way.payouts.map((payout) => [payout.id, payout] as const)))
  return [...payouts.values()].flatMap((payout): Told[] => {
    const { id, merchantId, amount, state, createdAt, sentAt, settledAt, endedAt } = payout
    const data = { merchantId, amount: globalThis.Number(amount.minor), currency: amount.currency }
    const at = (moment: Date | null, what: string) =>
      moment === null ? [] : [step('payout', moment, what, id, null, data)]
    return [
      ...at(createdAt, 'payout.planned'),
      ...at(sentAt, 'payout.sent'),
      ...at(settledAt, 'payout.settled'),
      ...at(endedAt, `payout.${state}`)
    ]
  })
}

/** Until when payments are authorized that are not captured yet. */
function authorizationEnds({ payments }: OrderView): Next[] {
  return payments.flatMap(({ id, state, expiresAt }) =>
    state === 'authorized' && expiresAt !== null
      ? [{ at: expiresAt, what: 'authorization_ends' as const, subject: id }]
      : []
  )
}

/** Each merchant whose money waits for its schedule, once. */
function payoutsNext(ways: readonly Way[]): Next[] {
  const waiting = ways.flatMap(({ merchantId, nextAt }) =>
    nextAt === null ? [] : [[merchantId, { at: nextAt, what: 'paid_out', subject: merchantId }] as const]
  )
  return [...new Map(waiting).values()]
}
