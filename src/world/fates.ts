import type { Policies } from '../orders/index.ts'
import type { Method } from './step.ts'
import type { Telling } from './telling.ts'

/** What becomes of an order, and how often. */
export type Fate = Readonly<{
  /** Of a thousand orders. At least one order has each fate. */
  share: number
  /** How many days before the end such an order is made, so that what must have happened has, and nothing more. */
  madeDaysBefore: readonly [least: number, most: number]
  /** How many merchants it is bought from; one if left out. */
  merchants?: number
  /** True: at least two units of the first item. */
  severalUnits?: boolean
  /** True: bought from the merchant that is paid out each day and has nothing left. */
  fromDailyPaid?: boolean
  policies?: Partial<Policies>
  plot(told: Telling): unknown
}>

const most = 88
const sent = (told: Telling) => told.pay().ship()
const arrived = (told: Telling) => sent(told).deliver()
const disputed = (told: Telling) =>
  arrived(told)
    .wait(10, 60)
    .does({
      kind: 'dispute',
      shipment: 0,
      reason: told.chance.pick(['not_as_described', 'damaged', 'incomplete']),
      statement: told.chance.pick([
        'It is not what the page of the shop shows.',
        'It came with a crack.',
        'A part is missing in the box.'
      ])
    })
const contested = (told: Telling) =>
  disputed(told).wait(12, 40).does({
    kind: 'answer',
    answer: 'contest',
    statement: 'It was complete and whole when it left the store.'
  })
const escalated = (told: Telling) =>
  contested(told).wait(10, 40).does({
    kind: 'answer',
    answer: 'maintain',
    statement: 'The pictures show how it came.'
  })
const decided = (told: Telling, buyerPercent: number, reason: string) =>
  escalated(told).wait(12, 60).does({ kind: 'decide', buyerPercent, reason })
const returning = (told: Telling, whole: boolean) =>
  arrived(told)
    .wait(12, 90)
    .does({ kind: 'return', shipment: 0, whole, reason: 'It does not fit where it was meant to stand.' })
const authorised = (told: Telling, whole: boolean) =>
  returning(told, whole).wait(6, 40).does({
    kind: 'answer_return',
    answer: 'authorise',
    note: 'Please send it back in its box.'
  })
const sentBack = (told: Telling, whole: boolean) =>
  authorised(told, whole).wait(20, 90).does({ kind: 'send_back' })

const common = {
  released: { share: 380, madeDaysBefore: [0, most], plot: arrived },
  confirmed: {
    share: 60,
    madeDaysBefore: [0, most],
    plot: (told) => arrived(told).wait(1, 70).does({ kind: 'confirm', shipment: 0 })
  },
  captured_when_shipped: {
    share: 50,
    madeDaysBefore: [0, most],
    plot: (told) => told.pay({ method: 'card', capture: 'manual' }).ship().deliver()
  },
  several_payments: {
    share: 40,
    madeDaysBefore: [0, most],
    plot: (told) =>
      told
        .payBy(
          told.chance.pick<readonly Method[]>([
            ['voucher', 'card'],
            ['wallet', 'card'],
            ['card', 'wallet', 'bank_transfer']
          ])
        )
        .ship()
        .deliver()
  },
  several_merchants: {
    share: 50,
    madeDaysBefore: [0, most],
    merchants: 2,
    plot: (told) => told.pay().ship(0).ship(1).deliver(0).deliver(1)
  },
  three_merchants: {
    share: 10,
    madeDaysBefore: [12, most],
    merchants: 3,
    plot: (told) => told.payBy(['card', 'voucher']).ship(0).ship(1).ship(2).deliver(0).deliver(2).deliver(1)
  },
  part_shipments: {
    share: 50,
    madeDaysBefore: [0, most],
    severalUnits: true,
    plot: (told) => told.pay().ship(0, [1]).deliver(0).ship(0).deliver(1)
  }
} satisfies Readonly<Record<string, Fate>>

const neverShipped = {
  cancelled: {
    share: 30,
    madeDaysBefore: [4, most],
    plot: (told) =>
      told.pay().wait(1, 30).does({ kind: 'cancel', quantities: null, reason: 'Ordered by mistake.' })
  },
  cancelled_in_part: {
    share: 10,
    madeDaysBefore: [15, most],
    severalUnits: true,
    plot: (told) =>
      told
        .pay()
        .wait(1, 20)
        .does({ kind: 'cancel', quantities: [1], reason: 'One of them is not needed any more.' })
        .ship()
        .deliver()
  },
  never_paid: { share: 25, madeDaysBefore: [4, most], plot: () => undefined },
  declined: {
    share: 15,
    madeDaysBefore: [4, most],
    plot: (told) => told.pay({ method: 'card', token: 'tok_declined' })
  },
  declined_then_paid: {
    share: 15,
    madeDaysBefore: [15, most],
    plot: (told) =>
      told
        .pay({ method: 'card', token: 'tok_insufficient_funds' })
        .wait(1, 3)
        .pay({ method: 'wallet' })
        .ship()
        .deliver()
  },
  payment_abandoned: {
    share: 12,
    madeDaysBefore: [5, most],
    plot: (told) => told.pay({ method: 'wallet', token: 'tok_never_paid' })
  },
  paid_too_late: {
    share: 10,
    madeDaysBefore: [23, most],
    policies: { payWithinHours: 48 },
    plot: (told) => told.pay({ method: 'bank_transfer', token: 'tok_late_payment' })
  },
  captured_late: {
    share: 12,
    madeDaysBefore: [15, most],
    plot: (told) => told.pay({ method: 'card', token: 'tok_late_capture' }).ship().deliver()
  },
  refund_refused_once: {
    share: 4,
    madeDaysBefore: [6, most],
    plot: (told) =>
      told
        .pay({ method: 'card', token: 'tok_refund_refused_once' })
        .wait(2, 20)
        .does({ kind: 'cancel', quantities: null, reason: 'Ordered twice.' })
        .wait(30, 60)
        .does({ kind: 'retry_refunds' })
  },
  refund_refused: {
    share: 3,
    madeDaysBefore: [5, most],
    plot: (told) =>
      told
        .pay({ method: 'card', token: 'tok_refund_refused' })
        .wait(2, 20)
        .does({ kind: 'cancel', quantities: null, reason: 'Ordered twice.' })
  },
  refund_under_way: {
    share: 3,
    madeDaysBefore: [1, 1],
    plot: (told) =>
      told
        .pay({ method: 'card', token: 'tok_refund_late' })
        .wait(10, 20)
        .does({ kind: 'cancel', quantities: null, reason: 'It takes too long.' })
  }
} satisfies Readonly<Record<string, Fate>>

const neverArrived = {
  claimed_back: {
    share: 12,
    madeDaysBefore: [26, most],
    policies: { deliveryDeadlineDays: 14 },
    plot: (told) =>
      sent(told)
        .wait(60, 120)
        .does({ kind: 'track', shipment: 0, code: 'lost' })
        .wait(12 * 24, 15 * 24)
        .does({ kind: 'claim' })
  },
  claimable: {
    share: 5,
    madeDaysBefore: [19, 24],
    policies: { deliveryDeadlineDays: 14 },
    plot: (told) => sent(told).wait(30, 60).does({ kind: 'track', shipment: 0, code: 'in_transit' })
  }
} satisfies Readonly<Record<string, Fate>>

const disputes = {
  decided_for_buyer: {
    share: 10,
    madeDaysBefore: [24, most],
    plot: (told) => decided(told, 100, 'The pictures show the damage, and the carrier noted it.')
  },
  decided_for_merchant: {
    share: 10,
    madeDaysBefore: [24, most],
    plot: (told) => decided(told, 0, 'It is what the page of the shop says.')
  },
  decided_split: {
    share: 10,
    madeDaysBefore: [24, most],
    plot: (told) => decided(told, 40, 'It can be used, but a part is missing.')
  },
  dispute_accepted: {
    share: 6,
    madeDaysBefore: [20, most],
    plot: (told) =>
      disputed(told).wait(5, 60).does({ kind: 'answer', answer: 'accept', statement: 'We packed it badly.' })
  },
  dispute_withdrawn: {
    share: 4,
    madeDaysBefore: [20, most],
    plot: (told) =>
      disputed(told)
        .wait(5, 60)
        .does({ kind: 'answer', answer: 'withdraw', statement: 'The missing part was in the second box.' })
  },
  merchant_silent: { share: 6, madeDaysBefore: [22, most], plot: disputed },
  buyer_silent: { share: 4, madeDaysBefore: [26, most], plot: contested },
  dispute_open: {
    share: 8,
    madeDaysBefore: [13, 14],
    policies: { disputeResponseDays: 16 },
    plot: disputed
  },
  dispute_answered: {
    share: 5,
    madeDaysBefore: [15, 16],
    policies: { disputeResponseDays: 16 },
    plot: contested
  },
  dispute_escalated: { share: 5, madeDaysBefore: [17, 25], plot: escalated }
} satisfies Readonly<Record<string, Fate>>

const returns = {
  returned: {
    share: 12,
    madeDaysBefore: [28, most],
    plot: (told) => sentBack(told, true).wait(30, 100).does({ kind: 'receive' })
  },
  returned_in_part: {
    share: 8,
    madeDaysBefore: [28, most],
    severalUnits: true,
    plot: (told) => sentBack(told, false).wait(30, 100).does({ kind: 'receive' })
  },
  return_rejected: {
    share: 3,
    madeDaysBefore: [20, most],
    plot: (told) =>
      returning(told, true)
        .wait(5, 40)
        .does({ kind: 'answer_return', answer: 'reject', note: 'It was made to measure, as the page says.' })
  },
  return_lapsed: {
    share: 3,
    madeDaysBefore: [28, most],
    policies: { returnDays: 7 },
    plot: (told) => authorised(told, true)
  },
  return_requested: {
    share: 4,
    madeDaysBefore: [15, 16],
    policies: { disputeResponseDays: 16 },
    plot: (told) => returning(told, true)
  },
  return_authorised: {
    share: 3,
    madeDaysBefore: [16, 17],
    policies: { returnDays: 20 },
    plot: (told) => authorised(told, true)
  },
  return_under_way: { share: 3, madeDaysBefore: [20, 24], plot: (told) => sentBack(told, true) }
} satisfies Readonly<Record<string, Fate>>

const moneyBack = {
  refunded_in_part: {
    share: 12,
    madeDaysBefore: [14, most],
    plot: (told) =>
      arrived(told).wait(5, 60).does({ kind: 'refund', percent: 20, reason: 'It came later than promised.' })
  },
  refunded_over_payments: {
    share: 6,
    madeDaysBefore: [14, most],
    plot: (told) =>
      told
        .payBy(['voucher', 'card', 'wallet'])
        .ship()
        .deliver()
        .wait(5, 60)
        .does({ kind: 'refund', percent: 70, reason: 'Most of it was of the wrong colour.' })
  },
  refunded_after_release: {
    share: 10,
    madeDaysBefore: [32, most],
    plot: (told) =>
      arrived(told).wait(260, 300).does({ kind: 'refund', percent: 50, reason: 'It broke within two weeks.' })
  },
  /** The last deed of the world: the merchant was paid out that day and owes what it refunds. */
  owed_by_merchant: {
    share: 5,
    madeDaysBefore: [21, 21],
    fromDailyPaid: true,
    plot: (told) =>
      told
        .pay({ method: 'card' })
        .wait(10, 12)
        .does({ kind: 'ship', no: 0, part: 0, quantities: null })
        .wait(48, 50)
        .does({ kind: 'deliver', shipment: 0, proof: 'signed' })
        .wait(430, 433)
        .does({ kind: 'refund', percent: 100, reason: 'It was recalled by its maker.' })
  },
  /** The sandbox's chargebacks come twenty days after the capture. */
  charged_back: {
    share: 6,
    madeDaysBefore: [32, most],
    plot: (told) => told.pay({ method: 'card', token: 'tok_chargeback' }).ship().deliver()
  },
  charged_back_while_held: {
    share: 3,
    madeDaysBefore: [32, most],
    policies: { inspectionDays: 30 },
    plot: (told) => told.pay({ method: 'card', token: 'tok_chargeback' }).ship().deliver()
  },
  chargeback_reversed: {
    share: 4,
    madeDaysBefore: [45, most],
    plot: (told) => told.pay({ method: 'card', token: 'tok_chargeback_reversed' }).ship().deliver()
  }
} satisfies Readonly<Record<string, Fate>>

const stillOpen = {
  awaiting_payment: { share: 8, madeDaysBefore: [0, 2], plot: () => undefined },
  awaiting_transfer: {
    share: 4,
    madeDaysBefore: [0, 2],
    plot: (told) => told.pay({ method: 'bank_transfer', token: 'tok_never_paid' })
  },
  authorized: {
    share: 6,
    madeDaysBefore: [0, 2],
    plot: (told) => told.pay({ method: 'card', capture: 'manual' })
  },
  paid: { share: 12, madeDaysBefore: [0, 2], plot: (told) => told.pay({ method: 'wallet' }) },
  partly_shipped: {
    share: 8,
    madeDaysBefore: [3, 9],
    severalUnits: true,
    plot: (told) => told.pay({ method: 'wallet' }).ship(0, [1])
  },
  shipped: { share: 8, madeDaysBefore: [3, 9], plot: (told) => told.pay({ method: 'card' }).ship() },
  delivered: {
    share: 10,
    madeDaysBefore: [9, 11],
    policies: { inspectionDays: 14 },
    plot: (told) => told.pay({ method: 'card' }).ship().deliver()
  }
} satisfies Readonly<Record<string, Fate>>

/** Every fate of the world, by name. */
export const fates = {
  ...common,
  ...neverShipped,
  ...neverArrived,
  ...disputes,
  ...returns,
  ...moneyBack,
  ...stillOpen
} as const

export type FateName = keyof typeof fates

/** The same by their common type. */
export const fateOf = (name: FateName): Fate => fates[name]
