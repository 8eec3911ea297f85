import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Item, Part } from './order.ts'
import { commissionOn, upToStep, valueWithin, worthOf } from './share.ts'
import type { Shipment } from './shipment.ts'

const part = { shippingMinor: 1000n } as Part
const item = (fields: Partial<Item>) =>
  ({
    unitMinor: 0n,
    taxMinor: 0n,
    commissionMinor: 0n,
    quantity: 1,
    shipped: 0,
    cancelled: 0,
    ...fields
  }) as Item

describe('shares', () => {
  test.each([
    [10n, 1n, 3n, 3n],
    [10n, 2n, 3n, 6n],
    [10n, 3n, 3n, 10n],
    [0n, 1n, 3n, 0n],
    [7n, 0n, 0n, 7n]
  ])('of %d, the first %d of %d steps have %d', (whole, count, of, share) => {
    expect(upToStep(whole, count, of)).toBe(share)
  })

  test('free goods share the shipping by their number', () => {
    const items = [item({ id: 'itm_a', quantity: 3 }), item({ id: 'itm_b', quantity: 1 })]
    expect(worthOf(part, items, [{ itemId: 'itm_a', quantity: 2 }])).toMatchObject({ valueMinor: 500n })
  })

  test('one of two equal units is worth half of their shipment, also where the tax of a unit is a fraction', () => {
    const items = [item({ id: 'itm_a', quantity: 3, unitMinor: 1000n, taxMinor: 2n })]
    const shipment = { valueMinor: 2002n, lines: [{ itemId: 'itm_a', quantity: 2 }] } as unknown as Shipment
    expect(valueWithin(shipment, items, [{ itemId: 'itm_a', quantity: 1 }])).toBe(1001n)
  })

  test('however the units are taken out, their worth sums to the part, and commission to its whole', () => {
    const line = fc.record({
      quantity: fc.integer({ min: 1, max: 9 }),
      unitMinor: fc.bigInt({ min: 0n, max: 9999n }),
      taxMinor: fc.bigInt({ min: 0n, max: 999n }),
      percent: fc.bigInt({ min: 0n, max: 100n })
    })
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 4 }),
        fc.bigInt({ min: 0n, max: 5000n }),
        fc.array(fc.nat({ max: 3 }), { maxLength: 60 }),
        (lines, shippingMinor, picks) => {
          let items = lines.map(({ percent, ...fields }, i) => {
            const commissionMinor = (fields.unitMinor * BigInt(fields.quantity) * percent) / 100n
            return item({ ...fields, id: `itm_${i}`, commissionMinor })
          })
          const own = { shippingMinor } as Part
          const whole = items.reduce(
            (sum, one) => sum + one.unitMinor * BigInt(one.quantity) + one.taxMinor,
            shippingMinor
          )
          const commission = items.reduce((sum, one) => sum + one.commissionMinor, 0n)
          let [value, charged] = [0n, 0n]
          const take = (index: number, units: number) => {
            const found = items[index]
            if (found === undefined || found.quantity - found.shipped < units || units === 0) return
            const worth = worthOf(own, items, [{ itemId: found.id, quantity: units }])
            expect(worth.commissionMinor).toBeLessThanOrEqual(worth.valueMinor)
            value += worth.valueMinor
            charged += worth.commissionMinor
            items = items.map((one, i) => (i === index ? { ...one, shipped: one.shipped + units } : one))
          }
          for (const pick of picks) take(pick, 1)
          items.forEach((one, i) => take(i, one.quantity - one.shipped))
          expect([value, charged]).toEqual([whole, commission])
        }
      )
    )
  })

  test('the commission on pieces of a shipment sums to its whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 0n, max: 999n }), { maxLength: 9 }),
        fc.bigInt({ min: 0n, max: 100n }),
        (pieces, percent) => {
          const valueMinor = pieces.reduce((sum, one) => sum + one, 0n)
          const shipment = { valueMinor, commissionMinor: (valueMinor * percent) / 100n, releasedMinor: 0n }
          let charged = 0n
          for (const piece of pieces) {
            charged += commissionOn(shipment as Shipment, piece)
            shipment.releasedMinor += piece
          }
          expect(charged).toBe(shipment.commissionMinor)
        }
      )
    )
  })
})
