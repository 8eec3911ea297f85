import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, later } from '../kernel/index.ts'
import { merchants } from './catalogue.ts'
import { fates } from './fates.ts'
import { ordersLeast, type WorldSize, writeScript } from './script.ts'

const until = new Date('2026-06-01T12:00:00Z')
const size = { from: later(until, -90 * day), until, seed: 1, orders: 600, buyers: 300 } satisfies WorldSize
const anySize = fc
  .record({ seed: fc.integer(), orders: fc.integer({ min: ordersLeast, max: 700 }) })
  .map((given): WorldSize => ({ ...size, ...given }))

describe('the script', () => {
  test('the same seed gives the same script, another seed another', () => {
    fc.assert(
      fc.property(anySize, (given) => {
        expect(writeScript(given)).toEqual(writeScript(given))
        expect(writeScript({ ...given, seed: given.seed + 1 })).not.toEqual(writeScript(given))
      }),
      { numRuns: 10 }
    )
  })

  test('every fate occurs, orders and their steps stand in the order of time and lie within the world', () => {
    fc.assert(
      fc.property(anySize, (given) => {
        const orders = writeScript(given)
        expect(orders).toHaveLength(given.orders)
        expect(new Set(orders.map((order) => order.fate))).toEqual(new Set(Object.keys(fates)))
        expect(new Set(orders.map((order) => order.reference)).size).toBe(given.orders)
        const moments = orders.map((order) => order.at.getTime())
        expect(moments).toEqual(moments.toSorted((a, b) => a - b))
        for (const { placed, at, steps } of orders) {
          expect(placed <= at && steps.every((step) => step.happened <= step.at)).toBe(true)
          const own = [given.from, at, ...steps.map((step) => step.at)].map((moment) => moment.getTime())
          expect(own).toEqual(own.toSorted((a, b) => a - b))
          expect(Math.max(...own)).toBeLessThan(given.until.getTime())
        }
      }),
      { numRuns: 20 }
    )
  })

  test('what is paid is what the order costs, in one currency that all its merchants sell in', () => {
    for (const order of writeScript(size)) {
      const sold = order.items.reduce(
        (sum, item) => sum + item.unitMinor * BigInt(item.quantity) + item.taxMinor,
        0n
      )
      const sent = order.shipping.reduce((sum, { minor }) => sum + minor, 0n)
      expect(sold + sent + order.feeMinor).toBe(order.totalMinor)
      for (const item of order.items) expect(merchants[item.merchant]?.currency).toBe(order.currency)
      for (const { deed } of order.steps)
        if (deed.kind === 'pay') {
          expect(deed.payments.reduce((sum, payment) => sum + payment.minor, 0n)).toBe(order.totalMinor)
          expect(deed.payments.every((payment) => payment.minor > 0n)).toBe(true)
        }
    }
  })

  test('the three currencies, all deeds and all proofs occur', () => {
    const orders = writeScript(size)
    expect(new Set(orders.map((order) => order.currency))).toEqual(new Set(['CNY', 'USD', 'JPY']))
    const deeds = orders.flatMap((order) => order.steps.map((step) => step.deed))
    expect(new Set(deeds.map((deed) => deed.kind)).size).toBe(16)
    expect(new Set(deeds.flatMap((deed) => (deed.kind === 'deliver' ? [deed.proof] : [])))).toEqual(
      new Set(['signed', 'code', 'carrier_event'])
    )
    expect(new Set(orders.flatMap((order) => order.items.map((item) => item.merchant))).size).toBe(12)
  })
})
