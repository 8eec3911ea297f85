import assert from 'node:assert/strict'
import { allocate, smaller } from '../kernel/index.ts'
import { freeOf, type PartSums } from './part.ts'

/** Where a refund of a part is taken from: held money, what the merchant got, and the marketplace's share in it. */
export type RefundSplit = Readonly<{ held: bigint; net: bigint; commission: bigint }>

/**
 * How a refund is split. `held` first: what is held and free, then what was released; `released` first: the other way
 * round (goods that came back while others of the same part are still on their way). Of what was released the
 * marketplace's share is given back in proportion (`return`), or only when the merchant's is used up (`keep`).
 * Null: there is not that much.
 */
export function splitRefund(
  part: PartSums,
  amount: bigint,
  first: 'held' | 'released' = 'held',
  commission: 'return' | 'keep' = 'return'
): RefundSplit | null {
  const gross = part.released + part.commission
  const free = freeOf(part)
  if (amount > free + gross) return null
  const held = first === 'held' ? smaller(amount, free) : amount - smaller(amount, gross)
  const rest = amount - held
  if (rest === 0n) return { held, net: 0n, commission: 0n }
  const [net = 0n] =
    commission === 'return'
      ? allocate(rest, [part.released, part.commission])
      : [smaller(rest, part.released)]
  return { held, net, commission: rest - net }
}

/** Splits `amount` by `weights`, as far as they reach: at most as much to each as it weighs. */
export function splitUpTo(amount: bigint, weights: readonly bigint[]): bigint[] {
  const whole = smaller(
    amount,
    weights.reduce((sum, weight) => sum + weight, 0n)
  )
  return whole === 0n ? weights.map(() => 0n) : allocate(whole, weights)
}

/** What a chargeback takes of a part: of its frozen money, and of the rest of it. */
export type ChargebackShare = Readonly<{ part: PartSums; frozen: bigint; rest: bigint }>

/**
 * How a chargeback is split over the parts of an order: frozen money first, for it is what the buyer contests; then
 * each part bears in proportion to what it has of the buyer's money. `loss` is what the order does not have.
 */
export function splitChargeback(
  parts: readonly PartSums[],
  amount: bigint
): Readonly<{ shares: readonly ChargebackShare[]; loss: bigint }> {
  const frozen = splitUpTo(
    amount,
    parts.map((part) => part.frozen)
  )
  const left = amount - frozen.reduce((sum, minor) => sum + minor, 0n)
  const rest = splitUpTo(
    left,
    parts.map((part) => part.paid - part.refunded - part.frozen)
  )
  const shares = parts.map((part, i) => ({ part, frozen: frozen[i] ?? 0n, rest: rest[i] ?? 0n }))
  return { shares, loss: left - rest.reduce((sum, minor) => sum + minor, 0n) }
}

/** Pours sources into targets in their order; both must sum to the same. Every pair that shares something is one flow. */
export function pour<S extends Readonly<{ minor: bigint }>, T extends Readonly<{ minor: bigint }>>(
  sources: readonly S[],
  targets: readonly T[]
): Readonly<{ source: S; target: T; minor: bigint }>[] {
  const room = targets.map((target) => target.minor)
  const flows: Readonly<{ source: S; target: T; minor: bigint }>[] = []
  for (const source of sources) {
    let left = source.minor
    targets.forEach((target, i) => {
      const minor = smaller(left, room[i] ?? 0n)
      if (minor === 0n) return
      flows.push({ source, target, minor })
      room[i] = (room[i] ?? 0n) - minor
      left -= minor
    })
    assert.equal(left, 0n, 'sources are more than targets')
  }
  assert(
    room.every((minor) => minor === 0n),
    'targets are more than sources'
  )
  return flows
}
