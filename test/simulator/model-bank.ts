import { refused } from './model-orders.ts'
import { change, giveBack } from './model-payouts.ts'
import {
  balance,
  book,
  type Difference,
  type Expected,
  merchantOf,
  missing,
  type Model,
  type Payout,
  type Settlement
} from './model.ts'
import type { BookedLine, Minor, Wish } from './wish.ts'

type Of<D extends Wish['do']> = Extract<Wish, { do: D }>

const wasSettled = ({ state }: Payout) => state === 'settled' || state === 'returned'

/** The bank has booked payouts, some came back, the payment service paid, and maybe money moved that nobody knows. */
export function statement(model: Model, { booked = [] }: Of<'statement'>): Expected {
  const fitting = booked.filter((line) => {
    const off = line.of === null ? 'extra' : bookLine(model, line, line.of)
    if (off !== null) keepApart(model, line, off)
    return off === null
  })
  return { status: 201, body: { statements: [{ lines: booked.length, matched: fitting.length }] } }
}

/** Lets a line be what it says, or answers how it differs from what is expected. */
function bookLine(model: Model, { kind, minor }: BookedLine, name: string): Difference['kind'] | null {
  if (kind === 'settlement') return bookSettlement(model, name, minor)
  const payout = model.payouts.find((one) => one.name === name) ?? missing(name)
  if (kind === 'return') {
    if (payout.state === 'returned') return 'duplicate'
    if (payout.state !== 'settled') return 'extra'
    giveBack(model, payout, 'returned', payout.amount)
    model.merchants.set(payout.merchant, { ...merchantOf(model, payout.merchant), blocked: true })
    return null
  }
  if (wasSettled(payout)) return 'duplicate'
  if (payout.state !== 'in_file' && payout.state !== 'sent') return 'extra'
  change(model, [name], 'settled')
  return null
}

function bookSettlement(model: Model, name: string, minor: Minor): Difference['kind'] | null {
  const settlement = model.settlements.find((one) => one.name === name) ?? missing(name)
  put(model, { ...settlement, atBank: true })
  if (settlement.recordedAt === null) return 'extra'
  if (settlement.settled) return 'duplicate'
  if (minor !== settlement.gross - settlement.fee) return 'amount'
  settle(model, name)
  return null
}

const put = (model: Model, settlement: Settlement) => {
  const others = model.settlements.filter(({ name }) => name !== settlement.name)
  model.settlements = [...others, settlement].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** The money is ours now: the service has it no more, and has kept its fees. */
function settle(model: Model, name: string): void {
  const settlement = model.settlements.find((one) => one.name === name) ?? missing(name)
  put(model, { ...settlement, settled: true })
  book(model, 'provider_cost', settlement.fee)
  book(model, 'provider_paid', settlement.gross)
}

/** What fits nothing waits, and somebody has to say what it is. */
function keepApart(model: Model, { minor, of }: BookedLine, kind: Difference['kind']): void {
  book(model, 'unmatched', minor)
  const name = `x${model.differences.length}`
  model.differences = [...model.differences, { name, kind, minor, of, open: true }]
}

/** Kontor has heard of what the service paid; where the bank showed just that before, it is found among the unmatched. */
export function recordSettlement(model: Model, name: string, at: number): void {
  const settlement = model.settlements.find((one) => one.name === name) ?? missing(name)
  put(model, { ...settlement, recordedAt: at })
  const net = settlement.gross - settlement.fee
  const waiting = model.differences.find(
    ({ open, kind, of, minor }) => open && kind === 'extra' && of === name && minor === net
  )
  if (waiting === undefined) return
  takeOut(model, waiting)
  settle(model, name)
}

/** Its money waits no more. */
function takeOut(model: Model, difference: Difference): void {
  book(model, 'unmatched', -difference.minor)
  model.differences = model.differences.map((one) =>
    one.name === difference.name ? { ...one, open: false } : one
  )
}

const unfit = refused('payouts.resolution_unfit')

/** Staff say whose the money of a difference is. What a payout or a settlement leaves over is written off. */
export function resolve(model: Model, wish: Of<'resolve'>): Expected {
  const found = model.differences.find(({ name }) => name === wish.difference)
  if (found === undefined) return { status: 404, code: 'payouts.difference_unknown' }
  if (!found.open) return refused('payouts.difference_resolved')
  const refusal = giveTo(model, found, wish)
  if (refusal !== null) return refusal
  takeOut(model, found)
  return { status: 200, body: { state: 'resolved', resolution: wish.as } }
}

/** Brings the money to where it is said to belong, or refuses. */
function giveTo(model: Model, { minor }: Difference, { as, of }: Of<'resolve'>): Expected | null {
  switch (as) {
    case 'noted':
      return unfit
    case 'written_off':
      book(model, 'written_off', minor)
      return null
    case 'merchant':
      if (balance(model, `merchant:${of}`) + minor < 0) return refused('ledger.funds_insufficient')
      book(model, `merchant:${of}`, minor)
      return null
    case 'payout':
      return toPayout(model, minor, model.payouts.find(({ name }) => name === of) ?? missing(`${of}`))
    case 'settlement': {
      const settlement = model.settlements.find(({ name }) => name === of) ?? missing(`${of}`)
      if (settlement.settled) return unfit
      book(model, 'written_off', minor - settlement.gross + settlement.fee)
      settle(model, settlement.name)
      return null
    }
  }
}

/** Money that left has settled a payout; money that came in is one that came back, whole or in part. */
function toPayout(model: Model, minor: Minor, payout: Payout): Expected | null {
  if (minor < 0) {
    if (payout.state !== 'in_file' && payout.state !== 'sent') return unfit
    change(model, [payout.name], 'settled')
    book(model, 'written_off', minor + payout.amount)
    return null
  }
  if (payout.state !== 'settled' || minor > payout.amount) return unfit
  giveBack(model, payout, 'returned', minor)
  model.merchants.set(payout.merchant, { ...merchantOf(model, payout.merchant), blocked: true })
  return null
}
