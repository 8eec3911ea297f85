import { type Model as Ledger, newModel } from '../ledger-model.ts'
import type { Every, ItemWish, Minor } from './wish.ts'

/**
 * Kontor once more, written from its documentation to be obvious: what happened is kept in lists, and whoever wants to
 * know a sum adds them up. It shares no rule with the program, so that the two can be held against each other.
 */
export type Model = {
  now: number
  ids: ReadonlyMap<string, string>
  /** Orders that belong to this model alone and may be changed; the others are shared with the model it came from. */
  owned: Set<string>
  orders: Map<string, Order>
  merchants: Map<string, Merchant>
  /** Everything that ever moved on an account, by account; an array is never changed. */
  accounts: Map<string, readonly Minor[]>
  payouts: readonly Payout[]
  reserves: readonly Readonly<{ merchant: string; minor: Minor; at: number }>[]
  files: readonly Readonly<{ file: string; payouts: readonly string[]; sent: boolean }>[]
  settlements: readonly Settlement[]
  differences: readonly Difference[]
  /** Refunds that were sent again, and of which the service cannot have said anything yet. */
  resent: readonly string[]
  ledger: Ledger
}

export type Merchant = Readonly<{
  name: string
  /** What a sale costs: ten-thousandths and a fixed amount, at least and at most. */
  terms: Readonly<{ basisPoints: number; fixed: Minor; minimum: Minor; cap: Minor | null }>
  reserve: number
  reserveDays: number
  blocked: boolean
  suspended: boolean
  every: Every
  /** When it is paid next by itself; null: only when it asks. */
  nextAt: number | null
  /** Came out of the reserve or back from the bank: no reserve is kept of it. */
  exempt: Minor
}>

export type Item = ItemWish & { readonly commission: Minor; shipped: number; cancelled: number }
/** What one act added to the sums of a part. */
export type Movement = Readonly<
  Partial<Record<'paid' | 'released' | 'commission' | 'refunded' | 'frozen' | 'chargedBack', Minor>>
>
/** What a chargeback took of a part: of what was frozen, what was held, and what the two sides had got. */
export type Taken = Readonly<{ frozen: Minor; held: Minor; net: Minor; commission: Minor }>
export type Part = {
  readonly merchant: string | null
  readonly due: Minor
  readonly shipping: Minor
  /** What was cancelled of it was worth. */
  cancelledWorth: Minor
  movements: Movement[]
}
export type Shipment = {
  readonly name: string
  readonly merchant: string
  /** What is in it: which of the order's items, and how many of each. */
  readonly lines: readonly Readonly<{ item: number; quantity: number }>[]
  readonly value: Minor
  readonly commission: Minor
  released: Minor
  refunded: Minor
  /** What chargebacks took of it while it was held. */
  lost: Minor
  /** Given back after it had been released. */
  refundedLater: Minor
  state: 'shipped' | 'delivered' | 'claimed'
  inspectUntil: number | null
  confirmedAt: number | null
  everReleased: boolean
}
export type Dispute = {
  readonly name: string
  readonly shipment: string
  readonly asked: Minor
  /** What of it chargebacks have left. */
  amount: Minor
  state: 'open' | 'answered' | 'escalated' | 'decided'
  dueAt: number | null
  decidedBy: string | null
  toBuyer: Minor
  toMerchant: Minor
}
/** Goods that go back. `units`: of each of the shipment's lines. */
export type Return = {
  readonly name: string
  readonly shipment: string
  readonly units: readonly number[]
  readonly amount: Minor
  state: 'requested' | 'authorised' | 'rejected' | 'shipped_back' | 'received' | 'lapsed'
  dueAt: number | null
}
export type Payment = {
  readonly name: string
  readonly amount: Minor
  readonly token: string
  /** It is only authorized, and captured with the first shipment. */
  readonly manual: boolean
  /** When the buyer pays or declines at the service, or we ask for the capture; Infinity: never. */
  acts: number
  /** When it is given up if the buyer has not paid by then; or when the authorization ends. */
  endsAt: number
  state: 'pending' | 'authorized' | 'capturing' | 'captured' | 'failed' | 'voided'
  captured: Minor
  /** What was asked to go back, and when the last of it was. */
  refunded: Minor
  askedBackAt: number
  /** Whether the buyer's bank took it back, and gave it back again. */
  contested: 'not' | 'lost' | 'won'
}
export type Order = {
  readonly name: string
  readonly buyer: string
  readonly createdAt: number
  readonly inspectionDays: number
  readonly items: Item[]
  readonly parts: Part[]
  payments: Payment[]
  shipments: Shipment[]
  disputes: Dispute[]
  returns: Return[]
  /** Chargebacks that stand, and what each added to the parts. */
  chargebacks: readonly Readonly<{ payment: string; loss: Minor; taken: readonly Taken[] }>[]
  closing: 'cancelled' | 'expired' | null
  paidAt: number | null
  /** It was shipped before the money was captured, so that it was never in the state of being paid and not shipped. */
  shippedUnpaid: boolean
  feeOutcome: 'released' | 'refunded' | null
}
export type Payout = Readonly<{
  name: string
  merchant: string
  amount: Minor
  reserve: Minor
  state: 'planned' | 'in_file' | 'sent' | 'settled' | 'returned' | 'cancelled'
  fileAt: number
}>

/** What the payment service says that it paid to our bank: of what was moved, less its fees. */
export type Settlement = Readonly<{
  name: string
  gross: Minor
  fee: Minor
  /** When the service made it, and when Kontor heard of it. */
  at: number
  recordedAt: number | null
  /** Whether the bank has booked it, and whether Kontor has. */
  atBank: boolean
  settled: boolean
}>

/** A line of a statement that fits nothing: its money waits, until somebody says what it is. */
export type Difference = Readonly<{
  name: string
  kind: 'extra' | 'amount' | 'duplicate'
  minor: Minor
  /** The payout or settlement that the line names. */
  of: string | null
  open: boolean
}>

/** What the model expects as the answer: fields that must be there, and what the new thing is called. */
export type Expected = Readonly<{
  status: number
  code?: string
  body?: Readonly<Record<string, unknown>>
  /** The new thing whose id the answer tells. */
  names?: string
}>

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

/** A model of a marketplace that opens with these merchants. */
export function openModel(
  now: number,
  ids: ReadonlyMap<string, string>,
  merchants: readonly Merchant[],
  accounts: Parameters<typeof newModel>[0]
): Model {
  return {
    now,
    ids,
    owned: new Set(),
    orders: new Map(),
    merchants: new Map(merchants.map((merchant) => [merchant.name, merchant])),
    accounts: new Map(),
    payouts: [],
    reserves: [],
    files: [],
    settlements: [],
    differences: [],
    resent: [],
    ledger: newModel(accounts)
  }
}

/** The same model twice: whatever happens to one, the other does not learn of. */
export function fork(model: Model): Model {
  model.owned = new Set()
  const { ledger } = model
  return {
    ...model,
    owned: new Set(),
    orders: new Map(model.orders),
    merchants: new Map(model.merchants),
    accounts: new Map(model.accounts),
    ledger: {
      accounts: new Map(ledger.accounts),
      movements: [...ledger.movements],
      answers: new Map(ledger.answers)
    }
  }
}

/** The order, to be changed. */
export function orderOf(model: Model, name: string): Order {
  const found = model.orders.get(name)
  if (found === undefined) throw new Error(`the model knows no order ${name}`)
  if (model.owned.has(name)) return found
  const own = structuredClone(found)
  model.owned.add(name)
  model.orders.set(name, own)
  return own
}

/** Whether all that an order still misses is authorized, and only to be captured. */
export function isCovered(order: Order): boolean {
  const authorized = order.payments.filter(({ state }) => state === 'authorized' || state === 'capturing')
  const [sum, paid] = [sumOf(authorized.map(({ amount }) => amount)), order.parts.map(sumsOf)]
  return sum > 0 && sum >= sumOf(order.parts.map(({ due }) => due)) - sumOf(paid.map((one) => one.paid))
}

/** The order whose shipment, dispute or return this is: `o3.s1` is of `o3`. */
export const orderNameOf = (name: string) => name.split('.')[0] ?? name

/** What happens in no world that the generator makes. */
export function missing(what: string): never {
  throw new Error(`the model misses ${what}`)
}

export function merchantOf(model: Model, name: string): Merchant {
  return model.merchants.get(name) ?? missing(name)
}

/** Moves money on an account. */
export function book(model: Model, account: string, minor: Minor): void {
  if (minor !== 0) model.accounts.set(account, [...(model.accounts.get(account) ?? []), minor])
}

/** What stands on an account: everything that moved on it. */
export function balance(model: Model, account: string): Minor {
  return (model.accounts.get(account) ?? []).reduce((sum, minor) => sum + minor, 0)
}

/** What all movements of a part come to. */
export function sumsOf(part: Part) {
  const sum = (name: keyof Movement) =>
    part.movements.reduce((total, movement) => total + (movement[name] ?? 0), 0)
  const [paid, released, commission, refunded] = [
    sum('paid'),
    sum('released'),
    sum('commission'),
    sum('refunded')
  ]
  const held = paid - released - commission - refunded
  return {
    paid,
    held,
    released,
    commission,
    refunded,
    frozen: sum('frozen'),
    chargedBack: sum('chargedBack')
  }
}

export const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)

/** Splits exactly by largest remainder; of equal remainders the first gets the unit. */
export function shareOut(whole: Minor, weights: readonly Minor[]): Minor[] {
  const total = BigInt(sumOf(weights))
  if (total === 0n) return weights.map(() => 0)
  const exact = weights.map((weight) => BigInt(whole) * BigInt(weight))
  const shares = exact.map((product) => Number(product / total))
  const order = exact.map((product, i) => ({ i, rest: product % total }))
  order.sort((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest > b.rest ? -1 : 1))
  const left = whole - sumOf(shares)
  for (const { i } of order.slice(0, left)) shares[i] = (shares[i] ?? 0) + 1
  return shares
}

/** `whole` times `count` / `of`, rounded down, exactly. */
export function partOf(whole: Minor, count: number, of: number): Minor {
  return of === 0 ? whole : Number((BigInt(whole) * BigInt(count)) / BigInt(of))
}

/** So many ten-thousandths, rounded half up. */
export function basisPoints(minor: Minor, points: number): Minor {
  return Number((BigInt(minor) * BigInt(points) + 5000n) / 10_000n)
}
