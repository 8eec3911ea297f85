import { refused } from './model-orders.ts'
import {
  balance,
  basisPoints,
  book,
  dayMs,
  type Expected,
  hourMs,
  merchantOf,
  type Model,
  type Payout
} from './model.ts'
import type { Every, Minor, Wish } from './wish.ts'

type Of<D extends Wish['do']> = Extract<Wish, { do: D }>
const money = (amount: Minor) => ({ amount, currency: 'CNY' })
const cutOffHour = 14
const payoutHour = 5

/** The first cut-off after this moment. */
function cutOffAfter(now: number): number {
  const today = Math.floor(now / dayMs) * dayMs + cutOffHour * hourMs
  return today > now ? today : today + dayMs
}

/** The next moment at which a merchant is paid by itself. */
function runAfter(every: Every, now: number): number | null {
  if (every === 'demand') return null
  let at = Math.floor(now / dayMs) * dayMs + payoutHour * hourMs
  while (at <= now || (every === 'wednesday' && new Date(at).getUTCDay() !== 3)) at += dayMs
  return at
}

/** The schedule of a merchant has come: it is paid what it would get if it asked, or waits for the next time. */
export function payBySchedule(model: Model, name: string): void {
  requestPayout(model, { do: 'payout', merchant: name, minor: null })
  const merchant = merchantOf(model, name)
  model.merchants.set(name, { ...merchant, nextAt: runAfter(merchant.every, model.now) })
}

/** An operator suspends a merchant, who gets no orders and no money then, or ends that. */
export function suspend(model: Model, wish: Of<'suspension'>): Expected {
  const merchant = merchantOf(model, wish.merchant)
  if (merchant.suspended !== wish.ends) return refused('merchants.state_already')
  model.merchants.set(wish.merchant, { ...merchant, suspended: !wish.ends })
  return { status: 200, body: { state: wish.ends ? 'active' : 'suspended' } }
}

/** A merchant asks for its money: all that is available or up to an amount, less the reserve. */
export function requestPayout(model: Model, wish: Of<'payout'>): Expected {
  const merchant = merchantOf(model, wish.merchant)
  if (merchant.suspended) return refused('payouts.merchant_suspended')
  if (merchant.blocked) return refused('payouts.blocked')
  if (balance(model, `owed:${wish.merchant}`) > 0) return refused('payouts.owing')
  const available = balance(model, `merchant:${wish.merchant}`)
  const leaves = Math.min(wish.minor ?? available, available)
  if (leaves === 0) return refused('payouts.nothing_available')
  const exempt = Math.min(merchant.exempt, leaves)
  const reserve = basisPoints(leaves - exempt, merchant.reserve)
  const amount = leaves - reserve
  if (amount < 1) return refused('payouts.below_minimum')
  if (wish.minor !== null && wish.minor > available) return refused('payouts.amount_unavailable')
  const payout: Payout = {
    name: `t${model.payouts.length}`,
    merchant: wish.merchant,
    amount,
    reserve,
    state: 'planned',
    fileAt: cutOffAfter(model.now)
  }
  model.payouts = [...model.payouts, payout]
  model.merchants.set(wish.merchant, { ...merchant, exempt: merchant.exempt - exempt })
  book(model, `merchant:${wish.merchant}`, -leaves)
  book(model, `reserve:${wish.merchant}`, reserve)
  if (reserve > 0) {
    const at = model.now + merchant.reserveDays * dayMs
    model.reserves = [...model.reserves, { merchant: wish.merchant, minor: reserve, at }]
  }
  const body = { payouts: [{ state: 'planned', amount: money(amount), reserve: money(reserve) }] }
  return { status: 201, names: payout.name, body }
}

/** How a merchant is paid is set anew, which lifts a block. */
export function setProfile(model: Model, wish: Of<'profile'>): Expected {
  const merchant = merchantOf(model, wish.merchant)
  const { reserve, days: reserveDays, every } = wish
  const nextAt = runAfter(every, model.now)
  model.merchants.set(wish.merchant, { ...merchant, reserve, reserveDays, every, nextAt, blocked: false })
  return { status: 200, body: { reserve: { basisPoints: reserve, days: reserveDays }, blocked: null } }
}

/** Lets payouts go on to a state. */
export const change = (model: Model, names: readonly string[], state: Payout['state']) => {
  model.payouts = model.payouts.map((payout) => (names.includes(payout.name) ? { ...payout, state } : payout))
}

/** Bank files are written of all planned payouts, or of those whose cut-off has come. */
export function writeFiles(model: Model, due: number = Infinity): Expected {
  const planned = model.payouts.filter(({ state, fileAt }) => state === 'planned' && fileAt <= due)
  const isStopped = (payout: Payout) => merchantOf(model, payout.merchant).suspended
  for (const payout of planned.filter(isStopped)) giveBack(model, payout, 'cancelled', payout.amount)
  const payouts = planned.filter((payout) => !isStopped(payout))
  const names = payouts.map(({ name }) => name)
  if (names.length === 0) return { status: 201, body: { bankFiles: [] } }
  const file = `f${model.files.length}`
  model.files = [...model.files, { file, payouts: names, sent: false }]
  change(model, names, 'in_file')
  const sum = payouts.reduce((total, { amount }) => total + amount, 0)
  const body = { bankFiles: [{ state: 'written', transactions: names.length, controlSum: money(sum) }] }
  return { status: 201, names: file, body }
}

/** The money of a payout is the merchant's again, and no reserve is kept of it a second time. */
export function giveBack(
  model: Model,
  { name, merchant }: Payout,
  state: 'returned' | 'cancelled',
  amount: Minor
): void {
  change(model, [name], state)
  book(model, `merchant:${merchant}`, amount)
  const owner = merchantOf(model, merchant)
  model.merchants.set(merchant, { ...owner, exempt: owner.exempt + amount })
}

/** A file is given to the bank. */
export function transmit(model: Model, wish: Of<'transmit'>): Expected {
  const found = model.files.find(({ file }) => file === wish.file)
  if (found === undefined) return { status: 404, code: 'payouts.file_unknown' }
  if (found.sent) return refused('payouts.file_sent_already')
  model.files = model.files.map((one) => (one === found ? { ...one, sent: true } : one))
  // A payout that somebody has found at the bank before is over.
  const waiting = model.payouts.filter(
    ({ name, state }) => found.payouts.includes(name) && state === 'in_file'
  )
  change(
    model,
    waiting.map(({ name }) => name),
    'sent'
  )
  return { status: 200, body: { state: 'sent' } }
}

/** Reserves that were kept long enough come back: first what the merchant owes is taken from them. */
export function releaseReserve(model: Model, reserve: Model['reserves'][number]): void {
  const { merchant, minor } = reserve
  model.reserves = model.reserves.filter((one) => one !== reserve)
  book(model, `reserve:${merchant}`, -minor)
  book(model, `merchant:${merchant}`, minor)
  const owed = Math.min(minor, balance(model, `owed:${merchant}`), balance(model, `merchant:${merchant}`))
  book(model, `merchant:${merchant}`, -owed)
  book(model, `owed:${merchant}`, -owed)
  const owner = merchantOf(model, merchant)
  model.merchants.set(merchant, { ...owner, exempt: owner.exempt + minor - owed })
}
