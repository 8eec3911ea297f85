import { type Fault, faultKinds } from './fault.ts'
import { postingOf } from './generate-ledger.ts'
import { disputable } from './model-disputes.ts'
import { free, shipmentHeld } from './model-money.ts'
import { balance, hourMs, isCovered, type Model, type Order, sumsOf } from './model.ts'
import { cast } from './open.ts'
import { refundTokens } from './model-refunds.ts'
import { ledgerAccounts } from './postings.ts'
import { type Random, randomOf } from './random.ts'
import type { Step, Wish } from './wish.ts'

/** What the seed makes happen next, in a world that stands as the model says. */
export function nextStep(model: Model, seed: string, no: number): Step {
  const random = randomOf(seed, 'step', no)
  if (no % 97 === 96) return { no, kind: 'check' }
  const dice = random.next()
  if (dice < 0.004) return { no, kind: 'restart' }
  if (dice < 0.035) return timeStep(random, no)
  if (dice < 0.14) return togetherStep(model, random, no)
  const wish = wishFor(model, random, no) ?? placeOrder(random, no)
  const network = { lost: random.chance(0.08) ? 1 : 0, copies: random.chance(0.04) ? 2 + random.below(2) : 1 }
  return { no, kind: 'ask', wish, network, faults: faultsFor(random, 0.2, 9) }
}

const spans = [1, 1, 1, 3, 3, 26, 26, 26, 50, 24 * 8, 24 * 31]

function timeStep(random: Random, no: number): Step {
  if (random.chance(0.08))
    return { no, kind: 'time', ms: -1 - random.below(1500), together: false, provider: {}, faults: [] }
  const ms = random.pick(spans as [number, ...number[]]) * hourMs + random.below(1000)
  const faults = faultsFor(random, 0.7, 60)
  const share = () => (random.chance(0.5) ? Math.round(random.next() * 30) / 100 : 0)
  const trouble = random.chance(0.4) && ms > 2 * hourMs
  const provider = trouble
    ? {
        timeout: share(),
        lostReply: share(),
        errorBefore: share(),
        errorAfter: share(),
        webhookDropped: share(),
        webhookDuplicate: share(),
        webhookLate: share()
      }
    : {}
  return { no, kind: 'time', ms, together: random.chance(0.4), provider, faults }
}

function faultsFor(random: Random, share: number, span: number): readonly Fault[] {
  if (!random.chance(share)) return []
  const at = random.chance(0.5) ? 'commit' : 'statement'
  const count = random.below(at === 'commit' ? Math.max(1, Math.floor(span / 10)) : span)
  const when = random.chance(0.5) ? 'before' : 'after'
  return [{ kind: random.pick(faultKinds), at, count, when }]
}

/** Two or three operations about one order, or on the ledger's accounts, at the same time. */
function togetherStep(model: Model, random: Random, no: number): Step {
  const count = 2 + random.below(2)
  const order = someOrder(model, random)
  const wishes: Wish[] = []
  for (let i = 0; i < count; i++) {
    const about = order === undefined || random.chance(0.25) ? undefined : orderWish(model, random, order)
    const wish =
      about ?? (random.chance(0.6) ? ledgerWish(model, random, no * 10 + i) : payoutWish(model, random))
    wishes.push(wish ?? ledgerWish(model, random, no * 10 + i))
  }
  return { no, kind: 'together', wishes, faults: faultsFor(random, 0.3, 18) }
}

function wishFor(model: Model, random: Random, no: number): Wish | undefined {
  const dice = random.next()
  if (dice < 0.3) return ledgerWish(model, random, no * 10)
  if (dice < 0.42) return placeOrder(random, no)
  if (dice < 0.54) return payoutWish(model, random)
  const order = someOrder(model, random)
  return order === undefined ? undefined : orderWish(model, random, order)
}

/** The orders that are talked of: the last ones, and now and then any. */
function someOrder(model: Model, random: Random): Order | undefined {
  const all = [...model.orders.values()].filter(({ name }) => model.ids.has(name))
  const recent = all.slice(-30).filter((order) => !isOver(order))
  return random.chance(0.07) ? random.any(all) : (random.any(recent) ?? random.any(all))
}

const isOver = (order: Order) =>
  order.closing !== null || (order.paidAt !== null && order.parts.every((part) => sumsOf(part).held === 0))

function placeOrder(random: Random, no: number): Wish {
  const merchants = cast.merchants.filter(() => random.chance(0.4))
  if (merchants.length === 0) merchants.push(random.any(cast.merchants) ?? 'm0')
  const items = merchants.flatMap((merchant) =>
    Array.from({ length: 1 + random.below(2) }, () => ({
      merchant,
      category: random.pick(['tea', 'pots']),
      unit: 1 + random.below(random.chance(0.2) ? 20 : 20_000),
      quantity: 1 + random.below(4),
      tax: random.below(300)
    }))
  )
  const shipping = merchants
    .filter(() => random.chance(0.5))
    .map((merchant) => ({ merchant, minor: random.below(900) }))
  const [fee, buyer] = [random.chance(0.5) ? random.below(400) : 0, random.any(cast.buyers) ?? 'b0']
  const inspectionDays = random.pick([0, 7, 7, 7, 14])
  return { do: 'order', order: `o${no}`, buyer, items, shipping, fee, inspectionDays }
}

const tokens = [
  'tok_ok',
  'tok_ok',
  'tok_ok',
  'tok_ok',
  'tok_ok',
  'tok_ok',
  'tok_chargeback',
  'tok_chargeback_reversed',
  'tok_declined',
  'tok_slow',
  'tok_cancelled',
  'tok_never_paid',
  'tok_capture_refused',
  ...refundTokens
]

function orderWish(model: Model, random: Random, order: Order): Wish | undefined {
  if (random.chance(0.06)) return { do: 'show', order: order.name }
  if (random.chance(0.04)) return { do: 'cancel', order: order.name, merchant: null }
  if (order.paidAt === null && !isCovered(order)) return payWish(random, order)
  const open = order.disputes.filter(({ state, name }) => state !== 'decided' && model.ids.has(name))
  if (open.length > 0 && random.chance(0.5)) return disputeWish(random, open)
  const back = order.returns.filter(({ dueAt, name }) => dueAt !== null && model.ids.has(name))
  if (back.length > 0 && random.chance(0.5)) return returnWish(random, back)
  const known = order.shipments.filter(({ name }) => model.ids.has(name))
  const shipment = random.any(known)
  const unlucky = order.payments.filter(
    ({ name, token, refunded }) => refunded > 0 && refundTokens.includes(token) && model.ids.has(name)
  )
  const payment = random.any(unlucky)
  if (payment !== undefined && random.chance(0.3)) return { do: 'resend', payment: payment.name }
  const left = order.items.filter(({ quantity, shipped, cancelled }) => quantity > shipped + cancelled)
  if (left.length > 0 && (shipment === undefined || random.chance(0.5))) return shipWish(random, order, left)
  return shipment === undefined ? undefined : shipmentWish(random, order, shipment)
}

function payWish(random: Random, order: Order): Wish {
  if (random.chance(0.05))
    return { do: 'ship', order: order.name, merchant: order.items[0]?.merchant ?? 'm0', quantities: null }
  const total = order.parts.reduce((sum, { due }) => sum + due, 0)
  const minor = random.chance(0.2) ? 1 + random.below(total) : null
  const token = random.pick(tokens as [string, ...string[]])
  return { do: 'pay', order: order.name, minor, token, manual: random.chance(0.25) }
}

function shipWish(random: Random, order: Order, left: Order['items']): Wish {
  const merchant = random.any(left)?.merchant ?? 'm0'
  if (random.chance(0.12)) return { do: 'cancel', order: order.name, merchant }
  if (random.chance(0.5)) return { do: 'ship', order: order.name, merchant, quantities: null }
  const goods = order.items.filter((item) => item.merchant === merchant)
  const quantities = goods.map(({ quantity, shipped, cancelled }) =>
    random.chance(0.05) ? quantity : random.below(quantity - shipped - cancelled + 1)
  )
  if (!quantities.some((one) => one > 0)) quantities[0] = 1
  return { do: 'ship', order: order.name, merchant, quantities }
}

function disputeWish(random: Random, open: Order['disputes']): Wish | undefined {
  const found = random.any(open)
  if (found === undefined) return undefined
  if (random.chance(0.4)) {
    const toBuyer = random.pick([0, found.amount, random.below(found.amount + 1)])
    const slip = random.chance(0.05) ? 1 : 0
    return { do: 'decide', dispute: found.name, toBuyer, toMerchant: found.amount - toBuyer + slip }
  }
  return {
    do: 'answer',
    dispute: found.name,
    answer: random.pick(['accept', 'contest', 'contest', 'withdraw', 'maintain'])
  }
}

function returnWish(random: Random, open: Order['returns']): Wish | undefined {
  const found = random.any(open)
  if (found === undefined) return undefined
  const { name: back, state, amount } = found
  const careless = random.chance(0.1)
  if (state === 'requested' && !careless)
    return { do: 'back', back, act: random.pick(['authorise', 'authorise', 'reject', 'ship']) }
  if (state === 'authorised' && !careless && random.chance(0.6)) return { do: 'back', back, act: 'ship' }
  const minor = random.chance(0.5) ? null : 1 + random.below(amount + 2)
  return { do: 'receive', back, minor, noted: random.chance(0.7) }
}

function askReturn(random: Random, { name, lines }: Order['shipments'][number]): Wish {
  if (random.chance(0.3)) return { do: 'return', shipment: name, units: null }
  const units: number[] = lines.map(({ quantity }) => random.below(quantity + (random.chance(0.03) ? 2 : 1)))
  if (!units.some((count) => count > 0)) units[0] = 1
  return { do: 'return', shipment: name, units }
}

function shipmentWish(random: Random, order: Order, shipment: Order['shipments'][number]): Wish {
  const { name, merchant } = shipment
  const dice = random.next()
  if (dice < 0.4 && shipment.state === 'shipped') return { do: 'deliver', shipment: name }
  if (dice < 0.3 && dice > 0.03) return askReturn(random, shipment)
  if (dice < 0.55) return { do: 'confirm', order: order.name }
  if (dice < 0.75 && shipmentHeld(shipment) > 0) {
    const most = disputable(order, name)
    return {
      do: 'dispute',
      shipment: name,
      minor: random.chance(0.4) ? null : 1 + random.below(Math.max(1, most))
    }
  }
  if (dice < 0.8) return { do: 'claim', order: order.name }
  const most = free(order, shipment) + shipment.released - shipment.refundedLater
  return {
    do: 'refund',
    order: order.name,
    merchant,
    minor: 1 + random.below(Math.max(1, Math.min(most + 1, 4000)))
  }
}

/** Of a payout by schedule no reserve is kept: it would come back in the very moment of a later one. */
function profileWish(random: Random, merchant: string): Wish {
  const every = random.pick(['demand', 'day', 'wednesday'])
  const reserve = every === 'demand' ? random.pick([0, 1000, 333]) : 0
  return { do: 'profile', merchant, reserve, days: random.below(12), every }
}

function statementWish(model: Model, random: Random): Wish {
  const sent = model.payouts.filter(({ state }) => state === 'sent')
  const returned = sent.filter(() => random.chance(0.3)).map(({ name }) => name)
  const settled = model.settlements
    .filter(({ atBank }) => random.chance(atBank ? 0.01 : 0.75))
    .map(({ name }) => ({ settlement: name, short: random.chance(0.3) ? 1 + random.below(50) : 0 }))
  const stray = random.chance(0.3) ? 1 + random.below(5000) : random.chance(0.1) ? -1 - random.below(900) : 0
  return { do: 'statement', returned, settled, stray }
}

/** What staff take a difference for: mostly what it is, sometimes what it is not, or what was resolved before. */
function resolveWish(model: Model, random: Random): Wish | undefined {
  const known = model.differences.filter(({ name }) => model.ids.has(name))
  const found = random.any(known.filter(({ open }) => open || random.chance(0.05)))
  if (found === undefined) return undefined
  const named = model.settlements.find(({ name }) => name === found.of && model.ids.has(name))
  const as = random.pick(
    named !== undefined && !named.settled && random.chance(0.8)
      ? ['settlement']
      : ['noted', 'written_off', 'written_off', 'merchant', 'merchant', 'payout', 'payout', 'settlement']
  )
  const payouts = model.payouts.filter(({ state, name }) =>
    model.ids.has(name) && found.minor < 0 ? state === 'sent' || state === 'in_file' : state === 'settled'
  )
  const recorded = model.settlements.filter(({ name }) => model.ids.has(name))
  const of = {
    noted: null,
    written_off: null,
    merchant: random.any(cast.merchants) ?? 'm0',
    payout: (random.any(payouts.slice(-6)) ?? random.any(model.payouts))?.name ?? 't0',
    settlement: (named ?? random.any(recorded.slice(-3)))?.name ?? ''
  }[as]
  const lacks = (as === 'settlement' && of === '') || (as === 'payout' && model.payouts.length === 0)
  return lacks
    ? { do: 'resolve', difference: found.name, as: 'written_off', of: null }
    : { do: 'resolve', difference: found.name, as, of }
}

function payoutWish(model: Model, random: Random): Wish {
  const file = model.files.find(({ file: name, sent }) => !sent && model.ids.has(name))
  const blocked = [...model.merchants.values()].find((merchant) => merchant.blocked)
  const dice = random.next()
  if (file !== undefined && dice < 0.3) return { do: 'transmit', file: file.file }
  if (dice < 0.36) return { do: 'files' }
  const resolving = dice < 0.6 && random.chance(0.4) ? resolveWish(model, random) : undefined
  if (dice < 0.6) return resolving ?? statementWish(model, random)
  const merchant = random.any(cast.merchants) ?? 'm0'
  const suspended = [...model.merchants.values()].find((one) => one.suspended)
  if (suspended !== undefined && dice < 0.65)
    return { do: 'suspension', merchant: suspended.name, ends: random.chance(0.9) }
  if (dice > 0.98) return { do: 'suspension', merchant, ends: random.chance(0.1) }
  if ((blocked !== undefined && dice < 0.75) || dice > 0.94)
    return profileWish(random, blocked?.name ?? merchant)
  const available = balance(model, `merchant:${merchant}`)
  return { do: 'payout', merchant, minor: random.chance(0.5) ? null : 1 + random.below(available + 10) }
}

function ledgerWish(model: Model, random: Random, id: number): Wish {
  if (random.chance(0.08)) return { do: 'balance', account: random.any(ledgerAccounts)?.id ?? '' }
  if (random.chance(0.75)) return { do: 'post', posting: postingOf(model, random, id) }
  const postings = Array.from({ length: 2 + random.below(30) }, (_, i) =>
    postingOf(model, random, id + (i + 1) / 100)
  )
  return { do: 'batch', postings }
}
