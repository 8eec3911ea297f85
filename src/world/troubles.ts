import { arrived, dailyPaid, type Fate, most, sent } from './fate.ts'
import type { Telling } from './telling.ts'

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

/** Parcels that never arrive. */
export const neverArrived = {
  claimed_back: {
    share: 8,
    madeDaysBefore: [32, most],
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

/** Disputes, by how they end or where they stand. */
export const disputes = {
  decided_for_buyer: {
    share: 6,
    madeDaysBefore: [29, most],
    plot: (told) => decided(told, 100, 'The pictures show the damage, and the carrier noted it.')
  },
  decided_for_merchant: {
    share: 6,
    madeDaysBefore: [29, most],
    plot: (told) => decided(told, 0, 'It is what the page of the shop says.')
  },
  decided_split: {
    share: 6,
    madeDaysBefore: [29, most],
    plot: (told) => decided(told, 40, 'It can be used, but a part is missing.')
  },
  dispute_accepted: {
    share: 4,
    madeDaysBefore: [24, most],
    plot: (told) =>
      disputed(told).wait(5, 60).does({ kind: 'answer', answer: 'accept', statement: 'We packed it badly.' })
  },
  dispute_withdrawn: {
    share: 3,
    madeDaysBefore: [24, most],
    plot: (told) =>
      disputed(told)
        .wait(5, 60)
        .does({ kind: 'answer', answer: 'withdraw', statement: 'The missing part was in the second box.' })
  },
  merchant_silent: { share: 4, madeDaysBefore: [28, most], plot: disputed },
  buyer_silent: { share: 3, madeDaysBefore: [30, most], plot: contested },
  dispute_open: {
    share: 6,
    madeDaysBefore: [18, 18],
    policies: { disputeResponseDays: 25 },
    plot: disputed
  },
  dispute_answered: {
    share: 4,
    madeDaysBefore: [20, 20],
    policies: { disputeResponseDays: 25 },
    plot: contested
  },
  dispute_escalated: { share: 3, madeDaysBefore: [21, 26], plot: escalated }
} satisfies Readonly<Record<string, Fate>>

/** Returns, likewise. */
export const returns = {
  returned: {
    share: 8,
    madeDaysBefore: [33, most],
    plot: (told) => sentBack(told, true).wait(30, 100).does({ kind: 'receive' })
  },
  returned_in_part: {
    share: 5,
    madeDaysBefore: [33, most],
    severalUnits: true,
    plot: (told) => sentBack(told, false).wait(30, 100).does({ kind: 'receive' })
  },
  return_rejected: {
    share: 2,
    madeDaysBefore: [24, most],
    plot: (told) =>
      returning(told, true)
        .wait(5, 40)
        .does({ kind: 'answer_return', answer: 'reject', note: 'It was made to measure, as the page says.' })
  },
  return_lapsed: {
    share: 2,
    madeDaysBefore: [34, most],
    policies: { returnDays: 7 },
    plot: (told) => authorised(told, true)
  },
  return_requested: {
    share: 3,
    madeDaysBefore: [19, 20],
    policies: { disputeResponseDays: 25 },
    plot: (told) => returning(told, true)
  },
  return_authorised: {
    share: 2,
    madeDaysBefore: [21, 22],
    policies: { returnDays: 30 },
    plot: (told) => authorised(told, true)
  },
  return_under_way: { share: 2, madeDaysBefore: [25, 28], plot: (told) => sentBack(told, true) }
} satisfies Readonly<Record<string, Fate>>

/** Money that goes back without a dispute or return. */
export const moneyBack = {
  refunded_in_part: {
    share: 8,
    madeDaysBefore: [20, most],
    plot: (told) =>
      arrived(told).wait(5, 60).does({ kind: 'refund', percent: 20, reason: 'It came later than promised.' })
  },
  refunded_over_payments: {
    share: 4,
    madeDaysBefore: [20, most],
    plot: (told) =>
      told
        .payBy(['voucher', 'card', 'wallet'])
        .ship()
        .deliver()
        .wait(5, 60)
        .does({ kind: 'refund', percent: 70, reason: 'Most of it was of the wrong colour.' })
  },
  refunded_after_release: {
    share: 6,
    madeDaysBefore: [34, most],
    plot: (told) =>
      arrived(told).wait(270, 310).does({ kind: 'refund', percent: 50, reason: 'It broke within two weeks.' })
  },
  /** The last deed of the world: the merchant was paid out that day and owes what it refunds. */
  owed_by_merchant: {
    share: 3,
    madeDaysBefore: [21, 21],
    merchant: dailyPaid,
    plot: (told) =>
      told
        .pay({ method: 'card' })
        .wait(10, 12)
        .does({ kind: 'ship', no: 0, part: 0, quantities: null })
        .wait(48, 50)
        .does({ kind: 'deliver', shipment: 0, proof: 'signed' })
        .beforeEnd(9, 12)
        .does({ kind: 'refund', percent: 100, reason: 'It was recalled by its maker.' })
  },
  /** The sandbox's chargebacks come twenty days after the capture. */
  charged_back: {
    share: 5,
    madeDaysBefore: [32, most],
    plot: (told) => told.pay({ method: 'card', token: 'tok_chargeback' }).ship().deliver()
  },
  charged_back_while_held: {
    share: 2,
    madeDaysBefore: [32, most],
    policies: { inspectionDays: 30 },
    plot: (told) => told.pay({ method: 'card', token: 'tok_chargeback' }).ship().deliver()
  },
  chargeback_reversed: {
    share: 3,
    madeDaysBefore: [45, most],
    plot: (told) => told.pay({ method: 'card', token: 'tok_chargeback_reversed' }).ship().deliver()
  }
} satisfies Readonly<Record<string, Fate>>
