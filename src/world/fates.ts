import { arrived, type Fate, most, withClosedAccount } from './fate.ts'
import type { Method } from './step.ts'
import { disputes, moneyBack, neverArrived, returns } from './troubles.ts'

const common = {
  released: { share: 420, madeDaysBefore: [0, most], plot: arrived },
  confirmed: {
    share: 40,
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
  /** So that there is a payout to the closed account, which comes back. */
  paid_to_closed_account: {
    share: 3,
    madeDaysBefore: [42, 44],
    merchant: withClosedAccount,
    plot: arrived
  },
  three_merchants: {
    share: 10,
    madeDaysBefore: [20, most],
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
    share: 18,
    madeDaysBefore: [6, most],
    plot: (told) =>
      told.pay().wait(1, 30).does({ kind: 'cancel', quantities: null, reason: 'Ordered by mistake.' })
  },
  cancelled_in_part: {
    share: 6,
    madeDaysBefore: [20, most],
    severalUnits: true,
    plot: (told) =>
      told
        .pay()
        .wait(1, 20)
        .does({ kind: 'cancel', quantities: [1], reason: 'One of them is not needed any more.' })
        .ship()
        .deliver()
  },
  never_paid: { share: 25, madeDaysBefore: [8, most], plot: () => undefined },
  declined: {
    share: 15,
    madeDaysBefore: [8, most],
    plot: (told) => told.pay({ method: 'card', token: 'tok_declined' })
  },
  declined_then_paid: {
    share: 10,
    madeDaysBefore: [20, most],
    plot: (told) =>
      told
        .pay({ method: 'card', token: 'tok_insufficient_funds' })
        .wait(1, 3)
        .pay({ method: 'wallet' })
        .ship()
        .deliver()
  },
  payment_abandoned: {
    share: 8,
    madeDaysBefore: [8, most],
    plot: (told) => told.pay({ method: 'wallet', token: 'tok_never_paid' })
  },
  paid_too_late: {
    share: 4,
    madeDaysBefore: [30, most],
    policies: { payWithinHours: 48 },
    plot: (told) => told.pay({ method: 'bank_transfer', token: 'tok_late_payment' })
  },
  captured_late: {
    share: 5,
    madeDaysBefore: [20, most],
    plot: (told) => told.pay({ method: 'card', token: 'tok_late_capture' }).ship().deliver()
  },
  refund_refused_once: {
    share: 2,
    madeDaysBefore: [10, most],
    plot: (told) =>
      told
        .pay({ method: 'card', token: 'tok_refund_refused_once' })
        .wait(2, 20)
        .does({ kind: 'cancel', quantities: null, reason: 'Ordered twice.' })
        .wait(80, 110)
        .does({ kind: 'retry_refunds' })
  },
  refund_refused: {
    share: 2,
    madeDaysBefore: [8, most],
    plot: (told) =>
      told
        .pay({ method: 'card', token: 'tok_refund_refused' })
        .wait(2, 20)
        .does({ kind: 'cancel', quantities: null, reason: 'Ordered twice.' })
  },
  refund_under_way: {
    share: 3,
    madeDaysBefore: [2, 2],
    plot: (told) =>
      told
        .pay({ method: 'card', token: 'tok_refund_late' })
        .beforeEnd(10, 30)
        .does({ kind: 'cancel', quantities: null, reason: 'It takes too long.' })
  }
} satisfies Readonly<Record<string, Fate>>

const stillOpen = {
  awaiting_payment: {
    share: 8,
    madeDaysBefore: [0, 2],
    policies: { payWithinHours: 168 },
    plot: () => undefined
  },
  awaiting_transfer: {
    share: 4,
    madeDaysBefore: [0, 2],
    policies: { payWithinHours: 168 },
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
    madeDaysBefore: [5, 9],
    severalUnits: true,
    plot: (told) => told.pay({ method: 'wallet' }).ship(0, [1])
  },
  shipped: { share: 8, madeDaysBefore: [5, 9], plot: (told) => told.pay({ method: 'card' }).ship() },
  delivered: {
    share: 10,
    madeDaysBefore: [15, 16],
    policies: { inspectionDays: 30 },
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
