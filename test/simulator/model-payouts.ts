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
import type { Minor, Wish } from './wish.ts'

type Of<D extends Wish['do']> = Extract<Wish, { do: D }>
const money = (amount: Minor) => ({ amount, currency: 'CNY' })
const cutOffHour = 14

/** The first cut-off after this moment. */
function cutOffAfter(now: number): number {
  const today = Math.floor(now / dayMs) * dayMs + cutOffHour * hourMs
  return today > now ? today : today + dayMs
}

/** A merchant asks for its money: all that is available or up to an amount, less the reserve. */
export function requestPayout(model: Model, wish: Of<'payout'>): Expected {
  const merchant = merchantOf(model, wish.merchant)
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
  const { reserve, days: reserveDays } = wish
  model.merchants.set(wish.merchant, { ...merchant, reserve, reserveDays, blocked: false })
  return { status: 200, body: { reserve: { basisPoints: reserve, days: reserveDays }, blocked: null } }
}

const change = (model: Model, names: readonly string[], state: Payout['state']) => {
  model.payouts = model.payouts.map((payout) => (names.includes(payout.name) ? { ...payout, state } : payout))
}

/** Bank files are written of all planned payouts, or of those whose cut-off has come. */
export function writeFiles(model: Model, due: number = Infinity): Expected {
  const payouts = model.payouts.filter(({ state, fileAt }) => state === 'planned' && fileAt <= due)
  const names = payouts.map(({ name }) => name)
  if (names.length === 0) return { status: 201, body: { bankFiles: [] } }
  const file = `f${model.files.length}`
  model.files = [...model.files, { file, payouts: names, sent: false }]
  change(model, names, 'in_file')
  const sum = payouts.reduce((total, { amount }) => total + amount, 0)
  const body = { bankFiles: [{ state: 'written', transactions: names.length, controlSum: money(sum) }] }
  return { status: 201, names: file, body }
}

/** A file is given to the bank. */
export function transmit(model: Model, wish: Of<'transmit'>): Expected {
  const found = model.files.find(({ file }) => file === wish.file)
  if (found === undefined) return { status: 404, code: 'payouts.file_unknown' }
  if (found.sent) return refused('payouts.file_sent_already')
  model.files = model.files.map((one) => (one === found ? { ...one, sent: true } : one))
  change(model, found.payouts, 'sent')
  return { status: 200, body: { state: 'sent' } }
}

/** The bank has booked these payouts, some came back, and maybe money came in that nobody knows. */
export function statement(model: Model, wish: Of<'statement'>): Expected {
  const sent = model.payouts.filter(({ state }) => state === 'sent')
  for (const { name, amount, merchant } of sent) {
    const back = wish.returned.includes(name)
    change(model, [name], back ? 'returned' : 'settled')
    if (!back) book(model, 'bank', -amount)
    else {
      const owner = merchantOf(model, merchant)
      book(model, `merchant:${merchant}`, amount)
      model.merchants.set(merchant, { ...owner, blocked: true, exempt: owner.exempt + amount })
    }
  }
  book(model, 'bank', wish.stray)
  book(model, 'unmatched', wish.stray)
  return { status: 201 }
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
