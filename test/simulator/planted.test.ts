import { describe, expect, inject, test } from 'vitest'
import { hourMs, orderOf } from './model.ts'
import type { Spoil } from './play.ts'
import { simulate } from './simulate.ts'
import { tellStory } from './story.ts'
import type { Step, Wish } from './wish.ts'

const place = { server: inject('server'), template: inject('template') }
const minutesMs = 300_000

/** A short story: what is asked, one after the other, and numbers for the hours that pass. */
function storyOf(scenes: readonly (Wish | number)[]): Step[] {
  return scenes.map((scene, no) =>
    typeof scene === 'number'
      ? { no, kind: 'time', ms: scene * hourMs, together: false, provider: {}, faults: [] }
      : { no, kind: 'ask', wish: scene, network: { lost: 0, copies: 1 }, faults: [] }
  )
}

const order: Wish = {
  do: 'order',
  order: 'o0',
  buyer: 'b0',
  items: [{ merchant: 'm1', category: 'tea', unit: 1000, quantity: 3, tax: 2 }],
  shipping: [],
  fee: 100,
  inspectionDays: 7
}
const pay: Wish = { do: 'pay', order: 'o0', minor: null, token: 'tok_ok', manual: false }
const ship: Wish = { do: 'ship', order: 'o0', merchant: 'm1', quantities: [2] }
const deliver: Wish = { do: 'deliver', shipment: 'o0.s0' }
const dayHours = 24

type Planted = Readonly<{ defect: string; story: readonly (Wish | number)[]; spoil: Spoil; told: RegExp }>

const returns: Planted = {
  defect: 'a return that keeps a unit too little of its money',
  story: [
    order,
    pay,
    1,
    ship,
    deliver,
    { do: 'return', shipment: 'o0.s0', units: [1] },
    { do: 'back', back: 'o0.r0', act: 'authorise' },
    9 * dayHours,
    { do: 'back', back: 'o0.r0', act: 'ship' },
    { do: 'receive', back: 'o0.r0', minor: 900, noted: true },
    1
  ],
  spoil: {
    model: (wish, model) => {
      const [found] = wish.do === 'return' ? orderOf(model, 'o0').returns : []
      if (found !== undefined) orderOf(model, 'o0').returns[0] = { ...found, amount: found.amount - 1 }
    }
  },
  told: /amount: expected|money: expected|o0\.(s0|r0)/
}

const manualCaptures: Planted = {
  defect: 'goods that are shipped against an authorization that nobody captures',
  story: [order, { ...pay, manual: true }, 1, ship, { do: 'confirm', order: 'o0' }, 30],
  spoil: {
    world: async ({ path }, world) => {
      if (path.endsWith('/shipments')) await world.look(`delete from payments_call where kind = 'capture'`)
    }
  },
  told: /o0\.p0: capturing for/
}

const chargebacks: Planted = {
  defect: 'a chargeback that is taken for a mistake and never booked',
  story: [
    order,
    { ...pay, token: 'tok_chargeback_reversed' },
    1,
    ship,
    deliver,
    15 * dayHours,
    { do: 'ship', order: 'o0', merchant: 'm1', quantities: null },
    { do: 'dispute', shipment: 'o0.s1', minor: 300 },
    { do: 'answer', dispute: 'o0.d0', answer: 'contest' },
    7 * dayHours,
    { do: 'show', order: 'o0' },
    12 * dayHours
  ],
  spoil: {
    world: async ({ method }, world) => {
      if (method === 'GET') await world.look('update payments_payment set charged_back_minor = 1')
    }
  },
  told: /o0\.p0: the bank's news/
}

const release = [order, pay, 1, ship, deliver, { do: 'confirm', order: 'o0' }] as const

const schedules: Planted = {
  defect: 'a schedule that pays a day late',
  story: [
    ...release,
    { do: 'profile', merchant: 'm1', reserve: 1000, days: 2, every: 'day' },
    3,
    { do: 'show', order: 'o0' },
    26,
    { do: 'statement', returned: [], settled: [], stray: 0 },
    1
  ],
  spoil: {
    world: async ({ method }, world) => {
      if (method === 'PUT')
        await world.look(`update payouts_profile set next_at = next_at + interval '1 day'`)
    }
  },
  told: /m1 is paid by itself/
}

const suspensions: Planted = {
  defect: 'a payout that leaves although its merchant is suspended',
  story: [
    ...release,
    { do: 'payout', merchant: 'm1', minor: null },
    { do: 'suspension', merchant: 'm1', ends: false },
    { ...order, order: 'o1' },
    { do: 'payout', merchant: 'm1', minor: null },
    26
  ],
  spoil: {
    world: async ({ path, method }, world) => {
      if (method === 'POST' && path === '/v1/payouts')
        await world.look(`update merchants_merchant set state = 'active', state_reason = null`)
    }
  },
  told: /merchant:m1|payouts on their way/
}

const settlement = 'STL-CNY-2026-03-03-1'
const settlements: Planted = {
  defect: 'a settlement that came short and is taken for whole',
  story: [
    order,
    pay,
    26,
    { do: 'show', order: 'o0' },
    { do: 'statement', returned: [], settled: [{ settlement, short: 3 }], stray: 0 },
    { do: 'resolve', difference: 'x0', as: 'settlement', of: settlement },
    1
  ],
  spoil: {
    world: async ({ method }, world) => {
      if (method === 'GET')
        await world.look('update payouts_settlement set net_minor = net_minor - 3, fee_minor = fee_minor + 3')
    }
  },
  told: /matched: expected 0, found 1/
}

const refunds: Planted = {
  defect: 'a refund that the service refused and that is taken for done',
  story: [
    order,
    { ...pay, token: 'tok_refund_refused' },
    1,
    ship,
    { do: 'cancel', order: 'o0', merchant: 'm1' },
    3,
    { do: 'resend', payment: 'o0.p0' },
    1
  ],
  spoil: {
    world: async ({ path }, world) => {
      if (path.endsWith('/retry'))
        await world.look(
          'update payments_payment set refunded_minor = refund_pending_minor, refund_pending_minor = 0'
        )
    }
  },
  told: /o0\.p0: \d+ went back, and the service refuses that/
}

describe('the simulator notices', () => {
  test.each(
    [returns, manualCaptures, chargebacks, schedules, suspensions, settlements, refunds].map(
      (planted) => [planted.defect, planted] as const
    )
  )(
    '%s',
    async (_, { story, spoil, told }) => {
      const steps = storyOf(story)
      const sound = await simulate(place, 'planted', steps)
      expect(sound.finding?.wrong ?? []).toEqual([])
      const run = await simulate(place, 'planted', steps, spoil)
      expect(run.finding).not.toBe(null)
      expect(tellStory(run)).toMatch(told)
    },
    minutesMs
  )
})
