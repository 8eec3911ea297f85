/** A small model of escrow, written from its rules and not from its code: plain sums, no ledger, no holds. */

type Freeze = { name: string; frozen: bigint; left: bigint; open: boolean }
export type ModelPart = {
  order: number
  /** Null: the platform's own part. */
  merchant: number | null
  due: bigint
  paid: bigint
  released: bigint
  commission: bigint
  refunded: bigint
  chargedBack: bigint
  freezes: Freeze[]
}
type Taken = { part: ModelPart; held: bigint; frozen: bigint; net: bigint; commission: bigint }
export type Model = {
  /** In the order of their ids. */
  parts: ModelPart[]
  merchants: { available: bigint; owed: bigint }[]
  commission: bigint
  fee: bigint
  loss: bigint
  refunds: bigint[]
  provider: bigint
  chargebacks: Map<string, { order: number; minor: bigint; loss: bigint; taken: Taken[]; reversed: boolean }>
}

export const frozenOf = (part: ModelPart) => part.freezes.reduce((sum, freeze) => sum + freeze.left, 0n)
export const heldOf = (part: ModelPart) => part.paid - part.released - part.commission - part.refunded
const freeOf = (part: ModelPart) => heldOf(part) - frozenOf(part)
const least = (...minors: bigint[]) => minors.reduce((low, minor) => (minor < low ? minor : low))
const total = (minors: readonly bigint[]) => minors.reduce((sum, minor) => sum + minor, 0n)

/** One unit after the other to whoever is furthest below its exact share; ties to the first. */
function share(whole: bigint, weights: readonly bigint[]): bigint[] {
  const all = total(weights)
  if (all === 0n) return weights.map(() => 0n)
  const shares = weights.map((weight) => (whole * weight) / all)
  const gap = (i: number) => whole * (weights[i] ?? 0n) - (shares[i] ?? 0n) * all
  while (total(shares) < whole) {
    let most = 0
    for (let i = 1; i < shares.length; i++) if (gap(i) > gap(most)) most = i
    shares[most] = (shares[most] ?? 0n) + 1n
  }
  return shares
}

/** Takes the money in, or answers that it is not wanted. */
export function modelFund(model: Model, order: number, minor: bigint): boolean {
  const parts = model.parts.filter((part) => part.order === order)
  const missing = parts.map((part) => part.due - part.paid)
  if (minor > total(missing)) return false
  const shares = share(minor, missing)
  parts.forEach((part, i) => (part.paid += shares[i] ?? 0n))
  model.provider += minor
  return true
}

export function modelRelease(model: Model, part: ModelPart, minor: bigint, commission: bigint): boolean {
  if (minor > freeOf(part)) return false
  const merchant = part.merchant === null ? undefined : model.merchants[part.merchant]
  if (merchant === undefined) {
    part.commission += minor
    model.fee += minor
    return true
  }
  part.commission += commission
  part.released += minor - commission
  model.commission += commission
  merchant.available += minor - commission
  if (minor > commission) recover(merchant)
  return true
}

function recover(merchant: { available: bigint; owed: bigint }) {
  const minor = least(merchant.available, merchant.owed)
  merchant.available -= minor
  merchant.owed -= minor
}

function takeReleased(model: Model, part: ModelPart, minor: bigint, keep: boolean) {
  const kept = least(minor, part.released)
  const [net = 0n] = keep ? [kept] : share(minor, [part.released, part.commission])
  const commission = minor - net
  part.released -= net
  part.commission -= commission
  const merchant = part.merchant === null ? undefined : model.merchants[part.merchant]
  if (merchant === undefined) model.fee -= commission
  else {
    model.commission -= commission
    const had = least(net, merchant.available)
    merchant.available -= had
    merchant.owed += net - had
  }
  return { net, commission }
}

export function modelRefund(
  model: Model,
  part: ModelPart,
  minor: bigint,
  into: readonly bigint[],
  options: Readonly<{ releasedFirst: boolean; keep: boolean }>
): boolean {
  const gross = part.released + part.commission
  if (minor > freeOf(part) + gross) return false
  const late = options.releasedFirst ? least(minor, gross) : minor - least(minor, freeOf(part))
  takeReleased(model, part, late, options.keep)
  part.refunded += minor
  into.forEach((share, i) => (model.refunds[i] = (model.refunds[i] ?? 0n) + share))
  return true
}

export function modelFreeze(part: ModelPart, name: string, minor: bigint): void {
  const frozen = least(minor, freeOf(part))
  part.freezes.push({ name, frozen, left: frozen, open: true })
}

export function modelThaw(part: ModelPart, name: string): bigint {
  const freeze = part.freezes.find((one) => one.name === name)
  if (freeze === undefined || !freeze.open) return 0n
  const { left } = freeze
  freeze.left = 0n
  freeze.open = false
  return left
}

export function modelChargeback(model: Model, order: number, name: string, minor: bigint): void {
  const parts = model.parts.filter((part) => part.order === order)
  const frozen = parts.map(frozenOf)
  const fromFrozen = share(least(minor, total(frozen)), frozen)
  const left = minor - total(fromFrozen)
  const rest = parts.map((part) => part.paid - part.refunded - frozenOf(part))
  const fromRest = share(least(left, total(rest)), rest)
  const loss = left - total(fromRest)
  const taken = parts.map((part, i): Taken => {
    let thawing = fromFrozen[i] ?? 0n
    const before = { frozen: thawing, held: least(fromRest[i] ?? 0n, freeOf(part)) }
    for (const freeze of part.freezes) {
      const less = least(thawing, freeze.left)
      freeze.left -= less
      thawing -= less
    }
    const late = takeReleased(model, part, (fromRest[i] ?? 0n) - before.held, false)
    const sum = before.frozen + (fromRest[i] ?? 0n)
    part.refunded += sum
    part.chargedBack += sum
    return { part, ...before, ...late }
  })
  model.loss += loss
  model.provider -= minor
  model.chargebacks.set(name, { order, minor, loss, taken, reversed: false })
}

export function modelReversal(model: Model, name: string): void {
  const chargeback = model.chargebacks.get(name)
  if (chargeback === undefined || chargeback.reversed) return
  chargeback.reversed = true
  model.provider += chargeback.minor
  model.loss -= chargeback.loss
  const paidBack = new Set<{ available: bigint; owed: bigint }>()
  for (const { part, held, frozen, net, commission } of chargeback.taken) {
    const sum = held + frozen + net + commission
    part.refunded -= sum
    part.chargedBack -= sum
    part.released += net
    part.commission += commission
    let freezing = frozen
    for (const freeze of part.freezes.filter((one) => one.open)) {
      const more = least(freezing, freeze.frozen - freeze.left)
      freeze.left += more
      freezing -= more
    }
    const merchant = part.merchant === null ? undefined : model.merchants[part.merchant]
    if (merchant === undefined) {
      model.fee += commission
      continue
    }
    model.commission += commission
    merchant.available += net
    if (net > 0n) paidBack.add(merchant)
  }
  for (const merchant of paidBack) recover(merchant)
}
