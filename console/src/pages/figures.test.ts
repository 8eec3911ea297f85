import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Difference, OrderTimeline, PayoutBreakdown, Whereabouts } from '../api/index.ts'
import { stepsOf } from '../components/money-way.tsx'
import { evidenceOf } from './dispute/answer.tsx'
import { shareOf } from './dispute/share.ts'
import { amountOf, storyOf } from './order/story.ts'
import { dayStart, queryOf } from './orders/query.ts'
import { reckon } from './payout/reckon.ts'
import { calendarOf, stretchOf } from './payouts/days.ts'
import { likelySubject, likelyWay, resolutionOf } from './payouts/resolution.ts'

const cny = (amount: number) => ({ amount, currency: 'CNY' as const })
const minor = fc.integer({ min: 0, max: 1_000_000_000 })

describe('the way of an order’s money', () => {
  test('ends at what is held, whatever went where', () => {
    fc.assert(
      fc.property(minor, minor, minor, minor, (held, released, commission, refunded) => {
        const money = {
          currency: 'CNY',
          paid: cny(held + released + commission + refunded),
          held: cny(held),
          released: cny(released),
          commission: cny(commission),
          refunded: cny(refunded),
          frozen: cny(0),
          chargedBack: cny(0)
        } as Whereabouts
        const steps = stepsOf(money)
        expect(steps.at(-2)?.to).toBe(steps.at(-1)?.to)
        const sum = steps.slice(0, -1).reduce((total, { amount }) => total + amount.amount, 0)
        expect(sum).toBe(held)
      })
    )
  })
})

describe('the story of an order', () => {
  test('has what comes next above what happened, the latest first, each thing once', () => {
    const step = (at: string, what: string) => ({
      at,
      what,
      source: 'order',
      subject: 'ord_1',
      actor: null,
      data: {}
    })
    const timeline = {
      steps: [
        step('2026-01-01T00:00:00Z', 'order.payment_captured'),
        step('2026-01-01T00:00:00Z', 'payment.captured'),
        step('2026-01-02T00:00:00Z', 'order.paid')
      ],
      next: [
        { at: '2026-02-01T00:00:00Z', what: 'released', subject: 'shp_1' },
        { at: '2026-03-01T00:00:00Z', what: 'paid_out', subject: 'mer_1' }
      ]
    } as unknown as OrderTimeline
    expect(storyOf(timeline).map(({ at }) => at.slice(0, 7))).toEqual([
      '2026-03',
      '2026-02',
      '2026-01',
      '2026-01'
    ])
  })

  test.each([
    [
      { currency: 'CNY', released: 5 },
      { amount: 5, currency: 'CNY' }
    ],
    [
      { currency: 'CNY', minor: 7 },
      { amount: 7, currency: 'CNY' }
    ],
    [{ amount: { amount: 3, currency: 'JPY' } }, { amount: 3, currency: 'JPY' }],
    [{ currency: 'CNY' }, null],
    [{ amount: 3 }, null]
  ])('an event with %j tells of %j', (data, amount) => {
    expect(amountOf({ data })).toEqual(amount)
  })
})

describe('a dispute’s decision', () => {
  test.each([
    ['buyer', null, 100, 0],
    ['merchant', null, 0, 100],
    ['split', 30, 30, 70],
    ['split', 0, null, null],
    ['split', 100, null, null],
    ['split', 101, null, null],
    ['split', null, null, null]
  ] as const)('%s with %s to the buyer', (outcome, toBuyer, buyer, merchant) => {
    const share = shareOf(cny(100), outcome, toBuyer)
    expect(share?.toBuyer.amount ?? null).toBe(buyer)
    expect(share?.toMerchant.amount ?? null).toBe(merchant)
  })

  test('evidence is one reference a line', () => {
    expect(evidenceOf(' a \n\n b\r\n')).toEqual(['a', 'b'])
  })
})

describe('the reckoning of a payout', () => {
  test('adds up to what is paid', () => {
    fc.assert(
      fc.property(minor, minor, minor, minor, minor, (carried, sales, refund, reserve, left) => {
        const commission = sales >> 4
        const sold = carried + sales - commission - refund - reserve - left
        const breakdown = {
          payoutId: 'pot_1',
          carriedOver: cny(carried),
          sales: cny(sales),
          commission: cny(commission),
          sums: [
            { kind: 'sale', lines: 3, amount: cny(sales - commission) },
            { kind: 'refund', lines: 1, amount: cny(-refund) }
          ],
          left: cny(left),
          reserve: cny(reserve),
          sold: cny(sold),
          amount: cny(sold)
        } as unknown as PayoutBreakdown
        const steps = reckon(breakdown)
        const sum = steps
          .filter(({ isSum }) => !isSum)
          .reduce((total, { amount }) => total + amount.amount, 0)
        expect(sum).toBe(sold)
        expect(steps.at(-1)).toMatchObject({ name: 'paid', amount: cny(sold) })
      })
    )
  })
})

describe('the calendar of breaks', () => {
  test('has whole weeks from Monday on, the last that of today, and each difference on its day', () => {
    const now = new Date('2026-11-27T12:00:00Z')
    expect(stretchOf(now, 2)).toEqual({ from: '2026-11-16', to: '2026-11-29' })
    const weeks = calendarOf([{ day: '2026-11-25', open: 250, resolved: 1 }], now, 2)
    expect(weeks.map((days) => days[0]?.day)).toEqual(['2026-11-16', '2026-11-23'])
    expect(weeks[1]?.[2]).toEqual({ day: '2026-11-25', open: 250, resolved: 1 })
    expect(weeks.flat().filter(({ open, resolved }) => open + resolved > 0)).toHaveLength(1)
  })
})

describe('what is asked and sent', () => {
  const id = '0'.padEnd(26, '1')
  test.each([
    ['2026-02-30x', 0, undefined],
    [undefined, 0, undefined],
    ['', 1, undefined]
  ])('the beginning of %s is %s', (day, later, moment) => {
    expect(dayStart(day, later)).toBe(moment)
  })

  test('the last day of a search is included', () => {
    const { createdFrom, createdTo, sort } = queryOf({ from: '2026-11-27', to: '2026-11-27' })
    expect(Date.parse(createdTo ?? '') - Date.parse(createdFrom ?? '')).toBe(86_400_000)
    expect(sort).toBe('newest')
  })

  test.each([
    ['noted', '', 'why', { as: 'noted', reason: 'why' }],
    ['merchant', `mer_${id}`, 'why', { as: 'merchant', merchantId: `mer_${id}`, reason: 'why' }],
    ['payout', `pot_${id}`, 'why', { as: 'payout', payoutId: `pot_${id}`, reason: 'why' }],
    ['settlement', `set_${id}`, 'why', { as: 'settlement', settlementId: `set_${id}`, reason: 'why' }],
    ['payout', '', 'why', null],
    ['payout', `pot_${id.slice(1)}`, 'why', null],
    ['payout', `mer_${id}`, 'why', null],
    [null, '', 'why', null],
    ['noted', '', '', null]
  ] as const)('%s %j %j is %j', (as, subject, reason, resolution) => {
    expect(resolutionOf(as, subject, reason)).toEqual(resolution)
  })

  test.each([
    ['amount', `pot_${id}`, -5, 'payout', `pot_${id}`],
    ['amount', `set_${id}`, 5, 'settlement', `set_${id}`],
    ['amount', `bkf_${id}`, -5, null, ''],
    ['duplicate', `pot_${id}`, -5, null, ''],
    ['extra', `bkl_${id}`, 5, null, ''],
    ['missing', `pot_${id}`, 0, 'noted', '']
  ] as const)(
    'what is %s about %s with %d waiting is most likely %s',
    (kind, subject, amount, way, named) => {
      const difference = { kind, subject, unmatched: cny(amount) } as Difference
      expect(likelyWay(difference)).toBe(way)
      expect(likelySubject(way, difference, 'mer_1')).toBe(named)
      expect(likelySubject('merchant', difference, 'mer_1')).toBe('mer_1')
    }
  )
})
