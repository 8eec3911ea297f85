import assert from 'node:assert/strict'
import type { Item, Line, Part } from './order.ts'
import type { Shipment } from './shipment.ts'

/** What units of a part are worth to the buyer, and the commission on them. */
export type Worth = Readonly<{ valueMinor: bigint; commissionMinor: bigint }>

/**
 * How much of `whole` belongs to the first `count` of `of` equal steps, rounded down. The share of a stretch is the
 * difference at its ends, so the shares of stretches that follow each other always sum to the whole, and the last one
 * takes what rounding left.
 */
export function upToStep(whole: bigint, count: bigint, of: bigint): bigint {
  return of === 0n ? whole : (whole * count) / of
}

const goodsOf = (item: Item, units: number) => item.unitMinor * BigInt(units)

/**
 * What these lines are worth if they are the next units taken out of the part, shipped or cancelled: their price, and
 * their exact share of tax, commission and the part's shipping. Lines name items of the part, each once.
 */
export function worthOf(part: Part, items: readonly Item[], lines: readonly Line[]): Worth {
  const quantities = new Map(lines.map((line) => [line.itemId, line.quantity]))
  const byPrice = items.some((item) => item.unitMinor > 0n)
  const weigh = (item: Item, units: number) => (byPrice ? goodsOf(item, units) : BigInt(units))
  let value = 0n
  let commission = 0n
  let before = 0n
  let after = 0n
  let all = 0n
  for (const item of items) {
    const from = item.shipped + item.cancelled
    const to = from + (quantities.get(item.id) ?? 0)
    const share = (whole: bigint) =>
      upToStep(whole, BigInt(to), BigInt(item.quantity)) -
      upToStep(whole, BigInt(from), BigInt(item.quantity))
    value += goodsOf(item, to - from) + share(item.taxMinor)
    commission += share(item.commissionMinor)
    before += weigh(item, from)
    after += weigh(item, to)
    all += weigh(item, item.quantity)
  }
  value += upToStep(part.shippingMinor, after, all) - upToStep(part.shippingMinor, before, all)
  return { valueMinor: value, commissionMinor: commission }
}

/**
 * The share of a shipment's value that falls on these of its lines, by price with tax; all of it for all of them. The
 * tax of one unit may be a fraction, so weights are counted in steps that are whole for every item.
 */
export function valueWithin(shipment: Shipment, items: readonly Item[], lines: readonly Line[]): bigint {
  const steps = items.reduce((product, item) => product * BigInt(item.quantity), 1n)
  const weigh = (of: readonly Line[], byPrice: boolean) =>
    of.reduce((sum, line) => {
      const item = items.find((found) => found.id === line.itemId)
      assert(item !== undefined)
      const [units, all] = [BigInt(line.quantity), BigInt(item.quantity)]
      return sum + (byPrice ? (item.unitMinor * all + item.taxMinor) * units * (steps / all) : units)
    }, 0n)
  const byPrice = weigh(shipment.lines, true) > 0n
  return upToStep(shipment.valueMinor, weigh(lines, byPrice), weigh(shipment.lines, byPrice))
}

/** The commission on the next `minor` that is released of a shipment; all of it when all was released. */
export function commissionOn(shipment: Shipment, minor: bigint): bigint {
  const { commissionMinor, releasedMinor, valueMinor } = shipment
  if (valueMinor === 0n) return 0n
  return (
    upToStep(commissionMinor, releasedMinor + minor, valueMinor) -
    upToStep(commissionMinor, releasedMinor, valueMinor)
  )
}
